import { findHijri, gregorianOf, isHijriYear } from './hijri.ts';
import { instantIn, type NamedZone, zoneNamed } from './zone.ts';

/**
 * Dates as feeds and pages of Arabic newsrooms write them: RFC 822 with any zone, ISO 8601, `23.04.2024`, Arabic digits,
 * month names of the Levant, Egypt, the Gulf and the Maghreb, English and French, days of the Hijri calendar, the time before
 * or behind the day.
 *
 * @param timeZone whose clocks a date without a zone is told by, an IANA name; UTC without.
 * @returns null for what is no date, for days that do not exist, and for years before 1990 (an empty field in many systems).
 */
export function parseDate(text: string, timeZone = 'UTC'): Date | null {
  const clean = simplify(text);
  if (clean === '' || clean.length > 120) return null;
  const epoch = parseEpoch(clean);
  if (epoch !== null) return epoch;
  const told =
    parseIso(clean) ?? parseYearLast(clean) ?? parseNamedMonth(clean) ?? findHijri(clean) ?? parseNumeric(clean);
  if (told === null) return null;
  const day = isHijriYear(told.year) ? gregorianOf(told) : told;
  return day === null ? null : build({ ...told, ...day }, timeZone);
}

/** A day, and the text in which its time may stand: what follows it, else what comes before. */
interface Told {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly after: string;
  readonly before: string;
}

/** ASCII digits, small letters, one form of alef and yaa, single spaces, no marks of direction. */
function simplify(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u0640\u064b-\u0652]/g, '')
      .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
      .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
      .replace(/[أإآٱ]/g, 'ا')
      .replace(/ى/g, 'ي')
      .replace(/(?<=:\d\d),(?=\d)/g, '.')
      .replace(/[،,;|]/g, ' ')
      .replace(/[–—]/g, '-')
      // «4 نوفمبر 202611:20 ص»: day and hour of two elements.
      .replace(/(?<=\s(?:19|20)\d{2})(?=\d{2}:\d{2})/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase()
  );
}

function parseEpoch(text: string): Date | null {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return sane(Math.floor(Number(text) * 1_000));
  if (/^\d{13}$/.test(text)) return sane(Number(text));
  return null;
}

function parseIso(text: string): Told | null {
  const match = text.match(/^(\d{4})-?(\d{2})-?(\d{2})(?:[t ]\s*(.*))?$/);
  if (!match) return null;
  const [, year, month, day, rest = ''] = match;
  const after = rest.replace(
    /^(\d{2})(\d{2})(\d{2})?(?!\d)/,
    (_, hour, minute, second) => `${hour}:${minute}:${second ?? '00'}`,
  );
  return { year: Number(year), month: Number(month), day: Number(day), after, before: '' };
}

const monthNames: readonly (readonly string[])[] = [
  [
    'jan',
    'january',
    'janvier',
    'janv',
    'يناير',
    'كانون الثاني',
    'كانون ثاني',
    'كانون 2',
    'كانون2',
    'ك2',
    'جانفي',
    'ينايير',
  ],
  ['feb', 'february', 'fevrier', 'février', 'fevr', 'févr', 'فبراير', 'شباط', 'فيفري', 'فبرابر'],
  ['mar', 'march', 'mars', 'مارس', 'اذار', 'مارت'],
  ['apr', 'april', 'avril', 'avr', 'ابريل', 'نيسان', 'افريل'],
  ['may', 'mai', 'مايو', 'ايار', 'ماي'],
  ['jun', 'june', 'juin', 'يونيو', 'يونية', 'يونيه', 'حزيران', 'جوان'],
  ['jul', 'july', 'juillet', 'juil', 'يوليو', 'يولية', 'يوليه', 'تموز', 'جويلية', 'يوليوز'],
  ['aug', 'august', 'aout', 'août', 'اغسطس', 'اب', 'اوت', 'غشت'],
  ['sep', 'sept', 'september', 'septembre', 'سبتمبر', 'ايلول', 'شتنبر'],
  ['oct', 'october', 'octobre', 'اكتوبر', 'تشرين الاول', 'تشرين اول', 'تشرين 1', 'تشرين1', 'ت1'],
  ['nov', 'november', 'novembre', 'نوفمبر', 'تشرين الثاني', 'تشرين ثاني', 'تشرين 2', 'تشرين2', 'نونبر', 'ت2'],
  [
    'dec',
    'december',
    'decembre',
    'décembre',
    'déc',
    'ديسمبر',
    'كانون الاول',
    'كانون اول',
    'كانون 1',
    'كانون1',
    'دجنبر',
    'ك1',
  ],
];
const monthOf = new Map(
  monthNames.flatMap((names, index) => names.map((name) => [name.normalize('NFKC'), index + 1] as const)),
);
const monthPattern = [...monthOf.keys()].sort((a, b) => b.length - a.length).join('|');
// «كانون الثاني/ يناير», «نيسان (أبريل)», «كانون الثاني - يناير»: the first name decides.
const secondName = `(?:\\s*[(/-]\\s*(?:${monthPattern})\\s*\\)?)?`;
const dayFirst = new RegExp(
  `(?:^|[^\\d])(\\d{1,2})(?:st|nd|rd|th|er)?[ ./-]*(?:من |of )?(${monthPattern})\\.?${secondName}[ ./-]*(-?\\d{2,4})(?!\\d)(.*)$`,
);
const monthFirst = new RegExp(
  `(?:^|\\s)(${monthPattern})\\.?${secondName} *(\\d{1,2})(?:st|nd|rd|th)? +(\\d{4})(?!\\d)(.*)$`,
);

