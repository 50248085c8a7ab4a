import type { MostReadConfig, WeeklyConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import { type Composed, composeTick, type Tick } from './compose-tick.ts';
import { mostRead } from './most-read.ts';

/**
 * Composes «الأكثر قراءة» of one tick. The very list that this edition sent the last time is not sent again: the tick is
 * then recorded as empty, as it is when nothing was counted.
 */
export function composeWeekly(db: Db, tick: Tick, config: WeeklyConfig, source: MostReadConfig): Promise<Composed> {
  return composeTick(db, tick, config, [], async (trx) => {
    const items = await mostRead(trx, source, tick.instant, config.size);
    const links = items.map((item) => item.link);
    if (items.length === 0 || sameList(links, await lastList(trx, tick.edition))) return null;
    return { type: 'most-read', edition: tick.edition, instant: tick.instant.toISOString(), items };
  });
}

async function lastList(trx: Trx, edition: string): Promise<string[]> {
  const last = await trx
    .selectFrom('push')
    .select('content')
    .where('edition', '=', edition)
    .where('kind', '=', 'digest')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.content.type === 'most-read' ? last.content.items.map((item) => item.link) : [];
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((link) => b.includes(link));
}
