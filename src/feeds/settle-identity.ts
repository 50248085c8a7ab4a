import { linkKey } from './canonical-link.ts';
import type { FeedItem } from './item.ts';

/**
 * Makes the ids of one source trustworthy: an entry that is there twice is kept once (the newer), and an id shared by
 * different stories is taken from all of them, so that their links tell them apart.
 */
export function settleIdentity(items: readonly FeedItem[]): { items: FeedItem[]; warnings: string[] } {
  const unreliable = sharedGuids(items);
  const kept = new Map<string, FeedItem>();
  let repeated = 0;
  for (const [index, original] of items.entries()) {
    const item = original.guid !== null && unreliable.has(original.guid) ? { ...original, guid: null } : original;
    const key = identity(item) ?? `position:${index}`;
    const other = kept.get(key);
    if (other === undefined) kept.set(key, item);
    else {
      repeated += 1;
      if (changedAt(item) > changedAt(other)) kept.set(key, item);
    }
  }
  const warnings = [...unreliable]
    .slice(0, 5)
    .map((guid) => `the id «${guid.slice(0, 80)}» is given to different stories; it was ignored`);
  if (repeated > 0) warnings.push(`repeated entries, only the newest kept: ${repeated}`);
  return { items: [...kept.values()], warnings };
}

/** What one entry of this source is known by: its address, since ids change more often, else its id, else title and date. */
function identity(item: FeedItem): string | null {
  if (item.link !== null && !isFrontPage(item.link)) return `link:${linkKey(item.link)}`;
  if (item.guid !== null) return `guid:${item.guid}`;
  return item.title === '' ? null : `title:${item.title}:${item.publishedAt?.getTime() ?? ''}`;
}

function sharedGuids(items: readonly FeedItem[]): Set<string> {
  const first = new Map<string, FeedItem>();
  const shared = new Set<string>();
  for (const item of items) {
    if (item.guid === null) continue;
    const other = first.get(item.guid);
    if (other === undefined) first.set(item.guid, item);
    else if (differentStory(item, other)) shared.add(item.guid);
  }
  return shared;
}

function differentStory(a: FeedItem, b: FeedItem): boolean {
  if (a.link !== null && b.link !== null) return linkKey(a.link) !== linkKey(b.link);
  return a.title !== b.title;
}

function changedAt(item: FeedItem): number {
  return Math.max(item.updatedAt?.getTime() ?? 0, item.publishedAt?.getTime() ?? 0);
}

/** Some feeds link every entry to the front page: such a link tells nothing apart. */
export function isFrontPage(link: string): boolean {
  const url = new URL(link);
  return url.pathname === '/' && url.search === '';
}
