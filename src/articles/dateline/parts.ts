import {
  HIJRI_MONTH,
  isTelling,
  MONTH,
  opensWithPast,
  opensWithVerb,
  remembered,
  tokens,
  WEEKDAY,
} from '../text/index.ts';
import { TOWNS } from './towns.ts';
import { AGENCY, BYLINE, KIND_OF_HOUSE, LABEL, SECTION, SIGN_OF_HOUSE } from './words.ts';

/**
 * What a part of a dateline is: a known town or agency; a house by its word («صحيفة …», «… نيوز»); a name in quotation marks or in brackets, which may be
 * one; who wrote it; when; what the newsroom calls it; or a name of up to five words, which may be any of these.
 */
export type PartKind =
  | 'town'
  | 'agency'
  | 'house'
  | 'quoted'
  | 'bracketed'
  | 'byline'
  | 'date'
  | 'clock'
  | 'label'
  | 'section'
  | 'name';

export interface Part {
  readonly kind: PartKind;
  /** Its words, folded. */
  readonly text: string;
  /** Behind its last character, and behind what parts it from the next: UTF-16 offsets in the text. */
  readonly closes: number;
  readonly end: number;
  /** What parts it from the next, blanks apart: «-», «/», «:», «،», or nothing. */
  readonly mark: string;
  /** Stands in brackets or quotation marks, or between slashes. */
  readonly enclosed: boolean;
}

/** Characters within which a dateline ends, and the first words behind it. */
export const LONGEST = 160;

/** The most parts that a dateline has: «الشاطئ نيوز/ بيروت - الأبيض 14 مارس 2025 (سونا) – ». */
const MOST = 7;

/** Folds hamza carriers and endings one letter for one, so that offsets stay those of the text. */
export const foldSameLength = remembered(
  (text) =>
    text
      .replace(/[أإآٱ]/g, 'ا')
      .replace(/[ىی]/g, 'ي')
      .replace(/ة/g, 'ه')
      .replace(/ؤ/g, 'و')
      .replace(/ئ/g, 'ي'),
  { longest: 2_000 },
);

/**
 * The parts that `text` may open with, told by their form alone, as many as follow one another: what no mark, bracket or date parts from the words behind
 * it is none. Whether they are a dateline, and how many of them, is for `datelineLength` to say.
 */
export const partsOf = remembered(readParts, { longest: 2_000 });

function readParts(text: string): readonly Part[] {
  const head = foldSameLength(text.slice(0, LONGEST));
  const parts: Part[] = [];
  let at = /^\s*/.exec(head)?.[0].length ?? 0;
  while (parts.length < MOST && at < head.length) {
    const rest = head.slice(at);
    const found = FORMS.map((read) => read(rest)).find((one) => one !== null) ?? nameOf(rest, text.slice(at));
    if (found === null) break;
    const closes = at + found.length;
    const mark = MARK.exec(head.slice(closes))?.[0] ?? '';
    // A hyphen within a name parts nothing, but before an agency or what happened: «دمشق-سانا», «الضفاف-أصيب سبعة …».
    if (mark === '' && closes < head.length && head[closes] !== '(') break;
    if (/^[-–]$/.test(mark) && found.kind === 'name' && !isApartAhead(head.slice(closes + 1))) break;
    const slashed = mark.trim() === '/' && parts.at(-1)?.mark === '/';
    const kind = slashed && found.kind === 'name' ? 'bracketed' : found.kind;
    const enclosed = slashed || /[)»"”]$/.test(head.slice(at, closes));
    parts.push({ kind, text: plain(found.text), closes, end: closes + mark.length, mark: mark.trim(), enclosed });
    at = closes + mark.length;
  }
  return parts;
}

/** Without vowels and the blanks around it. */
function plain(words: string): string {
  return words.replace(/\p{M}/gu, '').trim();
}

interface Found {
  readonly kind: PartKind;
  readonly text: string;
  readonly length: number;
}

const NAME = '(?!ـ)[\\p{L}\\p{M}\\p{N}]+';
/** What parts one part from the next, with the blanks around it. */
const MARK = /^(?:\s*(?:[-–—_:|/•]|ـ|\.\.+|…|[،,](?=\s*\S)))+\s*|^\s+/u;
const IS_AGENCY_AHEAD = new RegExp(`^(?:${AGENCY})(?!\\p{L})`, 'u');

function isApartAhead(rest: string): boolean {
  return IS_AGENCY_AHEAD.test(rest) || opensWithPast(rest);
}

