import { plainTitle } from '../feeds/plain.ts';
import { isProse } from './boilerplate/page.ts';
import { type DomDocument, type DomElement, isElement } from './dom.ts';

/** What may stand among the paragraphs of a text that goes on without its box. */
const GOES_ON = new Set(['p', 'br', 'h2', 'h3', 'h4', 'ul', 'ol', 'blockquote', 'figure']);
/** Paragraphs that are a text's going on, and the least share (0–1) of what stands before them. */
const LEAST = { paragraphs: 2, share: 0.3 } as const;

/** Whether a page closes more boxes than it opens: an editor's text that was pasted with the end of another box. */
export function closesTooMany(html: string): boolean {
  const count = (tag: RegExp): number => html.match(tag)?.length ?? 0;
  return count(/<\/div\s*>/gi) > count(/<div[\s>]/gi);
}

/**
 * Where such a text goes on: the elements behind the box that ended too soon, up to the next box. None where little of it is running
 * text.
 *
 * @param texts what was found of the article, in order.
 */
export function goingOn(document: DomDocument, texts: readonly string[]): readonly DomElement[] {
  const last = texts.findLast(isProse);
  const paragraphs = [...document.body.querySelectorAll('p')];
  let box: DomElement | undefined = paragraphs.find((one) => plainTitle(one.textContent ?? '') === last);
  while (box !== undefined && box.localName !== 'body') {
    const { parentNode }: DomElement = box;
    if (parentNode === null || !isElement(parentNode)) return [];
    const siblings = [...parentNode.childNodes].filter(isElement);
    const behind = siblings.slice(siblings.indexOf(box) + 1);
    if (behind.length > 0) {
      const end = behind.findIndex(({ localName }) => !GOES_ON.has(localName));
      const run = behind.slice(0, end < 0 ? behind.length : end);
      const prose = run.map((one) => plainTitle(one.textContent ?? '')).filter(isProse);
      const isLong = prose.join('').length >= texts.join('').length * LEAST.share;
      return prose.length >= LEAST.paragraphs && isLong ? run : [];
    }
    box = parentNode;
  }
  return [];
}
