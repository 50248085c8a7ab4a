import { cleanText } from '../feeds/plain.ts';
import type { Block, BlockKind, Image } from './article.ts';
import { isCaption, isNamedCaption } from './caption-element.ts';
import { isClutter, namesOf } from './clutter.ts';
import { type DomElement, type DomNode, isElement, isText, linkDensity, parseFragment, textLength } from './dom.ts';
import { altOf, imageSource, ownPicture } from './image-element.ts';
import {
  inline,
  isLinkedCard,
  isTeaserLink,
  leadsElsewhere,
  paragraphsOf,
  plain,
  type Run,
  readsAsHeading,
  type Style,
  share,
} from './inline-text.ts';
import type { FoundPicture } from './pictures.ts';
import { stripShortcodes } from './shortcodes.ts';

export interface HtmlBlocks {
  readonly blocks: readonly Block[];
  readonly images: readonly Image[];
  /** Those of the images that belong to the text. */
  readonly pictures: readonly FoundPicture[];
}

/**
 * HTML of an article as blocks of plain text in reading order. Boxes around the article go by their structure; what
 * only its words give away (a subscribe line, a teaser of another story) is left to the cleaning of paragraphs.
 *
 * @param baseUrl what pictures' addresses are relative to.
 */
export function htmlBlocks(html: string, baseUrl: string | null): HtmlBlocks {
  // WordPress renders this one only on its own pages; what it encloses is a picture's caption.
  const captioned = html.replace(CAPTIONED, '<figcaption>$1</figcaption>');
  return elementBlocks(parseFragment(captioned), baseUrl);
}

