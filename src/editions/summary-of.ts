import type { Article } from '../articles/article.ts';
import { type StoredArticle, storeSummary } from '../articles/store.ts';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import type { Summary } from '../summaries/summary.ts';

/**
 * How this newsroom summarises: the budget and the method are bound already. It is called inside transactions, so it waits
 * for nobody: what an optional writer says was asked for before (`PollContext.prepare`).
 */
export type Summarise = (article: Article) => Summary;

/** The summary kept with a story's version; made and kept now if it was never needed before. */
export async function summaryOf(db: Db | Trx, stored: StoredArticle, summarise: Summarise): Promise<Summary> {
  if (stored.summary) return stored.summary;
  const summary = summarise(stored.article);
  await storeSummary(db, stored.id, stored.version, summary);
  return summary;
}
