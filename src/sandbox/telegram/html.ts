import type { MessageEntity } from 'grammy/types';
import { checkedLink, mentionedUser } from './links.ts';

export type ParsedHtml =
  | { readonly kind: 'parsed'; readonly text: string; readonly entities: readonly MessageEntity[] }
  /** `description` as Telegram words it after "Bad Request: can't parse entities: ". */
  | { readonly kind: 'invalid'; readonly description: string };

const plainTags: Readonly<Record<string, 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler'>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const knownTags = new Set([...Object.keys(plainTags), 'a', 'pre', 'code', 'blockquote', 'tg-emoji']);
const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  /** The one attribute that matters for the tag: address, language, emoji id, "expandable". */
  readonly argument: string;
  /** Offset in the text, in UTF-16 code units. */
  readonly offset: number;
}

/**
 * Reads Telegram's HTML as the Bot API server does (TDLib, MessageEntity.cpp): only its own tags, properly nested and
 * closed; `&lt; &gt; &amp; &quot;` and numeric references, anything else after `&` stays as written. Offsets in
 * refusals count UTF-8 bytes, offsets of entities UTF-16 code units.
 */
export function parseTelegramHtml(html: string): ParsedHtml {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let at = 0;
  while (at < html.length) {
    const special = nextSpecial(html, at);
    if (special > at) text += html.slice(at, special);
    at = special;
    if (at >= html.length) break;
    if (html[at] === '&') {
      const reference = readReference(html, at);
      text += reference?.text ?? '&';
      at = reference?.end ?? at + 1;
    } else if (html[at + 1] === '/') {
      const tag = open.pop();
      if (!tag) return invalid(`Unexpected end tag at byte offset ${byteOffset(html, at)}`);
      const nameEnd = skip(html, at + 2, inName);
      const name = html.slice(at + 2, nameEnd).toLowerCase();
      const end = skip(html, nameEnd, isSpace);
      if (html[end] !== '>') return invalid(`Unclosed end tag at byte offset ${byteOffset(html, at)}`);
      if (name !== '' && name !== tag.name) {
        return invalid(
          `Unmatched end tag at byte offset ${byteOffset(html, at)}, expected "</${tag.name}>", found "</${name}>"`,
        );
      }
      const problem = closeTag(tag, text, entities);
      if (problem) return invalid(problem);
      at = end + 1;
    } else {
      const start = readStartTag(html, at);
      if (start.kind === 'invalid') return start;
      open.push({ name: start.name, argument: start.argument, offset: text.length });
      at = start.end;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) return invalid(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  if (!text.isWellFormed()) {
    return invalid(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    );
  }
  return { kind: 'parsed', text, entities: sortEntities(entities) };
}

/** Of entities over the same words; those not listed stand between links and bold. */
const rank: Readonly<Partial<Record<MessageEntity['type'], number>>> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
};

/** In Telegram's order: outer ones first, then by kind. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.sort(
    (a, b) => a.offset - b.offset || b.length - a.length || (rank[a.type] ?? 50) - (rank[b.type] ?? 50),
  );
}

const invalid = (description: string): { readonly kind: 'invalid'; readonly description: string } => ({
  kind: 'invalid',
  description,
});

const byteOffset = (html: string, at: number): number => Buffer.byteLength(html.slice(0, at));

function nextSpecial(html: string, from: number): number {
  for (let at = from; at < html.length; at++) {
    const code = html.charCodeAt(at);
    if (code === 60 || code === 38) return at;
  }
  return html.length;
}

const isSpace = (c: string): boolean => c === ' ' || c === '\t' || c === '\r' || c === '\n' || c === '\0' || c === '\v';
const inName = (c: string): boolean => !isSpace(c) && c !== '>';
const inAttribute = (c: string): boolean => !isSpace(c) && c !== '=' && c !== '>';
const inToken = (c: string): boolean => /[a-z0-9.-]/i.test(c);

function skip(html: string, from: number, wanted: (c: string) => boolean): number {
  let at = from;
  while (at < html.length && wanted(html.charAt(at))) at++;
  return at;
}

/** A character reference at `at`; null when it is none, and the `&` stands for itself. The semicolon may be missing. */
function readReference(html: string, at: number): { readonly text: string; readonly end: number } | null {
  const match = /^&(?:#x([0-9a-f]*)|#([0-9]*)|([a-z]+))/i.exec(html.slice(at, at + 40));
  if (!match) return null;
  const end = at + match[0].length;
  const close = html[end] === ';' ? end + 1 : end;
  const [, hex, decimal, name] = match;
  if (name !== undefined) {
    const character = namedEntities[name];
    return character === undefined ? null : { text: character, end: close };
  }
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal ?? '', 10);
  // The server gives up on references of ten characters and more, on 0 and beyond Unicode.
  if (!(code > 0) || code >= 0x10ffff || match[0].length >= 10) return null;
  return { text: String.fromCodePoint(code), end: close };
}

type StartTag =
  | { readonly kind: 'start'; readonly name: string; readonly argument: string; readonly end: number }
  | { readonly kind: 'invalid'; readonly description: string };

function readStartTag(html: string, begin: number): StartTag {
  const offset = () => byteOffset(html, begin);
  let at = skip(html, begin + 1, inName);
  if (at >= html.length) return invalid(`Unclosed start tag at byte offset ${offset()}`);
  const name = html.slice(begin + 1, at).toLowerCase();
  if (!knownTags.has(name)) return invalid(`Unsupported start tag "${name}" at byte offset ${offset()}`);
  let argument = '';
  for (;;) {
    at = skip(html, at, isSpace);
    if (html[at] === '>') break;
    if (at >= html.length) return invalid(`Unclosed start tag "${name}" at byte offset ${offset()}`);
    const attributeEnd = skip(html, at, inAttribute);
    const attribute = html.slice(at, attributeEnd);
    if (attribute === '') return invalid(`Empty attribute name in the tag "${name}" at byte offset ${offset()}`);
    at = skip(html, attributeEnd, isSpace);
    if (html[at] !== '=') {
      if (at >= html.length) return invalid(`Unclosed start tag "${name}" at byte offset ${offset()}`);
      if (name !== 'blockquote' || attribute !== 'expandable') {
        return invalid(
          `Expected equal sign in declaration of an attribute of the tag "${name}" at byte offset ${offset()}`,
        );
      }
      argument = 'expandable';
      continue;
    }
    at = skip(html, at + 1, isSpace);
    const value = readValue(html, at);
    if (value.kind === 'invalid') return value;
    at = value.end;
    if (at >= html.length) return invalid(`Unclosed start tag at byte offset ${offset()}`);
    argument = argumentOf(name, attribute, value.text) ?? argument;
  }
  if (name === 'span' && argument !== 'spoiler') {
    return invalid(`Tag "span" must have class "tg-spoiler" at byte offset ${offset()}`);
  }
  return { kind: 'start', name, argument, end: at + 1 };
}

type Value =
  | { readonly kind: 'value'; readonly text: string; readonly end: number }
  | { readonly kind: 'invalid'; readonly description: string };

/** An attribute's value: a bare token, or a string in either quotation mark with character references. */
function readValue(html: string, begin: number): Value {
  const quote = html[begin];
  if (quote !== '"' && quote !== "'") {
    const end = skip(html, begin, inToken);
    const next = html[end];
    if (next !== undefined && next !== '>' && !isSpace(next)) {
      return invalid(`Unexpected end of name token at byte offset ${byteOffset(html, begin)}`);
    }
    return { kind: 'value', text: html.slice(begin, end).toLowerCase(), end };
  }
  let text = '';
  let at = begin + 1;
  while (at < html.length && html[at] !== quote) {
    const reference = html[at] === '&' ? readReference(html, at) : null;
    text += reference?.text ?? html.charAt(at);
    at = reference?.end ?? at + 1;
  }
  return { kind: 'value', text, end: Math.min(at + 1, html.length) };
}

function argumentOf(tag: string, attribute: string, value: string): string | null {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable';
  return null;
}

/** Adds the entity of a closed tag; an empty tag leaves none. Returns what is wrong with it, if anything. */
function closeTag(tag: OpenTag, text: string, entities: MessageEntity[]): string | null {
  const length = text.length - tag.offset;
  if (length === 0) return null;
  const span = { offset: tag.offset, length };
  const plain = plainTags[tag.name];
  if (plain) {
    entities.push({ type: plain, ...span });
  } else if (tag.name === 'a') {
    const address = tag.argument === '' ? text.slice(tag.offset) : tag.argument;
    const user = mentionedUser(address);
    const link = checkedLink(address);
    if (user) entities.push({ type: 'text_mention', ...span, user });
    // An address that is none is dropped in silence: the words stay, the link is gone.
    else if (link) entities.push({ type: 'text_link', ...span, url: link });
  } else if (tag.name === 'tg-emoji') {
    if (!/^-?\d{1,19}$/.test(tag.argument) || BigInt(tag.argument) === 0n) {
      return 'Invalid custom emoji identifier specified';
    }
    entities.push({ type: 'custom_emoji', ...span, custom_emoji_id: tag.argument });
  } else if (tag.name === 'blockquote') {
    entities.push({ type: tag.argument === 'expandable' ? 'expandable_blockquote' : 'blockquote', ...span });
  } else {
    closeCode(tag, span, entities);
  }
  return null;
}

/** `<pre><code class="language-x">` is one block with a language, whichever of the two is outside. */
function closeCode(tag: OpenTag, span: { offset: number; length: number }, entities: MessageEntity[]): void {
  const inner = entities.at(-1);
  const same = inner !== undefined && inner.offset === span.offset && inner.length === span.length;
  if (tag.name === 'code') {
    if (same && inner.type === 'pre' && tag.argument !== '') {
      entities[entities.length - 1] = { ...inner, language: tag.argument };
    } else {
      entities.push({ type: 'code', ...span });
      if (tag.argument !== '') languages.set(entities[entities.length - 1] as MessageEntity, tag.argument);
    }
    return;
  }
  const language = same && inner.type === 'code' ? languages.get(inner) : undefined;
  if (language !== undefined) entities[entities.length - 1] = { type: 'pre', ...span, language };
  else entities.push({ type: 'pre', ...span });
}

/** The language that a `code` brought along, which only counts when a `pre` closes around it. */
const languages = new WeakMap<MessageEntity, string>();
