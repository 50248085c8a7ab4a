import { type Kysely, sql } from 'kysely';

/**
 * Why those who still wait for a push that ended are set aside; null when nobody waits any more. And the few who wait for
 * it again after a try that may have arrived, to be found among a million who simply wait.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table push add column aside_reason text`.execute(db);
  await sql`
    update push set aside_reason = 'the push was cancelled'
    where state = 'cancelled' and finished_at > now() - interval '1 day'`.execute(db);
  await sql`create index push_to_set_aside on push (id) where aside_reason is not null`.execute(db);
  await sql`
    create index delivery_again on delivery (push_id) where state = 'pending' and may_have_arrived`.execute(db);
}
