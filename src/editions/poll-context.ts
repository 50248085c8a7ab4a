import type { Article } from '../articles/article.ts';
import type { ExtractedArticle } from '../articles/from-item.ts';
import type { FeedConfig, Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { PushState } from '../database/schema.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { SafeFetcher } from '../feeds/safe-fetch.ts';
import type { WebSubLinks } from '../feeds/websub.ts';
import type { Logger } from '../observability/log.ts';
import type { IntakeContext } from './intake.ts';
import type { ReadAlso } from './read-also.ts';
import type { SeenEntries } from './seen-entries.ts';

/** What reading feeds, and taking in what they or a site hand over, needs of the program. */
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
