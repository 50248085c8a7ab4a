import type { Db } from '../database/database.ts';
import { newSubscription, renewAt, type WebSubLinks, type WebSubSubscription } from './websub.ts';

export interface HeldWebSub extends WebSubSubscription {
  readonly feedId: number;
  readonly feed: string;
  readonly failures: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** How long a hub that took a request may take to check it before it is asked again. */
const patience = 60 * minute;

/** Keeps what a source says of its hub: a new hub or name makes a new subscription, none ends it. */
export async function recordHub(db: Db, feedId: number, links: WebSubLinks | null, now: Date): Promise<void> {
  if (links === null) {
    await db.deleteFrom('websub').where('feed_id', '=', feedId).execute();
    return;
  }
  const fresh = newSubscription(links);
  await db
    .insertInto('websub')
    .values({ feed_id: feedId, ...fresh, ask_at: now })
    .onConflict((conflict) =>
      conflict
        .column('feed_id')
        .doUpdateSet({ ...fresh, ask_at: now, lease_until: null, failures: 0, error: null })
        .where((eb) => eb.or([eb('websub.hub', '!=', links.hub), eb('websub.topic', '!=', links.topic)])),
    )
    .execute();
}

/** Takes the subscriptions whose hub is to be asked now, each by one instance. */
export async function claimDueWebSubs(db: Db, now: Date): Promise<HeldWebSub[]> {
  return db
    .updateTable('websub')
    .from('feed')
    .set({ ask_at: new Date(now.getTime() + patience) })
    .whereRef('feed.id', '=', 'websub.feed_id')
    .where('feed.retired_at', 'is', null)
    .where('websub.ask_at', '<=', now)
    .returning(['feed_id as feedId', 'feed.name as feed', 'hub', 'topic', 'token', 'secret', 'websub.failures'])
    .execute();
}

/** The subscription that a callback's address belongs to; undefined when it, or its feed, is not wanted any more. */
export function findWebSub(db: Db, token: string): Promise<HeldWebSub | undefined> {
  return db
    .selectFrom('websub')
    .innerJoin('feed', 'feed.id', 'websub.feed_id')
    .select(['feed_id as feedId', 'feed.name as feed', 'hub', 'topic', 'token', 'secret', 'websub.failures'])
    .where('token', '=', token)
    .where('feed.retired_at', 'is', null)
    .executeTakeFirst();
}

/** The hub confirmed; it is asked again before the lease ends. */
export async function recordConfirmed(db: Db, token: string, leaseSeconds: number, now: Date): Promise<void> {
  await db
    .updateTable('websub')
    .set({
      lease_until: new Date(now.getTime() + leaseSeconds * 1_000),
      ask_at: renewAt(now, leaseSeconds),
      failures: 0,
      error: null,
    })
    .where('token', '=', token)
    .execute();
}

/** The hub could not be asked, or refused: it is asked again after ten minutes, then ever later, at most a day. */
export async function recordHubFailure(db: Db, held: HeldWebSub, error: string, now: Date): Promise<void> {
  const wait = Math.min(10 * minute * 2 ** Math.min(held.failures, 10), day);
  await db
    .updateTable('websub')
    .set({ failures: held.failures + 1, error: error.slice(0, 500), ask_at: new Date(now.getTime() + wait) })
    .where('token', '=', held.token)
    .execute();
}

/** The hub ended the subscription; it is asked again in a day. */
export async function recordEnded(db: Db, token: string, reason: string, now: Date): Promise<void> {
  await db
    .updateTable('websub')
    .set({ lease_until: null, error: reason.slice(0, 500), ask_at: new Date(now.getTime() + day) })
    .where('token', '=', token)
    .execute();
}
