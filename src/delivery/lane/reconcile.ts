import { type Selectable, sql, type Updateable } from 'kysely';
import type { Channel, LookResult, Sought } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import type { Database } from '../../database/schema.ts';
import { inTransaction } from '../../database/transaction.ts';
import { joinIds } from '../message-ids.ts';
import { recordReached } from '../receipts/reached.ts';
import type { LaneContext, LaneOptions } from './lane-context.ts';

interface UncertainDelivery {
  readonly pushId: number;
  readonly subscriberId: number;
  readonly startedAt: Date;
  readonly messageId: string | null;
  /** The parts that are known to be there. */
  readonly arrived: string[];
  /** Ids of other messages to the same reader, which may say the same. */
  readonly others: string[];
  readonly addressSealed: Buffer;
  readonly language: string;
  readonly revision: number;
}

/** Those of pushes begun before it are left as they are: a chat's past is not read without end. */
const horizon = '24 hours';
/** How many are looked for at once, so that the lane soon sends again. */
const most = 500;

/**
 * Settles deliveries that may or may not have arrived, on channels that can look into their chats: what stands there was
 * sent, what does not goes back to be sent; of a push in several messages those that are not there. Run by the lane's
 * holder before it sends; what is left when `signal` comes is for the next holder.
 */
export async function reconcileUncertain(
  context: LaneContext,
  { laneId, channel }: Pick<LaneOptions, 'laneId' | 'channel'>,
  signal: AbortSignal,
): Promise<{ sent: number; notSent: number; unknown: number }> {
  const found = { sent: 0, notSent: 0, unknown: 0 };
  if (!channel.lookFor) return found;
  for (const open of await uncertainOf(context, laneId)) {
    if (signal.aborted) break;
    const result = await look(context, channel, open).catch(
      (error: Error): PartsLook => ({ kind: 'unknown', reason: error.message }),
    );
    found[result.kind] += 1;
    if (result.kind !== 'unknown') await settleLook(context, open, result);
  }
  if (found.sent + found.notSent + found.unknown > 0) {
    context.log.info({ lane: channel.lane, ...found }, 'looked for messages whose end was unknown');
  }
  return found;
}

