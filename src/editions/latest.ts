import type { Db } from '../database/database.ts';

/** The newest stories that readers may know of, newest first. */
export function latestStories(db: Db, limit: number): Promise<{ articleId: number; title: string; link: string }[]> {
  return db
    .selectFrom('article as a')
    .innerJoin('article_version as v', (join) =>
      join.onRef('v.article_id', '=', 'a.id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.id as articleId', 'v.title', 'a.link'])
    .where('a.state', 'in', ['accepted', 'baseline'])
    .orderBy('a.published_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
}
