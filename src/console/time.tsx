/** Instants and numbers as the newsroom reads them. */

const number = new Intl.NumberFormat('ar-u-nu-latn');

export const count = (value: number): string => number.format(value);

/** The forms of what is counted: of one and of two they stand alone, of more behind the number. */
export interface Counted {
  readonly one: string;
  readonly two: string;
  readonly few: string;
  readonly many: string;
  readonly other: string;
  /** «لا أحد»; without, nought is counted like others. */
  readonly zero?: string;
}

const plurals = new Intl.PluralRules('ar');

/** «متصفّح واحد», «متصفّحين», «3 متصفّحات», «11 متصفّحاً», «100 متصفّح». */
export function counted(value: number, forms: Counted): string {
  const rule = plurals.select(value);
  if (rule === 'zero') return forms.zero ?? `${count(value)} ${forms.other}`;
  return rule === 'one' || rule === 'two' ? forms[rule] : `${count(value)} ${forms[rule]}`;
}

/** «28 تشرين الثاني في 23:40», in the newsroom's zone; of another year than now's with the year. */
export function momentText(at: Date, zone: string): string {
  const year = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' });
  const format = new Intl.DateTimeFormat('ar-LB-u-nu-latn', {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    ...(year.format(at) === year.format(new Date()) ? {} : { year: 'numeric' as const }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return format.format(at);
}

export function Moment({ at, zone }: { readonly at: Date; readonly zone: string }) {
  return <time datetime={at.toISOString()}>{momentText(at, zone)}</time>;
}

const relative = new Intl.RelativeTimeFormat('ar-u-nu-latn', { numeric: 'auto' });
const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** «قبل 3 دقائق», «خلال ساعتين», with the instant itself where the pointer rests. */
export function Ago({ at, now, zone }: { readonly at: Date; readonly now: Date; readonly zone: string }) {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1_000);
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
  const exact = new Intl.DateTimeFormat('ar-LB-u-nu-latn', { timeZone: zone, dateStyle: 'full', timeStyle: 'medium' });
  return (
    <time datetime={at.toISOString()} title={exact.format(at)}>
      {relative.format(Math.trunc(seconds / length), unit)}
    </time>
  );
}

/** «30 يوماً», «ساعتين»: a time that was set, in its largest whole unit. */
export function span(ms: number): string {
  const [unit, length] =
    steps.find(([, size]) => ms >= size * 1_000 && ms % (size * 1_000) === 0) ?? (['second', 1] as const);
  return counted(ms / 1_000 / length, spans[unit]);
}

const spans: Readonly<Record<(typeof steps)[number][0], Counted>> = {
  day: { one: 'يوم واحد', two: 'يومين', few: 'أيّام', many: 'يوماً', other: 'يوم' },
  hour: { one: 'ساعة واحدة', two: 'ساعتين', few: 'ساعات', many: 'ساعة', other: 'ساعة' },
  minute: { one: 'دقيقة واحدة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' },
  second: { one: 'ثانية واحدة', two: 'ثانيتين', few: 'ثوانٍ', many: 'ثانية', other: 'ثانية' },
};
