import { createTask } from 'node-cron';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

const minute = 60_000;
/** Clocks change by an hour, in one zone by half of it. Milliseconds. */
const longestChange = 2 * 60 * minute;
/** Ticks older than this are not looked for after a long stop: nobody wants a list of a month's missed mornings. */
const lookBack = 8 * 24 * 60 * minute;

/**
 * Whether `cron` ticks in `timeZone` at a whole minute, until it is destroyed. The rule of what a tick is is node-cron's own,
 * except where the clocks change: a day has every tick once. What falls into the hour that is left out ticks at its end, and
 * what falls into the hour that comes twice ticks the first time only. A rule for every hour ticks in every hour that there is.
 */
export function tickRule(cron: string, timeZone: string): { isTick(at: number): boolean; destroy(): void } {
  const task = createTask(cron, () => {}, { timezone: timeZone });
  const onTheWall = createTask(cron, () => {}, { timezone: 'UTC' });
  const [, hours = '*'] = cron.trim().split(/\s+/);
  const offset = offsetIn(timeZone);
  return {
    isTick: (at) => {
      const matches = task.match(new Date(at));
      if (hours.includes('*')) return matches;
      const back = offset(at - longestChange) - offset(at);
      // The clocks went back: the same time has been before.
      if (back > 0 && offset(at - back) - offset(at) === back) return false;
      const forward = offset(at) - offset(at - minute);
      for (let leftOut = at + offset(at) - forward; leftOut < at + offset(at); leftOut += minute) {
        if (onTheWall.match(new Date(leftOut))) return true;
      }
      return matches;
    },
    destroy: () => {
      void task.destroy();
      void onTheWall.destroy();
    },
  };
}

/** The instants in (`after`, `until`] at which `cron` ticks in `timeZone`, oldest first. */
export function ticksBetween(cron: string, timeZone: string, after: Date, until: Date): Date[] {
  const rule = tickRule(cron, timeZone);
  try {
    const instants: Date[] = [];
    const from = Math.max(after.getTime(), until.getTime() - lookBack);
    for (let at = Math.floor(from / minute) * minute + minute; at <= until.getTime(); at += minute) {
      if (rule.isTick(at)) instants.push(new Date(at));
    }
    return instants;
  } finally {
    rule.destroy();
  }
}

/** How far the clocks of a zone are ahead of UTC at a whole minute. Both in milliseconds. */
export function offsetIn(timeZone: string): (at: number) => number {
  const wall = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (at) => {
    const [month = 1, day = 1, year = 1970, hour = 0, minutes = 0] = (wall.format(at).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day, hour, minutes) - at;
  };
}

export interface RecordedTick {
  readonly instant: Date;
  /** `due`: compose it. `skipped`: it was missed by more than the edition's grace. */
  readonly state: 'due' | 'skipped';
}

/**
 * Records every tick of an edition since it was last looked at, by any instance, and returns those this call recorded.
 * A tick is a row with a primary key, so it is recorded once however many instances and however often they ask; a tick
 * missed while nothing ran is due when it is inside its grace, else it is kept as skipped for ops to see.
 * On first sight of an edition only ticks from now on count.
 */
export async function recordTicks(
  db: Db,
  edition: {
    readonly name: string;
    /** How late a missed tick may be, milliseconds. */
    readonly config: { readonly grace: number };
    readonly cron: string;
    readonly timeZone: string;
  },
  now: Date,
): Promise<RecordedTick[]> {
  return inTransaction(db, async (trx) => {
    const clock = await trx
      .selectFrom('edition_clock')
      .select('checked_until')
      .where('edition', '=', edition.name)
      .forUpdate()
      .executeTakeFirst();
    if (!clock) {
      await trx
        .insertInto('edition_clock')
        .values({ edition: edition.name, checked_until: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return [];
    }
    if (clock.checked_until >= now) return [];
    const recorded: RecordedTick[] = [];
    for (const instant of ticksBetween(edition.cron, edition.timeZone, clock.checked_until, now)) {
      const state = now.getTime() - instant.getTime() <= edition.config.grace ? 'due' : 'skipped';
      const inserted = await trx
        .insertInto('edition_tick')
        .values({ edition: edition.name, instant, state })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (inserted.numInsertedOrUpdatedRows === 1n) recorded.push({ instant, state });
    }
    await trx.updateTable('edition_clock').set({ checked_until: now }).where('edition', '=', edition.name).execute();
    return recorded;
  });
}

/** Ticks that are recorded as due but not composed yet: asked again until they are. */
export function dueTicks(db: Db): Promise<{ edition: string; instant: Date }[]> {
  return db.selectFrom('edition_tick').select(['edition', 'instant']).where('state', '=', 'due').execute();
}
