import { canonicalLink } from '../feeds/canonical-link.ts';
import type { FeedItem } from '../feeds/item.ts';
import { plainText, plainTitle } from '../feeds/plain.ts';
import type { Article, Block, Image } from './article.ts';
import { bodyLength } from './body.ts';
import type { KnownLines } from './boilerplate/known.ts';
import { cleanBlocks, type Removed } from './clean-blocks.ts';
import { type PageArticle, type PageReading, readArticlePage } from './from-page.ts';
import { type HtmlBlocks, htmlBlocks } from './html-blocks.ts';
import { storyPictures } from './pictures.ts';
import { isCutOff, standfirstOf } from './standfirst.ts';
import { tokens } from './text/tokens.ts';

export interface ItemContext {
  readonly feedUrl: string;
  /** The site of the feed, for an item that has no link of its own. */
  readonly siteLink?: string | null;
  /** Whose clocks a date without a zone on the page is told by; UTC without. */
  readonly timeZone?: string | undefined;
  /** The item's page, fetched when {@link needsPage} said so. */
  readonly page?: { readonly html: string; readonly url: string } | null;
}

export interface ExtractedArticle {
  readonly article: Article;
  /** Where the body came from; `teaser`: neither feed nor page had a whole text. */
  readonly from: 'feed' | 'page' | 'teaser';
  readonly removed: readonly Removed[];
  /** What stood where the body is from, before anything was taken off. */
  readonly lines: readonly string[];
  /** The article without what its house is known for. */
  readonly knowing: (known: KnownLines) => Article;
}

/** Whether the feed carries only a teaser of this story, so that its page has to be read. */
export function needsPage(item: FeedItem): boolean {
  return item.link !== null && wholeHtml(item) === null;
}

/**
 * The article of a feed's item: from the feed when it carries the whole text, else from its page, else what there is.
 * Never throws: HTML that cannot be parsed is taken as plain text.
 */
export function articleFromItem(item: FeedItem, context: ItemContext): Article {
  return extractArticle(item, context).article;
}

/** {@link articleFromItem}, and what was done. */
export function extractArticle(item: FeedItem, context: ItemContext): ExtractedArticle {
  const whole = wholeHtml(item);
  const reading = whole === null && context.page ? readPage(context.page, item.title, context.timeZone) : null;
  const offered = readHtml(
    whole ?? item.contentHtml ?? item.summaryHtml ?? '',
    item.contentBase ?? item.link ?? context.feedUrl,
  );
  const settle = (known?: KnownLines) => {
    const page = reading?.settle(known) ?? null;
    const title = item.title || page?.article.title || '';
    const cleaned = cleanBlocks(offered.blocks, { title, known });
    const usePage = page !== null && bodyLength(page.article.blocks) >= bodyLength(cleaned.blocks);
    const blocks = usePage ? page.article.blocks : cleaned.blocks;
    const image = imageOf(item, page, offered.images);
    const found = usePage ? (page.article.pictures ?? []).map((one) => ({ ...one, after: 0 })) : offered.pictures;
    const text = usePage ? { blocks, cleaned: blocks } : { blocks: offered.blocks, cleaned: cleaned.blocks };
    const headline = title || titleFromBody(blocks) || plainTitle(context.siteLink ?? context.feedUrl);
    const article: Article = {
      title: headline,
      standfirst: standfirst(item, { title: headline, blocks }, whole) ?? page?.article.standfirst ?? null,
      byline: item.byline ?? page?.article.byline ?? null,
      publishedAt: item.publishedAt ?? page?.article.publishedAt ?? null,
      link: linkOf(item, context, page),
      blocks,
      image,
      pictures: storyPictures(image, found, text),
      tags: item.tags.length > 0 ? item.tags : (page?.article.tags ?? []),
    };
    return { article, page: usePage ? page : null, removed: usePage ? page.removed : cleaned.removed };
  };
  const { article, page, removed } = settle();
  return {
    article,
    from: page !== null ? 'page' : whole === null ? 'teaser' : 'feed',
    removed,
    lines: page !== null && reading !== null ? reading.lines : offered.blocks.map(({ text }) => text),
    knowing: (known) => {
      const { blocks, standfirst, pictures } = settle(known).article;
      return { ...article, blocks, standfirst, ...(pictures ? { pictures } : {}) };
    },
  };
}

