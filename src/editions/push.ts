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
  /** Its lead picture. */
  readonly imageUrl: string | null;
  /** The pictures of its text besides, in reading order; absent where it has none, and in pushes of older versions. */
  readonly pictures?: readonly string[];
  /** Words of the body; absent in pushes of older versions. */
  readonly words?: number;
  /** Earlier stories that tell of the same. */
  readonly related?: readonly ListedStory[];
  /** What readers are told of it after it was sent. */
  readonly change?: ItemChange;
}

/** The pictures that a story is sent with where `most` are wanted at most, its lead first. */
export function picturesOf({ imageUrl, pictures = [] }: PushItem, most: number): readonly string[] {
  return imageUrl === null ? [] : [imageUrl, ...pictures].slice(0, most);
}

/** A line of a list: of what was read most, or of what to read also. */
export interface ListedStory {
  /** Null for a story of the site that is not in the record. */
  readonly articleId: number | null;
  readonly title: string;
  readonly link: string;
  /** ISO instant, or null when the source gave none. */
  readonly publishedAt: string | null;
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

/** «الأكثر قراءة»: titles alone, as they then were. */
export interface MostReadContent {
  readonly type: 'most-read';
  readonly edition: string;
  readonly instant: string;
  readonly items: readonly ListedStory[];
}

/** Whom a notice goes to: all who got what was corrected, or those whose message could not be changed. */
export type NoticeTo = 'all' | 'unchanged-only';

/** What a push says, before any channel renders it. */
export type PushContent =
  | StoryContent
  | DigestContent
  | MostReadContent
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
  readonly byline?: string | null;
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
    // A list of titles tells of no version of a story, and none of it is corrected.
    case 'most-read':
      return [];
    case 'digest':
    case 'retraction':
    case 'notice':
      return content.items;
  }
}

/** What a push is known by where pushes are listed. */
export function titlesOf(content: PushContent): string[] {
  return (content.type === 'most-read' ? content.items : itemsOf(content)).map(({ title }) => title);
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
