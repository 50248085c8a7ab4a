import { sql } from 'kysely';
import { z } from 'zod';
import type { ChannelName } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import type { LearntRate } from '../pacing/found-rate.ts';
import type { EarlierTrouble, Hold } from './lane-trouble.ts';

/** `by`: the holder that learnt it. */
const learntSchema = z.object({ rate: z.number().positive(), by: z.string().default('') });

type PaceOnRecord = z.infer<typeof learntSchema>;

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

/** Milliseconds for which the far end still wants nothing. */
const blockedFor = sql<number>`greatest(0, extract(epoch from blocked_until - now()) * 1000)::float8`;

/** What holders learnt of the far end's pace, null of a new lane, and for how long it still wants nothing, milliseconds. */
export async function paceOnRecord(
  db: Db,
  laneId: number,
): Promise<{ readonly learnt: LearntRate | null; readonly blockedForMs: number }> {
  const row = await db
    .selectFrom('lane')
    .select(['pace', blockedFor.as('blocked')])
    .where('id', '=', laneId)
    .executeTakeFirst();
  return { learnt: learntFrom(row?.pace), blockedForMs: row?.blocked ?? 0 };
}

function learntFrom(pace: unknown): PaceOnRecord | null {
  return learntSchema.safeParse(pace).data ?? null;
}

export type LeaseAnswer =
  | {
      readonly kind: 'held';
      readonly lease: Lease;
      /** Milliseconds for which the far end, asked by an earlier holder, still wants nothing. */
      readonly blockedForMs: number;
      /** What the last holder learnt of its pace; null when that was this process, or nobody. */
      readonly learntElsewhere: LearntRate | null;
      /** In which trouble an earlier holder left it. */
      readonly trouble: EarlierTrouble;
    }
  | { readonly kind: 'elsewhere' };

/** Takes the lane if nobody holds it, or goes on holding it. A process names its leases by itself and what follows a slash. */
export async function takeLease(db: Db, laneId: number, holder: string): Promise<LeaseAnswer> {
  const { rows } = await sql<{ blocked: number; pace: unknown; holds: number; alone: number | null }>`
    update lane set holder = ${holder}, lease_until = now() + ${leaseLength} * interval '1 millisecond'
    where id = ${laneId} and (holder is null or holder = ${holder} or lease_until < now())
    returning ${blockedFor} as blocked, pace, trouble_holds as holds, trouble_alone as alone`.execute(db);
  const row = rows[0];
  if (!row) return { kind: 'elsewhere' };
  const learnt = learntFrom(row.pace);
  const learntElsewhere = learnt?.by.split('/')[0] === holder.split('/')[0] ? null : learnt;
  const { blocked: blockedForMs, holds, alone } = row;
  const trouble: EarlierTrouble = { holds, heldForMs: blockedForMs, alone };
  return { kind: 'held', lease: { laneId, holder }, blockedForMs, learntElsewhere, trouble };
}

/**
 * Moves the end of the lease on, and puts on record what was learnt of the far end's pace, for whoever takes over should we
 * die. False when another has taken over.
 */
export async function renewLease(db: Db, lease: Lease, learnt: LearntRate): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update lane set lease_until = now() + ${leaseLength} * interval '1 millisecond', pace = ${paceOf(lease, learnt)}::jsonb
    where id = ${lease.laneId} and holder = ${lease.holder}`.execute(db);
  return numAffectedRows === 1n;
}

/** Lets the lane go, and keeps what was learnt of the far end's pace for the next holder. */
export async function releaseLease(db: Db, lease: Lease, learnt: LearntRate): Promise<void> {
  await sql`
    update lane set holder = null, lease_until = null, pace = ${paceOf(lease, learnt)}::jsonb
    where id = ${lease.laneId} and holder = ${lease.holder}`.execute(db);
}

function paceOf({ holder }: Lease, { rate }: LearntRate): string {
  const pace: PaceOnRecord = { rate, by: holder };
  return JSON.stringify(pace);
}

/**
 * Keeps what the far end asked for over a restart: nothing leaves in this lane for `ms` milliseconds. The database's clock
 * counts them, as all times that holders have in common: theirs may differ, and jump.
 */
export async function recordBlocked(db: Db, lease: Pick<Lease, 'laneId'>, ms: number): Promise<void> {
  await sql`
    update lane set blocked_until = greatest(blocked_until, now() + ${ms} * interval '1 millisecond')
    where id = ${lease.laneId}`.execute(db);
}

/** Keeps over a restart that the far end cannot be used: nothing leaves for `holdMs` milliseconds, and then it is tried. */
export async function recordTrouble(
  db: Db,
  { laneId, holder }: Lease,
  trouble: { readonly reason: string; readonly holds: number } & Pick<Hold, 'holdMs' | 'alone'>,
): Promise<void> {
  await sql`
    update lane set
      trouble_since = coalesce(trouble_since, now()), trouble_reason = ${trouble.reason}, trouble_holds = ${trouble.holds}, trouble_alone = ${trouble.alone},
      blocked_until = greatest(blocked_until, now() + ${trouble.holdMs} * interval '1 millisecond')
    where id = ${laneId} and holder = ${holder}`.execute(db);
}

/** The far end can be used again. */
export async function endTrouble(db: Db, { laneId, holder }: Lease): Promise<void> {
  await sql`
    update lane set trouble_since = null, trouble_reason = null, trouble_holds = 0, trouble_alone = null
    where id = ${laneId} and holder = ${holder}`.execute(db);
}
