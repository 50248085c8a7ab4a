import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import type { Article } from './article.ts';
import { lineKey } from './boilerplate/known.ts';
import { type HouseLine, HouseLines, type StoryLines, storyLines } from './house-lines.ts';

/** Whose lines a feed's stories have: all feeds of one host are one house; a feed without a host is a house of its own. */
export function houseOf(feed: { readonly name: string; readonly url: string }): string {
  const host = URL.canParse(feed.url) ? new URL(feed.url).host : '';
  return host === '' ? `feed:${feed.name}` : host.replace(/^www\./, '');
}

/** What the record has of a house, as far as `stories` ask for it. */
export async function readHouse(db: Db | Trx, house: string, stories: readonly StoryLines[]): Promise<HouseLines> {
  const keys = new Map(
    stories.flatMap(({ title, lines }) => [title, ...lines.keys()]).map((key) => [hashOf(key), key]),
  );
  const { rows } = await sql<HouseLineRow & { readonly hash: string }>`
    select hash::text, is_title, kept, stories, since, subjects from house_line
    where house = ${house} and hash = any(${[...keys.keys()]}::bigint[])`.execute(db);
  const known = await db.selectFrom('house').select('stories').where('name', '=', house).executeTakeFirst();
  const lines = rows.flatMap((row) => {
    const key = keys.get(row.hash);
    return key === undefined ? [] : [[key, lineOf(row)] as const];
  });
  return new HouseLines(known?.stories ?? 0, new Map(lines));
}

interface HouseLineRow {
  readonly is_title: boolean;
  readonly kept: boolean;
  readonly stories: number;
  readonly since: number;
  readonly subjects: readonly string[];
}

export function lineOf({ is_title, kept, stories, since, subjects }: HouseLineRow): HouseLine {
  return { isTitle: is_title, kept, stories, since, subjects: subjects.map((one) => one.split(' ').filter(Boolean)) };
}

/**
 * Counts the lines of stories that the record has just got. To be called once a story, in the transaction that writes it and
 * under the lock of intake, so that each is counted with its story or not at all.
 */
export async function countStories(trx: Trx, house: string, stories: readonly StoryLines[]): Promise<void> {
  if (stories.length === 0) return;
  const lines = await readHouse(trx, house, stories);
  for (const story of stories) lines.add(story);
  await trx
    .insertInto('house')
    .values({ name: house, stories: lines.stories })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ stories: lines.stories }))
    .execute();
  const rows = lines.changed.map(({ key, text, line }) => ({
    hash: hashOf(key),
    is_title: line.isTitle,
    stories: line.stories,
    since: line.since,
    subjects: line.subjects.map((words) => printable(words.join(' '))),
    text: line.stories > 1 && text !== null ? printable(text) : null,
  }));
  await sql`
    insert into house_line (house, hash, is_title, stories, since, subjects, text, seen_at)
    select ${house}, r.hash, r.is_title, r.stories, r.since, r.subjects, r.text, now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (hash bigint, is_title boolean, stories integer, since integer, subjects text[], text text)
    on conflict (house, hash) do update set
      is_title = excluded.is_title, stories = excluded.stories, since = excluded.since, subjects = excluded.subjects,
      text = coalesce(excluded.text, house_line.text), seen_at = excluded.seen_at`.execute(trx);
}

/** An article of the record without the lines that its house is known for by now. */
export async function withoutHouseLines(db: Db | Trx, house: string, article: Article): Promise<Article> {
  const lines = storyLines(
    article.title,
    article.blocks.map(({ text }) => text),
  );
  const { titles, ofTheSite } = (await readHouse(db, house, [lines])).knownIn(lines);
  if (titles.size + ofTheSite.size === 0) return article;
  const isOwn = (key: string): boolean => !titles.has(key) && !ofTheSite.has(key);
  return { ...article, blocks: article.blocks.filter(({ text }) => isOwn(lineKey(text))) };
}

/** Without what neither a terminal nor PostgreSQL takes as text: controls and halves of characters. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
}

/** Eight bytes of a hash of a line's words: of a million lines two are alike once in thirty million records. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest().readBigInt64BE().toString();
}
