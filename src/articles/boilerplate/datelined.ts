import { type Page, takenUp } from './page.ts';

/** «المرصد اليوم (تبوك) – افتتح …», «الساحل نيوز/ صور: …»: the house, and in brackets or behind a stroke the town. */
const INLINE =
  /^\s*(\p{L}[\p{L}\d ]{2,30}?) ?(?:\(\p{L}[\p{L} ]{1,24}\)|\/ ?\p{L}[\p{L} ]{1,24}?) ?[–—:-]+\s*(?=\p{L})/u;
/** The same on a line of its own: «الساحل نيوز/ صور». */
const ALONE = /^\s*(\p{L}[\p{L}\d ]{2,30}?) ?(?:\(\p{L}[\p{L} ]{1,24}\)|\/ ?\p{L}[\p{L} ]{1,24})\s*$/u;

/**
 * Whether the running text at `at`, which has little of the title, opens under a dateline of the house, and another line of the page
 * under one with another town: a story has one, where it begins.
 */
export function opensAnotherStory(at: number, { texts, title }: Pick<Page, 'texts' | 'title'>): boolean {
  const text = texts[at] ?? '';
  const dated = INLINE.test(text) ? at : at - 1;
  const house = (dated === at ? INLINE : ALONE).exec(texts[dated] ?? '')?.[1];
  if (house === undefined || takenUp(title, text) >= LITTLE) return false;
  return texts.some((line, i) => i !== dated && (INLINE.exec(line) ?? ALONE.exec(line))?.[1] === house);
}

/** Less than this share (0–1) of a title's words is next to nothing. */
const LITTLE = 0.2;