/** Whether anything in a lane waits for a look into its chats. */
export async function hasUncertain(db: Db, laneId: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from push p join delivery d on d.push_id = p.id
      where p.started_at > now() - ${horizon}::interval and d.lane_id = ${laneId} and d.state = 'uncertain'
        and d.rest is distinct from 'waits' and d.revision = p.revision
        and p.kind not in ('correction', 'retraction')
    ) as found`.execute(db);
  return rows[0]?.found ?? false;
}

async function uncertainOf({ db }: LaneContext, laneId: number): Promise<UncertainDelivery[]> {
  const { rows } = await sql<UncertainDelivery>`
    select d.push_id as "pushId", d.subscriber_id as "subscriberId", p.started_at as "startedAt",
           case when d.rest is null then d.message_id end as "messageId",
           case when d.rest is null then '{}' else string_to_array(d.message_id, ',') end as arrived,
           s.address_sealed as "addressSealed", s.language, d.revision,
           array(
             select unnest(string_to_array(o.message_id, ','))
             from push other join delivery o on o.push_id = other.id and o.subscriber_id = d.subscriber_id
             where other.started_at > now() - 2 * ${horizon}::interval and other.id <> p.id and o.message_id is not null
           ) as others
    from push p join delivery d on d.push_id = p.id join subscriber s on s.id = d.subscriber_id
    where p.started_at > now() - ${horizon}::interval and d.lane_id = ${laneId} and d.state = 'uncertain'
      -- What is known to lack the rest needs no look.
      and d.rest is distinct from 'waits'
      -- Of a text that was corrected since, no copy is kept to look for; and a change is no message of its own.
      and d.revision = p.revision and p.kind not in ('correction', 'retraction')
    order by d.push_id, d.subscriber_id
    limit ${most}`.execute(db);
  return rows;
}

/** What a look says of all parts of a push; `notSent`: of those that follow what `arrived`. */
type PartsLook =
  | Exclude<LookResult, { kind: 'notSent' }>
  | { readonly kind: 'notSent'; readonly arrived: readonly string[] };

async function look(context: LaneContext, channel: Channel, open: UncertainDelivery): Promise<PartsLook> {
  const address = context.addresses.open(channel.name, open.addressSealed);
  const { messages } = await context.render(open.pushId, open.language, channel, {
    revision: open.revision,
    parts: null,
    fare: 'free',
  });
  const results: LookResult[] = [];
  const notThese = new Set([...open.others, ...open.arrived]);
  for (const message of messages.slice(open.arrived.length)) {
    const messageId = messages.length === 1 ? open.messageId : null;
    const result = await lookForOne(channel, address, { message, since: open.startedAt, messageId, notThese });
    // The next part may say the same.
    if (result.kind === 'sent') notThese.add(result.messageId);
    results.push(result);
  }
  const sent = results.flatMap((result) => (result.kind === 'sent' ? [result] : []));
  const [first] = sent;
  const arrived = [...open.arrived, ...sent.map(({ messageId }) => messageId)];
  if (first && sent.length === results.length) return { ...first, messageId: joinIds(arrived) };
  const isBeginning = results.slice(0, sent.length).every(({ kind }) => kind === 'sent');
  const unknown = results.find((result) => result.kind === 'unknown');
  if (results.length > 0 && isBeginning && !unknown) return { kind: 'notSent', arrived };
  return unknown ?? { kind: 'unknown', reason: 'what has arrived is not the beginning' };
}

async function lookForOne(channel: Channel, address: string, sought: Sought): Promise<LookResult> {
  return (await channel.lookFor?.(address, sought)) ?? { kind: 'unknown', reason: 'the channel cannot look' };
}

/** What a look makes of a delivery; `carried` is the revision of the text that was looked for. */
function settledAs(
  result: Exclude<PartsLook, { kind: 'unknown' }>,
  carried: number,
  push: Pick<Selectable<Database['push']>, 'state' | 'revision' | 'retracted_at'>,
): Updateable<Database['delivery']> {
  if (result.kind === 'sent') return { state: 'sent', message_id: result.messageId, rest: null, reason: null };
  const isOver = push.state === 'cancelled' || push.retracted_at !== null;
  const { arrived } = result;
  if (arrived.length === 0) {
    return {
      state: isOver ? 'excluded' : 'pending',
      // It is sent as it reads now.
      revision: push.revision,
      message_id: null,
      rest: null,
      may_have_arrived: false,
      reason: 'it was not in the chat',
    };
  }
  return {
    state: isOver || carried < push.revision ? 'uncertain' : 'pending',
    message_id: joinIds(arrived),
    rest: 'waits',
    may_have_arrived: true,
    reason: 'the rest of it was not in the chat',
  };
}

/**
 * Records what a look found. What was not sent goes on with its push; one that has ended meanwhile is opened again for it,
 * one that was cancelled is not.
 */
async function settleLook(
  { db }: LaneContext,
  { pushId, subscriberId, revision }: UncertainDelivery,
  result: Exclude<PartsLook, { kind: 'unknown' }>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const push = await trx
      .selectFrom('push')
      .select(['state', 'revision', 'retracted_at'])
      .where('id', '=', pushId)
      .forUpdate()
      .executeTakeFirst();
    if (!push) return;
    const settled = await trx
      .updateTable('delivery')
      .set({ ...settledAs(result, revision, push), changed_at: sql<Date>`now()` })
      .where('push_id', '=', pushId)
      .where('subscriber_id', '=', subscriberId)
      .where('state', '=', 'uncertain')
      .returning('state')
      .executeTakeFirst();
    if (settled?.state !== 'pending' || push.state !== 'finished') return;
    await trx.updateTable('push').set({ state: 'sending', finished_at: null }).where('id', '=', pushId).execute();
  });
  if (result.kind === 'sent') await recordReached(db, { pushId, subscriberId }, result.reached);
}
