import { createHash } from 'node:crypto';
import { needsPage } from '../articles/from-item.ts';
import type { FeedItem } from '../feeds/item.ts';
import { keepNewest } from '../keep-newest.ts';

/** Entries remembered at most: some feeds list all that a site ever published. */
const most = 100_000;

/**
 * Entries of feeds that were taken in by this process as they are: when one comes again unchanged there is nothing to
 * clean or to look up. Only entries that carry their whole text; what is on a page may change without its entry. Kept in
 * memory: after a start everything is looked at once more.
 */
export class SeenEntries {
  readonly #seen = new Map<string, string>();

  isSame(key: string, item: FeedItem): boolean {
    return this.#seen.get(key) === hashOf(item);
  }

  /** To be called when it is in the record. */
  remember(key: string, item: FeedItem): void {
    if (needsPage(item)) return;
    this.#seen.delete(key);
    this.#seen.set(key, hashOf(item));
    keepNewest(this.#seen, most);
  }
}

function hashOf(item: FeedItem): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('base64');
}