const shortestContent = 200;
const shortestDescription = 700;

/**
 * The HTML that holds the whole article, or null. `content:encoded` is whole unless it says that it goes on elsewhere;
 * a `description` is when it is long and of several paragraphs, as some systems put the article there.
 */
function wholeHtml(item: FeedItem): string | null {
  if (item.contentHtml !== null) {
    if (item.content === 'whole') return item.contentHtml;
    const text = plainText(item.contentHtml);
    if (text.length >= shortestContent && !isCutOff(withoutFooter(text))) return item.contentHtml;
  }
  if (item.summaryHtml !== null) {
    const text = plainText(item.summaryHtml);
    const paragraphs = item.summaryHtml.match(/<p[\s>]|<br\s*\/?>\s*<br/gi)?.length ?? 0;
    if (text.length >= shortestDescription && paragraphs >= 3 && !isCutOff(withoutFooter(text)))
      return item.summaryHtml;
  }
  return null;
}

function withoutFooter(text: string): string {
  return text.replace(/\s*(?:ظهرت المقالة|ظهر المقال|ظهرت التدوينة|The post)\s.{1,300}$/i, '');
}

function readHtml(html: string, baseUrl: string): HtmlBlocks {
  try {
    return htmlBlocks(html, baseUrl);
  } catch {
    // Elements nested thousands deep exhaust the parser's stack; the words are still there.
    const text = plainText(html);
    return { blocks: text === '' ? [] : [{ kind: 'paragraph', text }], images: [], pictures: [] };
  }
}

function readPage(
  page: { readonly html: string; readonly url: string },
  title: string,
  timeZone: string | undefined,
): PageReading | null {
  try {
    return readArticlePage(page.html, page.url, title, timeZone);
  } catch {
    // As above; the feed's own text is used.
    return null;
  }
}

function standfirst(
  item: FeedItem,
  article: { readonly title: string; readonly blocks: readonly Block[] },
  whole: string | null,
): string | null {
  if (item.summaryHtml === null || item.summaryHtml === whole) return null;
  return standfirstOf(withoutFooter(plainText(item.summaryHtml)), article);
}

const longestTitle = 100;

/** For a story without a title: its first sentence, cut between two words when it is long. */
function titleFromBody(blocks: readonly Block[]): string {
  const text = blocks.find((block) => block.kind !== 'caption')?.text ?? '';
  const sentence = text.match(/^.*?[.؟!…](?=\s|$)/)?.[0].replace(/[.…]$/, '') ?? text;
  if (sentence.length <= longestTitle) return sentence.trim();
  const words = tokens(sentence.slice(0, longestTitle));
  const end = words.at(-2)?.end ?? longestTitle;
  return `${sentence.slice(0, end).trim()}…`;
}

/** The feed's own link, unless it belongs to a service that only counts and forwards. */
function linkOf(item: FeedItem, context: ItemContext, page: PageArticle | null): string {
  if (item.link === null) return canonicalLink(page?.article.link ?? context.siteLink ?? context.feedUrl);
  const forwarded = page !== null && new URL(page.article.link).host !== new URL(item.link).host;
  return canonicalLink(forwarded ? page.article.link : item.link);
}

function imageOf(item: FeedItem, page: PageArticle | null, images: readonly Image[]): Image | null {
  if (item.imageUrl !== null) return { url: item.imageUrl, alt: item.imageAlt ?? null };
  return images[0] ?? page?.article.image ?? null;
}
