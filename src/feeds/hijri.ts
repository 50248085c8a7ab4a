/** Names of the months as feeds write them, in the spelling that `date.ts` compares in (one form of alef and yaa). */
const monthNames: readonly (readonly string[])[] = [
  ['محرم', 'المحرم'],
  ['صفر'],
  ['ربيع الاول', 'ربيع اول'],
  ['ربيع الثاني', 'ربيع ثاني', 'ربيع الاخر'],
  ['جمادي الاولي', 'جمادي الاول', 'جماد الاول', 'جماد اول'],
  ['جمادي الاخرة', 'جمادي الثانية', 'جمادي الاخر', 'جمادي الثاني', 'جماد الاخر', 'جماد الثاني'],
  ['رجب'],
  ['شعبان'],
  ['رمضان'],
  ['شوال'],
  ['ذو القعدة', 'ذي القعدة', 'ذو القعده', 'ذي القعده'],
  ['ذو الحجة', 'ذي الحجة', 'ذو الحجه', 'ذي الحجه'],
];
const monthOf = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const names = [...monthOf.keys()].sort((a, b) => b.length - a.length).join('|');
const namedMonth = new RegExp(
  `(?:^|[^\\d])(\\d{1,2}) ?(?:من )?(?:شهر )?(${names}) ?(?:من )?(?:عام |سنة )?(1[45]\\d{2})(?!\\d)(.*)$`,
);

export interface HijriDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A day of the Hijri calendar with its month's name («12 رمضان 1447 هـ»), and the text on both sides of it. */
export function findHijri(text: string): (HijriDay & { readonly before: string; readonly after: string }) | null {
  const match = namedMonth.exec(text);
  if (match === null) return null;
  const [, day, name = '', year, after = ''] = match;
  return {
    year: Number(year),
    month: monthOf.get(name) ?? 0,
    day: Number(day),
    before: text.slice(0, match.index),
    after,
  };
}

/** Years of our time in which a feed's date is Hijri and cannot be anything else. */
export function isHijriYear(year: number): boolean {
  return year >= 1400 && year <= 1500;
}

const calendar = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  day: 'numeric',
  month: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});
const dayMs = 86_400_000;
/** 1 Muharram of the year 1, near enough to look from; a year has 354.367 days. */
const epoch = Date.UTC(622, 6, 19);

/**
 * The Gregorian day of a Hijri one by the calendar of Umm al-Qura, as ICU has it: where the moon is sighted it may be a day
 * off. Null for a day that this calendar does not have.
 */
export function gregorianOf({ year, month, day }: HijriDay): HijriDay | null {
  const near = epoch + Math.round((year - 1) * 354.367 + (month - 1) * 29.53 + day - 1) * dayMs;
  for (let offset = -4; offset <= 4; offset += 1) {
    const candidate = new Date(near + offset * dayMs);
    const part = new Map(calendar.formatToParts(candidate).map(({ type, value }) => [type, Number(value)]));
    if (part.get('year') === year && part.get('month') === month && part.get('day') === day) {
      return { year: candidate.getUTCFullYear(), month: candidate.getUTCMonth() + 1, day: candidate.getUTCDate() };
    }
  }
  return null;
}
