import { isInside, MONTH, MONTHS, normalise, quotations, WEEKDAY } from '../../articles/text/index.ts';

/** Of two names side by side («نيسان/أبريل») either tells. */
const MONTH_NUMBER = new Map(MONTHS.flatMap((names, month) => names.map((name) => [name, month] as const)));
const DAYS = 'احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت'.split('|');

const DATE = new RegExp(
  `(${WEEKDAY})[،,]? ?\\(?(?:الموافق |المصادف |في )?(\\d{1,2}) ?(?:من )?(?:شهر )?(${MONTH})(?: ?/ ?${MONTH})?(?:[،,]? (?:من )?(?:عام |سنه |العام )?((?:19|20)\\d\\d))?(?![\\p{L}\\d])`,
  'gu',
);

/** Half a year, in ms: of a date without its year the one is meant that is nearest to the day of publishing, and never further off. */
const NEAR = 183 * 86_400_000;

/** «الأحد 12 مارس 2018» where that day was another; a date without a year is judged by the day of `published`, or not at all. */
export function wrongWeekdays(text: string, published: Date | null): { written: string; day: string }[] {
  if (!/\d/.test(text)) return [];
  const plain = normalise(text);
  const { spans } = quotations(plain);
  return [...plain.matchAll(DATE)].flatMap((match) => {
    const [written, weekday = '', day = '', name = '', year] = match;
    const month = MONTH_NUMBER.get(name);
    if (month === undefined || isInside(spans, match.index)) return [];
    if (NIGHT.test(plain.slice(Math.max(0, match.index - 25), match.index))) return [];
    const date = dayOf(Number(day), month, year === undefined ? null : Number(year), published);
    const told = DAYS.indexOf(weekday.replace(/^ال/, ''));
    if (date === null || told < 0 || date.getUTCDay() === told) return [];
    const asWritten = plain.length === text.length ? text.slice(match.index, match.index + written.length) : written;
    return [{ written: asWritten, day: NAMES.format(date) }];
  });
}

/** «ليلة الأحد 14 أبريل», «ليل السبت الأحد»: the night before it. */
const NIGHT = /(?<!\p{L})ليله? (?:[\p{L}\p{M}]+[ ،-]{1,3})?$/u;

const NAMES = new Intl.DateTimeFormat('ar', { weekday: 'long', timeZone: 'UTC' });

function dayOf(day: number, month: number, year: number | null, published: Date | null): Date | null {
  const years =
    year !== null ? [year] : published === null ? [] : [-1, 0, 1].map((step) => published.getUTCFullYear() + step);
  const dates = years
    .map((one) => new Date(Date.UTC(one, month, day)))
    .filter(
      (one) =>
        one.getUTCMonth() === month && (year !== null || Math.abs(one.getTime() - (published?.getTime() ?? 0)) < NEAR),
    );
  return dates[0] ?? null;
}
