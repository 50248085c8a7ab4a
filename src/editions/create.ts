import { type RawBuilder, sql } from 'kysely';
import { bodyWords } from '../articles/body.ts';
import type { StoredArticle } from '../articles/store.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { Fare, PushKind, PushState, UncertainPolicy } from '../database/schema.ts';
import type { Trx } from '../database/transaction.ts';
import { itemsOf, type ListedStory, type PushContent, type PushItem, priorities } from './push.ts';

export interface NewPush {
  /** Says what this push is; the same key never makes a second push. */
  readonly key: string;
  readonly edition: string;
  readonly kind: PushKind;
  readonly state: Extract<PushState, 'proposed' | 'approved'>;
  readonly topics: readonly string[];
  readonly content: PushContent;
  readonly createdBy: string;
  readonly sendAt?: Date;
  readonly priority?: number;
  readonly silent?: boolean;
  readonly uncertain?: UncertainPolicy;
  /** The push that it corrects, retracts or tells of. */
  readonly corrects?: number;
  readonly fare?: Fare;
  /** How long after its time it may still be sent, milliseconds; two days without. */
  readonly expiresMs?: number;
}

const twoDays = 2 * 24 * 3_600;

/** Writes a push and its stories, or finds the one that has this key already. Runs in the caller's transaction. */
export async function createPush(
  trx: Trx,
  push: NewPush,
): Promise<{ readonly kind: 'created' | 'known'; readonly id: number }> {
  const approved = push.state === 'approved';
  const expiresAfter = push.expiresMs === undefined ? twoDays : Math.ceil(push.expiresMs / 1_000);
  // A change is made as long as its channel lets it, and a notice begins when the change is made.
  const timed = push.kind !== 'correction' && push.kind !== 'retraction' && push.kind !== 'notice';
  const row = await trx
    .insertInto('push')
    .values({
      key: push.key,
      edition: push.edition,
      kind: push.kind,
      state: push.state,
      priority: push.priority ?? priorities[push.kind],
      topics: [...push.topics],
      content: JSON.stringify(push.content),
      silent: push.silent ?? false,
      uncertain_policy: push.uncertain ?? 'leave',
      created_by: push.createdBy,
      corrects: push.corrects ?? null,
      fare: push.fare ?? 'free',
      edition_fare: push.fare ?? 'free',
      expires_after: expiresAfter,
      ...(approved && timed ? { expires_at: expiryOf(push.sendAt ?? null, expiresAfter) } : {}),
      ...(push.sendAt ? { send_at: push.sendAt } : {}),
      ...(approved ? { approved_at: new Date(), approved_by: push.createdBy } : {}),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) {
    const known = await trx.selectFrom('push').select('id').where('key', '=', push.key).executeTakeFirstOrThrow();
    return { kind: 'known', id: known.id };
  }
  const items = itemsOf(push.content);
  if (items.length > 0) {
    await trx
      .insertInto('push_article')
      .values(
        items.map((item, position) => ({
          push_id: row.id,
          position,
          article_id: item.articleId,
          version: item.version,
        })),
      )
      .execute();
  }
  return { kind: 'created', id: row.id };
}

/** Until when a push that is decided now may be sent, by the database's clock. */
export function expiryOf(sendAt: Date | null, seconds: number): RawBuilder<Date> {
  return sql<Date>`greatest(now(), ${sendAt}::timestamptz) + ${seconds} * interval '1 second'`;
}

/** A story as a push carries it, frozen at the version that was composed. */
export function pushItem(stored: StoredArticle, summary: string, title: string): PushItem {
  return {
    articleId: stored.id,
    version: stored.version,
    title,
    summary,
    link: stored.article.link,
    topics: stored.topics,
    byline: stored.article.byline,
    publishedAt: stored.publishedAt.toISOString(),
    imageUrl: stored.article.image?.url ?? null,
    ...(stored.article.pictures?.length ? { pictures: stored.article.pictures.map(({ url }) => url) } : {}),
    words: bodyWords(stored.article.blocks),
  };
}

/** The story with earlier ones to be read with it. */
export function withRelated(item: PushItem, related: readonly ListedStory[]): PushItem {
  return related.length === 0 ? item : { ...item, related };
}

/**
 * The one breaking edition a story belongs to: the first whose topics it has, so that nobody who reads two of them is
 * told twice. Undefined when the newsroom has none for it.
 */
export function breakingEditionFor(newsroom: Newsroom, topics: readonly string[]): string | undefined {
  return Object.entries(newsroom.editions).find(
    ([, edition]) =>
      edition.kind === 'breaking' &&
      (edition.topics.length === 0 || edition.topics.some((topic) => topics.includes(topic))),
  )?.[0];
}

/**
 * Pushes that are approved and due, by the database's clock, but have no fan-out yet, or whose fan-out stopped half-way.
 * Not notices that wait for their correction: many of them would leave no room for the others.
 */
export async function pushesToFanOut(db: Db): Promise<number[]> {
  const rows = await toFanOut(db).limit(100).execute();
  return rows.map((row) => row.id);
}

/** Of those the ones that are more urgent than this push. */
export async function moreUrgentThan(db: Db, pushId: number): Promise<number[]> {
  const rows = await toFanOut(db)
    .where('priority', '<', ({ selectFrom }) =>
      selectFrom('push as own').select('own.priority').where('own.id', '=', pushId),
    )
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}

function toFanOut(db: Db) {
  return db
    .selectFrom('push')
    .select('id')
    .where('state', 'in', ['approved', 'sending'])
    .where('send_at', '<=', sql<Date>`now()`)
    .where('fanout_finished_at', 'is', null)
    .where(
      sql<boolean>`not (kind = 'notice' and exists (
        select from push c where c.id = push.corrects and c.state in ('approved', 'sending', 'paused')))`,
    )
    .orderBy('priority')
    .orderBy('id');
}
