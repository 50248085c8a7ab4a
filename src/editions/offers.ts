import { diffArticles } from '../articles/diff.ts';
import { loadArticle, type StoredArticle } from '../articles/store.ts';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import { correctable } from './correct.ts';

/**
 * Offers the editors a correction of a story that changed after it was sent. One offer a story is open at a time: the
 * next change brings it up to date, and a story that says again what readers have takes it back. Nothing is offered of a
 * story that nobody was sent.
 */
export async function offerCorrection(trx: Trx, now: StoredArticle): Promise<void> {
  const sent = await sentVersion(trx, now.id);
  if (sent === null) return;
  const before = await loadArticle(trx, now.id, sent);
  if (!before || diffArticles(before.article, now.article).length === 0) {
    await trx
      .updateTable('correction_offer')
      .set({ state: 'ignored', decided_by: null, decided_at: new Date(), version: now.version })
      .where('article_id', '=', now.id)
      .where('state', '=', 'open')
      .execute();
    return;
  }
  await trx
    .insertInto('correction_offer')
    .values({ article_id: now.id, sent_version: sent, version: now.version })
    .onConflict((conflict) =>
      conflict
        .column('article_id')
        .where('state', '=', 'open')
        .doUpdateSet({ sent_version: sent, version: now.version, changed_at: new Date() }),
    )
    .execute();
}

/** The oldest version of a story that some readers have; null when nobody was sent it. */
async function sentVersion(trx: Trx, articleId: number): Promise<number | null> {
  const { version } = await correctable(trx)
    .innerJoin('push_article as pa', 'pa.push_id', 'p.id')
    .select(({ fn }) => fn.min('pa.version').as('version'))
    .where('pa.article_id', '=', articleId)
    .executeTakeFirstOrThrow();
  return version;
}

/** Offers whose message in the editors' group is not there yet, or tells of an older version. */
export async function offersToShow(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('correction_offer')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'open'), eb('shown_version', 'is', null)]),
        eb.and([eb('shown_version', 'is not', null), eb('shown_version', '<>', eb.ref('version'))]),
      ]),
    )
    .orderBy('id')
    .limit(50)
    .execute();
  return rows.map((row) => row.id);
}
