import type { Article } from '../articles/article.ts';
import type { StoryLines } from '../articles/house-lines.ts';
import { countStories, withoutHouseLines } from '../articles/house-lines-store.ts';
import { isSameStory, isSourceId, isTwinKey } from '../articles/identity.ts';
import {
  addKeys,
  findAllByKeys,
  findByKeys,
  insertArticle,
  insertNextVersion,
  type KnownStory,
  loadArticle,
  lockIntake,
  releaseKeys,
  rememberContentKey,
  type SavedArticle,
  type StoredArticle,
} from '../articles/store.ts';
import type { FeedConfig, Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { ArticleState } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { breakingEditionFor, createPush, pushItem, withRelated } from './create.ts';
import { offerCorrection } from './offers.ts';
import type { ListedStory } from './push.ts';
import { refreshProposal } from './refresh-proposal.ts';
import { type Summarise, summaryOf } from './summary-of.ts';

/** A story as a poll brings it, with everything it may be known by. */
export interface IncomingStory {
  readonly article: Article;
  readonly keys: readonly string[];
  readonly contentKey: string;
  readonly topics: readonly string[];
  readonly publishedAt: Date;
  /** `announce`: send or propose it. `hold`: only for digests. `baseline`: remember it, nothing more. */
  readonly treatment: 'announce' | 'hold' | 'baseline';
  /** Earlier stories to be read with it; looked for before, outside the transaction. */
  readonly related?: readonly ListedStory[];
  /** Who asked for it; its feed without. */
  readonly createdBy?: string;
  /** What it tells of the lines of its house; nothing without. */
  readonly learns?: { readonly house: string; readonly lines: StoryLines };
}

export interface IntakeContext {
  readonly newsroom: Newsroom;
  readonly summarise: Summarise;
  /** Whether a difference is worth a new version (not whitespace or a comma). */
  readonly isSubstantive: (before: Article, after: Article) => boolean;
}

export interface TakenIn {
  readonly saved: SavedArticle;
  /** A push that was made for it, approved or proposed. */
  readonly pushId: number | null;
}

/**
 * Takes one story into the record, and in the same transaction makes what follows from it: in an `auto` feed the
 * breaking push, in a `review` feed the proposal, for a substantive change of a story that was sent the offer of a
 * correction to the editors. A crash leaves all of it or nothing, so the next poll finishes what this one did not.
 */
export function takeIn(
  db: Db,
  feed: { readonly id: number; readonly config: FeedConfig },
  story: IncomingStory,
  context: IntakeContext,
): Promise<TakenIn> {
  return inTransaction(db, async (trx) => {
    await lockIntake(trx);
    const known = (await knownAs(trx, story)) ?? (await twinOf(trx, feed, story));
    if (!known) return takeInNew(trx, feed, story, context);

    const same: TakenIn = { saved: { kind: 'same', articleId: known.id }, pushId: null };
    await addKeys(trx, known.id, story.keys);
    // Another feed of the house may carry a shorter text of the story: only the feed that brought it first changes it.
    if (known.feed_id !== feed.id || known.content_key === story.contentKey) return same;
    const before = await loadArticle(trx, known.id);
    if (!before) return same;
    // What the house was found to repeat since is no change of the story.
    const house = story.learns?.house;
    const own = (article: Article) => (house === undefined ? article : withoutHouseLines(trx, house, article));
    if (!context.isSubstantive(await own(before.article), await own(story.article))) {
      await rememberContentKey(trx, known, story.contentKey);
      return same;
    }
    return takeInChanged(trx, feed, story, before, context);
  });
}

/** What new stories tell of their houses, counted with them. */
export async function learnFrom(trx: Trx, stories: readonly IncomingStory[]): Promise<void> {
  const told = stories.flatMap(({ learns }) => learns ?? []);
  for (const house of new Set(told.map((one) => one.house))) {
    const lines = told.filter((one) => one.house === house).map((one) => one.lines);
    await countStories(trx, house, lines);
  }
}

/**
 * The story of the record that this one is: the oldest that a key leads to, unless that key is an id which the source has
 * given to another story since. Such an id is taken from the older story, which keeps its address and text.
 */
async function knownAs(trx: Trx, story: IncomingStory): Promise<KnownStory | undefined> {
  const keys = story.keys.filter((key) => !isTwinKey(key));
  for (const known of await findAllByKeys(trx, keys)) {
    if (!known.keys.every(isSourceId)) return known;
    const stored = await loadArticle(trx, known.id);
    if (!stored || isSameStory(stored.article, story.article)) return known;
    await releaseKeys(trx, known.id, known.keys);
  }
  return undefined;
}

/** The same text under another title and address, in another feed of the house. */
async function twinOf(trx: Trx, feed: { readonly id: number }, story: IncomingStory) {
  const known = await findByKeys(trx, story.keys.filter(isTwinKey));
  return known !== undefined && known.feed_id !== feed.id ? known : undefined;
}

async function takeInNew(
  trx: Trx,
  feed: { readonly id: number; readonly config: FeedConfig },
  story: IncomingStory,
  context: IntakeContext,
): Promise<TakenIn> {
  const { config } = feed;
  const state: ArticleState =
    story.treatment === 'baseline' ? 'baseline' : config.mode === 'review' ? 'proposed' : 'accepted';
  const articleId = await insertArticle(trx, {
    feedId: feed.id,
    keys: story.keys,
    contentKey: story.contentKey,
    article: story.article,
    topics: story.topics,
    state,
    summary: null,
    publishedAt: story.publishedAt,
  });
  await learnFrom(trx, [story]);
  const saved: SavedArticle = { kind: 'new', articleId, version: 1 };
  const propose = config.mode === 'review';
  if (story.treatment === 'baseline' || (story.treatment === 'hold' && !propose)) return { saved, pushId: null };

  const stored = await loadArticle(trx, articleId);
  if (!stored) throw new Error(`article ${articleId} vanished inside its own transaction`);
  const pushId = await createStoryPush(trx, stored, context, {
    state: propose ? 'proposed' : 'approved',
    createdBy: story.createdBy ?? `feed:${config.name}`,
    related: story.related ?? [],
  });
  return { saved, pushId };
}

/**
 * The push that tells of one story, or null when the newsroom has no breaking edition for its topics. There is one such
 * push a story, whoever asks for it.
 */
export async function createStoryPush(
  trx: Trx,
  stored: StoredArticle,
  context: Pick<IntakeContext, 'newsroom' | 'summarise'>,
  how: {
    readonly state: 'proposed' | 'approved';
    readonly createdBy: string;
    readonly related: readonly ListedStory[];
    readonly sendAt?: Date;
  },
): Promise<number | null> {
  const edition = breakingEditionFor(context.newsroom, stored.topics);
  if (edition === undefined) return null;
  const summary = await summaryOf(trx, stored, context.summarise);
  const config = context.newsroom.editions[edition];
  const push = await createPush(trx, {
    key: `breaking:${stored.id}`,
    edition,
    kind: 'breaking',
    state: how.state,
    topics: stored.topics,
    // «عاجل» is for an editor to say.
    content: {
      type: 'story',
      label: 'story',
      item: withRelated(pushItem(stored, summary.summary, summary.title), how.related),
    },
    createdBy: how.createdBy,
    silent: config?.silent ?? false,
    fare: config?.paid ? 'paid' : 'free',
    uncertain: config?.uncertain ?? 'leave',
    ...(config ? { expiresMs: config.expires } : {}),
    ...(how.sendAt ? { sendAt: how.sendAt } : {}),
  });
  return push.kind === 'created' ? push.id : null;
}

async function takeInChanged(
  trx: Trx,
  feed: { readonly id: number; readonly config: FeedConfig },
  story: IncomingStory,
  before: StoredArticle,
  context: IntakeContext,
): Promise<TakenIn> {
  const version = await insertNextVersion(trx, before.id, {
    feedId: feed.id,
    keys: story.keys,
    contentKey: story.contentKey,
    article: story.article,
    topics: story.topics,
    state: before.state,
    summary: null,
    publishedAt: story.publishedAt,
  });
  const saved: SavedArticle = { kind: 'changed', articleId: before.id, version, previous: before.version };
  const stored = await loadArticle(trx, before.id);
  if (!stored) throw new Error(`article ${before.id} vanished inside its own transaction`);
  const summary = await summaryOf(trx, stored, context.summarise);
  const item = withRelated(pushItem(stored, summary.summary, summary.title), story.related ?? []);

  // A proposal that nobody has decided yet simply says the newer text.
  const refreshed = await refreshProposal(trx, item);
  if (refreshed !== null) return { saved, pushId: refreshed };

  // Never sent by itself: an editor says whether readers need to hear of it.
  await offerCorrection(trx, stored);
  return { saved, pushId: null };
}
