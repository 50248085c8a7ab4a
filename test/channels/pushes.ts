import { sql } from 'kysely';
import type { Db } from '../../src/database/database.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { createPush } from '../../src/editions/create.ts';
import type { PushItem } from '../../src/editions/push.ts';
import { waitFor } from '../setup/wait.ts';

/** A story for pushes; its id. */
export async function storyIn(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    with source as (insert into feed (name, url) values ('main', 'https://daraj.media/feed') returning id),
    story as (
      insert into article (feed_id, link, state, version, published_at)
      select id, 'https://daraj.media/1', 'accepted', 1, now() from source returning id
    ), written as (
      insert into article_version (article_id, version, content_key, title, blocks)
      select id, 1, 'key', 'قصة', '[]'::jsonb from story
    ) select id from story`.execute(db);
  return rows[0]?.id ?? 0;
}

/** The story as a push tells it, with `daraj.media/<key>` in it. */
export const storyItem = (articleId: number, key: string): PushItem => ({
  articleId,
  version: 1,
  title: `قصة ${key}`,
  summary: 'نصّ الموجز.',
  link: `https://daraj.media/${key}`,
  topics: [],
  byline: null,
  publishedAt: null,
  imageUrl: null,
});

/** An approved push of the story with its audience written. */
export async function pushStory(db: Db, articleId: number, key: string): Promise<number> {
  const { id } = await inTransaction(db, (trx) =>
    createPush(trx, {
      key,
      edition: 'breaking',
      kind: 'breaking',
      state: 'approved',
      topics: [],
      content: { type: 'story', label: 'story', item: storyItem(articleId, key) },
      createdBy: 'test',
    }),
  );
  while ((await fanOutChunk(db, id)) === 'more');
  return id;
}

export async function finished(db: Db, pushId: number, timeoutMs = 30_000): Promise<void> {
  await waitFor(
    async () =>
      (await db.selectFrom('push').select('state').where('id', '=', pushId).executeTakeFirst())?.state === 'finished',
    { timeoutMs, message: 'the push did not finish' },
  );
}
