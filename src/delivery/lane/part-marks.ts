import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db } from '../../database/database.ts';
import type { Tried } from '../ledger.ts';
import { joinIds } from '../message-ids.ts';
import { Batcher, type BatchRhythm } from './batcher.ts';
import { keepTrying } from './keep-trying.ts';
import type { Lease } from './lease.ts';
import { atPlaces, isOpenAndOurs } from './marking.ts';

interface Arrived {
  readonly tried: Tried;
  readonly ids: readonly string[];
}

/**
 * What is written between the parts of a push, and only of pushes that have several: which of them a reader has, as soon as
 * it is known, and that the next is about to leave, before it does. So whoever finds a delivery `sending` after a crash
 * knows whether to go on with its next part (`rest` is `waits`) or that it may have left.
 */
export class PartMarks {
  readonly #arrived: Batcher<Arrived, void>;
  readonly #leaving: Batcher<Tried, boolean>;

  constructor(
    { prepared, log }: { readonly prepared: Db; readonly log: Logger },
    lease: Lease,
    rhythms: { readonly arrived: BatchRhythm; readonly leaving: BatchRhythm },
  ) {
    this.#arrived = new Batcher(rhythms.arrived, async (batch) => {
      await keepTrying(log, () => writeArrived(prepared, batch));
      return () => {};
    });
    this.#leaving = new Batcher(rhythms.leaving, async (batch) => {
      const allowed = await markLeaving(prepared, lease, batch);
      return (tried) => allowed.has(tried);
    });
  }

  /** Resolves when it is on record that the reader has these parts and the next has not left. */
  arrived(tried: Tried, ids: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => this.#arrived.add({ tried, ids }, { resolve, reject }));
  }

  /** Resolves with whether the next part may leave, which is on record then. */
  leaving(tried: Tried): Promise<boolean> {
    return new Promise((resolve, reject) => this.#leaving.add(tried, { resolve, reject }));
  }
}

/**
 * Of tries that are still on their way; and of one whose lane went to another meanwhile, who could not know that these
 * parts arrived and had to call it uncertain. May be written twice.
 */
async function writeArrived(prepared: Db, batch: readonly Arrived[]): Promise<void> {
  await sql`
    update delivery d set rest = 'waits', message_id = t.message_id, may_have_arrived = true, changed_at = now()
    from unnest(
      ${batch.map(({ tried }) => tried.pushId)}::integer[],
      ${batch.map(({ tried }) => tried.subscriberId)}::bigint[],
      ${batch.map(({ tried }) => tried.attempt)}::smallint[],
      ${batch.map(({ tried }) => tried.revision)}::smallint[],
      ${batch.map(({ ids }) => joinIds(ids))}::text[]
    ) as t (push_id, subscriber_id, attempt, revision, message_id)
    where d.push_id = t.push_id and d.subscriber_id = t.subscriber_id and d.attempts = t.attempt
      and d.revision = t.revision and d.state in (${'sending'}::delivery_state, ${'uncertain'}::delivery_state)`.execute(
    prepared,
  );
}

/**
 * As `markSending`, of the next part of what has begun: a push that was paused meanwhile is brought to its end at readers
 * who have the beginning; one that was cancelled is not.
 */
async function markLeaving(prepared: Db, lease: Lease, batch: readonly Tried[]): Promise<Set<Tried>> {
  const { rows } = await sql<{ place: number }>`
    update delivery d set rest = 'left'
    from unnest(
           ${batch.map(({ pushId }) => pushId)}::integer[],
           ${batch.map(({ subscriberId }) => subscriberId)}::bigint[],
           ${batch.map(({ attempt }) => attempt)}::smallint[]
         ) with ordinality as t (push_id, subscriber_id, attempt, place)
         join push p on p.id = t.push_id
    where d.push_id = t.push_id and d.subscriber_id = t.subscriber_id and d.attempts = t.attempt
      and d.state = ${'sending'}::delivery_state and d.rest = 'waits' and p.state <> 'cancelled'
      and ${isOpenAndOurs(lease)}
    returning t.place`.execute(prepared);
  return atPlaces(batch, rows);
}
