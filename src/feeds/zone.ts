/** Formats are costly to make, and a feed has thousands of dates. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which the clocks of a time zone show a time, both in epoch milliseconds (`wall` as if it were UTC). Of an
 * hour that the clocks leave out or show twice it is one of the two readings.
 *
 * @param timeZone an IANA name.
 */
export function instantIn(timeZone: string, wall: number): number {
  const first = wall - aheadOfUtc(timeZone, wall);
  return wall - aheadOfUtc(timeZone, first);
}

/** Milliseconds that a zone's clocks are ahead of UTC at an instant. */
function aheadOfUtc(timeZone: string, instant: number): number {
  if (timeZone === 'UTC') return 0;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/**
 * Names RFC 822 knows, and those of the region. AST is Arabia's here, not the Atlantic's. A name unknown to this table
 * is none.
 */
const zones: Readonly<Record<string, number>> = {
  z: 0,
  gmt: 0,
  utc: 0,
  ut: 0,
  wet: 0,
  cet: 60,
  west: 60,
  bst: 60,
  cest: 120,
  eet: 120,
  cat: 120,
  sast: 120,
  eest: 180,
  ast: 180,
  msk: 180,
  trt: 180,
  eat: 180,
  irst: 210,
  gst: 240,
  uzt: 300,
  pkt: 300,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
};

/** Cities and countries as Arabic pages name their clocks, in the spelling that `date.ts` compares in. */
const places: readonly (readonly [names: string, zone: string])[] = [
  ['بيروت|لبنان', 'Asia/Beirut'],
  ['دمشق|سوريا|سورية', 'Asia/Damascus'],
  ['بغداد|العراق', 'Asia/Baghdad'],
  ['عمان|الاردن', 'Asia/Amman'],
  ['القدس|فلسطين|غزة', 'Asia/Hebron'],
  ['القاهرة|مصر', 'Africa/Cairo'],
  ['الخرطوم|السودان', 'Africa/Khartoum'],
  ['طرابلس|ليبيا', 'Africa/Tripoli'],
  ['تونس', 'Africa/Tunis'],
  ['الجزائر', 'Africa/Algiers'],
  ['الرباط|الدار البيضاء|المغرب', 'Africa/Casablanca'],
  ['نواكشوط|موريتانيا', 'Africa/Nouakchott'],
  ['مكة|الرياض|السعودية', 'Asia/Riyadh'],
  ['صنعاء|عدن|اليمن', 'Asia/Aden'],
  ['الكويت', 'Asia/Kuwait'],
  ['المنامة|البحرين', 'Asia/Bahrain'],
  ['الدوحة|قطر', 'Asia/Qatar'],
  ['ابوظبي|ابو ظبي|دبي|الامارات', 'Asia/Dubai'],
  ['مسقط|سلطنة عمان', 'Asia/Muscat'],
  ['اسطنبول|انقرة|تركيا', 'Europe/Istanbul'],
  ['طهران|ايران', 'Asia/Tehran'],
  ['موسكو', 'Europe/Moscow'],
  ['لندن', 'Europe/London'],
  ['باريس', 'Europe/Paris'],
  ['برلين', 'Europe/Berlin'],
  ['واشنطن|نيويورك', 'America/New_York'],
];
const zoneOfPlace = places.map(
  ([names, zone]) => [new RegExp(`^\\(?ب?توقيت (?:مدينة )?(?:${names})(?![\\u0621-\\u064a])`), zone] as const,
);

/** Minutes east of UTC, or an IANA name; null where the text names no zone. */
export type NamedZone = number | string | null;

/** The zone that a text, in the spelling that `date.ts` compares in, begins with. */
export function zoneNamed(text: string): NamedZone {
  const clean = text.trim();
  const numeric = clean.match(/^\(?(?:gmt|utc|ut)?\s*([+-])\s*(\d{1,2}):?(\d{2})?(?!\d)/);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 15 * 60 ? 0 : numeric[1] === '-' ? -minutes : minutes;
  }
  if (/^\(?(?:ب?توقيت )?(?:غرينتش|جرينتش|غرينيتش|جرينيتش)/.test(clean)) return 0;
  const place = zoneOfPlace.find(([name]) => name.test(clean));
  if (place !== undefined) return place[1];
  const iana = clean.match(/^[[(]?([a-z]+(?:\/[a-z_-]+)+)[\])]?(?=\s|$)/)?.[1];
  if (iana !== undefined && isZone(iana)) return iana;
  return zones[clean.match(/^\(?([a-z]{1,5})\b/)?.[1] ?? ''] ?? null;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
