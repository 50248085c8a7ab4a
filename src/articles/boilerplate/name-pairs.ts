import { isFinished } from './kind.ts';
import { beginnings, beginningsOf, isProse, type Page, type RemovalReason } from './page.ts';

/** Characters of a comment, or of what an author is; words of a name; pairs from which on they are a thread. */
const MOST = { text: 300, name: 3 } as const;
const FEWEST_PAIRS = 2;

/** Marks readers' comments before their names are taken for titles of a list. */
export function markNamePairs(page: Page): void {
  for (const at of namePairsAtEnd(page)) page.reasons[at] = 'comment';
}

/**
 * Readers' comments, or the lives of several authors, that end a page: names, each over one short paragraph, two or more with nothing
 * else between them, right under a line of the page, where the text above has no word of the names. Sections of an article
 * stand under its own text, and people of a story have their names in it.
 */
export function namePairsAtEnd(page: Page): number[] {
  const { texts, reasons } = page;
  const open = texts.flatMap((_, at) => (reasons[at] === null ? [at] : []));
  // Lines of the page's foot may stand below.
  open.length = open.findLastIndex((at) => isProse(texts[at] ?? '')) + 1;
  const thread: number[] = [];
  for (let i = open.length - 2; i >= 0; i -= 2) {
    const [name = -1, text = -1] = [open[i], open[i + 1]];
    if (text !== name + 1 || !isPair(name, page)) break;
    thread.unshift(name, text);
  }
  const [first = 0] = thread;
  if (thread.length < FEWEST_PAIRS * 2 || !ENDS_AN_ARTICLE.has(reasons[first - 1] ?? 'title')) return [];
  const above = beginningsOf([page.title, ...texts.filter((_, at) => at < first && reasons[at] === null)]);
  const names = thread.filter((_, i) => i % 2 === 0);
  return names.some((at) => [...beginnings(texts[at] ?? '')].some((word) => above.has(word))) ? [] : thread;
}

function isPair(at: number, { texts }: Page): boolean {
  const [name = '', text = ''] = [texts[at], texts[at + 1]];
  const words = name.trim().split(/\s+/);
  return words.length <= MOST.name && /^[\p{L}\p{M}\s.]+$/u.test(name) && !isFinished(name) && isShort(text);
}

function isShort(text: string): boolean {
  return text.length <= MOST.text && isProse(text);
}

/** What stands between an article and what is said of it; a control or an advertisement stands anywhere. */
const ENDS_AN_ARTICLE: ReadonlySet<RemovalReason> = new Set(['teaser', 'label', 'notice', 'byline', 'empty-list']);