/** «2026-Nov-28», «2026 تشرين الثاني 28». */
const yearBefore = new RegExp(
  `(?:^|\\s)(\\d{4})[ ./-]*(${monthPattern})\\.?${secondName}[ ./-]*(\\d{1,2})(?![\\d:])(.*)$`,
);

const yearLast = new RegExp(
  `(?:^|\\s)(${monthPattern}) (\\d{1,2}) (\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?(?:[a-z]{1,5}|[+-]\\d{4}))?) (\\d{4})$`,
);

/** «Mon Nov 23 10:00:00 UTC 2026», as C and Java print a date. */
function parseYearLast(text: string): Told | null {
  const match = yearLast.exec(text);
  if (match === null) return null;
  const [, month = '', day, after = '', year] = match;
  return { year: Number(year), month: monthOf.get(month) ?? 0, day: Number(day), after, before: '' };
}

function parseNamedMonth(text: string): Told | null {
  const dayThenMonth = text.match(dayFirst);
  if (dayThenMonth) {
    const [, day, month = '', year = '', after = ''] = dayThenMonth;
    return {
      year: fullYear(year),
      month: monthOf.get(month) ?? 0,
      day: Number(day),
      after,
      before: leading(dayThenMonth),
    };
  }
  const match = text.match(monthFirst);
  if (match === null) return parseYearBefore(text);
  const [, month = '', day, year, after = ''] = match;
  return { year: Number(year), month: monthOf.get(month) ?? 0, day: Number(day), after, before: leading(match) };
}

function parseYearBefore(text: string): Told | null {
  const match = text.match(yearBefore);
  if (match === null) return null;
  const [, year, month = '', day, after = ''] = match;
  return { year: Number(year), month: monthOf.get(month) ?? 0, day: Number(day), after, before: leading(match) };
}

function parseNumeric(text: string): Told | null {
  const yearFirst = text.match(/(?:^|\s)(\d{4})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{1,2})(?!\d)(.*)$/);
  if (yearFirst) {
    const [, year, month, day, after = ''] = yearFirst;
    return { year: Number(year), month: Number(month), day: Number(day), after, before: leading(yearFirst) };
  }
  const match = text.match(/(?:^|\s)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)(.*)$/);
  if (!match) return null;
  const [, one, two, year = '', after = ''] = match;
  const [first, second] = [Number(one), Number(two)];
  // Day first, as everywhere Arabic is written; only what cannot be so is read the American way.
  const [day, month] = second > 12 && first <= 12 ? [second, first] : [first, second];
  return { year: fullYear(year), month, day, after, before: leading(match) };
}

function leading(match: RegExpMatchArray): string {
  return match.input?.slice(0, match.index) ?? '';
}

/** RFC 2822, 4.3: two digits below 50 are of this century; three are counted from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4) return year;
  return digits.length === 2 && year < 50 ? 2_000 + year : 1_900 + year;
}

function build({ year, month, day, after, before }: Told, timeZone: string): Date | null {
  const calendar = new Date(Date.UTC(year, month - 1, day));
  if (calendar.getUTCMonth() !== month - 1 || calendar.getUTCDate() !== day) return null;
  const time = parseTime(after) ?? parseTime(before) ?? { ofDay: 0, zone: null };
  const wall = calendar.getTime() + time.ofDay;
  const { zone } = time;
  return sane(typeof zone === 'number' ? wall - zone * 60_000 : instantIn(zone ?? timeZone, wall));
}

function sane(time: number): Date | null {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year >= 1990 && year < 2200 ? date : null;
}

const halves = 'am|pm|a\\.m\\.|p\\.m\\.|صباحا|مساء|ظهرا|عصرا';
const timeOfDay = new RegExp(`(\\d{1,2})[:h](\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*(${halves}|ص|م)?(.*)$`);
/** An hour alone is one when its half of the day stands behind it. */
const hourOfDay = new RegExp(`(?:^|\\s)(\\d{1,2})()()()\\s*(${halves})(?![a-z\\u0621-\\u064a])(.*)$`);

/** Milliseconds since midnight and the zone, of «14:05:09 +0300», «10:30 ص بتوقيت …», «9 pm gmt+3», «21h30». */
function parseTime(text: string): { readonly ofDay: number; readonly zone: NamedZone } | null {
  const match = timeOfDay.exec(text) ?? hourOfDay.exec(text);
  if (!match) return null;
  let hour = Number(match[1]);
  const half = match[5] ?? '';
  if (/^(?:pm|p\.m\.|مساء|عصرا|م)$/.test(half) && hour < 12) hour += 12;
  if (half === 'ظهرا' && hour < 11) hour += 12;
  if (/^(?:am|a\.m\.|صباحا|ص)$/.test(half) && hour === 12) hour = 0;
  const [minute, second] = [Number(match[2]), Number(match[3] || 0)];
  if (hour > 24 || minute > 59 || second > 60) return null;
  const fraction = match[4] ? Number(`0.${match[4]}`) * 1_000 : 0;
  return {
    ofDay: ((hour * 60 + minute) * 60 + second) * 1_000 + Math.floor(fraction),
    zone: zoneNamed(match[6] ?? ''),
  };
}
