import { houseOf } from '../articles/house-lines-store.ts';
import { entryKeys, isSourceId } from '../articles/identity.ts';
import type { FeedConfig } from '../config/newsroom.ts';
import { FeedError } from '../feeds/error.ts';
import type { FeedItem, ParsedFeed } from '../feeds/item.ts';
import type { FeedRow } from '../feeds/store.ts';
import { type IncomingStory, takeIn } from './intake.ts';
import { isQuiet, knownKeys, notRecorded, takeInMany } from './intake-many.ts';
import type { PollContext, PushMade } from './poll-context.ts';
import { type ReadStory, readStory, withoutKnownLines } from './read-story.ts';

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

export interface SourceFeed {
  readonly row: FeedRow;
  readonly config: FeedConfig;
  /** Where its items come from: what relative links are relative to. */
  readonly url: string;
  /** Whose lines its stories have, and titles that it shows now. */
  readonly house: string;
  readonly titles: readonly string[];
}

/**
 * Takes in what is new or changed of a feed, oldest first; not `complete` when a story could not be, whose warning says why.
 * `onPush` hears of every push that was made, after it is committed.
 */
export async function takeInAll(
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

export function sourceFeed(row: FeedRow, config: FeedConfig, url: string, { items }: ParsedFeed): SourceFeed {
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
export async function takeInGroup(
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
    } else if (isRestored(row) || (row.primed_at !== null && time(item, context) < oldest))
      plan.set(item, { treatment: 'baseline', isNews: false, isKnown });
    else if (announced < limit) {
      plan.set(item, { treatment: 'announce', isNews: true, isKnown });
      announced += 1;
    } else plan.set(item, { treatment: row.primed_at === null ? 'baseline' : 'hold', isNews: false, isKnown });
  }
  return plan;
}

/** Of a restored record, and not read since: what that does not know may have been sent. A poll that failed tells nothing. */
export function isRestored(row: FeedRow): boolean {
  return row.primed_at !== null && row.succeeded_at === null;
}

function time(item: FeedItem, context: PollContext): number {
  return (item.publishedAt ?? item.updatedAt ?? context.now()).getTime();
}
