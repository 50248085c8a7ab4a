import { sql } from 'kysely';
import { z } from 'zod';
import type { ChannelName } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import type { LearntRate } from '../pacing/found-rate.ts';

const learntSchema = z.object({ rate: z.number().positive() });

/**
 * A lane is one sending account, and one process at a time sends for it. Who does is written in the lane's row with an
 * end that the holder keeps moving; when the holder dies the end passes and another takes over. Every write of the
 * holder checks the row (see `markSending`), so one that slept through its end can do no harm.
 */
export interface Lease {
  readonly laneId: number;
  readonly holder: string;
}

/** Long enough for a stalled event loop, short enough that readers do not wait for a dead holder. Milliseconds. */
export const leaseLength = 5_000;

/** The lane of a sending account, made when it is new. */
export async function ensureLane(db: Db, name: string, channel: ChannelName): Promise<number> {
  await db
    .insertInto('lane')
    .values({ name, channel })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { id } = await db.selectFrom('lane').select('id').where('name', '=', name).executeTakeFirstOrThrow();
  return id;
}

/** Says that this process sends through these accounts, whether or not there is anything to send. */
export async function markServed(db: Db, lanes: readonly string[]): Promise<void> {
  // Each process says it every second; the row is written now and then.
  await sql`
    update lane set served_at = now()
    where name = any(${lanes}::text[]) and (served_at is null or served_at < now() - interval '15 seconds')`.execute(
    db,
  );
}

/** What an earlier holder learnt of the far end's pace; undefined for a new lane. */
export async function learntPace(db: Db, laneId: number): Promise<LearntRate | undefined> {
  const row = await db.selectFrom('lane').select('pace').where('id', '=', laneId).executeTakeFirst();
  const learnt = learntSchema.safeParse(row?.pace);
  return learnt.success ? learnt.data : undefined;
}

export type LeaseAnswer =
  | {
      readonly kind: 'held';
      readonly lease: Lease;
      /** Milliseconds for which the far end, asked by an earlier holder, still wants nothing. */
      readonly blockedForMs: number;
    }
  | { readonly kind: 'elsewhere' };

/** Takes the lane if nobody holds it, or goes on holding it. */
export async function takeLease(db: Db, laneId: number, holder: string): Promise<LeaseAnswer> {
  const { rows } = await sql<{ blocked: number }>`
    update lane set holder = ${holder}, lease_until = now() + ${leaseLength} * interval '1 millisecond'
    where id = ${laneId} and (holder is null or holder = ${holder} or lease_until < now())
    returning greatest(0, extract(epoch from blocked_until - now()) * 1000)::float8 as blocked`.execute(db);
  const row = rows[0];
  return row ? { kind: 'held', lease: { laneId, holder }, blockedForMs: row.blocked } : { kind: 'elsewhere' };
}

/** Moves the end of the lease on. False when another has taken over. */
export async function renewLease(db: Db, lease: Lease): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update lane set lease_until = now() + ${leaseLength} * interval '1 millisecond'
    where id = ${lease.laneId} and holder = ${lease.holder}`.execute(db);
  return numAffectedRows === 1n;
}

/** Lets the lane go, and keeps what was learnt of the far end's pace for the next holder. */
export async function releaseLease(db: Db, lease: Lease, learnt: LearntRate): Promise<void> {
  await sql`
    update lane set holder = null, lease_until = null, pace = ${JSON.stringify(learnt)}::jsonb
    where id = ${lease.laneId} and holder = ${lease.holder}`.execute(db);
}

/**
 * Keeps what the far end asked for over a restart: nothing leaves in this lane for `ms` milliseconds. The database's clock
 * counts them, as all times that holders have in common: theirs may differ, and jump.
 */
export async function recordBlocked(db: Db, lease: Lease, ms: number): Promise<void> {
  await sql`
    update lane set blocked_until = greatest(blocked_until, now() + ${ms} * interval '1 millisecond')
    where id = ${lease.laneId}`.execute(db);
}
