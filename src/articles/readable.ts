import { Readability } from '@mozilla/readability';
import { isProse } from './boilerplate/page.ts';
import type { DomDocument } from './dom.ts';
import { type HtmlBlocks, htmlBlocks } from './html-blocks.ts';

/** Fewest characters of running text that are an article where nothing but a page's plain text is left to go by. */
const SHORTEST = 250;

/** What Readability takes for a page's article. It takes the document apart. */
export function readableBody(document: DomDocument, url: string): HtmlBlocks {
  return htmlBlocks(parse(document)?.content ?? '', url);
}

/**
 * The running text of what Readability takes for a page's article, without regard to the boxes it stands in; none where that is
 * little. It takes the document apart.
 */
export function readableText(document: DomDocument): HtmlBlocks {
  const lines = (parse(document)?.textContent ?? '').split(/\s*\n\s*/).map((line) => line.trim());
  const texts = lines.filter(isProse);
  const isArticle = texts.join(' ').length >= SHORTEST;
  return { blocks: isArticle ? texts.map((text) => ({ kind: 'paragraph', text })) : [], images: [], pictures: [] };
}

function parse(document: DomDocument): ReturnType<Readability['parse']> {
  return new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
    charThreshold: 250,
    keepClasses: true,
    maxElemsToParse: 60_000,
  }).parse();
}
