/** One story inside a push, frozen when the push is composed, so that what was approved is what is sent. */
export interface PushItem {
  readonly articleId: number;
  readonly version: number;
  readonly title: string;
  readonly summary: string;
  readonly link: string;
  readonly topics: readonly string[];
  readonly byline: string | null;
  /** ISO instant, or null when the source gave none. */
  readonly publishedAt: string | null;
  readonly imageUrl: string | null;
}

/** What a push says, before any channel renders it. */
export type PushContent =
  | { readonly type: 'story'; readonly item: PushItem; readonly label: 'breaking' | 'story' }
  | { readonly type: 'digest'; readonly edition: string; readonly instant: string; readonly items: readonly PushItem[] }
  | {
      readonly type: 'correction';
      readonly item: PushItem;
      readonly note: string;
    };

/** Priorities in a lane: the smaller goes first, so a breaking push overtakes a running digest. */
export const priorities = { breaking: 10, correction: 20, manual: 50, digest: 100 } as const;
