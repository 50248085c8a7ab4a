import type { Pool } from 'pg';

/** A clock that is ahead by less does no harm: what it left is only waited for so much longer. Milliseconds. */
const leeway = 10_000;

/**
 * BullMQ over PostgreSQL reckons by the clock of the machine that asks (over Redis, by the server's). One that was an hour
 * ahead leaves a job of a dead worker locked for that hour, a retry put off until then, and a note that nobody need look
 * for dead workers before. Puts each back to what it would be by the database's clock; what is not ahead stays.
 *
 * @param lockMs how long a worker's lock lasts
 */
export async function correctTimes(pool: Pool, lockMs: number): Promise<void> {
  await pool.query(
    `with clock as (select (extract(epoch from clock_timestamp()) * 1000)::bigint as now),
       look as (
         delete from meta using clock where field = 'stalled-check' and value::bigint > clock.now + $1::bigint),
       locks as (
         update job set locked_until_ms = clock.now + $2::bigint from clock
         where state = 'active' and locked_until_ms > clock.now + $2::bigint + $1::bigint)
     update job set process_at_ms = clock.now + delay_ms from clock
     where state = 'delayed' and process_at_ms > clock.now + delay_ms + $1::bigint`,
    [leeway, lockMs],
  );
}
