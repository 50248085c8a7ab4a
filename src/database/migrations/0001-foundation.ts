import { type Kysely, sql } from 'kysely';

/**
 * The record. Words are those of the story's way: feed → article → (summary in the version) → edition → push →
 * delivery → receipt. Texts of states are checked by enums so that a typo cannot become a state.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table topic (
      key text primary key,
      names jsonb not null
    )`.execute(db);

  await sql`
    create table feed (
      id integer generated always as identity primary key,
      name text not null unique,
      url text not null,
      etag text,
      last_modified text,
      next_poll_at timestamptz not null default now(),
      polled_at timestamptz,
      succeeded_at timestamptz,
      newest_item_at timestamptz,
      primed_at timestamptz,
      failures integer not null default 0,
      error text,
      warnings jsonb not null default '[]',
      retired_at timestamptz
    )`.execute(db);

  await sql`create type article_state as enum ('baseline', 'proposed', 'accepted', 'dropped')`.execute(db);
  await sql`
    create table article (
      id integer generated always as identity primary key,
      feed_id integer not null references feed (id),
      link text not null,
      state article_state not null,
      version integer not null,
      topics text[] not null default '{}',
      published_at timestamptz not null,
      first_seen_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index article_recent on article (published_at desc, id desc)`.execute(db);

  // A story is known by any of its keys: the feed's guid, its canonical link, its content. A guid that changes, a link
  // that gains a parameter or a second feed of the same house then still lead to the one article.
  await sql`
    create table article_key (
      key text primary key,
      article_id integer not null references article (id) on delete cascade
    )`.execute(db);
  await sql`create index article_key_article on article_key (article_id)`.execute(db);

  await sql`
    create table article_version (
      article_id integer not null references article (id) on delete cascade,
      version integer not null,
      content_key text not null,
      title text not null,
      standfirst text,
      byline text,
      blocks jsonb not null,
      image jsonb,
      summary jsonb,
      fetched_at timestamptz not null default now(),
      primary key (article_id, version)
    )`.execute(db);

  await sql`create type subscriber_state as enum ('active', 'left', 'gone')`.execute(db);
  await sql`
    create table lane (
      id smallint generated always as identity primary key,
      name text not null unique,
      channel text not null,
      state text not null default 'open' check (state in ('open', 'paused')),
      holder text,
      lease_until timestamptz,
      blocked_until timestamptz,
      pace jsonb
    )`.execute(db);
  await sql`
    create table subscriber (
      id bigint generated always as identity primary key,
      lane_id smallint not null references lane (id),
      channel text not null,
      address_hash bytea not null,
      address_sealed bytea not null,
      state subscriber_state not null default 'active',
      language text not null,
      topics text[],
      consented_at timestamptz,
      joined_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      unique (channel, address_hash)
    )`.execute(db);

  await sql`
    create table subscription (
      edition text not null,
      subscriber_id bigint not null references subscriber (id) on delete cascade,
      since timestamptz not null default now(),
      primary key (edition, subscriber_id)
    )`.execute(db);
  await sql`create index subscription_subscriber on subscription (subscriber_id)`.execute(db);

  await sql`
    create type push_state as enum
      ('proposed', 'approved', 'sending', 'paused', 'finished', 'cancelled', 'dropped')`.execute(db);
  await sql`
    create table push (
      id integer generated always as identity primary key,
      key text not null unique,
      edition text not null,
      kind text not null check (kind in ('breaking', 'digest', 'manual', 'correction')),
      state push_state not null,
      priority smallint not null,
      topics text[] not null default '{}',
      content jsonb not null,
      silent boolean not null default false,
      uncertain_policy text not null default 'leave' check (uncertain_policy in ('leave', 'resend')),
      send_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      created_by text not null,
      approved_at timestamptz,
      approved_by text,
      fanout_after bigint not null default 0,
      fanout_finished_at timestamptz,
      audience integer not null default 0,
      started_at timestamptz,
      finished_at timestamptz,
      pause_reason text
    )`.execute(db);
  await sql`create index push_open on push (priority, id) where state in ('approved', 'sending')`.execute(db);

  await sql`
    create table push_article (
      push_id integer not null references push (id) on delete cascade,
      position smallint not null,
      article_id integer not null references article (id) on delete cascade,
      version integer not null,
      primary key (push_id, position)
    )`.execute(db);
  await sql`create index push_article_article on push_article (article_id)`.execute(db);

  // Up to when the ticks of an edition are known to be recorded: what lies after it was missed while down.
  await sql`
    create table edition_clock (
      edition text primary key,
      checked_until timestamptz not null
    )`.execute(db);
  await sql`
    create table edition_tick (
      edition text not null,
      instant timestamptz not null,
      state text not null default 'due' check (state in ('due', 'composed', 'empty', 'skipped')),
      push_id integer references push (id) on delete set null,
      recorded_at timestamptz not null default now(),
      primary key (edition, instant)
    )`.execute(db);

  await sql`
    create type delivery_state as enum
      ('pending', 'sending', 'sent', 'failed', 'gone', 'excluded', 'uncertain')`.execute(db);
  // The ledger and the work list in one: the primary key makes a second copy of a push to a person impossible. There is
  // no foreign key to the push: its rows are written only under a lock on the push, and the check would cost two fifths
  // of the fan-out's time.
  await sql`
    create table delivery (
      push_id integer not null,
      subscriber_id bigint not null,
      changed_at timestamptz not null default now(),
      due_at timestamptz,
      lane_id smallint not null,
      attempts smallint not null default 0,
      state delivery_state not null default 'pending',
      message_id text,
      reason text,
      -- An earlier try may have reached the reader: it can end as sent or uncertain, never as not sent.
      may_have_arrived boolean not null default false,
      primary key (push_id, subscriber_id)
    ) with (fillfactor = 85)`.execute(db);
  await sql`
    create function delete_deliveries() returns trigger language plpgsql as $$
    begin
      delete from delivery where push_id = old.id;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger push_deleted after delete on push
    for each row execute function delete_deliveries()`.execute(db);
  await sql`
    create index delivery_open on delivery (push_id, lane_id, subscriber_id)
    where state in ('pending', 'sending')`.execute(db);

  await sql`
    create table receipt (
      push_id integer not null,
      subscriber_id bigint not null,
      kind text not null check (kind in ('server', 'delivered', 'read')),
      at timestamptz not null,
      primary key (push_id, subscriber_id, kind),
      foreign key (push_id, subscriber_id) references delivery (push_id, subscriber_id) on delete cascade
    )`.execute(db);

  // What editors see of a proposal, so that the message with the buttons can be changed once decided.
  await sql`
    create table proposal_message (
      push_id integer primary key references push (id) on delete cascade,
      lane text not null,
      message_id text,
      state text not null default 'pending' check (state in ('pending', 'sending', 'shown')),
      shown_at timestamptz
    )`.execute(db);

  await sql`
    create table app_user (
      id integer generated always as identity primary key,
      name text not null unique,
      role text not null check (role in ('editor', 'chief', 'ops')),
      secret_hash text,
      created_at timestamptz not null default now(),
      disabled_at timestamptz
    )`.execute(db);
  await sql`
    create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor text not null,
      action text not null,
      subject text not null,
      detail jsonb
    )`.execute(db);
}
