/**
 * Where the words and numbers of a text stand, in UTF-16 offsets: start, end, start, end … A word keeps its harakat and an inner apostrophe; a
 * number keeps its separators («1,200.5», «٣٫٥»); a percent sign is not part of it.
 */
export function wordBounds(text: string): readonly number[] {
  const bounds: number[] = [];
  let at = 0;
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === HALF) return boundsBySign(text);
    const end = kind === LETTER ? wordEnd(text, at) : kind === NUMERAL ? numberEnd(text, at) : at;
    if (end > at) bounds.push(at, end);
    at = Math.max(end, at + 1);
  }
  return bounds;
}

function wordEnd(text: string, start: number): number {
  let at = start + 1;
  for (let kind = kindAt(text, at); kind === LETTER || kind === MARK || kind === JOINER; kind = kindAt(text, at)) at++;
  while (isApostrophe(text.charCodeAt(at)) && isOfWord(kindAt(text, at + 1))) {
    at += 2;
    while (isOfWord(kindAt(text, at))) at++;
  }
  return at;
}

function numberEnd(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    while (kindAt(text, at) === NUMERAL) at++;
    if (!SEPARATORS.includes(text.charAt(at)) || kindAt(text, at + 1) !== NUMERAL) return at;
    at += 2;
  }
}

const SEPARATORS = '.,٫٬:/';

function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}

function isOfWord(kind: number): boolean {
  return kind === LETTER || kind === MARK;
}

/** The same sign by sign, for letters outside the basic plane. */
function boundsBySign(text: string): readonly number[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => [index, index + word.length]);
}

const WORD = /\p{N}+(?:[.,٫٬:/]\p{N}+)*|\p{L}[\p{L}\p{M}\u0640\u200C]*(?:['’][\p{L}\p{M}]+)*/gu;

/** What a UTF-16 unit is to a word; HALF is one of the two that a sign outside the basic plane has. */
const [OTHER, LETTER, MARK, JOINER, NUMERAL, HALF] = [1, 2, 3, 4, 5, 6] as const;

/** Found once for each unit: words are read of every line in many forms, and patterns of all letters are slow. */
const KINDS = new Uint8Array(0x1_00_00);

function kindAt(text: string, at: number): number {
  return at < text.length ? kindOf(text.charCodeAt(at)) : OTHER;
}

function kindOf(unit: number): number {
  const known = KINDS[unit];
  if (known !== undefined && known > 0) return known;
  const kind = readKind(unit);
  KINDS[unit] = kind;
  return kind;
}

function readKind(unit: number): number {
  const sign = String.fromCharCode(unit);
  if (/[\uD800-\uDFFF]/.test(sign)) return HALF;
  if (/\p{L}/u.test(sign)) return LETTER;
  if (/\p{M}/u.test(sign)) return MARK;
  if (/\p{N}/u.test(sign)) return NUMERAL;
  return sign === '\u200C' ? JOINER : OTHER;
}
