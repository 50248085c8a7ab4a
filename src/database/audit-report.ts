import { sql } from 'kysely';
import type { Db } from './database.ts';

/** What somebody did. */
export interface AuditEntry {
  readonly id: number;
  readonly at: Date;
  readonly actor: string;
  /** Mostly an `AuditAction`; an older program may have written another. */
  readonly action: string;
  readonly subject: string;
  readonly detail: unknown;
  /** The story that the subject is about, where that is told nowhere in its name. */
  readonly articleId: number | null;
}

/** What an action is of: its part before the dot. */
export const auditKinds = ['push', 'offer', 'lane', 'feed', 'whatsapp', 'user', 'subscribers', 'record'] as const;
export type AuditKind = (typeof auditKinds)[number];

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly kind?: AuditKind | undefined;
  /** Only what was written before this entry. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The newest first. */
export async function listAudit(db: Db, { actor, kind, before, limit }: AuditFilter): Promise<AuditEntry[]> {
  const ofKind =
    kind === undefined
      ? sql`true`
      : kind === 'subscribers'
        ? sql`split_part(action, '.', 1) in ('subscriber', 'subscribers')`
        : sql`split_part(action, '.', 1) = ${kind}`;
  const { rows } = await sql<AuditEntry>`
    with entry as (
      select id, at, actor, action, subject, detail from audit
      where ${ofKind}
        and ${actor === undefined ? sql`true` : sql`actor = ${actor}`}
        and ${before === undefined ? sql`true` : sql`id < ${before}`}
      order by id desc limit ${limit}
    )
    select e.*, o.article_id as "articleId"
    from entry e
    left join correction_offer o on o.id = substring(e.subject from '^offer (\\d{1,9})$')::integer
    order by e.id desc`.execute(db);
  return rows;
}

/** Everybody who stands in it, by name; each is looked up by the index behind the one before. */
export async function listActors(db: Db): Promise<string[]> {
  const { rows } = await sql<{ actor: string }>`
    with recursive known as (
      (select actor from audit order by actor limit 1)
      union all
      select (select a.actor from audit a where a.actor > known.actor order by a.actor limit 1)
      from known where known.actor is not null
    )
    select actor from known where actor is not null limit 200`.execute(db);
  return rows.map(({ actor }) => actor);
}
