import type { DigestConfig, WeeklyConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { createPush } from './create.ts';
import type { DigestContent, MostReadContent } from './push.ts';

/** One moment at which an edition is due. */
export interface Tick {
  readonly edition: string;
  readonly instant: Date;
}

export type Composed =
  | { readonly kind: 'composed'; readonly pushId: number; readonly stories: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'already' };

/**
 * Makes a push of what `compose` finds for this tick, and records the tick; null: there is nothing to send. The tick's
 * row is locked meanwhile, so two instances make one push, and a crash before the commit leaves the tick due.
 */
export function composeTick(
  db: Db,
  tick: Tick,
  config: DigestConfig | WeeklyConfig,
  topics: readonly string[],
  compose: (trx: Trx) => Promise<DigestContent | MostReadContent | null>,
): Promise<Composed> {
  return inTransaction(db, async (trx) => {
    if (!(await lockDueTick(trx, tick))) return { kind: 'already' };
    const content = await compose(trx);
    if (content === null) {
      await settleTick(trx, tick, 'empty', null);
      return { kind: 'empty' };
    }
    const push = await createPush(trx, {
      key: `edition:${tick.edition}:${tick.instant.toISOString()}`,
      edition: tick.edition,
      kind: 'digest',
      state: 'approved',
      topics,
      content,
      createdBy: 'schedule',
      silent: config.silent,
      fare: config.paid ? 'paid' : 'free',
      uncertain: config.uncertain,
      expiresMs: config.expires,
    });
    await settleTick(trx, tick, 'composed', push.id);
    return { kind: 'composed', pushId: push.id, stories: content.items.length };
  });
}

/** Takes a tick for composing; false when it is composed already, or no tick. */
async function lockDueTick(trx: Trx, tick: Tick): Promise<boolean> {
  const row = await trx
    .selectFrom('edition_tick')
    .select('state')
    .where('edition', '=', tick.edition)
    .where('instant', '=', tick.instant)
    .forUpdate()
    .executeTakeFirst();
  return row?.state === 'due';
}

async function settleTick(trx: Trx, tick: Tick, state: 'composed' | 'empty', pushId: number | null): Promise<void> {
  await trx
    .updateTable('edition_tick')
    .set({ state, push_id: pushId, recorded_at: new Date() })
    .where('edition', '=', tick.edition)
    .where('instant', '=', tick.instant)
    .execute();
}
