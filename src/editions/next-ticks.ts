import { createTask } from 'node-cron';
import { offsetIn, tickRule } from './ticks.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** What does not tick within this does not tick for anybody who looks ahead. */
const lookAhead = 400 * day;

/**
 * The next instants after `after` at which `cron` ticks in `timeZone`, by the rule that ticks are recorded by (`tickRule`),
 * at most `count`; fewer when it ticks less often than that in a year. Days and hours in which nothing can tick are passed
 * over; where the clocks change, each minute is looked at.
 */
export function nextTicks(cron: string, timeZone: string, after: Date, count: number): Date[] {
  const [, hours = '*', ...days] = cron.trim().split(/\s+/);
  const rule = tickRule(cron, timeZone);
  const exactly = createTask(cron, () => {}, { timezone: timeZone });
  const inHour = createTask(`* ${hours} ${days.join(' ')}`, () => {}, { timezone: timeZone });
  const inDay = createTask(`* * ${days.join(' ')}`, () => {}, { timezone: timeZone });
  const offset = offsetIn(timeZone);
  const changes = (from: number, until: number) => offset(from) !== offset(until);
  const mayTick = (task: typeof inHour, from: number, length: number) =>
    task.match(new Date(from)) || task.match(new Date(from + length - minute));
  const found: Date[] = [];
  try {
    let at = Math.floor(after.getTime() / minute) * minute + minute;
    const end = at + lookAhead;
    while (at < end && found.length < count) {
      if (!changes(at - 3 * hour, at + day) && !mayTick(inDay, at, day)) {
        at += day;
        continue;
      }
      const until = at + hour;
      const changing = changes(at - 3 * hour, until);
      if (changing || mayTick(inHour, at, hour)) {
        for (; at < until && found.length < count; at += minute) {
          if (changing ? rule.isTick(at) : exactly.match(new Date(at))) found.push(new Date(at));
        }
      }
      at = until;
    }
    return found;
  } finally {
    rule.destroy();
    void exactly.destroy();
    void inHour.destroy();
    void inDay.destroy();
  }
}
