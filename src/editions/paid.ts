import { sql } from 'kysely';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';

/** What Telegram lets every bot send in a second; what is above it in a paid broadcast is charged. */
export const freePerSecond = 30;
const starsPerMessage = 0.1;

/** What a paid broadcast costs, in Telegram Stars. */
export interface PaidCost {
  readonly readers: number;
  /** About so many: what leaves above the free 30 a second. */
  readonly stars: number;
  /** Never more than so many: all of it charged. */
  readonly most: number;
  /** How long it takes, seconds, and how long at the free pace. */
  readonly seconds: number;
  readonly secondsFree: number;
}

/**
 * 0.1 Star for each message above the free 30 a second, at most 1,000 a second:
 * https://core.telegram.org/bots/faq#how-can-i-message-all-of-my-bot-39s-subscribers-at-once. `rates`: messages a second.
 */
export function paidCost(readers: number, rates: { readonly paid: number; readonly free: number }): PaidCost {
  const above = Math.max(0, 1 - freePerSecond / rates.paid);
  return {
    readers,
    stars: Math.ceil(readers * above * starsPerMessage),
    most: Math.ceil(readers * starsPerMessage),
    seconds: Math.ceil(readers / rates.paid),
    secondsFree: Math.ceil(readers / rates.free),
  };
}

/** What it would cost to send a push that has not begun as a paid broadcast; null when the newsroom has none. */
export async function costOf(db: Db, newsroom: Newsroom, pushId: number): Promise<PaidCost | null> {
  const { paid, rate } = newsroom.channels.telegram;
  if (paid === undefined) return null;
  const { rows } = await sql<{ readers: number }>`
    select count(*)::integer as readers
    from push p join subscription n on n.edition = p.edition join subscriber s on s.id = n.subscriber_id
    where p.id = ${pushId} and s.channel = 'telegram' and s.state = 'active'
      and (cardinality(p.topics) = 0 or s.topics is null or s.topics && p.topics)`.execute(db);
  return paidCost(rows[0]?.readers ?? 0, { paid: paid.rate, free: rate });
}
