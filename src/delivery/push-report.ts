import type { Db } from '../database/database.ts';
import type { PushKind, PushState } from '../database/schema.ts';
import { titlesOf } from '../editions/push.ts';
import { type Books, booksOf, reasonsOf } from './books.ts';
import { unservedOf } from './lane-report.ts';
import { countMissed, type MissedHow } from './missed.ts';

/** A push as ops and editors see it; nothing in it leads to a reader. */
export interface PushReport {
  readonly id: number;
  readonly state: PushState;
  readonly kind: PushKind;
  readonly edition: string;
  readonly titles: readonly string[];
  readonly sendAt: Date;
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly pauseReason: string | null;
  /** `asked`: it stopped because nearly everybody seemed to have left, which a person is to confirm. */
  readonly seemGone: 'asked' | 'confirmed' | null;
  /** Of a paid broadcast the most Telegram Stars that were agreed to; null of one that costs nothing. */
  readonly starsAgreed: number | null;
  /** Of one that ended, those who still wait for it: they are being set aside. */
  readonly toSetAside: number;
  /** What is not sent by then is not sent any more; null of corrections and retractions, and of what is not decided. */
  readonly expiresAt: Date | null;
  /** What waits in lanes that no running instance serves. */
  readonly unserved: readonly { readonly lane: string; readonly pending: number }[];
  readonly books: Books;
  readonly reasons: readonly { readonly state: string; readonly reason: string | null; readonly count: number }[];
  /** Those who missed it and can be sent it again. */
  readonly again: Readonly<Record<MissedHow, number>>;
  /** The push that this one corrects, retracts or tells of. */
  readonly corrects: number | null;
  readonly retractedAt: Date | null;
  /** Corrections, retractions and notices of this one, with what could not be changed. */
  readonly changes: readonly Pick<PushReport, 'id' | 'kind' | 'state' | 'books' | 'reasons'>[];
}

export async function reportOn(db: Db, id: number): Promise<PushReport | undefined> {
  const push = await db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirst();
  if (!push) return undefined;
  const followers = await db
    .selectFrom('push')
    .select(['id', 'kind', 'state'])
    .where('corrects', '=', id)
    .orderBy('id')
    .execute();
  const changes = [];
  for (const follower of followers) {
    changes.push({ ...follower, books: await booksOf(db, follower.id), reasons: await reasonsOf(db, follower.id) });
  }
  const reasons = await reasonsOf(db, id);
  const books = await booksOf(db, id);
  return {
    id: push.id,
    state: push.state,
    kind: push.kind,
    edition: push.edition,
    titles: titlesOf(push.content),
    sendAt: push.send_at,
    createdBy: push.created_by,
    approvedBy: push.approved_by,
    startedAt: push.started_at,
    finishedAt: push.finished_at,
    pauseReason: push.pause_reason,
    seemGone: push.seem_gone,
    expiresAt: push.expires_at,
    unserved: await unservedOf(db, id),
    books,
    starsAgreed: push.fare === 'paid' ? push.stars_agreed : null,
    toSetAside: hasEnded(push) ? books.byState.pending : 0,
    reasons,
    again: await countMissed(db, push),
    corrects: push.corrects,
    retractedAt: push.retracted_at,
    changes,
  };
}

const hasEnded = ({ state, expired_at }: { state: PushState; expired_at: Date | null }) =>
  state === 'cancelled' || expired_at !== null;

export interface ListedPush {
  readonly id: number;
  readonly state: PushState;
  readonly kind: PushKind;
  readonly edition: string;
  readonly audience: number;
  readonly sendAt: Date;
  readonly retractedAt: Date | null;
  readonly title: string;
  /** Of its stories; a digest has several. */
  readonly titles: number;
}

/** The newest pushes; `before`: only those that were made before this one. */
export async function listPushes(
  db: Db,
  filter: { readonly state: PushState | undefined; readonly limit: number; readonly before?: number },
): Promise<ListedPush[]> {
  let query = db
    .selectFrom('push')
    .select(['id', 'state', 'kind', 'edition', 'audience', 'send_at', 'retracted_at', 'content'])
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.before !== undefined) query = query.where('id', '<', filter.before);
  return (await query.execute()).map(({ content, ...push }) => {
    const titles = titlesOf(content);
    return {
      id: push.id,
      state: push.state,
      kind: push.kind,
      edition: push.edition,
      audience: push.audience,
      sendAt: push.send_at,
      retractedAt: push.retracted_at,
      title: titles[0] ?? '',
      titles: titles.length,
    };
  });
}
