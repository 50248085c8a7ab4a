import type pg from 'pg';
import type { BackupTable } from './format.ts';

/** The record's tables with their columns, one that others refer to before those; what kysely and BullMQ keep for themselves is none of it. */
export async function recordTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const { rows } = await client.query<{ table: string; columns: string[]; refers: string[] }>(`
    select c.relname as table,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')::text[] as columns,
      coalesce((select array_agg(distinct r.relname) from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid), '{}')::text[] as refers
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname not like 'schema_migration%'
    order by c.relname`);
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
