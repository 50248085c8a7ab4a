import type { User } from 'grammy/types';

/** `tg://user?id=…`, Telegram's way of naming somebody without a username. */
export function mentionedUser(address: string): User | null {
  const id = /^tg:(?:\/\/)?user\/?\?id=(\d{1,16})$/i.exec(address)?.[1];
  return id === undefined ? null : { id: Number(id), is_bot: false, first_name: id };
}

/**
 * The address as Telegram keeps it, or null when it takes it for none: http, https, ton and tg only, and the host must
 * have a dot (so `http://localhost/` is no link, `http://127.0.0.1/` is one). A missing scheme becomes http.
 */
export function checkedLink(address: string): string | null {
  const trimmed = address.trim();
  if (trimmed === '' || /\s/.test(trimmed)) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(trimmed)?.[1]?.toLowerCase();
  if (scheme === 'tg' || scheme === 'ton' || scheme === 'tonsite') return trimmed;
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return null;
  const full = scheme === undefined ? `http://${trimmed}` : trimmed;
  const hostname = hostOf(full);
  if (hostname === null) return null;
  const named = hostname.includes('.') && !hostname.startsWith('.') && !hostname.endsWith('..');
  if (!named && !hostname.startsWith('[')) return null;
  return /^[a-z]+:\/\/[^/?#]+$/i.test(full) ? `${full}/` : full;
}

function hostOf(address: string): string | null {
  try {
    return new URL(address).hostname;
  } catch {
    return null;
  }
}
