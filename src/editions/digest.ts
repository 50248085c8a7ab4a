import { sql } from 'kysely';
import { loadArticle } from '../articles/store.ts';
import type { DigestConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { createPush, pushItem } from './create.ts';
import type { PushItem } from './push.ts';
import { type Summarise, summaryOf } from './summary-of.ts';

export type Composed =
  | { readonly kind: 'composed'; readonly pushId: number; readonly stories: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'already' };

/**
 * Composes the digest of one tick: the newest accepted stories of its window that no earlier digest of this edition
 * carried, newest first, at most `size`. The tick row is locked meanwhile, so two instances compose one digest, and a
 * crash before the commit leaves the tick due.
 */
export function composeDigest(
  db: Db,
  tick: { readonly edition: string; readonly instant: Date },
  config: DigestConfig,
  summarise: Summarise,
): Promise<Composed> {
  return inTransaction(db, async (trx) => {
    if (!(await lockDueTick(trx, tick))) return { kind: 'already' };
    const items: PushItem[] = [];
    for (const id of await storiesFor(trx, tick, config)) {
      const stored = await loadArticle(trx, id);
      if (!stored) continue;
      const summary = await summaryOf(trx, stored, summarise);
      items.push(pushItem(stored, summary.summary, summary.title));
    }
    if (items.length === 0) {
      await settleTick(trx, tick, 'empty', null);
      return { kind: 'empty' };
    }
    const push = await createPush(trx, {
      key: `edition:${tick.edition}:${tick.instant.toISOString()}`,
      edition: tick.edition,
      kind: 'digest',
      state: 'approved',
      topics: config.topics,
      content: { type: 'digest', edition: tick.edition, instant: tick.instant.toISOString(), items },
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

/** Takes a tick for composing; false when it is composed already, or no tick. */
export async function lockDueTick(
  trx: Trx,
  tick: { readonly edition: string; readonly instant: Date },
): Promise<boolean> {
  const row = await trx
    .selectFrom('edition_tick')
    .select('state')
    .where('edition', '=', tick.edition)
    .where('instant', '=', tick.instant)
    .forUpdate()
    .executeTakeFirst();
  return row?.state === 'due';
}

async function storiesFor(
  trx: Trx,
  tick: { readonly edition: string; readonly instant: Date },
  config: DigestConfig,
): Promise<number[]> {
  let query = trx
    .selectFrom('article as a')
    .select('a.id')
    .where('a.state', '=', 'accepted')
    // By when we first saw it: a story dated yesterday that appeared an hour ago is news to the reader.
    .where('a.first_seen_at', '>', new Date(tick.instant.getTime() - config.window))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('push_article as pa')
            .innerJoin('push as p', 'p.id', 'pa.push_id')
            .select(sql`1`.as('one'))
            .whereRef('pa.article_id', '=', 'a.id')
            .where((inner) =>
              inner.or([
                inner.and([inner('p.edition', '=', tick.edition), inner('p.kind', '=', 'digest')]),
                ...(config.alreadySent === 'skip'
                  ? [
                      inner.and([
                        inner('p.kind', 'in', ['breaking', 'manual']),
                        inner('p.state', 'in', ['approved', 'sending', 'paused', 'finished']),
                      ]),
                    ]
                  : []),
              ]),
            ),
        ),
      ),
    )
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(config.size);
  if (config.topics.length > 0) {
    query = query.where(sql<boolean>`a.topics && ${[...config.topics]}::text[]`);
  }
  return (await query.execute()).map((row) => row.id);
}

export async function settleTick(
  trx: Trx,
  tick: { readonly edition: string; readonly instant: Date },
  state: 'composed' | 'empty',
  pushId: number | null,
): Promise<void> {
  await trx
    .updateTable('edition_tick')
    .set({ state, push_id: pushId, recorded_at: new Date() })
    .where('edition', '=', tick.edition)
    .where('instant', '=', tick.instant)
    .execute();
}
