import type { MostReadConfig, WeeklyConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import { type Composed, composeTick, type Tick } from './compose-tick.ts';
import { mostRead } from './most-read.ts';
import type { ListedStory } from './push.ts';

/**
 * Composes «الأكثر قراءة» of one tick. The very list that this edition sent the last time is not sent again: the tick is
 * then recorded as empty, as it is when nothing was counted.
 */
export function composeWeekly(db: Db, tick: Tick, config: WeeklyConfig, source: MostReadConfig): Promise<Composed> {
  return composeTick(db, tick, config, [], async (trx) => {
    const { items, kind } = await weeklyItems(trx, tick, config, source);
    if (kind !== 'new') return null;
    return { type: 'most-read', edition: tick.edition, instant: tick.instant.toISOString(), items };
  });
}

/** The list of a tick; `sent before`: it is the very one that this edition sent the last time. */
export async function weeklyItems(
  db: Db | Trx,
  tick: Tick,
  config: WeeklyConfig,
  source: MostReadConfig,
): Promise<{ readonly kind: 'new' | 'sent before' | 'none'; readonly items: readonly ListedStory[] }> {
  const items = await mostRead(db, source, tick.instant, config.size);
  const links = items.map((item) => item.link);
  if (items.length === 0) return { kind: 'none', items };
  return { kind: sameList(links, await lastList(db, tick.edition)) ? 'sent before' : 'new', items };
}

async function lastList(trx: Db | Trx, edition: string): Promise<string[]> {
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
