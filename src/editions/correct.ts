import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { PushKind, PushState } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { createPush } from './create.ts';
import {
  type ItemEdit,
  itemsOf,
  type NoticeTo,
  type PushContent,
  type PushItem,
  priorities,
  withEdits,
} from './push.ts';

/** Pushes with words of their own, which something may have been sent of and may have to be corrected. */
const withWords: readonly PushKind[] = ['breaking', 'manual', 'digest'];
const mayHaveBeenSent: readonly PushState[] = ['approved', 'sending', 'paused', 'finished', 'cancelled'];

/** Pushes that a correction may be of. */
export function correctable(db: Db | Trx) {
  return db
    .selectFrom('push as p')
    .where('p.kind', 'in', withWords)
    .where('p.state', 'in', mayHaveBeenSent)
    .where('p.retracted_at', 'is', null);
}

export interface Order {
  readonly pushId: number;
  readonly actor: string;
  /** Whom to tell by a message of their own, besides. */
  readonly notice: NoticeTo | 'none';
  /** Names this order among all, so that giving it twice does it once; without, each is a new one. */
  readonly key?: string;
  /** When it takes effect; at once without. */
  readonly sendAt?: Date;
  /**
   * The revision of what is corrected that its editor saw. Then it is `changed` when readers have another text by now, or
   * are about to: of two who correct at once the second is told.
   */
  readonly seen?: number;
}

/** `refused`: why it cannot be corrected or retracted, as a sentence. */
export type Ordered =
  | { readonly kind: 'made'; readonly pushId: number; readonly noticeId: number | null }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'unknown' };

/**
 * Corrects what a push says of some of its stories: a push of its own, in the same lanes and the same ledger, that edits
 * what was sent. It takes effect when its fan-out begins (see `beginChange`); until then it can be cancelled without a trace.
 */
export function correctPush(db: Db, order: CorrectOrder): Promise<Ordered> {
  return inTransaction(db, (trx) => correctPushIn(trx, order));
}

export type CorrectOrder = Order & { readonly edits: readonly ItemEdit[] };

/** The same inside of a transaction of the caller's. */
export async function correctPushIn(trx: Trx, order: CorrectOrder): Promise<Ordered> {
  const corrected = await load(trx, order.pushId).forUpdate().executeTakeFirst();
  if (!corrected) return { kind: 'unknown' };
  const refused = refusal(corrected, 'correct');
  if (refused !== null) return { kind: 'refused', reason: refused };
  if (await isChanged(trx, corrected, order)) return { kind: 'changed' };
  const { content } = corrected;
  if (content.type === 'most-read') {
    return {
      kind: 'refused',
      reason: `push ${order.pushId} is a list of titles: retract it, or correct its stories`,
    };
  }
  const correction = correctionOf(content, order.edits);
  if (correction === null) {
    return { kind: 'refused', reason: `push ${order.pushId} is a ${corrected.kind}: correct the push it is about` };
  }
  const about = itemsOf(correction);
  if (about.length === 0) return { kind: 'refused', reason: `push ${order.pushId} does not carry this story` };
  return make(trx, order, corrected, correction, about);
}

/** Takes back what a push sent, and stops it when it is still running. */
export function retractPush(db: Db, order: Order & { readonly reason: string }): Promise<Ordered> {
  return inTransaction(db, async (trx) => {
    const corrected = await load(trx, order.pushId).forUpdate().executeTakeFirst();
    if (!corrected) return { kind: 'unknown' };
    const refused = refusal(corrected, 'retract');
    if (refused !== null) return { kind: 'refused', reason: refused };
    const retraction = retractionOf(corrected.content, order.reason);
    return make(trx, order, corrected, retraction, retraction.items);
  });
}

type Correction = Extract<PushContent, { type: 'correction' }>;
type Retraction = Extract<PushContent, { type: 'retraction' }>;

/** What a correction of a push says; null when the push has no text of its own. */
export function correctionOf(content: PushContent, edits: readonly ItemEdit[]): Correction | null {
  if (content.type !== 'story' && content.type !== 'digest') return null;
  return { type: 'correction', edits, now: withEdits(content, edits) };
}

/** What a retraction of a push says. */
export function retractionOf(content: PushContent, reason: string): Retraction {
  const items = itemsOf(content).map((item): PushItem => ({ ...item, change: { kind: 'retracted', reason } }));
  return { type: 'retraction', items, reason };
}

/** Why a push cannot be corrected or retracted, as a sentence; null when it can. */
export async function whyNot(db: Db, pushId: number, verb: 'correct' | 'retract'): Promise<string | null> {
  const push = await load(db, pushId).executeTakeFirst();
  return push ? refusal(push, verb) : `there is no push ${pushId}`;
}

