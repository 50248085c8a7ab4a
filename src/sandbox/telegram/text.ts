import type { MessageEntity } from 'grammy/types';
import { badRequest, type Refusal, refusals } from './answer.ts';
import { detectEntities } from './detect.ts';
import { parseTelegramHtml, sortEntities } from './html.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

export type PreparedText = { readonly kind: 'prepared'; readonly formatted: FormattedText } | Refusal;

/** Telegram's limits, in UTF-16 code units, after markup is parsed. */
export const maxTextLength = 4_096;
export const maxCaptionLength = 1_024;

/** A broadcast sends the same text again and again: the newest few are remembered. */
const remembered = new Map<
  string,
  { readonly parseMode: string | null; readonly use: string; readonly is: PreparedText }
>();
const mostRemembered = 64;

/**
 * What Telegram makes of a text that a bot sends: parsed, cleaned, trimmed, links and commands found, measured.
 * Of the parse modes only HTML (and none) is understood here; Markdown is refused as unsupported.
 */
export function prepareText(
  sent: string,
  parseMode: string | null,
  given: readonly MessageEntity[],
  use: 'text' | 'caption',
): PreparedText {
  if (given.length > 0) return prepare(sent, parseMode, given, use);
  const known = remembered.get(sent);
  if (known && known.parseMode === parseMode && known.use === use) return known.is;
  const is = prepare(sent, parseMode, given, use);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(sent, { parseMode, use, is });
  return is;
}

function prepare(
  sent: string,
  parseMode: string | null,
  given: readonly MessageEntity[],
  use: 'text' | 'caption',
): PreparedText {
  if (!sent.isWellFormed()) return refusals.notUtf8;
  let formatted: FormattedText = { text: sent, entities: given };
  if (parseMode !== null) {
    if (parseMode.toLowerCase() !== 'html') return badRequest('unsupported parse_mode');
    const parsed = parseTelegramHtml(sent);
    if (parsed.kind === 'invalid') return badRequest(`can't parse entities: ${parsed.description}`);
    formatted = parsed;
  }
  formatted = trim(clean(formatted));
  if (formatted.text === '' && use === 'text') return refusals.textEmpty;
  if (formatted.text.length > (use === 'text' ? maxTextLength : maxCaptionLength)) {
    return use === 'text' ? refusals.textTooLong : refusals.captionTooLong;
  }
  const own = separate(formatted.entities);
  const found = detectEntities(formatted.text, own);
  const entities = found.length === 0 ? own : sortEntities([...own, ...found]);
  return { kind: 'prepared', formatted: { text: formatted.text, entities } };
}

const repeatedMark = /[\u200e\u200f](?=[\u200e\u200f])/g;

/**
 * Removes what Telegram removes (TDLib, misc.cpp, clean_input_string): control characters become spaces; carriage
 * returns, line separators and the old bidi embeddings and overrides (U+2028 to U+202E) vanish, isolates stay; of
 * several direction marks in a row only the last one works.
 */
function clean(formatted: FormattedText): FormattedText {
  const source = formatted.text.replace(repeatedMark, '\u200c');
  if (isClean(source)) return source === formatted.text ? formatted : { ...formatted, text: source };
  let text = '';
  /** New offset of every old one. */
  const moved = new Uint32Array(source.length + 1);
  for (let at = 0; at < source.length; at++) {
    moved[at] = text.length;
    const fate = fateOf(source.charCodeAt(at));
    if (fate === 'kept') text += source.charAt(at);
    else if (fate === 'space') text += ' ';
  }
  moved[source.length] = text.length;
  return { text, entities: move(formatted.entities, (offset) => moved[offset] ?? text.length) };
}

function isClean(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (fateOf(text.charCodeAt(at)) !== 'kept') return false;
  return true;
}

function fateOf(code: number): 'kept' | 'space' | 'gone' {
  if (code < 0x20) return code === 0x0a ? 'kept' : code === 0x0d ? 'gone' : 'space';
  // Two lines above, a line below, a ring: they stack up beyond the message.
  const vertical = code === 0x0333 || code === 0x033f || code === 0x030a;
  return vertical || (code >= 0x2028 && code <= 0x202e) ? 'gone' : 'kept';
}

function trim({ text, entities }: FormattedText): FormattedText {
  const blank = (at: number) => text[at] === ' ' || text[at] === '\n';
  let start = 0;
  let end = text.length;
  while (start < end && blank(start)) start++;
  while (end > start && blank(end - 1)) end--;
  if (start === 0 && end === text.length) return { text, entities };
  const inside = (offset: number) => Math.min(Math.max(offset, start), end) - start;
  return { text: text.slice(start, end), entities: move(entities, inside) };
}

function move(entities: readonly MessageEntity[], to: (offset: number) => number): MessageEntity[] {
  return entities
    .map((entity) => {
      const offset = to(entity.offset);
      return { ...entity, offset, length: to(entity.offset + entity.length) - offset };
    })
    .filter((entity) => entity.length > 0);
}

/** Code holds no other entity, and quotations hold no quotation: what is inside them is dropped. */
function separate(entities: readonly MessageEntity[]): readonly MessageEntity[] {
  if (entities.length < 2) return entities;
  const within = (a: MessageEntity, b: MessageEntity) =>
    a !== b && a.offset >= b.offset && a.offset + a.length <= b.offset + b.length;
  const isCode = (e: MessageEntity) => e.type === 'code' || e.type === 'pre';
  const isQuote = (e: MessageEntity) => e.type === 'blockquote' || e.type === 'expandable_blockquote';
  const seen: MessageEntity[] = [];
  for (const entity of entities) {
    const inner = seen.some((outer) => within(entity, outer) && (isCode(outer) || (isQuote(entity) && isQuote(outer))));
    if (!inner) seen.push(entity);
  }
  return seen;
}
