import { type Kysely, sql } from 'kysely';

/** The one reader with whom a lane's far end failed since it answered last; null when it were several. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table lane add column trouble_alone bigint`.execute(db);
}
