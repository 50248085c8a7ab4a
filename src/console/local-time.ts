import { instantIn } from '../feeds/zone.ts';

/** What a date and a time that were filled in come to by the newsroom's clocks. */
export type Asked = { readonly kind: 'at'; readonly at: Date } | { readonly kind: 'wrong'; readonly why: string };

/** Further ahead than this is a slip of the pen. Milliseconds. */
const furthest = 366 * 24 * 3_600_000;

/** `date` and `time` as a browser sends them: 2026-03-01, 08:00. */
export function timeToCome(date: string, time: string, zone: string, now: Date): Asked {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return { kind: 'wrong', why: 'اختاروا يوم الموعد.' };
  if (!/^\d\d:\d\d(:\d\d)?$/.test(time)) return { kind: 'wrong', why: 'اختاروا ساعة الموعد.' };
  const wall = Date.parse(`${date}T${time}Z`);
  // The thirty-first of February and twenty-four o'clock are read as another day.
  const isReal = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(`${date}T${time.slice(0, 5)}`);
  if (!isReal) return { kind: 'wrong', why: 'لا يوم ولا ساعة كهذه في التقويم.' };
  const at = new Date(instantIn(zone, wall));
  if (at <= now) return { kind: 'wrong', why: 'مضى هذا الموعد. اختاروا موعداً لم يأتِ بعد.' };
  if (at.getTime() > now.getTime() + furthest) return { kind: 'wrong', why: 'هذا الموعد بعد أكثر من سنة.' };
  return { kind: 'at', at };
}

/** The newsroom's day at an instant, as a browser's field takes it. */
export function dayOf(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/** When the newsroom's day began. */
export function startOfDay(now: Date, zone: string): Date {
  return new Date(instantIn(zone, Date.parse(`${dayOf(now, zone)}T00:00Z`)));
}
