import { type Kysely, sql } from 'kysely';

/**
 * Corrections and retractions are pushes about an earlier push. A push counts its texts (`revision`), and a delivery says
 * which of them it carries or is to carry, so that nobody is sent a text that was corrected meanwhile. And what editors
 * are offered when a story changes after it was sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`delete from push where kind = 'correction'`.execute(db);
  await sql`alter table push drop constraint push_kind_check`.execute(db);
  await sql`
    alter table push
      add constraint push_kind_check
        check (kind in ('breaking', 'digest', 'manual', 'correction', 'retraction', 'notice')),
      -- Of a correction or retraction the push whose messages it changes, of a notice the correction it tells of.
      add column corrects integer references push (id) on delete set null,
      add column revision smallint not null default 0,
      add column retracted_at timestamptz`.execute(db);
  await sql`create index push_corrects on push (corrects) where corrects is not null`.execute(db);
  await sql`alter table delivery add column revision smallint not null default 0`.execute(db);

  // One that is open a story at most: it is brought up to date, not followed by another.
  await sql`
    create table correction_offer (
      id integer generated always as identity primary key,
      article_id integer not null references article (id) on delete cascade,
      sent_version integer not null,
      version integer not null,
      state text not null default 'open' check (state in ('open', 'accepted', 'ignored')),
      decided_by text,
      decided_at timestamptz,
      created_at timestamptz not null default now(),
      changed_at timestamptz not null default now(),
      lane text,
      message_id text,
      shown_version integer,
      showing_since timestamptz
    )`.execute(db);
  await sql`create unique index correction_offer_open on correction_offer (article_id) where state = 'open'`.execute(
    db,
  );
}
