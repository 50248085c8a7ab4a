/**
 * A sentence taken from the article; `start` and `end` are UTF-16 offsets into the article's body text (paragraphs joined
 * by "\n\n"); both 0 for a standfirst that the body does not repeat. What only tied the sentence to others («من جهته،», a
 * joining و) stands before `start`. Where something was mended further on, `text` differs from what stands between: a given
 * name put in, an aside or clause taken out, a full stop set, dots made a comma, blanks put between words run together, an interviewed person's words put in quotation marks behind her name; a sentence printed only in part still
 * ends, in the article, at `end`.
 */
export interface SummarySentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type SummaryMethod = 'standfirst' | 'extract' | 'writer' | 'excerpt';

/** A short Arabic summary of one article. `summary` is the sentences joined by one space, at most `maxChars` characters. */
export interface Summary {
  readonly title: string;
  readonly summary: string;
  readonly sentences: readonly SummarySentence[];
  /** Length of `summary` in characters (code points). */
  readonly chars: number;
  readonly method: SummaryMethod;
  readonly link: string;
  /** What an editor should look at, a line each: fallbacks taken, a clause printed alone, a title of another matter (`isTitleApart`), slips of the author's that stand in it (`slipsOf`). */
  readonly warnings: readonly string[];
}

export interface SummaryOptions {
  /** Budget in characters (code points); default 350. */
  readonly maxChars?: number;
  /** Sentences that the page's editors set apart as pull quotes: a sign of what matters. */
  readonly pulled?: readonly string[];
  /** When the article was published: whether a weekday fits its date is judged by it. */
  readonly published?: Date | null;
}
