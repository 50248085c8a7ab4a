import { fetchMostRead, findMostRead, type MostReadSource } from '../articles/most-read.ts';
import { countedList, type MostRead, replaceSiteList, siteList } from '../articles/most-read-store.ts';
import type { MostReadConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { SafeFetcher } from '../feeds/safe-fetch.ts';
import type { ListedStory } from './push.ts';

/** Stories kept of a site's list: more than any message shows. */
const kept = 10;
/** How often the site may fail to answer before its last list is too old to be shown. */
const patience = 48;

/**
 * Asks the newsroom's site what is read most and keeps the answer. A site that has no such list leaves none.
 *
 * @throws FeedError when the configured address cannot be read; the list before stays.
 */
export async function refreshMostRead(
  db: Db,
  fetcher: SafeFetcher,
  config: MostReadConfig & { readonly site: string },
  when: { readonly now: Date; readonly signal: AbortSignal },
): Promise<{ readonly from: MostReadSource['kind'] | 'none'; readonly stories: number }> {
  if (config.source === 'links') return { from: 'none', stories: 0 };
  const options = { limit: kept, days: config.days, ...when };
  if (config.source === 'auto') {
    const found = await findMostRead(fetcher, config.site, options);
    // A plugin that is away for an hour has not taken its list back; one that is gone for good lets it grow old.
    if (found === null) return { from: 'none', stories: 0 };
    await replaceSiteList(db, found.stories, when.now);
    return { from: found.source.kind, stories: found.stories.length };
  }
  const stories = await fetchMostRead(fetcher, { kind: 'address', url: config.source }, options);
  await replaceSiteList(db, stories, when.now);
  return { from: 'address', stories: stories.length };
}

/** What is read most: the site's own list, else our counts of opened links; empty when there is neither. */
export async function mostRead(db: Db, config: MostReadConfig, now: Date, limit: number): Promise<ListedStory[]> {
  const since = new Date(now.getTime() - config.every * patience);
  const own = config.source === 'links' ? [] : await siteList(db, since, limit);
  return (own.length > 0 ? own : await countedList(db, now, config.days, limit)).map(listed);
}

function listed(story: MostRead): ListedStory {
  return { ...story, publishedAt: story.publishedAt?.toISOString() ?? null };
}
