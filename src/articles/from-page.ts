import { canonicalLink } from '../feeds/canonical-link.ts';
import type { Article, Block, Image } from './article.ts';
import { bodyLength } from './body.ts';
import { bodyElement, builtBody } from './body-element.ts';
import type { KnownLines } from './boilerplate/known.ts';
import { isProse } from './boilerplate/page.ts';
import { cleanBlocks, type Removed } from './clean-blocks.ts';
import { isClutter } from './clutter.ts';
import { closesTooMany, goingOn } from './continued.ts';
import { partByDeclared } from './declared-text.ts';
import { type DomDocument, type DomElement, parseDocument, textLength } from './dom.ts';
import { elementBlocks, type HtmlBlocks, htmlBlocks } from './html-blocks.ts';
import { partLeadIn } from './lead-in.ts';
import { type LivePosts, livePosts } from './live-posts.ts';
import { removeOtherBoxes } from './other-boxes.ts';
import { type PageMetadata, pageMetadata } from './page-metadata.ts';
import { type FoundPicture, storyPictures } from './pictures.ts';
import { readableBody, readableText } from './readable.ts';
import { withScriptStory } from './script-story.ts';
import { scriptText } from './script-text.ts';
import { missesTitle, titleContainer } from './title-container.ts';
import { visibleImage, visibleStandfirst } from './visible-meta.ts';

export interface PageArticle {
  readonly article: Article;
  readonly metadata: PageMetadata;
  readonly removed: readonly Removed[];
}

/** A page whose body is found; what is not the article's leaves when it is settled. */
export interface PageReading {
  /** The texts of its body, before anything is taken off. */
  readonly lines: readonly string[];
  /** The article without what is not its own; null when nothing is left. `known`: what other pages of its house tell. */
  readonly settle: (known?: KnownLines) => PageArticle | null;
}

/**
 * The article of a web page: what the page says of itself (JSON-LD, Open Graph), its body where the
 * page names it or Readability finds it, cleaned. Null when the page holds no article that can be told from the rest.
 *
 * @param url the address the page came from, after redirects.
 * @param timeZone whose clocks a date without a zone is told by; UTC without.
 */
export function articleFromPage(html: string, url: string, title?: string, timeZone?: string): PageArticle | null {
  return readArticlePage(html, url, title, timeZone)?.settle() ?? null;
}

/** {@link articleFromPage} in two steps, for those who learn something of its house in between. */
export function readArticlePage(html: string, url: string, title?: string, timeZone?: string): PageReading | null {
  const document = parseDocument(html);
  if (document.documentElement === null || document.querySelector('body') === null) return null;
  const metadata = withScriptStory(pageMetadata(document, url, timeZone), html, url, timeZone);
  const name = title || metadata.title || '';
  const context = { html, metadata, url, name };
  const leadIn = { described: metadata.description, named: visibleStandfirst(document, name) };
  const lead = metadata.image ?? visibleImage(document, { title: name, byline: metadata.byline }, url);
  const body = bodyOf(document, context);
  const settle = (known?: KnownLines): PageArticle | null => {
    const found = withText(
      { ...context, known },
      () => body,
      () => ({ ...readableBody(parseDocument(html), url), around: 'page' }),
      () => ({ ...readableText(parseDocument(html)), around: 'nothing' }),
    );
    if (found === null) return null;
    const { removed } = found;
    const { standfirst, blocks } = partLeadIn(name, found.blocks, leadIn);
    const [first] = found.body.pictures;
    const image = lead ?? (first === undefined ? null : { url: first.url, alt: first.alt });
    return {
      article: {
        title: name,
        standfirst,
        byline: metadata.byline,
        publishedAt: metadata.publishedAt,
        link: canonicalLink(metadata.canonical ?? url),
        blocks,
        image,
        pictures: storyPictures(image, found.body.pictures, { blocks: found.body.blocks, cleaned: blocks }),
        tags: metadata.tags,
      },
      metadata,
      removed,
    };
  };
  return { lines: declared(body, metadata).own.map(({ text }) => text), settle };
}

interface Cleaned {
  readonly body: Body;
  readonly blocks: readonly Block[];
  readonly removed: readonly Removed[];
}

interface CleaningOfPage extends PageContext {
  readonly known: KnownLines | undefined;
}

/**
 * What is left of a page by the first of the ways to read it that leaves any text, from the one that knows most of pages down to its
 * plain text. What a later one finds takes up the page's title: a page without an article has text too.
 */
function withText(page: CleaningOfPage, ...ways: readonly (() => Body)[]): Cleaned | null {
  if (page.name === '') return null;
  for (const [at, read] of ways.entries()) {
    const found = cleaned(read(), page);
    if (bodyLength(found.blocks) > 0 && (at === 0 || !misses(found.blocks, page.name))) return found;
  }
  return null;
}

function cleaned(body: Body, { metadata, name, known }: CleaningOfPage): Cleaned {
  const { own, foreign, around } = declared(body, metadata);
  const { blocks, removed } = cleanBlocks(own, { title: name, around, known });
  return { body, blocks, removed: [...foreign.map(({ text }) => ({ text, why: 'undeclared' })), ...removed] };
}

