import { type ArticleChange, diffArticles } from '../articles/diff.ts';
import { loadArticle } from '../articles/store.ts';
import type { Db } from '../database/database.ts';

/** What changed in a story since readers were sent it. */
export interface OfferedChange {
  readonly title: string;
  readonly link: string;
  readonly changes: readonly ArticleChange[];
}

/** What an offer tells of; nothing changed where one of the versions is not in the record any more. */
export async function offeredChange(
  db: Db,
  offer: { readonly articleId: number; readonly sentVersion: number; readonly version: number },
): Promise<OfferedChange> {
  const before = await loadArticle(db, offer.articleId, offer.sentVersion);
  const now = await loadArticle(db, offer.articleId, offer.version);
  return {
    title: now?.article.title ?? '',
    link: now?.article.link ?? '',
    changes: before && now ? diffArticles(before.article, now.article) : [],
  };
}
