import { createTask } from 'node-cron';
import type { Db } from '../database/database.ts';

const minute = 60_000;
/** Ticks older than this are not looked for after a long stop: nobody wants a list of a month's missed mornings. */
const lookBack = 8 * 24 * 60 * minute;

/**
 * The instants in (`after`, `until`] at which `cron` ticks in `timeZone`, oldest first. The rule of what a tick is is
 * node-cron's own; every whole minute is asked, so changes to and from summer time come out as node-cron fires them.
 */
export function ticksBetween(cron: string, timeZone: string, after: Date, until: Date): Date[] {
  const task = createTask(cron, () => {}, { timezone: timeZone });
  try {
    const instants: Date[] = [];
    const from = Math.max(after.getTime(), until.getTime() - lookBack);
    for (let at = Math.floor(from / minute) * minute + minute; at <= until.getTime(); at += minute) {
      const instant = new Date(at);
      if (task.match(instant)) instants.push(instant);
    }
    return instants;
  } finally {
    void task.destroy();
  }
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
  return db.transaction().execute(async (trx) => {
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
