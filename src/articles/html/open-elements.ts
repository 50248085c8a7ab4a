import {
  FORMATTING_SCOPE,
  PARAGRAPH_SCOPE,
  PROGRAMS,
  SCOPE,
  SPECIAL,
  TABLE_FRAME,
  TABLE_PARTS,
  TABLE_SCOPE,
  WORDS,
} from './elements.ts';
import type { Attribute } from './tags.ts';
import { element, isBlank, type TreeElement, type TreeNode } from './tree-element.ts';

/**
 * Elements that stand in one another: deeper than pages lay their boxes (builders' sixty), and less than where browsers stop (Chromium's
 * 512). Every walk over what stands in an element meets a thing once for each level that it is deep, so that levels are counted: of elements
 * together, those of five thousand at sixty and of twenty at the usual depth, and a third as many for paragraphs behind them; of characters.
 */
const MOST = { depth: 80, usual: 12, levels: 300_000, ofParagraphs: 100_000, ofText: 16_000_000 } as const;

/** Characters of a piece of text: more than is read of an article's. */
const LONGEST = 100_000;

/** What takes up the text of an element beyond the bounds; it stands on the page from its first on, and once more behind another one's. */
interface Leaf {
  element: TreeElement;
  isPut: boolean;
}

/** An element beyond the bounds; `leaf` is null where its text is not read. */
interface Beyond {
  readonly name: string;
  readonly leaf: Leaf | null;
}

/**
 * The elements that are open where a page is being read. What would stand deeper than {@link MOST} stands side by side at that depth, as
 * in browsers; of what stands behind the last of its elements only paragraphs are read.
 */
export class OpenElements {
  private readonly stack: TreeElement[];
  private readonly beyond: Beyond[] = [];
  private readonly countBeyond = new Map<string, number>();
  private levels = 0;
  private levelsOfText = 0;
  private lastLeaf: TreeElement | null = null;

  constructor(root: TreeElement) {
    this.stack = [root];
  }

  get isAtRoot(): boolean {
    return this.stack.length === 1 && this.beyond.length === 0;
  }

  /** The name of the innermost one. */
  get name(): string {
    return this.beyond.at(-1)?.name ?? this.innermost.name;
  }

  /** Whether a table is open, and none of its cells. */
  get inTableFrame(): boolean {
    return TABLE_FRAME.has(this.name);
  }

  /** The link that is open in the innermost paragraph. */
  get linkOfParagraph(): TreeElement | undefined {
    const at = this.beyond.length > 0 ? -1 : this.find(['p'], PARAGRAPH_SCOPE);
    const link = at < 0 ? undefined : this.stack.find(({ name }, place) => place > at && name === 'a');
    return link?.attributes.some(([name]) => name === 'href') ? link : undefined;
  }

  holds(one: TreeElement): boolean {
    return this.stack.includes(one);
  }

  has(name: string, scope: ReadonlySet<string>): boolean {
    return this.find([name], scope) > 0 || (this.countBeyond.get(name) ?? 0) > 0;
  }

  start(started: TreeElement, isVoid: boolean): void {
    const isFull = this.levels >= MOST.levels;
    if (isVoid) {
      if (!isFull) this.put(started);
    } else if (!isFull && this.stack.length < MOST.depth && this.beyond.length === 0) {
      this.put(started);
      this.stack.push(started);
    } else {
      this.beyond.push({ name: started.name, leaf: this.leafOf(started, isFull) });
      this.countBeyond.set(started.name, (this.countBeyond.get(started.name) ?? 0) + 1);
    }
  }

  text(text: string): void {
    const last = this.beyond.at(-1);
    if (last?.leaf === null) return;
    const { name, attributes } = last?.leaf?.element ?? this.innermost;
    if (PROGRAMS.has(name)) {
      if (isData(attributes)) this.put(text);
      return;
    }
    const kept = text.slice(0, Math.min(LONGEST, Math.ceil((MOST.ofText - this.levelsOfText) / this.stack.length)));
    this.levelsOfText += kept.length * this.stack.length;
    if (kept !== '') this.put(kept);
  }

  /** Ends the innermost of `names` and what stands in it, unless it stands outside of `scope`. */
  end(names: readonly string[], scope: ReadonlySet<string>): void {
    const last = this.beyond.at(-1);
    if (last !== undefined) {
      if (names.includes(last.name)) this.popBeyond();
      return;
    }
    const at = this.find(names, scope);
    if (at > 0) this.stack.length = at;
  }

  /** Whether an end tag is of an element beyond the bounds, or of one that stands outside of them all and is none of a box. */
  endsBeyond(name: string): boolean {
    if (this.beyond.length === 0) return false;
    if ((this.countBeyond.get(name) ?? 0) > 0) {
      while (this.popBeyond() !== name);
      return true;
    }
    if (!SPECIAL.has(name)) return true;
    this.endBeyond(this.stack.length);
    return false;
  }

  /** Ends an element and whatever stands in it. */
  endFrom(one: TreeElement): void {
    const at = this.stack.indexOf(one);
    if (at > 0) this.endBeyond(at);
  }

