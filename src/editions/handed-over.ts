import { houseOf } from '../articles/house-lines-store.ts';
import type { FeedItem } from '../feeds/item.ts';
import { parseFeed } from '../feeds/parse.ts';
import { findFeed } from '../feeds/store.ts';
import type { PollContext, PushMade } from './poll-context.ts';
import { readStory } from './read-story.ts';
import { isRestored, sourceFeed, takeInAll, takeInGroup } from './take-in-feed.ts';

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
  const treatment = isOld || isRestored(row) ? 'baseline' : story.treatment;
  await takeInGroup(context, feed, [{ ...story, treatment }], signal, onPush);
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
  if (row.primed_at === null || isRestored(row)) return;
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
