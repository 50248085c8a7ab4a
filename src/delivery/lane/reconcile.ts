import { sql } from 'kysely';
import type { Channel, LookResult, Sought } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
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
 * sent, what does not goes back to be sent; of a push in several messages those that are not there. Run by the lane's holder before it sends; what is left when `signal` comes is
 * for the next holder.
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
           case when d.rest is null then '{}' else string_to_array(d.message_id, ',') end as arrived, s.address_sealed as "addressSealed", s.language, d.revision,
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

async function settleLook(
  { db }: LaneContext,
  { pushId, subscriberId }: UncertainDelivery,
  result: Exclude<PartsLook, { kind: 'unknown' }>,
): Promise<void> {
  const messageId = result.kind === 'sent' ? result.messageId : null;
  const arrived = result.kind === 'notSent' && result.arrived.length > 0 ? joinIds(result.arrived) : null;
  // What was not sent goes on with its push, as it reads now; a push that has ended meanwhile is opened again for it, one
  // that was cancelled is not.
  await inTransaction(db, async (trx) => {
    await trx.selectFrom('push').select('id').where('id', '=', pushId).forUpdate().execute();
    await sql`
      with settled as (
        update delivery d set
          state = case when ${messageId}::text is not null then 'sent'
                       when p.state = 'cancelled' or p.retracted_at is not null
                         or (${arrived}::text is not null and d.revision < p.revision)
                         then case when ${arrived}::text is null then 'excluded' else 'uncertain' end
                       else 'pending' end::delivery_state,
          revision = case when ${messageId}::text is null and ${arrived}::text is null then p.revision else d.revision end,
          message_id = coalesce(${messageId}::text, ${arrived}::text),
          rest = case when ${arrived}::text is not null then 'waits'::delivery_rest end,
          may_have_arrived = ${arrived}::text is not null or (d.may_have_arrived and ${messageId}::text is not null),
          reason = case when ${messageId}::text is not null then null
                        when ${arrived}::text is not null then 'the rest of it was not in the chat'
                        else 'it was not in the chat' end,
          changed_at = now()
        from push p
        where p.id = d.push_id and d.push_id = ${pushId} and d.subscriber_id = ${subscriberId} and d.state = 'uncertain'
        returning d.state
      )
      update push set state = 'sending', finished_at = null
      where id = ${pushId} and state = 'finished' and exists (select from settled where state = 'pending')`.execute(
      trx,
    );
  });
  if (result.kind === 'sent') await recordReached(db, { pushId, subscriberId }, result.reached);
}