const NAMED_MONTH = `(?:${MONTH}|${HIJRI_MONTH})(?!\\p{L})`;
const ONE_DAY = `(?:(?:\\d{1,2}|اول|غره) ${NAMED_MONTH}(?:\\s?[/-]\\s?${NAMED_MONTH})?(?:[،,]? \\d{4})?(?: ?[مه]ـ?(?!\\p{L}))?|\\d{1,2}\\s?(?:[-–/]\\s?\\d{1,2}(?:\\s?[-–/.]\\s?\\d{2,4})?|\\.\\s?\\d{1,2}\\s?\\.\\s?\\d{2,4})(?: م(?!\\p{L}))?)`;
/** In one calendar, or in two: «17 شعبان 1447 هـ الموافق 23 يناير 2025 م». */
const DAY = `(?:(?:في )?(?:يوم )?${WEEKDAY}[،,]? )?(?:في )?${ONE_DAY}(?:\\s*[،,/-]?\\s*الموافق ${ONE_DAY})?(?![\\p{L}\\d])`;
/** A weekday alone is one between marks: «إدارة العلاقات العامة - السبت: ». */
const DATE = new RegExp(`^(?:${DAY}|(?:يوم )?${WEEKDAY}(?=\\s*[:|/]))`, 'u');
const CLOCK = new RegExp(
  `^(?:\\d{1,2}:\\d{2}|\\d{1,2}\\.\\d{2}(?=\\s*[-–—|/]))(?!\\d)\\s*(?:GMT|ت\\.?\\s?غ|(?:بتوقيت \\S+|ص|م|صباحا|مساء|ظهرا|عصرا|فجرا|ليلا)\\p{M}*(?=\\s*[-–—|/:]|\\s+(?:${BYLINE})\\s))?`,
  'u',
);
const BYLINED = new RegExp(
  `^(?:${BYLINE})(?:\\s*[:：/-]\\s*|\\s+)${NAME}(?:\\s${NAME}){0,3}?(?=\\s*[-–—:|/ـ]|\\s*$|\\s${DAY})`,
  'u',
);
const ENCLOSED = new RegExp(
  `^(?:\\(\\s*(${NAME}(?:[ .]+${NAME}){0,4})\\.?\\s*\\)|[«"“]\\s*(${NAME}(?:\\s${NAME}){0,3})\\s*[»"”])`,
  'u',
);
/** «(حلب، 3 فبراير 2019)» */
const PLACED_DAY = new RegExp(`^\\(\\s*${NAME}(?:\\s${NAME})?[،,]\\s*${DAY}\\s*\\)`, 'u');
/** «س.م.ع / », «ق. و: »: who wrote it, shortened. */
const INITIALS = /^(?:\p{L}\.\s?){1,3}\p{L}\.?(?=\s*[/:])/u;
/** «موفد "سبور المغرب"», «خاص بـ"زاوية"». */
const OF_A_HOUSE = new RegExp(`^(?:خاص|موفده?|مراسله?) (?:ب?ل?ـ? ?)[«"“]${NAME}(?:\\s${NAME}){0,3}[»"”]`, 'u');

/** «⭕️ #الإيجار :: …»: how a channel opens a post. */
const HASHTAG = /^(?:[\p{So}\s]|\uFE0F)*#[\p{L}\d_]+(?=\s*(?:::|\|))/u;

const FORMS: readonly ((rest: string) => Found | null)[] = [
  (rest) => whole('label', HASHTAG.exec(rest)),
  (rest) => whole('clock', CLOCK.exec(rest)),
  (rest) => whole('date', DATE.exec(rest)),
  (rest) => {
    const found = INITIALS.exec(rest);
    return whole(found !== null && kindOf(found[0]) === 'agency' ? 'agency' : 'byline', found);
  },
  (rest) => whole('byline', OF_A_HOUSE.exec(rest) ?? BYLINED.exec(rest)),
  (rest) => whole('date', PLACED_DAY.exec(rest)),
  (rest) => {
    const found = ENCLOSED.exec(rest);
    const text = found?.[1] ?? found?.[2];
    if (found === null || text === undefined) return null;
    const kind = kindOf(text);
    const unknown = found[2] === undefined ? 'bracketed' : 'quoted';
    return { kind: kind === 'name' ? unknown : kind, text, length: found[0].length };
  },
];

