import { sql } from 'kysely';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { type PushContent, picturesOf } from './push.ts';

/** What Telegram lets every bot send in a second; what is above it in a paid broadcast is charged. */
const freePerSecond = 30;
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
 * https://core.telegram.org/bots/faq#how-can-i-message-all-of-my-bot-39s-subscribers-at-once. `rates`: messages a second;
 * `each`: as how many a reader's counts.
 */
export function paidCost(readers: number, rates: { readonly paid: number; readonly free: number }, each = 1): PaidCost {
  const messages = readers * each;
  const above = Math.max(0, 1 - freePerSecond / rates.paid);
  return {
    readers,
    stars: Math.ceil(messages * above * starsPerMessage),
    most: Math.ceil(messages * starsPerMessage),
    seconds: Math.ceil(messages / rates.paid),
    secondsFree: Math.ceil(messages / rates.free),
  };
}

/** What it would cost to send a push that has not begun as a paid broadcast; null when the newsroom has none. */
export async function costOf(db: Db, newsroom: Newsroom, pushId: number): Promise<PaidCost | null> {
  const { paid, rate, photos } = newsroom.channels.telegram;
  if (paid === undefined) return null;
  const push = await db.selectFrom('push').select('content').where('id', '=', pushId).executeTakeFirst();
  const { rows } = await sql<{ readers: number }>`
    select count(*)::integer as readers
    from push p join subscription n on n.edition = p.edition join subscriber s on s.id = n.subscriber_id
    where p.id = ${pushId} and s.channel = 'telegram' and s.state = 'active'
      and (cardinality(p.topics) = 0 or s.topics is null or s.topics && p.topics)`.execute(db);
  const rates = { paid: paid.rate, free: rate };
  return paidCost(rows[0]?.readers ?? 0, rates, push ? messagesEach(push.content, photos) : 1);
}

/** Each picture of an album is charged. A digest is one message here, though a long one is two. */
function messagesEach(content: PushContent, photos: number): number {
  return content.type === 'story' ? Math.max(1, picturesOf(content.item, photos).length) : 1;
}
