import { FeedError } from '../feeds/error.ts';
import type { ParsedFeed } from '../feeds/item.ts';
import { isLostSource, readSource } from '../feeds/read-source.ts';
import {
  findFeed,
  forgetFoundSource,
  recordPollFailure,
  recordPollSuccess,
  recordPollUnchanged,
  seemsLeftBehind,
} from '../feeds/store.ts';
import type { PollContext, PushMade } from './poll-context.ts';
import { sourceFeed, takeInAll } from './take-in-feed.ts';

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
      wasRead: feed.is_source,
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

function newest(parsed: ParsedFeed): Date | null {
  const times = parsed.items.flatMap((item) => (item.publishedAt ? [item.publishedAt.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
