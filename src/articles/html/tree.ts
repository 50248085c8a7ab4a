import {
  CELL_SCOPE,
  ENDS_DRAWING,
  ENDS_PARAGRAPH,
  FORMATTING,
  HEADINGS,
  ITEM_SCOPE,
  ITEMS,
  LIST_SCOPE,
  NONE,
  OF_HEAD,
  PARAGRAPH_SCOPE,
  SCOPE,
  SPECIAL,
  TABLE_PARTS,
  TABLE_SCOPE,
  UNREAD,
  VOID,
} from './elements.ts';
import { OpenElements } from './open-elements.ts';
import { type Attribute, readTags, type TagReader } from './tags.ts';
import { element, isBlank, type TreeElement } from './tree-element.ts';

/**
 * A page as a tree, its elements ended where browsers end them (https://html.spec.whatwg.org/multipage/parsing.html, 13.2.6), in time that
 * grows with the page's length alone, whatever nothing ends in it. It differs from browsers where that helps to read: the type of a text
 * ends with the box it stands in; comments and programs are left out, and so is what no page needs, see {@link OpenElements} and
 * {@link readTags}.
 */
export function htmlTree(html: string): TreeElement {
  const builder = new TreeBuilder();
  readTags(html, builder);
  return builder.root;
}

class TreeBuilder implements TagReader {
  private readonly head = element('head');
  private readonly body = element('body');
  readonly root = element('html', [], [this.head, this.body]);
  private readonly inHead = new OpenElements(this.head);
  private readonly inBody = new OpenElements(this.body);
  private open = this.inHead;
  /** The drawing or formula that began last, until it has ended. */
  private drawing: TreeElement | null = null;

  start(name: string, attributes: readonly Attribute[], isSelfClosing: boolean): void {
    if (/^(?:html|head|body|frameset|frame)$/.test(name)) {
      this.startRoot(name, attributes);
      return;
    }
    if (this.open === this.inHead && this.open.isAtRoot && !OF_HEAD.has(name)) this.open = this.inBody;
    if (this.drawing !== null && !this.open.holds(this.drawing)) this.drawing = null;
    if (!this.endBefore(name)) return;
    const started = element(name, [...attributes]);
    if (name === 'svg' || name === 'math') this.drawing ??= started;
    this.open.start(started, VOID.has(name) || (isSelfClosing && this.drawing !== null));
  }

  end(name: string): void {
    if (name === 'body' || name === 'html') return;
    if (name === 'head') {
      if (this.open === this.inHead) this.open = this.inBody;
    } else if (name === 'br') this.start(name, [], false);
    else if (this.open.endsBeyond(name)) return;
    else if (HEADINGS.has(name)) this.open.end([...HEADINGS], SCOPE);
    else if (FORMATTING.has(name)) this.open.endFormatting(name, true);
    else if (name === 'form') this.open.takeOut(name);
    else this.open.end([name], scopeOf(name));
  }

  text(text: string): void {
    if (this.open === this.inHead && this.open.isAtRoot) {
      if (text.trim() === '') return;
      this.open = this.inBody;
    }
    this.open.text(text);
  }

  private startRoot(name: string, attributes: readonly Attribute[]): void {
    const root = name === 'html' ? this.root : this.body;
    if (name !== 'html' && name !== 'body') return;
    if (name === 'body' && this.open.isAtRoot) this.open = this.inBody;
    const told = new Set(root.attributes.map(([other]) => other));
    root.attributes.push(...attributes.filter(([other]) => !told.has(other)));
  }

  /** Ends what ends where an element of this name begins. Whether it may begin there. */
  private endBefore(name: string): boolean {
    const { open } = this;
    if (this.drawing !== null && ENDS_DRAWING.has(name) && !open.has('foreignobject', NONE)) open.endFrom(this.drawing);
    if (name in TABLE_PARTS) {
      const isInTable = open.startPart(name);
      // Browsers leave the tag out; what it parted is parted still.
      if (!isInTable) open.start(element('hr'), true);
      return isInTable;
    }
    if (name === 'form' && (open.inTableFrame || open.has('form', NONE))) return false;
    if (ENDS_PARAGRAPH.has(name)) this.endParagraph(name);
    if (HEADINGS.has(name) && HEADINGS.has(open.name)) open.end([open.name], SCOPE);
    for (const item of ITEMS[name] ?? []) open.end([item], ITEM_SCOPE);
    if (name === 'a' || name === 'nobr') open.endFormatting(name, false);
    if (name === 'button') open.end([name], SCOPE);
    if (name === 'table') open.end([name], CELL_SCOPE);
    return true;
  }

  /** Ends a paragraph where a box begins. A link that was begun around the box goes on in its place: «<p><a href=…><h3>». */
  private endParagraph(box: string): void {
    const { open } = this;
    const link = box === 'p' ? undefined : open.linkOfParagraph;
    open.end(['p'], PARAGRAPH_SCOPE);
    if (link?.children.every((node) => isBlank(node) || typeof node !== 'string')) {
      open.start(element(link.name, link.attributes), false);
    }
  }
}

/** What the end of an element does not reach out of: of a box, a cell or its like; of an element in running text, any box. */
function scopeOf(name: string): ReadonlySet<string> {
  if (UNREAD.has(name)) return NONE;
  if (name === 'table' || name in TABLE_PARTS) return TABLE_SCOPE;
  if (name === 'p') return PARAGRAPH_SCOPE;
  if (name === 'li') return LIST_SCOPE;
  return SPECIAL.has(name) ? SCOPE : SPECIAL;
}
