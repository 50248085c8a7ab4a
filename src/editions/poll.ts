import type { Article } from '../articles/article.ts';
import type { ExtractedArticle } from '../articles/from-item.ts';
import { houseOf } from '../articles/house-lines-store.ts';
import { entryKeys, isSourceId } from '../articles/identity.ts';
import type { FeedConfig, Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { PushState } from '../database/schema.ts';
import { FeedError } from '../feeds/error.ts';
import type { FeedItem, ParsedFeed } from '../feeds/item.ts';
import { parseFeed } from '../feeds/parse.ts';
import { isLostSource, readSource } from '../feeds/read-source.ts';
import type { SafeFetcher } from '../feeds/safe-fetch.ts';
import {
  type FeedRow,
  findFeed,
  forgetFoundSource,
  recordPollFailure,
  recordPollSuccess,
  recordPollUnchanged,
  seemsLeftBehind,
} from '../feeds/store.ts';
import type { WebSubLinks } from '../feeds/websub.ts';
import type { Logger } from '../observability/log.ts';
import { type IncomingStory, type IntakeContext, takeIn } from './intake.ts';
import { isQuiet, knownKeys, notRecorded, takeInMany } from './intake-many.ts';
import type { ReadAlso } from './read-also.ts';
import { type ReadStory, readStory, withoutKnownLines } from './read-story.ts';
import type { SeenEntries } from './seen-entries.ts';

export interface PollContext {
  readonly db: Db;
  readonly newsroom: Newsroom;
  readonly log: Logger;
  readonly fetcher: SafeFetcher;
  /** Where a configured address really is; the sandbox's own feed has a port that is known only now. */
  readonly addressOf: (feed: FeedConfig) => string;
  /** The article of an entry, from the feed or from its page, cleaned by itself. */
  readonly toArticle: (
    item: FeedItem,
    feed: { readonly url: string; readonly pages: 'whenNeeded' | 'never' },
    signal: AbortSignal,
  ) => Promise<Pick<ExtractedArticle, 'article' | 'lines' | 'knowing'>>;
  readonly intake: IntakeContext;
  /** Hears which WebSub hub a source names, if any, whenever it was read; null when hubs cannot reach this program. */
  readonly onHub: ((feedId: number, hub: WebSubLinks | null, now: Date) => Promise<void>) | null;
  /** Makes ready, outside every transaction, what `intake.summarise` will say of a story; null when nothing needs to be. */
  readonly prepare: ((article: Article, signal: AbortSignal) => Promise<void>) | null;
  /** Finds earlier stories to be read with one that is announced. */
  readonly readAlso: ReadAlso;
  readonly seen: SeenEntries;
  readonly now: () => Date;
}

export interface PushMade {
  readonly id: number;
  readonly state: PushState;
}

/** A known story is looked at for changes while it is younger than this. */
const watchedFor = 14 * 24 * 3_600_000;

type Treatment = IncomingStory['treatment'];

interface Plan {
  readonly treatment: Treatment;
  /** To be told of now. */
  readonly isNews: boolean;
  /** An id or address of it leads to a story of the record. */
  readonly isKnown: boolean;
}

interface SourceFeed {
  readonly row: FeedRow;
  readonly config: FeedConfig;
  /** Where its items come from: what relative links are relative to. */
  readonly url: string;
  /** Whose lines its stories have, and titles that it shows now. */
  readonly house: string;
  readonly titles: readonly string[];
}

/**
 * Reads one feed and takes in what is new, oldest first. What it found is recorded only when all of it is in the record,
 * so a poll that dies is repeated; a source that fails is left alone for longer each time, and shown.
 * `onPush` hears of every push that was made, after it is committed.
 */
export async function pollFeed(
  context: PollContext,
  name: string,
  signal: AbortSignal,
  onPush: (push: PushMade) => Promise<void>,
): Promise<void> {
  const config = context.newsroom.feeds.find((feed) => feed.name === name);
  const feed = await findFeed(context.db, name);
  if (!config || !feed) throw new Error(`there is no feed named ${name} in newsroom.yaml now`);
  const now = context.now();
  try {
    const known = { foundUrl: feed.found_url, etag: feed.etag, lastModified: feed.last_modified };
    const source = {
      url: context.addressOf(config),
      kind: config.kind,
      ...(seemsLeftBehind(feed, now) ? { foundUrl: null, etag: null, lastModified: null } : known),
    };
    const read = await readSource(context.fetcher, source, { now, timeZone: context.newsroom.timeZone, signal });
    if (read.kind === 'unchanged') {
      await recordPollUnchanged(context.db, feed.id, now);
      return;
    }
    const { parsed } = read;
    const taken = await takeInAll(context, sourceFeed(feed, config, read.url, parsed), parsed, signal, onPush);
    const warnings = [...read.warnings, ...parsed.warnings, ...taken.warnings];
    await recordPollSuccess(context.db, feed.id, {
      now,
      // A story that could not be taken in must come again, so the source must not answer "nothing new".
      etag: taken.complete ? read.etag : null,
      lastModified: taken.complete ? read.lastModified : null,
      foundUrl: read.foundUrl,
      newestItemAt: newest(parsed),
      warnings,
    });
    if (context.onHub !== null) await context.onHub(feed.id, read.hub, now);
    for (const warning of warnings) context.log.warn({ feed: name, warning }, 'feed read with trouble');
  } catch (error) {
    // Being told to stop is not the source's fault.
    if (signal.aborted) return;
    if (!(error instanceof FeedError)) throw error;
    if (feed.found_url !== null && isLostSource(error)) await forgetFoundSource(context.db, feed.id);
    const { failures, nextPollAt } = await recordPollFailure(context.db, feed.id, {
      now,
      error: error.message,
      interval: config.pollEvery,
      retryAfterMs: error.retryAfterMs,
    });
    context.log.warn({ feed: name, failures, nextPollAt, error: error.message }, 'feed could not be read');
  }
}

async function takeInAll(
  context: PollContext,
  feed: SourceFeed,
  parsed: ParsedFeed,
  signal: AbortSignal,
  onPush: (push: PushMade) => Promise<void>,
): Promise<{ complete: boolean; warnings: string[] }> {
  const warnings: string[] = [];
  const newestFirst = [...parsed.items].sort((a, b) => time(b, context) - time(a, context));
  const planned = await plan(context, feed, newestFirst);
  // Of a house that nothing is known of yet, its news tell one another what its pages repeat: none is in a hurry.
  const together = feed.row.primed_at === null;
  let group: ReadStory[] = [];
  let read: FeedItem[] = [];
  let since = performance.now();
  const flush = async () => {
    const stories = group;
    group = [];
    await takeInGroup(context, feed, stories, signal, onPush);
    for (const item of read) context.seen.remember(seenKey(feed, item), item);
    read = [];
    since = performance.now();
  };
  for (const [item, { treatment, isNews, isKnown }] of [...planned].reverse()) {
    signal.throwIfAborted();
    if (isKnown && context.seen.isSame(seenKey(feed, item), item)) continue;
    try {
      group.push(await readStory(context, feed, item, treatment, signal));
      read.push(item);
    } catch (error) {
      if (signal.aborted || !(error instanceof FeedError)) throw error;
      warnings.push(error.message);
    }
    // News does not wait for others, nor does what was read of many pages wait to be lost.
    const waits = isNews ? together : performance.now() - since <= groupTime;
    if (!waits || group.length >= groupSize) await flush();
  }
  await flush();
  return { complete: warnings.length === 0, warnings };
}

function sourceFeed(row: FeedRow, config: FeedConfig, url: string, { items }: ParsedFeed): SourceFeed {
  return { row, config, url, house: houseOf(config), titles: items.slice(0, titlesShown).map(({ title }) => title) };
}

/** Entries whose titles may stand beside one another's stories. */
const titlesShown = 200;

function seenKey(feed: SourceFeed, item: FeedItem): string {
  return entryKeys(item, feed.row.name).join(' ');
}

/** Stories that are looked up, and taken in where nothing follows from them, together. */
const groupSize = 200;
/** How long stories wait for others, milliseconds. */
const groupTime = 1_000;

/** Takes in what is new or changed of some stories, in their order, without what their house repeats. */
async function takeInGroup(
  context: PollContext,
  feed: SourceFeed,
  stories: readonly ReadStory[],
  signal: AbortSignal,
  onPush: (push: PushMade) => Promise<void>,
): Promise<void> {
  const source = { id: feed.row.id, config: feed.config };
  let quiet: IncomingStory[] = [];
  const remember = async () => {
    const { taken, left } = quiet.length === 0 ? { taken: 0, left: [] } : await takeInMany(context.db, source, quiet);
    quiet = [];
    if (taken > 0) context.log.info({ feed: feed.config.name, stories: taken }, 'stories remembered');
    for (const story of left) await takeInStory(context, feed, story, signal, onPush);
  };
  for (const story of await withoutKnownLines(context.db, await notRecorded(context.db, stories), feed.titles)) {
    signal.throwIfAborted();
    if (isQuiet(story, feed.config)) quiet.push(story);
    else {
      await remember();
      await takeInStory(context, feed, story, signal, onPush);
    }
  }
  await remember();
}

async function takeInStory(
  context: PollContext,
  feed: SourceFeed,
  story: IncomingStory,
  signal: AbortSignal,
  onPush: (push: PushMade) => Promise<void>,
): Promise<void> {
  const announced = story.treatment === 'announce';
  if (announced) await context.prepare?.(story.article, signal);
  const related = announced ? await context.readAlso(story.article) : [];
  const source = { id: feed.row.id, config: feed.config };
  const { saved, pushId } = await takeIn(context.db, source, { ...story, related }, context.intake);
  if (saved.kind !== 'same') {
    const { treatment } = story;
    context.log.info({ feed: feed.config.name, article: saved.articleId, treatment }, `${saved.kind} story`);
  }
  if (pushId === null) return;
  // A change of a story is always an editor's to send.
  const approved = feed.config.mode === 'auto' && saved.kind === 'new';
  await onPush({ id: pushId, state: approved ? 'approved' : 'proposed' });
}

/**
 * Takes in one story that the newsroom's site handed over, without waiting for the next poll, which then finds it known.
 * It counts as one of the feed of its own host, or of the first feed.
 *
 * @throws {FeedError} when its page is needed and cannot be read
 */
export async function takeInHanded(
  context: PollContext,
  item: FeedItem,
  signal: AbortSignal,
  onPush: (push: PushMade) => Promise<void>,
): Promise<void> {
  const { feeds } = context.newsroom;
  const host = item.link !== null && URL.canParse(item.link) ? new URL(item.link).host : null;
  const config = feeds.find(({ url }) => URL.canParse(url) && new URL(url).host === host) ?? feeds[0];
  const row = config && (await findFeed(context.db, config.name));
  if (!config || !row) throw new Error('the newsroom has no feed yet');
  const url = item.link ?? config.url;
  // A page of another host repeats what that host repeats.
  const feed = { row, config, url, house: houseOf({ name: config.name, url }), titles: [] };
  const story = await readStory(context, feed, item, 'announce', signal);
  // A site that saves an old story again hands it over too.
  const isOld = story.publishedAt.getTime() < context.now().getTime() - config.maxAge;
  await takeInGroup(context, feed, [isOld ? { ...story, treatment: 'baseline' } : story], signal, onPush);
}

/**
 * Takes in what a WebSub hub sent for a feed: the feed as it is now, or its new entries alone. Before the feed's first
 * poll there is nothing to compare with, and that poll is due anyway.
 *
 * @throws {FeedError} when what was sent is no feed
 */
export async function takeInDistributed(
  context: PollContext,
  name: string,
  sent: { readonly body: Uint8Array; readonly contentType: string | null },
  signal: AbortSignal,
  onPush: (push: PushMade) => Promise<void>,
): Promise<void> {
  const config = context.newsroom.feeds.find((feed) => feed.name === name);
  const row = await findFeed(context.db, name);
  if (!config || !row) throw new Error(`there is no feed named ${name} in newsroom.yaml now`);
  if (row.primed_at === null) return;
  const url = row.found_url ?? context.addressOf(config);
  const parsed = parseFeed(sent.body, {
    contentType: sent.contentType,
    url,
    now: context.now(),
    timeZone: context.newsroom.timeZone,
  });
  const { warnings } = await takeInAll(context, sourceFeed(row, config, url, parsed), parsed, signal, onPush);
  for (const warning of warnings) context.log.warn({ feed: name, warning }, 'what a hub sent was read with trouble');
}

/**
 * What to do with each entry: on the very first poll the newest few are announced and the rest remembered; later, what is
 * too old for news is remembered, and of a flood of new ones the newest are announced and the others kept for digests.
 */
async function plan(
  context: PollContext,
  feed: { readonly row: FeedRow; readonly config: FeedConfig },
  newestFirst: readonly FeedItem[],
): Promise<Map<FeedItem, Plan>> {
  const { config, row } = feed;
  const oldest = context.now().getTime() - config.maxAge;
  const known = await knownKeys(
    context.db,
    newestFirst.flatMap((item) => entryKeys(item, row.name)),
  );
  const plan = new Map<FeedItem, Plan>();
  let announced = 0;
  let doubtful = 0;
  for (const item of newestFirst) {
    const keys = entryKeys(item, row.name);
    const isKnown = keys.some((key) => known.has(key));
    const limit = row.primed_at === null ? config.firstRun : config.maxPerPoll;
    if (isKnown) {
      if (time(item, context) <= context.now().getTime() - watchedFor) continue;
      // Intake never announces it again, unless its id was given to another story since: a site may have numbered all anew.
      const isDoubtful = keys.some((key) => !known.has(key) && !isSourceId(key));
      const mayBeNews = time(item, context) >= oldest && doubtful < limit;
      plan.set(item, { treatment: isDoubtful && !mayBeNews ? 'hold' : 'announce', isNews: false, isKnown });
      if (isDoubtful) doubtful += 1;
    } else if (row.primed_at !== null && time(item, context) < oldest)
      plan.set(item, { treatment: 'baseline', isNews: false, isKnown });
    else if (announced < limit) {
      plan.set(item, { treatment: 'announce', isNews: true, isKnown });
      announced += 1;
    } else plan.set(item, { treatment: row.primed_at === null ? 'baseline' : 'hold', isNews: false, isKnown });
  }
  return plan;
}

function time(item: FeedItem, context: PollContext): number {
  return (item.publishedAt ?? item.updatedAt ?? context.now()).getTime();
}

function newest(parsed: ParsedFeed): Date | null {
  const times = parsed.items.flatMap((item) => (item.publishedAt ? [item.publishedAt.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