function whole(kind: PartKind, found: RegExpExecArray | null): Found | null {
  return found === null ? null : { kind, text: found[0], length: found[0].trimEnd().length };
}

/** Words up to the next mark, bracket or date: up to five, or up to a comma. */
function nameOf(rest: string, written: string): Found | null {
  const run = RUN.exec(rest)?.[0] ?? '';
  const kind = kindOf(run);
  // «أتلانتا، الولايات المتحدة الأمريكية (CNN)»: what stands before a comma is a town.
  const isShort = kind !== 'name' || !/^\s*[،,]/.test(rest.slice(run.length)) || run.split(/\s/).length <= 2;
  const isClosed = kind !== 'name' || !/^\s*["«“]/.test(rest.slice(run.length));
  if (run !== '' && isClosed && isShort && (KNOWN.has(kind) || isName(run, written)))
    return { kind, text: run, length: run.length };
  // No mark behind it: a label, a section or a house before the sentence itself.
  const [open] = OPEN.exec(rest) ?? [];
  return open === undefined ? null : { kind: kindOf(open), text: open, length: open.length };
}

const KNOWN: ReadonlySet<PartKind> = new Set(['town', 'agency', 'label', 'section']);

const ENDS = `\\s*(?:[-–—_|/:،,(«"“]|ـ|\\.\\.|…|$)|\\s${DAY}`;
const RUN = new RegExp(`^(?:[دما]\\.\\s?)?${NAME}(?:\\s${NAME}){0,3}?(?=${ENDS})`, 'u');
const OPEN = new RegExp(
  `^(?:(?:${LABEL}|${SECTION}|${AGENCY})|${NAME}\\s(?:${NAME}\\s)?(?:${SIGN_OF_HOUSE})|(?:${KIND_OF_HOUSE})\\s${NAME}(?:\\s(?:${SIGN_OF_HOUSE}))?)(?=\\s+(?:\\p{L}|["«“]))`,
  'u',
);

function kindOf(words: string): PartKind {
  const text = plain(words);
  if (TOWNS.has(text)) return 'town';
  return KINDS.find(({ form }) => form.test(text))?.kind ?? 'name';
}

const KINDS: readonly { readonly kind: PartKind; readonly form: RegExp }[] = [
  { kind: 'agency', form: new RegExp(`^(?:${AGENCY})$|^مراسل`, 'u') },
  { kind: 'label', form: new RegExp(`^(?:${LABEL})$`, 'u') },
  { kind: 'section', form: new RegExp(`^(?:${SECTION})$`, 'u') },
  {
    kind: 'house',
    form: new RegExp(
      `^(?:${KIND_OF_HOUSE})\\s\\p{L}+(?:\\s\\p{L}+)?$|^ال(?:${KIND_OF_HOUSE})$|\\s(?:${SIGN_OF_HOUSE})$|^\\p{L}{3,}نيوز$`,
      'u',
    ),
  },
];

/** A few words without a verb, a particle or a figure; «من» stands before a town («إيلاف من لندن»). */
function isName(run: string, written: string): boolean {
  // «محمد علي» has a name where «على» would have none.
  if (/(?:^|\s)[وف]?على\s/.test(written.slice(0, run.length))) return false;
  const [from, town, more] = run.split(/ من /);
  if (more !== undefined || (town !== undefined && !TOWNS.has(town))) return false;
  const keys = tokens(from ?? '').map(({ key }) => key);
  return (
    keys.length > 0 &&
    !/\d/.test(run) &&
    !keys.some((key) => PARTICLES.test(key) || isTelling(key)) &&
    !(keys.length > 1 && opensWithVerb(run) && !HOUSE_LIKE_VERB.test(run)) &&
    // «المتحف يغلق أبوابه»
    !/(?:^|\s)ال\p{L}{3,}\sي\p{L}{3}/u.test(run)
  );
}

/** «تواصل نيوز», «تلفزيون الساحل»: a house may be called by what is a verb elsewhere, or looks like one. */
const HOUSE_LIKE_VERB = new RegExp(`^\\p{L}+\\s(?:${SIGN_OF_HOUSE})$|^(?:${KIND_OF_HOUSE})\\s`, 'u');

const PARTICLES =
  /^[وف]?(?:ان|انه|انها|الي|عن|من|في|مع|هو|هي|هذا|هذه|ذلك|كان|كانت|لا|لم|لن|ما|قد|كما|بعد|قبل|منذ|الذي|التي|حتي|او|ثم|كيف|هل|لماذا|اين|ليس)$/;
