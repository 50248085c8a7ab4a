import type { MostReadConfig, WeeklyConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { createPush } from './create.ts';
import { type Composed, lockDueTick, settleTick } from './digest.ts';
import { mostRead } from './most-read.ts';

/**
 * Composes «الأكثر قراءة» of one tick. The very list that this edition sent the last time is not sent again: the tick is
 * then recorded as empty, as it is when nothing was counted. Locked like a digest's tick.
 */
export function composeWeekly(
  db: Db,
  tick: { readonly edition: string; readonly instant: Date },
  config: WeeklyConfig,
  source: MostReadConfig,
): Promise<Composed> {
  return inTransaction(db, async (trx) => {
    if (!(await lockDueTick(trx, tick))) return { kind: 'already' };
    const items = await mostRead(trx, source, tick.instant, config.size);
    const links = items.map((item) => item.link);
    if (items.length === 0 || sameList(links, await lastList(trx, tick.edition))) {
      await settleTick(trx, tick, 'empty', null);
      return { kind: 'empty' };
    }
    const push = await createPush(trx, {
      key: `edition:${tick.edition}:${tick.instant.toISOString()}`,
      edition: tick.edition,
      kind: 'digest',
      state: 'approved',
      topics: [],
      content: { type: 'most-read', edition: tick.edition, instant: tick.instant.toISOString(), items },
      createdBy: 'schedule',
      silent: config.silent,
      fare: config.paid ? 'paid' : 'free',
      uncertain: config.uncertain,
      expiresMs: config.expires,
    });
    await settleTick(trx, tick, 'composed', push.id);
    return { kind: 'composed', pushId: push.id, stories: items.length };
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
