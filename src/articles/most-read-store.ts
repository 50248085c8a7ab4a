import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { linkKey } from '../feeds/canonical-link.ts';
import type { MostReadStory } from './most-read.ts';

/** A story of «الأكثر قراءة». */
export interface MostRead {
  /** Null for a story of the site's list that is not in the record. */
  readonly articleId: number | null;
  readonly title: string;
  readonly link: string;
  readonly publishedAt: Date | null;
}

/** Whether the site is to be asked now; of all instances one is told so, once in each `every` milliseconds. */
export async function claimMostRead(db: Db, every: number, now: Date): Promise<boolean> {
  const claimed = await db
    .insertInto('most_read_clock')
    .values({ asked_at: now })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ asked_at: now })
        .where('most_read_clock.asked_at', '<=', new Date(now.getTime() - every)),
    )
    .executeTakeFirst();
  return claimed.numInsertedOrUpdatedRows === 1n;
}

/** Puts the site's list in place of the one before. */
export function replaceSiteList(db: Db, stories: readonly MostReadStory[], now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    await trx.deleteFrom('most_read').execute();
    if (stories.length === 0) return;
    await trx
      .insertInto('most_read')
      .values(
        stories.map((story, position) => ({
          position,
          title: story.title,
          link: story.link,
          published_at: story.publishedAt,
          visits: story.visits,
          fetched_at: now,
        })),
      )
      .execute();
  });
}

/**
 * The site's own list, the most read first, when it was fetched after `since`; stories of the record by their ids, without
 * those that the newsroom dropped or took back.
 */
export async function siteList(db: Db, since: Date, limit: number): Promise<MostRead[]> {
  const rows = await db
    .selectFrom('most_read')
    .select(['title', 'link', 'published_at'])
    .where('fetched_at', '>', since)
    .orderBy('position')
    .execute();
  const keys = rows.map((row) => `link:${linkKey(row.link)}`);
  const known =
    keys.length === 0
      ? []
      : await db
          .selectFrom('article_key as k')
          .innerJoin('article as a', 'a.id', 'k.article_id')
          .select(['k.key', 'k.article_id', 'a.state'])
          .where('k.key', 'in', keys)
          .execute();
  const knownBy = new Map(known.map((row) => [row.key, row]));
  return rows
    .map((row, index) => ({ row, article: knownBy.get(keys[index] ?? '') }))
    .filter(({ article }) => article?.state !== 'dropped')
    .slice(0, limit)
    .map(({ row, article }) => ({
      articleId: article?.article_id ?? null,
      title: row.title,
      link: row.link,
      publishedAt: row.published_at,
    }));
}

/** The stories whose links were opened most in the last `days` days (of UTC), today included. */
export async function countedList(db: Db, now: Date, days: number, limit: number): Promise<MostRead[]> {
  const { rows } = await sql<{ id: number; title: string; link: string; published_at: Date }>`
    select a.id, v.title, a.link, a.published_at
    from (
      select article_id, sum(clicks) as clicks from link_count
      where day > ${dayOf(now)}::date - ${days}::integer and day <= ${dayOf(now)}::date
      group by article_id
    ) as counted
    join article a on a.id = counted.article_id
    join article_version v on v.article_id = a.id and v.version = a.version
    where a.state in ('accepted', 'baseline')
    order by counted.clicks desc, a.published_at desc, a.id desc
    limit ${limit}`.execute(db);
  return rows.map((row) => ({ articleId: row.id, title: row.title, link: row.link, publishedAt: row.published_at }));
}

/** Adds to the counts of a day. Stories that are not in the record any more are passed over. */
export async function addClicks(
  db: Db,
  clicks: readonly { readonly articleId: number; readonly day: string; readonly count: number }[],
): Promise<void> {
  if (clicks.length === 0) return;
  await sql`
    insert into link_count as c (article_id, day, clicks)
    select a.id, given.day, given.clicks
    from unnest(${clicks.map((one) => one.articleId)}::integer[], ${clicks.map((one) => one.day)}::date[],
                ${clicks.map((one) => one.count)}::integer[]) as given (article_id, day, clicks)
    join article a on a.id = given.article_id
    on conflict (article_id, day) do update set clicks = c.clicks + excluded.clicks`.execute(db);
}

/** The UTC day of an instant, `2026-11-23`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
