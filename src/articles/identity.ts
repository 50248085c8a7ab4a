import { createHash } from 'node:crypto';
import { linkKey } from '../feeds/canonical-link.ts';
import type { FeedItem } from '../feeds/item.ts';
import { isFrontPage } from '../feeds/settle-identity.ts';
import type { Article } from './article.ts';
import { tokens } from './text/tokens.ts';

/** The words of title and body in one spelling: what two versions of a story are compared by. */
function words(article: Article): string[] {
  return [article.title, ...article.blocks.map((block) => block.text)].flatMap((text) =>
    tokens(text).map((token) => token.key),
  );
}

/** What a story's words come to; computed once, as every poll asks for it several times. */
const measured = new WeakMap<Article, { readonly key: string; readonly words: number }>();

function measure(article: Article): { readonly key: string; readonly words: number } {
  const known = measured.get(article);
  if (known !== undefined) return known;
  const all = words(article);
  const key = createHash('sha256').update(all.join(' ')).digest('hex').slice(0, 32);
  measured.set(article, { key, words: all.length });
  return { key, words: all.length };
}

/**
 * A hash of what the story says. Two articles share it when title and body have the same words; whitespace,
 * punctuation, diacritics, forms of alef and taa marbuta do not count.
 */
export function contentKey(article: Article): string {
  return measure(article).key;
}

/** Whether readers were told something else: any word of title or body changed, went or came. */
export function isSubstantiveChange(before: Article, after: Article): boolean {
  return contentKey(before) !== contentKey(after);
}

/** A text this short may be the same in different stories (a caption, «يتبع»). */
const shortestIdentifyingWords = 40;

/**
 * Everything a story may be known by, for «nobody is told twice»: the source's id (only within that feed), its address,
 * and its text, which finds the same story under another address in another feed of the house. An article without an
 * address of its own is not known by the front page it links to.
 */
export function storyKeys(item: FeedItem, article: Article, feedName: string): string[] {
  const keys = entryKeys(item, feedName);
  if (item.link !== null && !isFrontPage(item.link)) keys.push(`link:${shorten(linkKey(article.link))}`);
  if (measure(article).words >= shortestIdentifyingWords) keys.push(`text:${contentKey(article)}`);
  if (keys.length === 0) {
    const told = `${article.title}\n${item.publishedAt?.toISOString() ?? ''}`;
    keys.push(`title:${feedName}:${createHash('sha256').update(told).digest('hex').slice(0, 32)}`);
  }
  return [...new Set(keys)];
}

/** Those of {@link storyKeys} that are known before the story's text is read. */
export function entryKeys(item: FeedItem, feedName: string): string[] {
  return [
    ...(item.guid === null ? [] : [`guid:${feedName}:${shorten(item.guid)}`]),
    ...(item.link === null || isFrontPage(item.link) ? [] : [`link:${shorten(linkKey(item.link))}`]),
  ];
}

/** A key is indexed; addresses in percent-encoded Arabic can be longer than an index entry may be. */
function shorten(text: string): string {
  return text.length <= 500 ? text : createHash('sha256').update(text).digest('hex');
}
