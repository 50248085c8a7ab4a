import { type ArticleChange, diffArticles } from '../articles/diff.ts';
import { loadArticle, type StoredArticle } from '../articles/store.ts';
import type { Db } from '../database/database.ts';
import type { Summary } from '../summaries/summary.ts';
import { pushesOf, type StoryPush, type StoryState, stateOf } from './story-list.ts';
import type { Summarise } from './summary-of.ts';

/** A story as the record has it, for an editor who looks into it. */
export interface StoryReport {
  readonly stored: StoredArticle;
  readonly feed: string;
  readonly firstSeenAt: Date;
  readonly state: StoryState;
  readonly summary: Summary;
  /** `made now`: nobody needed it yet, so the record has none. */
  readonly summaryIs: 'kept' | 'made now';
  /** The newest versions, newest first, at most ten. */
  readonly versions: readonly StoryVersion[];
  readonly pushes: readonly StoryPush[];
}

export interface StoryVersion {
  readonly version: number;
  readonly fetchedAt: Date;
  /** What it changed in the one before; null of the first, and of the oldest that is compared. */
  readonly changes: readonly ArticleChange[] | null;
}

const mostVersions = 10;

export async function reportStory(db: Db, id: number, summarise: Summarise): Promise<StoryReport | undefined> {
  const stored = await loadArticle(db, id);
  if (!stored) return undefined;
  const { feed, firstSeenAt } = await db
    .selectFrom('article as a')
    .innerJoin('feed as f', 'f.id', 'a.feed_id')
    .select(['f.name as feed', 'a.first_seen_at as firstSeenAt'])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow();
  const pushes = (await pushesOf(db, [id])).get(id) ?? [];
  return {
    stored,
    feed,
    firstSeenAt,
    state: stateOf(stored.state, pushes),
    summary: stored.summary ?? summarise(stored.article),
    summaryIs: stored.summary === null ? 'made now' : 'kept',
    versions: await versionsOf(db, id),
    pushes,
  };
}

async function versionsOf(db: Db, id: number): Promise<StoryVersion[]> {
  const rows = await db
    .selectFrom('article_version')
    .select(['version', 'fetched_at'])
    .where('article_id', '=', id)
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute();
  const articles = await Promise.all(rows.map(({ version }) => loadArticle(db, id, version)));
  return rows.map(({ version, fetched_at }, index) => {
    const [now, before] = [articles[index], articles[index + 1]];
    const changes = now && before ? diffArticles(before.article, now.article) : null;
    return { version, fetchedAt: fetched_at, changes };
  });
}
