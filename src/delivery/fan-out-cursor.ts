import { sql } from 'kysely';
import type { Trx } from '../database/transaction.ts';

/** Recipients of a push that were chosen together, and how many of them the ledger did not have. */
export interface Chunk {
  readonly last: number | null;
  readonly chosen: number;
  readonly written: number;
}

/** `more` recipients can be written now; `waits`: those left depend on what happens elsewhere, ask again; or `finished`. */
export type FannedOut = 'more' | 'waits' | 'finished';

export const nobody: Chunk = { last: null, chosen: 0, written: 0 };

/** Moves a push's cursor behind a chunk of at most `size`; when there were fewer, it was the last. */
export async function moveCursor(
  trx: Trx,
  pushId: number,
  size: number,
  { last, chosen, written }: Chunk = nobody,
): Promise<FannedOut> {
  const finished = chosen < size;
  // Only a notice has no time to expire yet: it begins when the correction has ended.
  await sql`
    update push set
      state = 'sending',
      started_at = coalesce(started_at, now()),
      expires_at = coalesce(expires_at, now() + expires_after * interval '1 second'),
      fanout_after = coalesce(${last}::bigint, fanout_after),
      fanout_finished_at = case when ${finished} then now() end,
      audience = audience + ${written}
    where id = ${pushId}`.execute(trx);
  return finished ? 'finished' : 'more';
}
