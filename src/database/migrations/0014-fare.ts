import { type Kysely, sql } from 'kysely';

/** Whether a push leaves at the pace that a channel gives everybody, or at a faster one that it takes money for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table push add column fare text not null default 'free' check (fare in ('free', 'paid'))`.execute(db);
}
