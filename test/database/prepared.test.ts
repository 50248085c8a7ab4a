import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useDatabase } from '../setup/migrated.ts';

const database = useDatabase();

interface Statement {
  readonly generic_plans: string;
  readonly custom_plans: string;
}

const about = (text: string) => sql<Statement>`
  select generic_plans, custom_plans from pg_prepared_statements where statement like ${`%${text}`}`;

test('a statement is prepared once for all its values, and its plan is not made for one of them', async () => {
  await database.prepared.connection().execute(async (connection) => {
    for (const value of [1, 2, 3]) await sql`select ${value}::integer as counted`.execute(connection);
    const { rows } = await about('as counted').execute(connection);
    expect(rows.map((row) => [Number(row.generic_plans), Number(row.custom_plans)])).toEqual([[3, 0]]);
  });
});

test('a plan does not outlive the growth of a table: what was planned on an empty one looks up by its key a second later', async () => {
  const { db, prepared } = database;
  await sql`create table growing (id integer primary key, word text) with (autovacuum_enabled = off)`.execute(db);
  await sql`insert into growing values (0, 'first')`.execute(db);
  await sql`analyze growing`.execute(db);
  const find = (ids: readonly number[]) =>
    sql`select g.word from unnest(${ids}::integer[]) as t (id) join growing g on g.id = t.id`.execute(prepared);
  await find([0]);
  const scans = async () => {
    // What a session counted is told to others a second later, or when it is asked for.
    await sql`select pg_stat_force_next_flush()`.execute(prepared);
    const { rows } = await sql<{ seq_tup_read: number }>`
      select seq_tup_read from pg_stat_user_tables where relname = 'growing'`.execute(db);
    return rows[0]?.seq_tup_read ?? 0;
  };
  await sql`insert into growing select n, 'word' from generate_series(1, 20000) n`.execute(db);
  await expect
    .poll(
      async () => {
        const before = await scans();
        await find([7]);
        return (await scans()) - before;
      },
      { interval: 100, timeout: 5_000 },
    )
    .toBe(0);
});

test('a connection that the server ended is replaced, and prepares anew', async () => {
  const { db, prepared } = database;
  const answer = () => sql<{ answer: number }>`select ${42}::integer as answer`.execute(prepared);
  await answer();
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(prepared);
  await sql`select pg_terminate_backend(${rows[0]?.pid}::integer)`.execute(db);
  await expect.poll(async () => (await answer().catch(() => null))?.rows[0]?.answer).toBe(42);
  await expect(answer()).resolves.toMatchObject({ rows: [{ answer: 42 }] });
});