interface Corrected {
  readonly id: number;
  readonly kind: PushKind;
  readonly state: PushState;
  readonly edition: string;
  readonly topics: string[];
  readonly priority: number;
  readonly silent: boolean;
  readonly content: PushContent;
  readonly revision: number;
  readonly retracted_at: Date | null;
  readonly expires_after: number;
}

async function isChanged(trx: Trx, { id, revision }: Corrected, { seen }: Order): Promise<boolean> {
  if (seen === undefined) return false;
  if (seen !== revision) return true;
  const about = await unbegun(trx).select('id').where('corrects', '=', id).executeTakeFirst();
  return about !== undefined;
}

/** Corrections that were ordered and can still be undone. */
function unbegun(trx: Trx) {
  return trx
    .selectFrom('push')
    .where('kind', '=', 'correction')
    .where('state', '=', 'approved')
    .where('started_at', 'is', null);
}

/** Takes a correction back, as long as nothing of it has begun; `begun` else. */
export function undoCorrection(
  db: Db,
  { pushId, actor }: { readonly pushId: number; readonly actor: string },
): Promise<'done' | 'begun' | 'unknown'> {
  return inTransaction(db, async (trx) => {
    const push = await trx.selectFrom('push').select('kind').where('id', '=', pushId).forUpdate().executeTakeFirst();
    if (push?.kind !== 'correction') return 'unknown';
    const waiting = await unbegun(trx).select('id').where('id', '=', pushId).executeTakeFirst();
    if (!waiting) return 'begun';
    await trx
      .updateTable('push')
      .set({ state: 'cancelled', finished_at: sql`now()` })
      .where((eb) => eb.or([eb('id', '=', pushId), eb('corrects', '=', pushId)]))
      .execute();
    await recordAudit(trx, { actor, action: 'push.correct.undo', subject: `push ${pushId}` });
    return 'done';
  });
}

function load(db: Db | Trx, id: number) {
  return db
    .selectFrom('push')
    .select([
      'id',
      'kind',
      'state',
      'edition',
      'topics',
      'priority',
      'silent',
      'content',
      'revision',
      'retracted_at',
      'expires_after',
    ])
    .where('id', '=', id);
}

function refusal({ id, kind, state, retracted_at }: Corrected, verb: 'correct' | 'retract'): string | null {
  if (!withWords.includes(kind) && !(verb === 'retract' && kind === 'notice')) {
    return `push ${id} is a ${kind}: ${verb} the push it is about`;
  }
  if (!mayHaveBeenSent.includes(state)) return `push ${id} is ${state}: nothing of it was sent`;
  if (retracted_at !== null) return `push ${id} was retracted`;
  return null;
}

async function make(
  trx: Trx,
  order: Order,
  corrected: Corrected,
  content: Correction | Retraction,
  about: readonly PushItem[],
): Promise<Ordered> {
  const shared = {
    edition: corrected.edition,
    topics: corrected.topics,
    state: 'approved',
    createdBy: order.actor,
    silent: corrected.silent,
    expiresMs: corrected.expires_after * 1_000,
    ...(order.sendAt ? { sendAt: order.sendAt } : {}),
  } as const;
  const key = `${content.type}:${corrected.id}:${order.key ?? randomUUID()}`;
  const push = await createPush(trx, {
    ...shared,
    key,
    kind: content.type,
    content,
    corrects: corrected.id,
    // Before the push that it corrects, which may still be running.
    priority: Math.min(priorities[content.type], corrected.priority - 1),
    // Doing it twice does it once, so what is not known to be done is simply done again.
    uncertain: 'resend',
  });
  const noticeId = order.notice === 'none' ? null : await makeNotice(trx, order.notice);
  await recordAudit(trx, {
    actor: order.actor,
    action: content.type === 'correction' ? 'push.correct' : 'push.retract',
    subject: `push ${corrected.id}`,
    detail: { by: push.id, notice: order.notice },
  });
  return { kind: 'made', pushId: push.id, noticeId };

  async function makeNotice(trx: Trx, to: NoticeTo): Promise<number> {
    const notice = await createPush(trx, {
      ...shared,
      key: `notice:${key}`,
      kind: 'notice',
      content: { type: 'notice', items: about, to },
      corrects: push.id,
      silent: false,
    });
    return notice.id;
  }
}

/** A story that stands in a push, to be corrected or retracted there. `place` counts from 1. */
export function storyAt(content: PushContent, place: number | undefined): PushItem | 'which' | undefined {
  const items = itemsOf(content);
  if (place !== undefined) return items[place - 1];
  return items.length === 1 ? items[0] : 'which';
}
