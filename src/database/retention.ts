import { sql } from 'kysely';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from './database.ts';

/** How many rows of each kind were taken out of the record. */
export interface Pruned {
  readonly deliveries: number;
  readonly leftSubscribers: number;
  readonly articles: number;
  readonly audit: number;
  readonly writerTexts: number;
  readonly houseLines: number;
}

/** What is remembered of a house's lines: for so long (milliseconds) after a story last had one, and so many of a house. */
const HOUSE_LINES = { unseenFor: 90 * 24 * 3_600_000, most: 50_000 } as const;

/** Rows a statement takes at most, so that none holds locks for long. */
const batchSize = 5_000;

/**
 * Takes out of the record what the newsroom keeps no longer (`retention` in newsroom.yaml). Of old deliveries only their
 * counts stay, so that a push's books go on balancing. Small steps, each whole in itself: it may be stopped or killed
 * anywhere and run again.
 */
export async function pruneRecords(
  db: Db,
  retention: Newsroom['retention'],
  now: Date,
  signal?: AbortSignal,
): Promise<Pruned> {
  const before = (kept: number) => new Date(now.getTime() - kept);
  const all = async (step: () => Promise<number>): Promise<number> => {
    let total = 0;
    for (;;) {
      signal?.throwIfAborted();
      const count = await step();
      total += count;
      if (count < batchSize) return total;
    }
  };
  return {
    deliveries: await all(() => pruneDeliveries(db, before(retention.deliveries))),
    leftSubscribers: await all(() => pruneLeft(db, before(retention.leftSubscribers))),
    articles: await all(() => pruneArticles(db, before(retention.articles))),
    audit: await all(() => pruneAudit(db, before(retention.audit))),
    // They are of stories.
    writerTexts: await all(() => pruneWriterTexts(db, before(retention.articles))),
    houseLines: await all(() => pruneHouseLines(db, before(HOUSE_LINES.unseenFor))),
  };
}

async function pruneDeliveries(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with old as (
      select d.push_id, d.subscriber_id from delivery d join push p on p.id = d.push_id
      where p.state in ('finished', 'cancelled', 'dropped')
        and coalesce(p.finished_at, p.started_at, p.created_at) < ${before}
      limit ${batchSize}
      -- It may be sent to those who missed it at this very moment.
      for share of p
    ), gone as (
      delete from delivery d using old
      where d.push_id = old.push_id and d.subscriber_id = old.subscriber_id
      returning d.push_id, d.state
    ), counted as (
      insert into delivery_count as c (push_id, state, count)
      select push_id, state, count(*) from gone group by push_id, state
      on conflict (push_id, state) do update set count = c.count + excluded.count
    )
    select count(*)::integer as count from gone`.execute(db);
  return rows[0]?.count ?? 0;
}

async function pruneLeft(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from subscriber where id in (
      select id from subscriber where state <> 'active' and changed_at < ${before} limit ${batchSize}
    -- Who comes back at this very moment stays.
    ) and state <> 'active'`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** A story goes with its versions; one that a push still waits to send stays. */
async function pruneArticles(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from article where id in (
      select a.id from article a
      where a.published_at < ${before} and a.first_seen_at < ${before}
        and not exists (
          select from push_article pa join push p on p.id = pa.push_id
          where pa.article_id = a.id and p.state in ('proposed', 'approved', 'sending', 'paused'))
      limit ${batchSize}
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function pruneAudit(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from audit where id in (select id from audit where at < ${before} limit ${batchSize})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function pruneWriterTexts(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from writer_text where asked in (
      select asked from writer_text where written_at < ${before} limit ${batchSize})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** What an editor said of a line stays. */
async function pruneHouseLines(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from house_line where id in (
      select id from (
        select id, kept, seen_at, row_number() over (partition by house order by kept desc, seen_at desc, id desc) as place
        from house_line
      ) as placed
      where not kept and (seen_at < ${before} or place > ${HOUSE_LINES.most})
      limit ${batchSize})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
