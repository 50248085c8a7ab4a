import { uniform } from './normalise.ts';
import { quotations } from './quotations.ts';
import { remembered } from './remembered.ts';

/** Zero-width spaces and marks of direction. */
const UNSEEN = /[\u200B-\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/;

/** A sentence of a text; `start` and `end` are UTF-16 offsets into it, outer whitespace left out. */
export interface Sentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Splits Arabic text into sentences. A line break always ends one; `.` `؟` `!` `۔` end one unless they stand in an
 * abbreviation («د.», «أ.ف.ب», «ق.م.»), after a transliterated initial («جون إف. كينيدي»), in a number, an address or
 * an ellipsis, between brackets, or inside a quotation: a quotation of three sentences is part of one sentence, so that
 * taking sentences can never cut it. A missing space after the full stop is understood.
 */
export const segmentSentences: (text: string) => readonly Sentence[] = remembered(segment, { longest: 2_000 });

function segment(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let offset = 0;
  for (const line of uniform(text).split(/(?<=[\n\r\u2028\u2029])/)) {
    for (const [from, to] of sentencesOfLine(line)) {
      const [start, end] = [offset + from, offset + to];
      sentences.push({ text: text.slice(start, end), start, end });
    }
    offset += line.length;
  }
  return sentences;
}

function sentencesOfLine(line: string): [number, number][] {
  const held = [...quotations(line).spans, ...bracketed(line)].sort((a, b) => a.start - b.start);
  const found: [number, number][] = [];
  let start = 0;
  let at = 0;
  let span = 0;
  const visible = line.trimEnd().length;
  const finish = (end: number): void => {
    const trimmed = trim(line, start, end);
    if (trimmed !== null) found.push(trimmed);
    start = end;
  };
  while (at < line.length) {
    while ((held[span]?.start ?? Infinity) < at) span++;
    const inner = held[span];
    if (inner !== undefined && inner.start === at) {
      at = inner.end;
      if (endsWithQuotation(line, inner.end, visible)) finish(at);
      continue;
    }
    if (!isStop(line.charCodeAt(at))) {
      at++;
      continue;
    }
    let end = at + 1;
    while (isStop(line.charCodeAt(end))) end++;
    const mark = line.slice(at, end);
    // Closing marks that belong to nothing open still belong to the sentence they follow.
    while (/[”»")\]]/.test(line.charAt(end)) && !/[\p{L}\p{N}]/u.test(line.charAt(end + 1))) end++;
    // Marks of direction after the stop («…العام.‏ وأضاف») hide no sentence's end.
    while (UNSEEN.test(line.charAt(end))) end++;
    if (end >= visible || endsSentence(line, start, at, end, mark)) finish(end);
    at = end;
  }
  finish(line.length);
  return found;
}

/** Asked of every sign of every text. */
function isStop(unit: number): boolean {
  return unit === 0x2e || unit === 0x21 || unit === 0x3f || unit === 0x61f || unit === 0x6d4;
}

/** A full stop is read by the words around it; by all before it, a text of nothing but stops would take the square of its length. */
const SURROUNDINGS = 120;

function endsSentence(line: string, start: number, at: number, end: number, mark: string): boolean {
  const next = line.charAt(end);
  const rest = line.slice(end, end + SURROUNDINGS);
  if (/^\s*[،,؛;:)]/.test(rest)) return false;
  if (/^\.{2,}$/.test(mark)) return false;
  // «كيتو?يم»: where encoding lost a letter, a Latin question mark stands within the word.
  if (mark === '?' && /\p{L}/u.test(next) && /\p{L}/u.test(line.charAt(at - 1))) return false;
  if (mark !== '.') return next === '' || /[\s\p{L}\p{N}«“"(]/u.test(next);
  const before = line.slice(Math.max(start, at - SURROUNDINGS), at);
  if (/\d/.test(line.charAt(at - 1)) && /\d/.test(next)) return false;
  // A number that opens the sentence is an item's number, not a sentence.
  if (/^\s*[\p{N}]{1,3}$/u.test(before)) return false;
  if (ATTRIBUTION_TAIL.test(rest)) return false;
  if (ERA.test(before)) return /^\s*[\p{L}«“"]/u.test(rest) && !DATE_GOES_ON.test(rest);
  const word = /[\p{L}\p{M}.]+$/u.exec(before)?.[0] ?? '';
  if (/[A-Za-z]$/.test(word) && /[A-Za-z0-9]/.test(next)) return false;
  if (/^(?:[A-Z]\.)*[A-Z]$/.test(word)) return false;
  if (isArabicAbbreviation(word, before, rest)) return false;
  if (/\s/.test(next)) return true;
  // «حمدي.س», a name with the initial that courts leave of the surname; a و alone joins sentences.
  if (/^(?![وف])\p{L}\p{M}*(?![\p{L}\p{M}.])/u.test(rest)) return false;
  // No space after the full stop: a new sentence when whole words stand on both sides.
  return /[\p{L}\p{N}«“"”»)]/u.test(next) && word.replace(/[^\p{L}]/gu, '').length !== 1;
}

// «نال الجائزة عام 1988م. ولد في القاهرة»: the sign of the era ends a sentence, «في 3 رجب 1415هـ. الموافق …» does not.
const ERA = /\p{N}\s?(?:م|هـ?)$/u;
const DATE_GOES_ON = /^\s+(?:الموافق|أي|بتوقيت|حتى|إلى)\s/;

// «…القديمة”.على حد تعبير سامي عمارة.»: the stray stop does not part the words from their speaker.
const ATTRIBUTION_TAIL =
  /^\s*(?:على حد (?:تعبير|قول|وصف)|بحسب|حسب|وفق|وفقاً? ل|كما (?:قال|يقول|وصف))[^.!?؟،]{2,50}(?:[.!?؟]|$)/u;

// Transliterated Latin initials as in «جورج دبليو. بوش».
const INITIALS = new Set(
  'إيه أيه ايه بي سي دي إي إف اف جي إتش اتش آي جيه جاي كيه كي إل ال إم ام إن ان أو بي كيو آر أر ار إر إس اس تي يو في دبليو إكس اكس واي زد'.split(
    ' ',
  ),
);

function isArabicAbbreviation(word: string, before: string, rest: string): boolean {
  const clean = word.replace(/[\p{M}\u0640]/gu, '').replace(/^و(?=[\u0621-\u064A]$)/, '');
  // One letter, or letters joined by points: «د», «أ.ف.ب», «ق.م». A joined one may still close the sentence,
  // and does when the next sentence opens with a conjunction and a verb; holding it is the safe side.
  if (/^[\u0621-\u064A](?:\.[\u0621-\u064A])*$/.test(clean))
    return !/^[\u0621-\u064A](?:\.[\u0621-\u064A])+$/.test(clean) || !/^\s*[وف]?\p{L}{4,}/u.test(rest);
  if (/^(?:[\u0621-\u064A]{1,3}\.)+[\u0621-\u064A]{1,3}$/.test(clean) && clean.includes('.')) return /^\S/.test(rest);
  if (ABBREVIATIONS.has(clean)) return true;
  // An initial is held only between names: a name before it in the same sentence, a word after a space.
  return (
    INITIALS.has(clean) && /\p{L}{2,}[\s.]+\S+$/u.test(before) && /^\s+\p{L}{2,}/u.test(rest) && !/^\s+و/.test(rest)
  );
}

const ABBREVIATIONS = new Set([
  'هـ',
  'ه',
  'تـ',
  'مج',
  'أد',
  'دط',
  'ط',
  'كم',
  'سم',
  'ملم',
  'كلم',
  'كغ',
  'كجم',
  'مم',
  'ت',
]);

/** A closed quotation ends the sentence when it ends with a full stop itself and a new sentence follows. */
function endsWithQuotation(line: string, end: number, visible: number): boolean {
  const last = line
    .slice(Math.max(0, end - 1 - SURROUNDINGS), end - 1)
    .trimEnd()
    .slice(-1);
  if (!/[.؟!?…۔]/.test(last)) return false;
  if (end >= visible) return true;
  // «"سالم ع. ح." موظف بالشركة»: initials close no sentence.
  if (/[\s"«“]\p{L}\p{M}*\.\s*["”»]$/u.test(line.slice(Math.max(0, end - 8), end))) return false;
  let after = end;
  while (UNSEEN.test(line.charAt(after))) after++;
  const rest = line.slice(after, after + SURROUNDINGS);
  if (/^\s*[.،,؛;:!?؟)\]-]/.test(rest)) return false;
  if (last === '.') return /^\s/.test(rest);
  return /^\s+(?:[وف]\p{L}{3,}|كما |لكن |ثم )/u.test(rest);
}

function bracketed(line: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of line.matchAll(/\([^()]{0,240}\)|\[[^[\]]{0,240}\]/g)) {
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

function trim(line: string, start: number, end: number): [number, number] | null {
  let from = start;
  let to = end;
  const isOuter = (letter: string) => /\s/.test(letter) || UNSEEN.test(letter);
  while (from < to && isOuter(line.charAt(from))) from++;
  while (to > from && isOuter(line.charAt(to - 1))) to--;
  return from < to ? [from, to] : null;
}
