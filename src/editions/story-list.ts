import { type RawBuilder, sql } from 'kysely';
import { normalise } from '../articles/text/index.ts';
import type { Db } from '../database/database.ts';
import type { ArticleState, PushKind, PushState } from '../database/schema.ts';

/** What became of a story: `sent` when a push of it began to leave. */
export type StoryState = ArticleState | 'sent';

/** A push that carries a story. */
export interface StoryPush {
  readonly id: number;
  readonly kind: PushKind;
  readonly edition: string;
  readonly state: PushState;
  readonly createdAt: Date;
  readonly retractedAt: Date | null;
}

export interface ListedArticle {
  readonly id: number;
  readonly title: string;
  readonly link: string;
  readonly feed: string;
  readonly publishedAt: Date;
  readonly topics: readonly string[];
  readonly state: StoryState;
  /** Newest first. */
  readonly pushes: readonly StoryPush[];
}

/** Where a list goes on: behind the story that was shown last. */
export interface StoryPlace {
  readonly publishedAt: Date;
  readonly id: number;
}

export interface StoryFilter {
  /** Words of the title, in any spelling; all of them, each at least as a word's beginning. */
  readonly search?: string | undefined;
  /** `accepted`: sent or not. */
  readonly state?: StoryState | undefined;
  readonly after?: StoryPlace | undefined;
  readonly limit: number;
}

/** The stories of the record, newest first. */
export async function listStories(db: Db, filter: StoryFilter): Promise<ListedArticle[]> {
  const matches = await titleMatches(db, filter.search);
  const { rows } = await sql<Omit<ListedArticle, 'pushes' | 'state'> & { readonly state: ArticleState }>`
    select a.id, v.title, a.link, f.name as feed, a.published_at as "publishedAt", a.topics, a.state
    from article a
    join article_version v on v.article_id = a.id and v.version = a.version
    join feed f on f.id = a.feed_id
    where ${matches}
      and ${isIn(filter.state)}
      and ${filter.after ? sql`(a.published_at, a.id) < (${filter.after.publishedAt}, ${filter.after.id})` : sql`true`}
    order by a.published_at desc, a.id desc
    limit ${filter.limit}`.execute(db);
  const pushes = await pushesOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const own = pushes.get(row.id) ?? [];
    return { ...row, state: stateOf(row.state, own), pushes: own };
  });
}

/** Titles from which on a word is looked for along the newest stories, where it is soon met, and not by the index. */
const frequent = 1_000;

/**
 * The condition that a title has what was typed. PostgreSQL cannot tell how many titles have the beginning of a word: so
 * they are looked up first, as far as they are few.
 */
async function titleMatches(db: Db, typed: string | undefined): Promise<RawBuilder<unknown>> {
  const wanted = typed === undefined ? null : titleQuery(typed);
  if (wanted === null) return sql`true`;
  const { rows } = await sql<{ id: number }>`
    select article_id as id from article_version where title_words @@ ${wanted}::tsquery limit ${frequent}`.execute(db);
  const isMatch = sql`(v.title_words @@ ${wanted}::tsquery)`;
  return rows.length < frequent
    ? sql`a.id = any(${rows.map(({ id }) => id)}::integer[]) and ${isMatch} is true`
    : sql`${isMatch} is true`;
}

function isIn(state: StoryState | undefined): RawBuilder<unknown> {
  if (state === undefined) return sql`true`;
  if (state !== 'sent') return sql`a.state = ${state}::article_state`;
  return sql`a.state <> 'dropped' and a.id in (
    select pa.article_id from push_article pa join push p on p.id = pa.push_id
    where p.kind in ('breaking', 'manual', 'digest') and p.state in ('sending', 'paused', 'finished'))`;
}

/** What a push of it means for a story's state; see `isIn`. */
export function stateOf(state: ArticleState, pushes: readonly StoryPush[]): StoryState {
  const left = pushes.some(
    (push) => tells.includes(push.kind) && ['sending', 'paused', 'finished'].includes(push.state),
  );
  return left && state !== 'dropped' ? 'sent' : state;
}

const tells: readonly PushKind[] = ['breaking', 'manual', 'digest'];

/** The pushes that carry stories, by story, newest first. */
export async function pushesOf(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, readonly StoryPush[]>> {
  const found = new Map<number, StoryPush[]>();
  if (ids.length === 0) return found;
  const { rows } = await sql<StoryPush & { readonly articleId: number }>`
    select pa.article_id as "articleId", p.id, p.kind, p.edition, p.state, p.created_at as "createdAt",
           p.retracted_at as "retractedAt"
    from push_article pa join push p on p.id = pa.push_id
    where pa.article_id = any(${[...ids]}::integer[])
    order by p.id desc`.execute(db);
  for (const { articleId, ...push } of rows) found.set(articleId, [...(found.get(articleId) ?? []), push]);
  return found;
}

/**
 * What `title_words` is asked for: each word as the beginning of one, with the article or without. Null where there is no
 * word in what was typed.
 */
function titleQuery(typed: string): string | null {
  const words = normalise(typed).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return null;
  const forms = (word: string) => [...new Set([word, word.replace(/^(?:[وف]?[بك]?ال|[وف]?لل)(?=..)/u, '')])];
  return words
    .slice(0, mostWords)
    .map(
      (word) =>
        `(${forms(word)
          .map((form) => `'${form}':*`)
          .join(' | ')})`,
    )
    .join(' & ');
}

const mostWords = 12;
