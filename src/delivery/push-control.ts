import { sql } from 'kysely';
import { type AuditAction, recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { announceWork } from '../database/notices.ts';
import type { PushState } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { takeOffGone, tryGoneAgain } from './seem-gone.ts';
import { endPushes, setAsideOf } from './set-aside.ts';

/** `refused`: the push is in a state in which this makes no sense, and which. */
export type Controlled =
  | { readonly kind: 'done'; readonly state: PushState }
  | { readonly kind: 'refused'; readonly state: PushState }
  | { readonly kind: 'unknown' };

interface Order {
  readonly pushId: number;
  readonly actor: string;
}

/**
 * Stops a push where it is; messages already on their way arrive. Takes effect at the next message, but who has the
 * beginning of a push in several messages gets the rest of it.
 */
export function pausePush(
  db: Db,
  order: Order & { readonly reason?: string; readonly tell?: 'editors'; readonly seemGone?: 'asked' },
): Promise<Controlled> {
  return control(db, order, 'push.pause', ['approved', 'sending'], async (trx) => {
    await trx
      .updateTable('push')
      .set({
        state: 'paused',
        pause_reason: order.reason ?? 'paused by hand',
        pause_to_tell: order.tell === 'editors',
        ...(order.seemGone ? { seem_gone: order.seemGone } : {}),
      })
      .where('id', '=', order.pushId)
      .execute();
    return 'paused';
  });
}

/**
 * Goes on where a paused push stopped. Of one that stopped because nearly everybody seemed to have left: `gone` says that
 * they have, so they are taken off the list and it does not stop for that again; without, they are tried again.
 */
export function resumePush(db: Db, order: Order & { readonly gone?: 'confirmed' }): Promise<Controlled> {
  return control(db, order, 'push.resume', ['paused'], async (trx) => {
    if (order.gone) await takeOffGone(trx, order.pushId);
    else if (await isAsked(trx, order.pushId)) await tryGoneAgain(trx, order.pushId);
    const { state } = await trx
      .updateTable('push')
      .set({
        state: sql<PushState>`case when started_at is null then 'approved' else 'sending' end::push_state`,
        pause_reason: null,
        pause_to_tell: false,
        seem_gone: sql<
          'confirmed' | null
        >`case when ${order.gone ?? null}::text = 'confirmed' or seem_gone = 'confirmed' then 'confirmed' end`,
      })
      .where('id', '=', order.pushId)
      .returning('state')
      .executeTakeFirstOrThrow();
    await announceWork(trx);
    return state;
  });
}

async function isAsked(trx: Trx, pushId: number): Promise<boolean> {
  const push = await trx.selectFrom('push').select('seem_gone').where('id', '=', pushId).executeTakeFirst();
  return push?.seem_gone === 'asked';
}

/**
 * Ends a push: whoever has not got it will not. Messages already on their way arrive. It is over as soon as that is on
 * record; whoever waits is set aside after that, which any instance goes on with when this does not come to its end.
 */
export async function cancelPush(db: Db, order: Order): Promise<Controlled> {
  const cancelled = await control(
    db,
    order,
    'push.cancel',
    ['proposed', 'approved', 'sending', 'paused'],
    async (trx) => {
      await keepOutOfDigests(trx, order.pushId);
      await endPushes(trx, [order.pushId], { reason: 'the push was cancelled', why: null });
      await cancelNotices(trx, order.pushId);
      return 'cancelled';
    },
  );
  if (cancelled.kind === 'done') await setAsideOf(db, order.pushId);
  return cancelled;
}

/** A story whose push was cancelled before it began reaches nobody, by no other way either. */
async function keepOutOfDigests(trx: Trx, pushId: number): Promise<void> {
  await sql`
    update article set state = 'dropped' where id in (
      select a.article_id from push_article a join push p on p.id = a.push_id
      where p.id = ${pushId} and p.started_at is null and p.corrects is null and p.content->>'type' = 'story')`.execute(
    trx,
  );
}

/** Ends the notices of a correction that has not begun: what was not corrected is not told of either. */
export async function cancelNotices(trx: Trx, pushId: number): Promise<void> {
  await sql`
    update push set state = 'cancelled', finished_at = now()
    where corrects = ${pushId} and kind = 'notice' and state in ('approved', 'paused') and started_at is null`.execute(
    trx,
  );
}

function control(
  db: Db,
  order: Order,
  action: AuditAction,
  from: readonly PushState[],
  apply: (trx: Trx) => Promise<PushState>,
): Promise<Controlled> {
  return inTransaction(db, async (trx) => {
    const push = await trx
      .selectFrom('push')
      .select('state')
      .where('id', '=', order.pushId)
      .forUpdate()
      .executeTakeFirst();
    if (!push) return { kind: 'unknown' };
    if (!from.includes(push.state)) return { kind: 'refused', state: push.state };
    const state = await apply(trx);
    await recordAudit(trx, { actor: order.actor, action, subject: `push ${order.pushId}` });
    return { kind: 'done', state };
  });
}
