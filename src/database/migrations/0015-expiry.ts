import { type Kysely, sql } from 'kysely';

/** News that is old must not arrive: until when a push may be sent. And when an instance last served a lane. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table push
      -- Seconds that it may take, as its edition says.
      add column expires_after integer not null default 172800 check (expires_after > 0),
      -- Null until it is decided, and of changes, which have the windows of their channels.
      add column expires_at timestamptz,
      add column expired_at timestamptz,
      add column expiry_to_tell boolean not null default false`.execute(db);
  await sql`
    update push set expires_at = greatest(now(), send_at) + expires_after * interval '1 second'
    where state in ('approved', 'sending', 'paused') and kind not in ('correction', 'retraction')`.execute(db);
  await sql`
    create index push_expires on push (expires_at) where state in ('approved', 'sending', 'paused')`.execute(db);
  await sql`create index push_expiry_to_tell on push (id) where expiry_to_tell`.execute(db);
  await sql`alter table lane add column served_at timestamptz`.execute(db);
}
