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
  /** What readers are told of it after it was sent. */
  readonly change?: ItemChange;
}

/** `note` and `reason` are an editor's words, or empty. A retracted story is told of, but not told again. */
export type ItemChange =
  | { readonly kind: 'corrected'; readonly note: string }
  | { readonly kind: 'retracted'; readonly reason: string };

export interface StoryContent {
  readonly type: 'story';
  readonly item: PushItem;
  readonly label: 'breaking' | 'story';
}

export interface DigestContent {
  readonly type: 'digest';
  readonly edition: string;
  readonly instant: string;
  readonly items: readonly PushItem[];
}

/** Whom a notice goes to: all who got what was corrected, or those whose message could not be changed. */
export type NoticeTo = 'all' | 'unchanged-only';

/** What a push says, before any channel renders it. */
export type PushContent =
  | StoryContent
  | DigestContent
  /** Puts `now` in the place of what was sent; `edits` made it of what the push said then. */
  | { readonly type: 'correction'; readonly edits: readonly ItemEdit[]; readonly now: StoryContent | DigestContent }
  /** Takes back what was sent, or says so in its place where it is too late for that. */
  | { readonly type: 'retraction'; readonly items: readonly PushItem[]; readonly reason: string }
  /** Tells, as a message of its own, of stories that were changed. */
  | { readonly type: 'notice'; readonly items: readonly PushItem[]; readonly to: NoticeTo };

/** What a correction does to one story of a push; what is not given stays as it is. */
export interface ItemEdit {
  readonly articleId: number;
  readonly change: ItemChange;
  readonly title?: string;
  readonly summary?: string;
  readonly version?: number;
}

/** The content with the edits made. An edit of a story that it does not carry changes nothing. */
export function withEdits<Content extends StoryContent | DigestContent>(
  content: Content,
  edits: readonly ItemEdit[],
): Content {
  const edited = (item: PushItem): PushItem => {
    const edit = edits.findLast(({ articleId }) => articleId === item.articleId);
    // What was retracted stays so, whatever a later correction says.
    return edit === undefined || item.change?.kind === 'retracted' ? item : { ...item, ...edit };
  };
  return content.type === 'digest'
    ? { ...content, items: content.items.map(edited) }
    : { ...content, item: edited(content.item) };
}

/** The stories that a push is about. */
export function itemsOf(content: PushContent): readonly PushItem[] {
  switch (content.type) {
    case 'story':
      return [content.item];
    case 'correction':
      return itemsOf(content.now).filter((item) => content.edits.some(({ articleId }) => articleId === item.articleId));
    case 'digest':
    case 'retraction':
    case 'notice':
      return content.items;
  }
}

/** Priorities in a lane: the smaller goes first, so a breaking push overtakes a running digest. */
export const priorities = {
  retraction: 5,
  breaking: 10,
  notice: 20,
  correction: 20,
  manual: 50,
  digest: 100,
} as const;
