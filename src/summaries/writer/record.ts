import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';

/** What became of a request; `overBudget` of one that was not made. */
export type WriterOutcome = 'written' | 'rejected' | 'failed' | 'overBudget';

/** What was answered to this very request before, by whichever instance. */
export async function textOf(db: Db, asked: Buffer): Promise<string | null> {
  const row = await db.selectFrom('writer_text').select('text').where('asked', '=', asked).executeTakeFirst();
  return row?.text ?? null;
}

export async function keepText(db: Db, asked: Buffer, text: string): Promise<void> {
  await sql`
    insert into writer_text (asked, text) values (${asked}, ${text})
    on conflict (asked) do update set text = excluded.text, written_at = now()`.execute(db);
}

/**
 * Sets the tokens of one request aside, unless the day's are spent; null then. One statement, so that instances which ask at
 * once go past `limit` by one request at most. The day, as `2026-03-01`, is where the request is settled.
 */
export async function reserveTokens(
  db: Db,
  { now, timeZone, limit, estimate }: { now: Date; timeZone: string; limit: number; estimate: number },
): Promise<string | null> {
  const { rows } = await sql<{ day: string }>`
    insert into writer_day as d (day, reserved) values ((${now}::timestamptz at time zone ${timeZone})::date, ${estimate})
    on conflict (day) do update set reserved = d.reserved + excluded.reserved
      where d.tokens_in + d.tokens_out + d.reserved < ${limit}
    returning day::text`.execute(db);
  return rows[0]?.day ?? null;
}

/** Counts what the request cost in place of what was set aside for it; the tokens of that day so far. */
export async function settleRequest(
  db: Db,
  day: string,
  request: {
    readonly outcome: Exclude<WriterOutcome, 'overBudget'>;
    readonly estimate: number;
    readonly tokensIn: number;
    readonly tokensOut: number;
  },
): Promise<number> {
  const one = (outcome: WriterOutcome): number => (request.outcome === outcome ? 1 : 0);
  const { rows } = await sql<{ today: number }>`
    update writer_day
    set reserved = reserved - ${request.estimate},
        tokens_in = tokens_in + ${request.tokensIn}, tokens_out = tokens_out + ${request.tokensOut},
        written = written + ${one('written')}, rejected = rejected + ${one('rejected')}, failed = failed + ${one('failed')}
    where day = ${day}::date returning (tokens_in + tokens_out)::float8 as today`.execute(db);
  return rows[0]?.today ?? 0;
}

/** Counts a request that was not made; the tokens of the day so far. */
export async function countOverBudget(db: Db, { now, timeZone }: { now: Date; timeZone: string }): Promise<number> {
  const { rows } = await sql<{ today: number }>`
    insert into writer_day as d (day, over_budget) values ((${now}::timestamptz at time zone ${timeZone})::date, 1)
    on conflict (day) do update set over_budget = d.over_budget + 1
    returning (tokens_in + tokens_out)::float8 as today`.execute(db);
  return rows[0]?.today ?? 0;
}

/** All that the writer was used for since it is counted. */
export async function writerTotals(db: Db): Promise<{
  readonly tokens: { readonly in: number; readonly out: number };
  readonly requests: Readonly<Record<WriterOutcome, number>>;
}> {
  const { rows } = await sql<Record<'in' | 'out' | WriterOutcome, number>>`
    select coalesce(sum(tokens_in), 0)::float8 as "in", coalesce(sum(tokens_out), 0)::float8 as "out",
           coalesce(sum(written), 0)::float8 as written, coalesce(sum(rejected), 0)::float8 as rejected,
           coalesce(sum(failed), 0)::float8 as failed, coalesce(sum(over_budget), 0)::float8 as "overBudget"
    from writer_day`.execute(db);
  const { in: tokensIn = 0, out = 0, written = 0, rejected = 0, failed = 0, overBudget = 0 } = rows[0] ?? {};
  return { tokens: { in: tokensIn, out }, requests: { written, rejected, failed, overBudget } };
}
