import { Readability } from '@mozilla/readability';
import { canonicalLink } from '../feeds/canonical-link.ts';
import type { Article, Block, Image } from './article.ts';
import { bodyLength } from './body.ts';
import { bodyElement } from './body-element.ts';
import { cleanBlocks, type Removed } from './clean-blocks.ts';
import { isClutter } from './clutter.ts';
import { partByDeclared } from './declared-text.ts';
import { type DomDocument, parseDocument, textLength } from './dom.ts';
import { elementBlocks, type HtmlBlocks, htmlBlocks } from './html-blocks.ts';
import { type PageMetadata, pageMetadata } from './page-metadata.ts';
import { standfirstOf } from './standfirst.ts';
import { missesTitle, titleContainer } from './title-container.ts';

export interface PageArticle {
  readonly article: Article;
  readonly metadata: PageMetadata;
  readonly removed: readonly Removed[];
}

/**
 * The article of a web page: what the page says of itself (JSON-LD, Open Graph), its body where the
 * page names it or Readability finds it, cleaned. Null when the page holds no article that can be told from the rest.
 *
 * @param url the address the page came from, after redirects.
 * @param timeZone whose clocks a date without a zone is told by; UTC without.
 */
export function articleFromPage(html: string, url: string, title?: string, timeZone?: string): PageArticle | null {
  const document = parseDocument(html);
  if (document.documentElement === null || document.querySelector('body') === null) return null;
  const metadata = pageMetadata(document, url, timeZone);
  const name = title || metadata.title || '';
  const { blocks, images } = bodyOf(document, { html, metadata, url, name });
  const parted = metadata.articleBody === null ? null : partByDeclared(blocks, metadata.articleBody);
  const cleaned = cleanBlocks(parted?.own ?? blocks, { title: name, around: parted === null ? 'page' : 'nothing' });
  if (name === '' || bodyLength(cleaned.blocks) === 0) return null;
  return {
    article: {
      title: name,
      standfirst:
        metadata.description === null
          ? null
          : standfirstOf(metadata.description, { title: name, blocks: cleaned.blocks }),
      byline: metadata.byline,
      publishedAt: metadata.publishedAt,
      link: canonicalLink(metadata.canonical ?? url),
      blocks: cleaned.blocks,
      image: metadata.image ?? images[0] ?? null,
      tags: metadata.tags,
    },
    metadata,
    removed: [...(parted?.foreign ?? []).map(({ text }) => ({ text, why: 'undeclared' })), ...cleaned.removed],
  };
}

interface PageContext {
  readonly html: string;
  readonly metadata: PageMetadata;
  readonly url: string;
  /** The article's title. */
  readonly name: string;
}

function bodyOf(
  document: DomDocument,
  { html, metadata, url, name }: PageContext,
): { blocks: readonly Block[]; images: readonly Image[] } {
  removeClutter(document);
  const own = bodyElement(document);
  if (own !== null) {
    const named = elementBlocks(own, url);
    const texts = named.blocks.map((block) => block.text);
    if (bodyLength(named.blocks) > 0 && !missesTitle(texts, name)) return withDeclared(named, metadata);
  }
  const readable = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
    charThreshold: 250,
    keepClasses: true,
    maxElemsToParse: 60_000,
  }).parse();
  const read = htmlBlocks(readable?.content ?? '', url);
  const texts = read.blocks.map((block) => block.text);
  return withDeclared((missesTitle(texts, name) ? blocksUnderTitle(html, url, name) : null) ?? read, metadata);
}

function withDeclared(found: HtmlBlocks, metadata: PageMetadata): HtmlBlocks {
  const declared = metadata.articleBody === null ? [] : paragraphsOf(metadata.articleBody);
  // The page may build its text in the browser; then JSON-LD is all there is.
  return bodyLength(declared) > bodyLength(found.blocks) * 1.5 ? { blocks: declared, images: found.images } : found;
}

/** Readability has taken the document apart, so that it is read anew. */
function blocksUnderTitle(html: string, url: string, name: string): HtmlBlocks | null {
  const document = parseDocument(html);
  removeClutter(document);
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
