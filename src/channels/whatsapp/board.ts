import { sql } from 'kysely';
import { z } from 'zod';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/database.ts';

/** What people are shown of the account. Written by the process that holds it, read by any. */
const boardSchema = z.object({
  state: z.string(),
  reason: z.string().nullable(),
  qr: z.string().nullable(),
  code: z.string().nullable(),
  account: z.string().nullable(),
  since: z.string(),
  today: z.object({ sent: z.number(), cap: z.number() }),
  hour: z.object({ sent: z.number(), cap: z.number() }),
  next: z.object({ at: z.string(), because: z.string() }),
  restrictedUntil: z.string().nullable(),
  lastError: z.object({ reason: z.string(), at: z.string() }).nullable(),
  restarts: z.number(),
});
export type Board = z.infer<typeof boardSchema>;

export type Order =
  | { readonly kind: 'pair'; readonly number: string | null }
  | { readonly kind: 'pause' | 'resume' | 'logout' };

export async function writeBoard(db: Db, lane: string, board: Board): Promise<void> {
  await sql`
    insert into channel_status (lane, status) values (${lane}, ${JSON.stringify(board)}::jsonb)
    on conflict (lane) do update set status = excluded.status, at = now()`.execute(db);
}

/** A board older than this is of a process that is gone. Milliseconds. */
const fresh = 15_000;

/** Takes the board down: its process ends well. Nobody is shown it any more; what it counted is kept for the next one. */
export async function removeBoard(db: Db, lane: string): Promise<void> {
  await sql`
    update channel_status set at = at - ${fresh} * interval '1 millisecond' where lane = ${lane}`.execute(db);
}

/** Every account that the record knows, with what its process says now; null when none says anything. */
export async function readBoards(db: Db): Promise<{ readonly lane: string; readonly board: Board | null }[]> {
  const { rows } = await sql<{ lane: string }>`
    select name as lane from lane where name like 'whatsapp:%' order by name`.execute(db);
  return Promise.all(rows.map(async ({ lane }) => ({ lane, board: await readBoard(db, lane) })));
}

/** What the account's process says now; null when none says anything. */
export async function readBoard(db: Db, lane: string): Promise<Board | null> {
  const { rows } = await sql<{ status: unknown }>`
    select status from channel_status
    where lane = ${lane} and at > now() - ${fresh} * interval '1 millisecond'`.execute(db);
  const board = boardSchema.safeParse(rows[0]?.status);
  return board.success ? board.data : null;
}

/** What an account had sent when its process was heard last, however long ago; null when it never was. */
export async function lastCount(
  db: Db,
  lane: string,
): Promise<{ readonly at: Date; readonly today: number; readonly hour: number } | null> {
  const { rows } = await sql<{ status: unknown; at: Date }>`
    select status, at from channel_status where lane = ${lane}`.execute(db);
  const [row] = rows;
  const board = boardSchema.safeParse(row?.status);
  return row && board.success ? { at: row.at, today: board.data.today.sent, hour: board.data.hour.sent } : null;
}

/** Tells the account's process what to do. `actor`: who said so, for the audit. */
export async function giveOrder(db: Db, lane: string, order: Order, actor?: string): Promise<void> {
  await db
    .insertInto('channel_order')
    .values({ lane, kind: order.kind, number: 'number' in order ? order.number : null })
    .execute();
  if (actor !== undefined) await recordAudit(db, { actor, action: `whatsapp.${order.kind}`, subject: lane });
}

/** The orders that wait, oldest first; each is given once. Those that nobody took for a minute are too old. */
export async function takeOrders(db: Db, lane: string): Promise<Order[]> {
  const { rows } = await sql<{ id: number; kind: Order['kind']; number: string | null; young: boolean }>`
    delete from channel_order where lane = ${lane}
    returning id, kind, number, at > now() - interval '1 minute' as young`.execute(db);
  return rows
    .filter((row) => row.young)
    .sort((a, b) => a.id - b.id)
    .map(({ kind, number }) => (kind === 'pair' ? { kind, number } : { kind }));
}
