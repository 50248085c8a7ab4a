import { type Kysely, sql } from 'kysely';

/**
 * Second names of people: WhatsApp knows one by a number and by an identity that hides it. And what an account's process
 * says of itself, and is told to do, by whichever process shows it to a person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscriber_alias (
      channel text not null,
      alias_hash bytea not null,
      subscriber_id bigint not null references subscriber (id) on delete cascade,
      primary key (channel, alias_hash)
    )`.execute(db);
  await sql`create index subscriber_alias_subscriber on subscriber_alias (subscriber_id)`.execute(db);
  await sql`
    create table channel_status (
      lane text primary key,
      status jsonb not null,
      at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table channel_order (
      id integer generated always as identity primary key,
      lane text not null,
      kind text not null,
      number text,
      at timestamptz not null default now()
    )`.execute(db);
}
