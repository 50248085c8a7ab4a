import { sql } from 'kysely';
import { insertArticles, lockIntake } from '../articles/store.ts';
import type { FeedConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { type IncomingStory, learnFrom } from './intake.ts';

/** Whether nothing follows from taking a story in: it is remembered, or kept for digests, and nobody decides about it. */
export function isQuiet(story: Pick<IncomingStory, 'treatment'>, config: FeedConfig): boolean {
  return story.treatment === 'baseline' || (story.treatment === 'hold' && config.mode === 'auto');
}

/**
 * Takes many stories in from which nothing follows, in one transaction: a long feed is in the record in seconds. All of
 * them are there afterwards or none, so a poll that dies is simply made again.
 *
 * @returns those that may be known, by a key in the record or of one another: for {@link takeIn}, one by one.
 */
export function takeInMany(
  db: Db,
  feed: { readonly id: number },
  stories: readonly IncomingStory[],
): Promise<{ readonly taken: number; readonly left: readonly IncomingStory[] }> {
  return inTransaction(db, async (trx) => {
    await lockIntake(trx);
    const seen = await knownKeys(
      trx,
      stories.flatMap((story) => story.keys),
    );
    const fresh: IncomingStory[] = [];
    const left: IncomingStory[] = [];
    for (const story of stories) {
      if (story.keys.some((key) => seen.has(key))) left.push(story);
      else fresh.push(story);
      for (const key of story.keys) seen.add(key);
    }
    await insertArticles(
      trx,
      fresh.map((story) => ({
        feedId: feed.id,
        keys: story.keys,
        contentKey: story.contentKey,
        article: story.article,
        topics: story.topics,
        state: story.treatment === 'baseline' ? 'baseline' : 'accepted',
        summary: null,
        publishedAt: story.publishedAt,
      })),
    );
    await learnFrom(trx, fresh);
    return { taken: fresh.length, left };
  });
}

/** Those of `keys` that lead to a story of the record. */
export async function knownKeys(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select key from article_key where key = any(${[...keys]}::text[])`.execute(db);
  return new Set(rows.map((row) => row.key));
}

/**
 * Those stories whose very text is not in the record under every name they have: the others need nothing. Nearly
 * everything in a feed is known at nearly every poll, so they are asked for together.
 */
export async function notRecorded<T extends IncomingStory>(db: Db, stories: readonly T[]): Promise<T[]> {
  if (stories.length === 0) return [];
  const keys = stories.flatMap((story) => story.keys);
  const { rows } = await sql<{ key: string; article_id: number; content_key: string }>`
    select k.key, k.article_id, v.content_key
    from article_key k
    join article a on a.id = k.article_id
    join article_version v on v.article_id = a.id and v.version = a.version
    where k.key = any(${keys}::text[])`.execute(db);
  const known = new Map(rows.map((row) => [row.key, row]));
  return stories.filter((story) => {
    const found = story.keys.flatMap((key) => known.get(key) ?? []);
    // The oldest story that any key leads to is the one that it is.
    const [first] = found.toSorted((a, b) => a.article_id - b.article_id);
    return found.length < story.keys.length || first?.content_key !== story.contentKey;
  });
}
