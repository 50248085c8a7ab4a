import type { MessageEntity } from 'grammy/types';
import { readMultipart } from './multipart.ts';

/** A method's parameters, from whichever encoding the client chose. In a form every value is a string. */
export type Params = Readonly<Record<string, unknown>>;

export type ReadParams = { readonly kind: 'params'; readonly params: Params } | { readonly kind: 'unreadable' };

/** Reads JSON, URL-encoded and multipart bodies, and the query that any of them may have besides. */
export function readParams(query: string, contentType: string, body: Buffer): ReadParams {
  const fromQuery = query === '' ? {} : Object.fromEntries(new URLSearchParams(query));
  const read = readBody(contentType, body);
  return read.kind === 'params' && query !== '' ? { kind: 'params', params: { ...fromQuery, ...read.params } } : read;
}

function readBody(contentType: string, body: Buffer): ReadParams {
  if (contentType.startsWith('multipart/form-data') && body.length > 0) {
    const fields = readMultipart(contentType, body);
    return fields ? { kind: 'params', params: fields } : { kind: 'unreadable' };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return { kind: 'params', params: Object.fromEntries(new URLSearchParams(body.toString())) };
  }
  return readJson(body.toString());
}

/** A JSON object; an empty body is an empty one. */
export function readJson(body: string): ReadParams {
  if (body === '') return { kind: 'params', params: {} };
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { kind: 'params', params: value as Params };
    }
  } catch {
    // Told to the client below, as Telegram tells it.
  }
  return { kind: 'unreadable' };
}

export function textParam(params: Params, key: string): string | null {
  const value = params[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

export function integerParam(params: Params, key: string): number | null {
  const value = params[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

export function isSet(params: Params, key: string): boolean {
  const value = params[key];
  return value === true || value === 'true' || value === 'True' || value === '1' || value === 1;
}

/** A nested value: as it is in JSON, a JSON text in a form. `undefined` when it is missing or cannot be read. */
export function nestedParam(params: Params, key: string): unknown {
  const value = params[key];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

export function listParam(params: Params, key: string): readonly unknown[] {
  const value = nestedParam(params, key);
  return Array.isArray(value) ? value : [];
}

/** Entities that the client gives instead of a parse mode; those that do not fit the text are left out. */
export function entitiesParam(params: Params, key: string, text: string): readonly MessageEntity[] {
  return listParam(params, key).filter((value): value is MessageEntity => {
    if (typeof value !== 'object' || value === null) return false;
    const { type, offset, length } = value as Record<string, unknown>;
    return (
      typeof type === 'string' &&
      typeof offset === 'number' &&
      typeof length === 'number' &&
      offset >= 0 &&
      length > 0 &&
      offset + length <= text.length
    );
  });
}