  /** Takes an element out of those that are open; what stands in it stays open. */
  takeOut(name: string): void {
    const at = this.find([name], SCOPE);
    if (at > 0) this.stack.splice(at, 1);
  }

  /** Ends what ends where a part of a table begins. Whether a table is open. */
  startPart(name: string): boolean {
    if ((this.countBeyond.get('table') ?? 0) > 0) return true;
    if (this.beyond.length > 0 || this.find(['table'], TABLE_SCOPE) < 0) return false;
    const holders = TABLE_PARTS[name];
    this.stack.length = this.stack.findLastIndex((one) => holders?.has(one.name)) + 1;
    if (holders?.has('tr') && this.name !== 'tr') this.start(element('tr'), false);
    return true;
  }

  /**
   * Ends a kind of text. Boxes that were begun in it and are still open go on behind it; what they hold so far is of that kind where a tag
   * ends it (`isEnded`), and none of it where only the next of the kind does: nobody sets a page into one link.
   */
  endFormatting(name: string, isEnded: boolean): void {
    const at = this.beyond.length > 0 ? -1 : this.find([name], FORMATTING_SCOPE);
    const box = this.stack.findIndex((one, place) => place > at && SPECIAL.has(one.name));
    if (at < 0 || box < 0) this.end([name], FORMATTING_SCOPE);
    else this.moveOut(at, box, isEnded);
  }

  private moveOut(at: number, box: number, isEnded: boolean): void {
    const [around, kind, holder, moved] = [at - 1, at, box - 1, box].map((place) => this.stack[place]);
    if (around === undefined || kind === undefined || moved === undefined || holder?.children.at(-1) !== moved) return;
    holder.children.pop();
    around.children.push(moved);
    this.stack.splice(at, box - at);
    if (!isEnded) return;
    for (const [place, open] of this.stack.entries()) {
      const next = this.stack[place + 1];
      if (place < at || (next !== undefined && open.children.at(-1) !== next)) continue;
      const own = next === undefined ? open.children : open.children.slice(0, -1);
      if (own.every(isBlank)) continue;
      open.children = [element(kind.name, kind.attributes, own), ...(next === undefined ? [] : [next])];
      this.levels += Math.max(this.stack.length, MOST.usual);
    }
  }

  private get innermost(): TreeElement {
    const last = this.stack.at(-1);
    if (last === undefined) throw new Error('the root of a page was ended');
    return last;
  }

  /** Where the text of an element beyond the bounds is put: words that are of another type are words of what they stand in. */
  private leafOf(started: TreeElement, isFull: boolean): Leaf | null {
    const around = this.beyond.at(-1)?.leaf;
    if (around !== undefined && around !== null && WORDS.has(started.name)) return around;
    const isRead = started.name === 'p' ? this.levels < MOST.levels + MOST.ofParagraphs : !isFull;
    return isRead || isData(started.attributes) ? { element: started, isPut: false } : null;
  }

  /** Puts something into the innermost element. */
  private put(node: TreeNode): void {
    const leaf = this.beyond.at(-1)?.leaf;
    if (leaf === null) return;
    if (leaf !== undefined && this.lastLeaf !== leaf.element) {
      if (leaf.isPut) leaf.element = element(leaf.element.name, leaf.element.attributes);
      leaf.isPut = true;
      this.putInto(this.innermost, leaf.element);
      this.lastLeaf = leaf.element;
    }
    this.putInto(leaf?.element ?? this.innermost, node);
  }

  private putInto(place: TreeElement, node: TreeNode): void {
    const isMisplaced = place === this.innermost && TABLE_FRAME.has(place.name) && !isOfTable(node);
    const table = isMisplaced ? this.stack.findLast(({ name }) => name === 'table') : undefined;
    if (table !== undefined) table.before ??= [];
    const nodes = table?.before ?? place.children;
    const last = nodes.at(-1);
    if (typeof node !== 'string') this.levels += Math.max(this.stack.length, MOST.usual);
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
    else nodes.push(node);
  }

  private find(names: readonly string[], scope: ReadonlySet<string>): number {
    for (let at = this.stack.length - 1; at > 0; at -= 1) {
      const name = this.stack[at]?.name ?? '';
      if (names.includes(name)) return at;
      if (scope.has(name)) return -1;
    }
    return -1;
  }

  /** Leaves so many elements open, and none beyond the bounds. */
  private endBeyond(open: number): void {
    this.stack.length = open;
    this.beyond.length = 0;
    this.countBeyond.clear();
  }

  private popBeyond(): string | undefined {
    const name = this.beyond.pop()?.name;
    if (name !== undefined) this.countBeyond.set(name, (this.countBeyond.get(name) ?? 1) - 1);
    return name;
  }
}

/** What a table may hold besides its cells' text; the space between two cells parts their words. */
function isOfTable(node: TreeNode): boolean {
  if (typeof node === 'string') return isBlank(node);
  return node.name in TABLE_PARTS || /^(?:script|style|template|form)$/.test(node.name);
}

/** A script that holds data about the page's article. */
function isData(attributes: readonly Attribute[]): boolean {
  return attributes.some(([name, value]) => name === 'type' && /ld\+json/i.test(value));
}
