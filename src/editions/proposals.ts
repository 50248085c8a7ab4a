import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { ArticleState, Fare, PushKind, PushState } from '../database/schema.ts';
import type { PushContent, PushItem } from './push.ts';

/** Proposals that no editor has been shown yet, and those whose message does not say what became of them, or another text. */
export async function proposalsToShow(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from push p left join proposal_message m on m.push_id = p.id
    where p.state = 'proposed' and (m.push_id is null or m.state = 'pending'
            -- Begun by one who was killed, or nobody knows whether it is there: two are better than none.
            or m.state = 'sending' and m.shown_at < now() - interval '1 minute')
       or m.state = 'shown' and m.message_id is not null and ((m.shown_as = 'proposed') <> (p.state = 'proposed')
            or p.state = 'proposed' and m.shown_revision <> p.revision
            or p.state <> 'proposed' and coalesce(m.shown_decisions, p.decisions) <> p.decisions)
    order by p.id limit 50`.execute(db);
  return rows.map((row) => row.id);
}

/** What an editor should look at in the summary that a proposal carries, a line each; of one that a person wrote nothing. */
export async function warningsOf(
  db: Db,
  { articleId, version, summary }: Pick<PushItem, 'articleId' | 'version' | 'summary'>,
): Promise<readonly string[]> {
  const row = await db
    .selectFrom('article_version')
    .select('summary')
    .where('article_id', '=', articleId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.summary?.summary === summary ? row.summary.warnings : [];
}

/** A push that editors decide on, or have decided on. */
export interface Proposal {
  readonly id: number;
  readonly state: PushState;
  readonly edition: string;
  readonly content: PushContent;
  readonly revision: number;
  /** How often it was decided on or put back: names the last decision, for an undo. */
  readonly decisions: number;
  readonly kind: PushKind;
  readonly fare: Fare;
  readonly createdAt: Date;
  readonly created_by: string;
  readonly approved_by: string | null;
  readonly sendAt: Date;
  /** The push that it corrects, retracts or tells of. */
  readonly corrects: number | null;
  /** Of its first story: `accepted` lets a digest have it. */
  readonly article: ArticleState | null;
  /** Who wrote its text, where a person did, and for which version of its story. */
  readonly editedBy: string | null;
  readonly editedVersion: number | null;
  /** Whether anything of it has begun to leave. */
  readonly begun: boolean;
}

/** Proposals that wait for a decision, the longest-waiting first: what comes new does not move the others. */
export function waitingProposals(db: Db, limit: number): Promise<Proposal[]> {
  return proposals(db).where('p.state', '=', 'proposed').orderBy('p.id').limit(limit).execute();
}

export function loadProposal(db: Db, id: number): Promise<Proposal | undefined> {
  return proposals(db).where('p.id', '=', id).executeTakeFirst();
}

function proposals(db: Db) {
  return db
    .selectFrom('push as p')
    .select((eb) => [
      'p.id',
      'p.state',
      'p.edition',
      'p.content',
      'p.revision',
      'p.decisions',
      'p.kind',
      'p.fare',
      'p.created_at as createdAt',
      'p.created_by',
      'p.approved_by',
      'p.send_at as sendAt',
      'p.corrects',
      'p.edited_by as editedBy',
      'p.edited_version as editedVersion',
      eb
        .selectFrom('push_article as pa')
        .innerJoin('article as a', 'a.id', 'pa.article_id')
        .select('a.state')
        .whereRef('pa.push_id', '=', 'p.id')
        .orderBy('pa.position')
        .limit(1)
        .as('article'),
      sql<boolean>`p.fanout_after > 0 or p.fanout_finished_at is not null`.as('begun'),
    ]);
}
