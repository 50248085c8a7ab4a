import { setArticleState } from '../articles/store.ts';
import { type AuditAction, recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { PushKind, PushState } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { expiryOf } from './create.ts';
import { type PushContent, priorities } from './push.ts';
import { catchUp } from './refresh-proposal.ts';

/** What became of an editor's decision. `already`: somebody else was first, and this is what they decided. */
export type Decision =
  | { readonly kind: 'done'; readonly push: { readonly id: number; readonly state: PushState } }
  | { readonly kind: 'already'; readonly state: PushState; readonly by: string | null }
  /** Its text is not the one any more that the editor saw. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'unknown' };

/** `most`: Telegram Stars, as they were shown to the one who agrees. */
export type AgreedFare = { readonly kind: 'free' } | { readonly kind: 'paid'; readonly most: number };

interface DecisionInput {
  readonly pushId: number;
  readonly actor: string;
  /** The revision of the text that the editor saw, so that what was approved is what is sent. Absent: whatever it says. */
  readonly seen?: number;
}

/** Takes back one decision. */
export interface Undo extends Omit<DecisionInput, 'seen'> {
  /** Which one, as `push.decisions` was after it. Absent: whatever was decided last. */
  readonly decision?: number;
}

export interface Approval extends DecisionInput {
  readonly as: 'breaking' | 'story';
  /** Absent: at once. */
  readonly sendAt?: Date;
  /** `destinations`: on WhatsApp only the newsroom's own Channels and groups get it. Absent: everybody. */
  readonly whatsapp?: 'everybody' | 'destinations';
  /** Absent: as its edition has it, which pays for nothing that the standing consent does not cover. */
  readonly fare?: AgreedFare;
}

/** Sends a proposal: at once or at `sendAt`, as breaking news or as an ordinary story. */
export function approvePush(db: Db, input: Approval): Promise<Decision> {
  return inTransaction(db, async (trx) => {
    const current = await lockPush(trx, input.pushId);
    if (!current) return { kind: 'unknown' };
    if (current.state !== 'proposed') return already(current);
    if (input.seen !== undefined && input.seen !== current.revision) return { kind: 'changed' };
    const content = current.content.type === 'story' ? { ...current.content, label: input.as } : current.content;
    await trx
      .updateTable('push')
      .set({
        state: 'approved',
        decisions: current.decisions + 1,
        content: JSON.stringify(content),
        priority: input.as === 'breaking' ? priorities.breaking : priorities.manual,
        approved_at: new Date(),
        approved_by: input.actor,
        whatsapp_to: input.whatsapp ?? 'everybody',
        expires_at: expiryOf(input.sendAt ?? current.send_at, current.expires_after),
        ...(input.fare
          ? { fare: input.fare.kind, stars_agreed: input.fare.kind === 'paid' ? input.fare.most : null }
          : {}),
        ...(input.sendAt ? { send_at: input.sendAt } : {}),
      })
      .where('id', '=', input.pushId)
      .execute();
    for (const articleId of current.articles) await setArticleState(trx, articleId, 'accepted');
    await recordAudit(trx, {
      actor: input.actor,
      action: 'push.approve',
      subject: `push ${input.pushId}`,
      detail: { as: input.as, sendAt: input.sendAt, whatsapp: input.whatsapp, fare: input.fare },
    });
    return { kind: 'done', push: { id: input.pushId, state: 'approved' } };
  });
}

/** Takes a proposal off the table; its story is not sent and not in a digest. */
export function dropPush(db: Db, input: DecisionInput): Promise<Decision> {
  return decline(db, input, 'push.drop', 'dropped');
}

/** Does not send the proposal by itself but lets the next digest have its story. */
export function keepForDigest(db: Db, input: DecisionInput): Promise<Decision> {
  return decline(db, input, 'push.keep-for-digest', 'accepted');
}

function decline(
  db: Db,
  input: DecisionInput,
  action: AuditAction,
  articleState: 'dropped' | 'accepted',
): Promise<Decision> {
  return inTransaction(db, async (trx) => {
    const current = await lockPush(trx, input.pushId);
    if (!current) return { kind: 'unknown' };
    if (current.state !== 'proposed') return already(current);
    if (input.seen !== undefined && input.seen !== current.revision) return { kind: 'changed' };
    await trx
      .updateTable('push')
      .set({ state: 'dropped', approved_by: input.actor, decisions: current.decisions + 1 })
      .where('id', '=', input.pushId)
      .execute();
    for (const articleId of current.articles) await setArticleState(trx, articleId, articleState);
    await recordAudit(trx, { actor: input.actor, action, subject: `push ${input.pushId}` });
    return { kind: 'done', push: { id: input.pushId, state: 'dropped' } };
  });
}

/** Puts a decided push back on the table, as long as nothing of it has begun to leave. */
export function undoDecision(db: Db, input: Undo): Promise<Decision> {
  return inTransaction(db, async (trx) => {
    const current = await lockPush(trx, input.pushId);
    if (!current) return { kind: 'unknown' };
    // Of one that was taken back nothing is put on the table again.
    if (current.retracted_at !== null) return already(current);
    const undoable = current.state === 'dropped' || (current.state === 'approved' && !current.fanned);
    if (!undoable || !isOfStory(current)) return already(current);
    // Somebody took it back and decided anew meanwhile: that is not what was to be taken back.
    if (input.decision !== undefined && input.decision !== current.decisions) return already(current);
    await trx
      .updateTable('push')
      .set({
        state: 'proposed',
        decisions: current.decisions + 1,
        ...(current.content.type === 'story'
          ? { content: JSON.stringify({ ...current.content, label: 'story' } satisfies PushContent) }
          : {}),
        approved_at: null,
        approved_by: null,
        send_at: new Date(),
        whatsapp_to: 'everybody',
        expires_at: null,
        // Who decides anew agrees anew.
        fare: (eb) => eb.ref('edition_fare'),
        stars_agreed: null,
      })
      .where('id', '=', input.pushId)
      .execute();
    for (const articleId of current.articles) await setArticleState(trx, articleId, 'proposed');
    if (current.content.type === 'story') await catchUp(trx, current.content.item);
    await recordAudit(trx, { actor: input.actor, action: 'push.undo', subject: `push ${input.pushId}` });
    return { kind: 'done', push: { id: input.pushId, state: 'proposed' } };
  });
}

async function lockPush(trx: Trx, id: number) {
  const push = await trx
    .selectFrom('push')
    .select([
      'state',
      'content',
      'revision',
      'decisions',
      'kind',
      'retracted_at',
      'approved_by',
      'send_at',
      'expires_after',
    ])
    .select(['fanout_after', 'fanout_finished_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!push) return undefined;
  const articles = await trx.selectFrom('push_article').select('article_id').where('push_id', '=', id).execute();
  return {
    ...push,
    fanned: push.fanout_after > 0 || push.fanout_finished_at !== null,
    articles: articles.map((row) => row.article_id),
  };
}

/** A story by itself; editions come of their hour, and corrections of what was ordered. */
function isOfStory({ kind }: { kind: PushKind }): boolean {
  return kind === 'breaking' || kind === 'manual';
}

function already(current: { state: PushState; approved_by: string | null }): Decision {
  return { kind: 'already', state: current.state, by: current.approved_by };
}
