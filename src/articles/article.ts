/** What a paragraph-sized piece of an article is. Only `paragraph`, `quotation` and `list` may enter a summary. */
export type BlockKind = 'paragraph' | 'heading' | 'quotation' | 'caption' | 'list';

/** One piece of the body in reading order; `text` is plain text without markup, as the author wrote it. */
export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** What the page repeats of it as pull quotes, as its editors print them: a sign of what they found worth it. */
  readonly pulled?: readonly string[];
  /** It may open the article or be another story's, and nothing that follows says which: it is printed and never summarised. */
  readonly unconfirmed?: true;
}

export interface Image {
  readonly url: string;
  readonly alt: string | null;
  /** What stands below it on the page; absent where nothing does. */
  readonly caption?: string;
}

/** An article after cleaning: the newsroom's own words, nothing of the page around them. */
export interface Article {
  readonly title: string;
  /** The author's own lead-in under the title («المقدمة»), when the source carries one. */
  readonly standfirst: string | null;
  readonly byline: string | null;
  readonly publishedAt: Date | null;
  /** Canonical absolute link, tracking parameters removed. */
  readonly link: string;
  readonly blocks: readonly Block[];
  /** The lead picture. */
  readonly image: Image | null;
  /** The pictures of the text besides it, in reading order; absent where there are none. */
  readonly pictures?: readonly Image[];
  /** Topic names or tags as the source gives them, before mapping to configured topics. */
  readonly tags: readonly string[];
}
