import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { ArticleState } from '../database/schema.ts';
import type { Trx } from '../database/transaction.ts';
import type { Summary } from '../summaries/summary.ts';
import type { Article } from './article.ts';

export interface ArticleToSave {
  readonly feedId: number;
  /** Everything the story may be known by; see the table `article_key`. */
  readonly keys: readonly string[];
  readonly contentKey: string;
  readonly article: Article;
  readonly topics: readonly string[];
  readonly state: ArticleState;
  readonly summary: Summary | null;
  readonly publishedAt: Date;
}

export type SavedArticle =
  | { readonly kind: 'new'; readonly articleId: number; readonly version: number }
  | { readonly kind: 'changed'; readonly articleId: number; readonly version: number; readonly previous: number }
  | { readonly kind: 'same'; readonly articleId: number };

/**
 * Serialises the taking-in of articles over all instances until the transaction ends: two feeds of one house may bring
 * the same story in the same second.
 */
export async function lockIntake(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('nashra.intake'))`.execute(trx);
}

/** A story that keys lead to, as it is now. */
export interface KnownStory {
  readonly id: number;
  readonly feed_id: number;
  readonly version: number;
  readonly content_key: string;
  readonly state: ArticleState;
  /** Those of the keys asked for that lead to it. */
  readonly keys: readonly string[];
}

/** The oldest story known by any of `keys`. */
export async function findByKeys(db: Db | Trx, keys: readonly string[]): Promise<KnownStory | undefined> {
  const [oldest] = await findAllByKeys(db, keys);
  return oldest;
}

/** The stories known by any of `keys`, oldest first. */
export async function findAllByKeys(db: Db | Trx, keys: readonly string[]): Promise<readonly KnownStory[]> {
  if (keys.length === 0) return [];
  return db
    .selectFrom('article_key as k')
    .innerJoin('article as a', 'a.id', 'k.article_id')
    .innerJoin('article_version as v', (join) =>
      join.onRef('v.article_id', '=', 'a.id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.id', 'a.feed_id', 'a.version', 'a.state', 'v.content_key', sql<string[]>`array_agg(k.key)`.as('keys')])
    .where('k.key', 'in', [...keys])
    .groupBy(['a.id', 'a.feed_id', 'a.version', 'a.state', 'v.content_key'])
    .orderBy('a.id')
    .execute();
}

/** Writes a story that no key leads to. */
export async function insertArticle(trx: Trx, input: ArticleToSave): Promise<number> {
  const [id] = await insertArticles(trx, [input]);
  if (id === undefined) throw new Error('a story was written and not numbered');
  return id;
}

/** Writes stories that no key leads to, each table by one statement, and gives their ids. No two may share a key. */
export async function insertArticles(trx: Trx, inputs: readonly ArticleToSave[]): Promise<readonly number[]> {
  if (inputs.length === 0) return [];
  const rows = await trx
    .insertInto('article')
    .values(
      inputs.map((input) => ({
        feed_id: input.feedId,
        link: input.article.link,
        state: input.state,
        version: 1,
        topics: [...input.topics],
        published_at: input.publishedAt,
      })),
    )
    .returning('id')
    .execute();
  // Rows of VALUES are numbered as they stand.
  const ids = rows.map((row) => row.id).sort((a, b) => a - b);
  const idOf = (index: number): number => {
    const id = ids[index];
    if (id === undefined) throw new Error(`${inputs.length} stories were written and ${ids.length} numbered`);
    return id;
  };
  await trx
    .insertInto('article_version')
    .values(inputs.map((input, index) => versionRow(idOf(index), 1, input)))
    .execute();
  await insertKeys(
    trx,
    inputs.flatMap((input, index) => input.keys.map((key) => ({ key, article_id: idOf(index) }))),
  );
  return ids;
}

/** Writes a new version of a known story. */
export async function insertNextVersion(trx: Trx, articleId: number, input: ArticleToSave): Promise<number> {
  const { version } = await trx
    .updateTable('article')
    .set((eb) => ({ version: eb('version', '+', 1), link: input.article.link, topics: [...input.topics] }))
    .where('id', '=', articleId)
    .returning('version')
    .executeTakeFirstOrThrow();
  await insertVersion(trx, articleId, version, input);
  await addKeys(trx, articleId, input.keys);
  return version;
}

/** Notes what a version's story hashes to now, where that is no new version: it is not compared word by word at every poll. */
export async function rememberContentKey(trx: Trx, { id, version }: KnownStory, contentKey: string): Promise<void> {
  await trx
    .updateTable('article_version')
    .set({ content_key: contentKey })
    .where('article_id', '=', id)
    .where('version', '=', version)
    .execute();
}

async function insertVersion(trx: Trx, articleId: number, version: number, input: ArticleToSave): Promise<void> {
  await trx
    .insertInto('article_version')
    .values(versionRow(articleId, version, input))
    .execute();
}

function versionRow(articleId: number, version: number, { article, contentKey, summary }: ArticleToSave) {
  return {
    article_id: articleId,
    version,
    content_key: contentKey,
    title: article.title,
    standfirst: article.standfirst,
    byline: article.byline,
    blocks: JSON.stringify(article.blocks),
    image: article.image === null ? null : JSON.stringify(article.image),
    pictures: article.pictures?.length ? JSON.stringify(article.pictures) : null,
    summary: summary === null ? null : JSON.stringify(summary),
  };
}

export function addKeys(trx: Trx, articleId: number, keys: readonly string[]): Promise<void> {
  return insertKeys(
    trx,
    keys.map((key) => ({ key, article_id: articleId })),
  );
}

/** Takes from `articleId` keys that are another story's now. */
export async function releaseKeys(trx: Trx, articleId: number, keys: readonly string[]): Promise<void> {
  await trx
    .deleteFrom('article_key')
    .where('article_id', '=', articleId)
    .where('key', 'in', [...keys])
    .execute();
}

/** Keys that lead to a story already stay with it. */
async function insertKeys(trx: Trx, rows: readonly { key: string; article_id: number }[]): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .insertInto('article_key')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

export interface StoredArticle {
  readonly id: number;
  readonly version: number;
  readonly state: ArticleState;
  readonly topics: readonly string[];
  readonly publishedAt: Date;
  readonly article: Article;
  readonly summary: Summary | null;
}

/** One story at its newest version, or at `version`. */
export async function loadArticle(db: Db | Trx, id: number, version?: number): Promise<StoredArticle | undefined> {
  const row = await db
    .selectFrom('article as a')
    .innerJoin('article_version as v', 'v.article_id', 'a.id')
    .select([
      'a.id',
      'v.version',
      'a.state',
      'a.topics',
      'a.published_at',
      'a.link',
      'v.title',
      'v.standfirst',
      'v.byline',
      'v.blocks',
      'v.image',
      'v.pictures',
      'v.summary',
    ])
    .where('a.id', '=', id)
    .where('v.version', '=', version ?? sql<number>`a.version`)
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    topics: row.topics,
    publishedAt: row.published_at,
    summary: row.summary,
    article: {
      title: row.title,
      standfirst: row.standfirst,
      byline: row.byline,
      publishedAt: row.published_at,
      link: row.link,
      blocks: row.blocks,
      image: row.image,
      pictures: row.pictures ?? [],
      tags: row.topics,
    },
  };
}

/** Keeps a summary made later than its version. */
export async function storeSummary(db: Db | Trx, id: number, version: number, summary: Summary): Promise<void> {
  await db
    .updateTable('article_version')
    .set({ summary: JSON.stringify(summary) })
    .where('article_id', '=', id)
    .where('version', '=', version)
    .execute();
}

export async function setArticleState(db: Db | Trx, id: number, state: ArticleState): Promise<void> {
  await db.updateTable('article').set({ state }).where('id', '=', id).execute();
}