/** A body without what its publisher does not declare as the article's text, where that is declared. */
function declared({ blocks, around }: Body, { articleBody }: PageMetadata) {
  const parted = articleBody === null ? null : partByDeclared(blocks, articleBody);
  return parted === null ? { own: blocks, foreign: [], around } : { ...parted, around: 'nothing' as const };
}

interface PageContext {
  readonly html: string;
  readonly metadata: PageMetadata;
  readonly url: string;
  /** The article's title. */
  readonly name: string;
}

interface Body extends HtmlBlocks {
  readonly around: 'page' | 'nothing';
}

function bodyOf(document: DomDocument, context: PageContext): Body {
  removeClutter(document);
  const own = bodyElement(document, context.name);
  removeOtherBoxes(document, context.name, own);
  const live = livePosts(document, own);
  const found =
    live === null ? withGoingOn(articleBlocks(document, own, context), context) : liveBlocks(live, context.url);
  const data = live === null ? scriptText(context.html, context.name, found.blocks) : null;
  if (data !== null) return { ...instead(found, data), around: 'nothing' };
  return { ...withDeclared(found, context.metadata), around: live === null ? 'page' : 'nothing' };
}

/** The running text above the first post of a live page, and its posts. */
function liveBlocks({ intro, posts }: LivePosts, url: string): HtmlBlocks {
  const above = intro.flatMap((element) => elementBlocks(element, url).blocks.filter(({ text }) => isProse(text)));
  return joined(posts, url, above);
}

/** The blocks of several elements in one row, behind those `above`. */
function joined(elements: readonly DomElement[], url: string, above: readonly Block[] = []): HtmlBlocks {
  const blocks = [...above];
  const images: Image[] = [];
  const pictures: FoundPicture[] = [];
  for (const element of elements) {
    const read = elementBlocks(element, url);
    pictures.push(...read.pictures.map((picture) => ({ ...picture, after: picture.after + blocks.length })));
    images.push(...read.images);
    blocks.push(...read.blocks);
  }
  return { blocks, images, pictures };
}

/** What the page names as its text where that takes up its title, else what Readability finds, else what does take it up. */
function articleBlocks(document: DomDocument, own: DomElement | null, { html, url, name }: PageContext): HtmlBlocks {
  const named = own === null ? null : elementBlocks(own, url);
  if (named !== null && bodyLength(named.blocks) > 0 && !misses(named.blocks, name)) return named;
  const built = joined(builtBody(document), url);
  const read = readableBody(document, url);
  // Readability takes one piece of a page builder's for the whole.
  if (bodyLength(built.blocks) > bodyLength(read.blocks) && !misses(built.blocks, name)) return built;
  const under = misses(read.blocks, name) ? blocksUnderTitle(html, url, name) : null;
  if (under !== null) return under;
  // Where neither takes it up the page knows best, unless it named a card.
  return named !== null && misses(read.blocks, name) && bodyLength(named.blocks) * 2 > bodyLength(read.blocks)
    ? named
    : read;
}

function misses(blocks: readonly Block[], name: string): boolean {
  const texts = blocks.map((block) => block.text);
  return missesTitle(texts, name);
}

function withDeclared(found: HtmlBlocks, metadata: PageMetadata): HtmlBlocks {
  const declared = metadata.articleBody === null ? [] : paragraphsOf(metadata.articleBody);
  // The page may build its text in the browser; then JSON-LD is all there is.
  return bodyLength(declared) > bodyLength(found.blocks) * 1.5 ? instead(found, declared) : found;
}

/** The text that a page tells its programs, in place of what it shows. */
function instead(found: HtmlBlocks, blocks: readonly Block[]): HtmlBlocks {
  return { ...found, blocks, pictures: found.pictures.map((picture) => ({ ...picture, after: 0 })) };
}

/** A text whose box ends before it does, with the rest. */
function withGoingOn(found: HtmlBlocks, { html, url }: PageContext): HtmlBlocks {
  if (!closesTooMany(html)) return found;
  const texts = found.blocks.map(({ text }) => text);
  const rest = joined(goingOn(tidied(html), texts), url);
  return { ...found, blocks: [...found.blocks, ...rest.blocks] };
}

/** The page read anew: Readability takes a document apart. */
function tidied(html: string): DomDocument {
  const document = parseDocument(html);
  removeClutter(document);
  return document;
}

function blocksUnderTitle(html: string, url: string, name: string): HtmlBlocks | null {
  const document = tidied(html);
  const container = titleContainer(document, name);
  return container === null ? null : elementBlocks(container, url);
}

function removeClutter(document: DomDocument): void {
  const rootLength = textLength(document.body);
  for (const element of [...document.body.querySelectorAll('*')]) {
    if (element.parentNode !== null && isClutter(element, rootLength)) element.remove();
  }
}

function paragraphsOf(text: string): Block[] {
  return htmlBlocks(text.replace(/\r?\n\s*/g, '<br><br>'), null).blocks.slice();
}
