import type pg from 'pg';
import type { Database } from '../schema.ts';
import type { BackupTable } from './format.ts';

/** By name, so that a table which another program keeps in the same database is neither read nor emptied. */
const ours = {
  record: true,
  topic: true,
  feed: true,
  websub: true,
  most_read: true,
  most_read_clock: true,
  writer_text: true,
  writer_day: true,
  link_count: true,
  article: true,
  article_key: true,
  article_version: true,
  house: true,
  house_line: true,
  delivery_count: true,
  lane: true,
  subscriber: true,
  subscriber_alias: true,
  cloud_event: true,
  channel_status: true,
  channel_order: true,
  subscription: true,
  push: true,
  push_article: true,
  edition_clock: true,
  edition_tick: true,
  delivery: true,
  receipt: true,
  proposal_message: true,
  correction_offer: true,
  app_user: true,
  user_session: true,
  sign_in_failure: true,
  audit: true,
} as const satisfies Record<keyof Database, true>;

/** The record's tables with their columns, one that others refer to before those; what kysely and BullMQ keep for themselves is none of it. */
export async function recordTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; refers: string[] }>(
    `
    select c.relname as table,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')::text[] as columns,
      coalesce((select array_agg(distinct r.relname) from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}')::text[] as refers
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname = any($1)
    order by c.relname`,
    [Object.keys(ours)],
  );
  const sorted: BackupTable[] = [];
  const placed = new Set<string>();
  while (sorted.length < rows.length) {
    const next = rows.filter(({ table, refers }) => !placed.has(table) && refers.every((other) => placed.has(other)));
    if (next.length === 0) throw new Error('the tables refer to one another in a circle');
    for (const { table, columns } of next) {
      sorted.push({ table, columns });
      placed.add(table);
    }
  }
  return sorted;
}
