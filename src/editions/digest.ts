import { sql } from 'kysely';
import { loadArticle } from '../articles/store.ts';
import type { DigestConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import { type Composed, composeTick, type Tick } from './compose-tick.ts';
import { pushItem } from './create.ts';
import { editedText } from './edit-proposal.ts';
import type { PushItem } from './push.ts';
import { type Summarise, summaryOf } from './summary-of.ts';

/**
 * Composes the digest of one tick: the newest accepted stories of its window that no earlier digest of this edition
 * carried, newest first, at most `size`.
 */
export function composeDigest(db: Db, tick: Tick, config: DigestConfig, summarise: Summarise): Promise<Composed> {
  return composeTick(db, tick, config, config.topics, async (trx) => {
    const items: PushItem[] = [];
    for (const id of await digestStories(trx, tick, config)) {
      const stored = await loadArticle(trx, id);
      if (!stored) continue;
      const { title, summary } = (await editedText(trx, stored)) ?? (await summaryOf(trx, stored, summarise));
      items.push(pushItem(stored, summary, title));
    }
    return items.length === 0
      ? null
      : { type: 'digest', edition: tick.edition, instant: tick.instant.toISOString(), items };
  });
}

/** The stories that the digest of a tick carries, by their ids, in its order. */
export async function digestStories(trx: Db | Trx, tick: Tick, config: DigestConfig): Promise<number[]> {
  let query = trx
    .selectFrom('article as a')
    .select('a.id')
    .where('a.state', '=', 'accepted')
    // By when we first saw it: a story dated yesterday that appeared an hour ago is news to the reader.
    .where('a.first_seen_at', '>', new Date(tick.instant.getTime() - config.window))
    // What a restored record had waiting may have been in a digest since the backup.
    .where(sql<boolean>`a.first_seen_at > coalesce((select restored_from from record), '-infinity')`)
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
