import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { PushKind, PushState } from '../database/schema.ts';
import { type PushContent, titlesOf } from '../editions/push.ts';
import { type Books, booksOf } from './books.ts';
import { unservedOf } from './lane-report.ts';

/** A push that was decided on and is not over, as the desk shows it. */
export interface OpenPush {
  readonly id: number;
  readonly kind: PushKind;
  readonly state: Extract<PushState, 'approved' | 'sending' | 'paused'>;
  readonly title: string;
  readonly approvedBy: string | null;
  readonly sendAt: Date;
  readonly startedAt: Date | null;
  readonly pauseReason: string | null;
  readonly seemGone: 'asked' | 'confirmed' | null;
  readonly books: Books;
  /** What waits in lanes that no running instance serves. */
  readonly unserved: readonly { readonly lane: string; readonly pending: number }[];
}

/** Everything that was decided on and is not over, by when it leaves; not notices that wait for their correction. */
export async function openPushes(db: Db, limit: number): Promise<OpenPush[]> {
  const { rows } = await sql<Omit<OpenPush, 'title' | 'books' | 'unserved'> & { content: PushContent }>`
    select p.id, p.kind, p.state, p.content, p.approved_by as "approvedBy", p.send_at as "sendAt",
      p.started_at as "startedAt", p.pause_reason as "pauseReason", p.seem_gone as "seemGone"
    from push p
    where p.state in ('approved', 'sending', 'paused')
      and not (p.kind = 'notice' and p.state = 'approved' and exists (
        select from push c where c.id = p.corrects and c.state in ('approved', 'sending', 'paused')))
    order by p.send_at, p.id limit ${limit}`.execute(db);
  const pushes: OpenPush[] = [];
  for (const { content, ...push } of rows) {
    pushes.push({
      ...push,
      title: titlesOf(content)[0] ?? '',
      books: await booksOf(db, push.id),
      unserved: await unservedOf(db, push.id),
    });
  }
  return pushes;
}

/** A push that is over. */
export interface EndedPush {
  readonly id: number;
  readonly kind: PushKind;
  readonly state: Extract<PushState, 'finished' | 'cancelled'>;
  readonly title: string;
  readonly finishedAt: Date;
  readonly retractedAt: Date | null;
  readonly books: Books;
}

/** Ids that are looked at: of what is sent in a day there is less. */
const recent = 500;

/** What ended since an instant, the last first. */
export async function endedSince(db: Db, since: Date, limit: number): Promise<EndedPush[]> {
  const { rows } = await sql<Omit<EndedPush, 'title' | 'books'> & { content: PushContent }>`
    select p.id, p.kind, p.state, p.content, p.finished_at as "finishedAt", p.retracted_at as "retractedAt"
    from push p
    where p.id > (select coalesce(max(id), 0) - ${recent} from push)
      and p.state in ('finished', 'cancelled') and p.finished_at >= ${since}
    order by p.finished_at desc limit ${limit}`.execute(db);
  const pushes: EndedPush[] = [];
  for (const { content, ...push } of rows) {
    pushes.push({ ...push, title: titlesOf(content)[0] ?? '', books: await booksOf(db, push.id) });
  }
  return pushes;
}
