import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ChannelName } from '../channels/channel.ts';
import { canonicalLink } from '../feeds/canonical-link.ts';

/** A story's link as it stands in the messages of a channel. */
export interface CountedLink {
  readonly channel: ChannelName;
  readonly articleId: number;
  /** Absolute http(s) address. */
  readonly target: string;
}

const letterOf: Readonly<Record<ChannelName, string>> = { telegram: 't', whatsapp: 'w' };
/** Characters of base64url: 72 bits, too many to guess. */
const signatureLength = 12;

/**
 * The address under which a story's link is counted: `BASE/r/ID-SIGNATURE/HOST/PATH`. It says where it leads, to the reader
 * and to this program, which needs no database to lead there; the signature lets it lead nowhere else.
 *
 * @param base where readers reach this program, without a slash at its end
 */
export function countedLink(key: Buffer, base: string, link: CountedLink): string {
  const target = canonicalLink(link.target);
  const shown = target.startsWith('https://') ? target.slice('https://'.length) : target.replace('://', '/');
  const name = `${letterOf[link.channel]}${link.articleId.toString(36)}`;
  return `${base}/r/${name}-${signatureOf(key, name, target)}/${shown}`;
}

/**
 * What a requested address of {@link countedLink} leads to; null when nobody signed it. What a place where the link was
 * shared has added to follow the reader (`fbclid`) is taken off.
 *
 * @param path path and query as requested, beginning with `/r/`
 */
export function readCountedLink(key: Buffer, path: string): CountedLink | null {
  const parts = /^\/r\/(([tw])([0-9a-z]{1,7}))-([\w-]{12})\/(http\/)?(.+)$/s.exec(path);
  if (!parts) return null;
  const [, name = '', letter, id = '', signature = '', scheme, shown = ''] = parts;
  const address = `${scheme === undefined ? 'https' : 'http'}://${shown}`;
  if (!URL.canParse(address)) return null;
  // What is taken off grows from version to version: a link that was sent before leads where it was to lead then.
  const target = [new URL(address).href, canonicalLink(address)].find((one) =>
    timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(key, name, one))),
  );
  if (target === undefined) return null;
  return { channel: letter === 't' ? 'telegram' : 'whatsapp', articleId: Number.parseInt(id, 36), target };
}

function signatureOf(key: Buffer, name: string, target: string): string {
  const mac = createHmac('sha256', key).update(`nashra.link\n${name}\n${target}`);
  return mac.digest('base64url').slice(0, signatureLength);
}