/** No caption reaches over the next one. */
const CAPTIONED = /\[caption[^[\]]*\]((?:(?!\[caption)[\s\S])*?)\[\/caption\]/gi;

export function elementBlocks(root: DomElement, baseUrl: string | null): HtmlBlocks {
  const writer = new BlockWriter(baseUrl, textLength(root));
  writer.children(root, 'paragraph');
  writer.flush('paragraph');
  // A forum sets what its members write as a quotation.
  const running = writer.blocks.filter(({ kind }) => kind !== 'heading' && kind !== 'caption');
  const isQuoted = running.every(({ kind }) => kind === 'quotation');
  const blocks = isQuoted ? writer.blocks.map(unquoted) : writer.blocks;
  return { blocks, images: writer.images, pictures: writer.pictures };
}

function unquoted({ kind, text }: Block): Block {
  return { kind: kind === 'quotation' ? 'paragraph' : kind, text };
}

const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** Walks an element and writes its blocks. Inline text gathers in runs until the block around it ends. */
class BlockWriter {
  readonly blocks: Block[] = [];
  readonly images: Image[] = [];
  readonly pictures: FoundPicture[] = [];
  private runs: Run[] = [];
  private readonly baseUrl: string | null;
  private readonly rootLength: number;

  constructor(baseUrl: string | null, rootLength: number) {
    this.baseUrl = baseUrl;
    this.rootLength = rootLength;
  }

  children(element: DomElement, kind: BlockKind, style: Style = plain): void {
    for (const node of element.childNodes) this.node(node, kind, style);
  }

  private node(node: DomNode, kind: BlockKind, style: Style): void {
    if (isText(node)) {
      this.runs.push({ text: (node.textContent ?? '').replace(/\s+/g, ' '), ...style });
      return;
    }
    if (!isElement(node)) return;
    const name = node.localName;
    if (name === 'br') this.runs.push({ text: '\n', ...style });
    else if (name === 'img' || name === 'amp-img') this.image(node);
    else if (isClutter(node, this.rootLength)) return;
    else if (inline.has(name)) this.inlineElement(node, kind, style);
    else this.blockElement(node, name, kind, style);
  }

  private inlineElement(element: DomElement, kind: BlockKind, style: Style): void {
    if (isNamedCaption(element)) {
      this.flush(kind);
      this.contents(element, 'caption');
      return;
    }
    if (isLinkedCard(element, this.rootLength)) return;
    const bold = style.bold || element.localName === 'strong' || element.localName === 'b';
    this.children(element, kind, { bold, linked: style.linked || leadsElsewhere(element) });
  }

  private blockElement(element: DomElement, name: string, kind: BlockKind, style: Style): void {
    this.flush(kind);
    // A link may be around boxes; bold type is a box's own.
    const within = { ...plain, linked: style.linked };
    if (name === 'figure') this.figure(element, kind);
    else if (headings.has(name)) this.contents(element, 'heading', within);
    else if (name === 'blockquote') this.contents(element, 'quotation');
    else if (name === 'figcaption' || isCaption(element)) this.contents(element, 'caption');
    else if (name === 'ul' || name === 'ol' || name === 'dl') this.list(element);
    else if (name === 'table') this.table(element);
    else this.contents(element, kind, within);
  }

  /** What stands below a picture in its box is its caption. */
  private figure(element: DomElement, kind: BlockKind): void {
    const [from, first] = [this.blocks.length, this.pictures.length];
    this.contents(element, isCaption(element) ? 'caption' : kind);
    const [picture, ...others] = this.pictures.slice(first);
    const caption = this.blocks.slice(from).find((block) => block.kind === 'caption')?.text;
    if (picture === undefined || others.length > 0 || caption === undefined) return;
    this.pictures[first] = { ...picture, caption };
  }

  private contents(element: DomElement, kind: BlockKind, style: Style = plain): void {
    this.children(element, kind, style);
    this.flush(kind);
  }

  /** A list of nothing but links is navigation. */
  private list(element: DomElement): void {
    if (linkDensity(element) > 0.8 && textLength(element) > 0) return;
    for (const node of element.childNodes) {
      if (isElement(node) && !isClutter(node, this.rootLength)) {
        this.children(node, 'list');
        this.flush('list');
      }
    }
  }

  /** A table of long cells is layout and holds the article; one of short cells is data, told row by row. */
  private table(element: DomElement): void {
    const cells = [...element.querySelectorAll('td, th')];
    if (cells.some((cell) => textLength(cell) > 200 || cell.querySelector('p') !== null)) {
      for (const cell of cells) if (cell.querySelector('td') === null) this.contents(cell, 'paragraph');
      return;
    }
    const caption = element.querySelector('caption');
    if (caption !== null) this.contents(caption, 'caption');
    for (const row of element.querySelectorAll('tr')) {
      const texts = [...row.querySelectorAll('td, th')].map((cell) => cleanText(cell.textContent ?? ''));
      const text = texts.filter((cell) => cell !== '').join(' | ');
      if (text !== '') this.blocks.push({ kind: 'caption', text });
    }
  }

  private image(element: DomElement): void {
    if (/\b(?:wp-smiley|emoji)\b/.test(namesOf(element))) {
      this.runs.push({ text: cleanText(element.getAttribute('alt') ?? ''), ...plain });
      return;
    }
    // What stands on either side of a picture is no one word.
    this.runs.push({ text: ' ', ...plain });
    const source = imageSource(element, this.baseUrl);
    if (source === null) return;
    const picture = ownPicture(element, source, this.baseUrl);
    this.images.push({ url: picture?.url ?? source, alt: altOf(element) });
    if (picture !== null) this.pictures.push({ ...picture, after: this.blocks.length });
  }

  /** Ends the paragraph that is being gathered: an empty line inside it ends one too. */
  flush(kind: BlockKind): void {
    const paragraphs = paragraphsOf(this.runs, kind);
    this.runs = [];
    for (const paragraph of paragraphs) this.write(paragraph, kind);
  }

  private write(runs: readonly Run[], kind: BlockKind): void {
    const text = cleanText(stripShortcodes(runs.map((run) => run.text).join('')));
    if (text === '' || !/[\p{L}\p{N}]/u.test(text)) return;
    if (kind !== 'quotation' && kind !== 'caption' && isTeaserLink(text, share(runs, 'linked'))) return;
    const isHeading = kind === 'paragraph' && share(runs, 'bold') > 0.95 && readsAsHeading(text);
    this.blocks.push({ kind: isHeading ? 'heading' : kind, text });
  }
}
