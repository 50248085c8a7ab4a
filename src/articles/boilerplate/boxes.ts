import { goesOn } from '../text/index.ts';
import { hasFullDate } from './byline.ts';
import { isFinished, isTitleLike } from './kind.ts';
import { beginnings, beginningsOf, isProse, type Page, plainOf, takenUp } from './page.ts';

/** Marks what its own form sets apart from an article: boxes with words for screen readers, players' titles, cards with clipped excerpts. */
export function markBoxes(page: Page): void {
  markSkipped(page);
  markCaptions(page);
  markItems(page);
  markCards(page);
  markDatedCards(page);
  markDatedTitles(page);
}

/** «تخطى قصص مقترحة وواصل القراءة» stands above a box for those who listen to the page, «قصص مقترحة نهاية» below it. */
const SKIP = /^(?:تخط[يىّ]|تجاوز|skip) .{2,60}(?:واصل|تابع|اكمل|continue)/i;
const END = /^(?:\S+ ){1,4}نهايه$|^نهايه (?:\S+ ?){1,4}$|^end of /i;
/** Lines and characters of a line that such a box may have; one that ends nowhere is none. */
const BOX = { lines: 14, characters: 320 } as const;

function markSkipped({ texts, reasons }: Page): void {
  texts.forEach((text, from) => {
    if (text.length > 160 || !SKIP.test(plainOf(text))) return;
    reasons[from] ??= 'chrome';
    const inside = texts.slice(from + 1, from + 1 + BOX.lines);
    const skip = plainOf(text);
    const end = inside.findIndex((line) => line.length < 80 && (END.test(plainOf(line)) || SKIP.test(plainOf(line))));
    const name = plainOf(inside[end] ?? '').replace(/(?:^| )نهايه(?: |$)|^end of /i, '');
    // Where its own end is missing, what follows is the article or the next box.
    if (end < 0 || !skip.includes(name) || inside.slice(0, end).some((line) => line.length > BOX.characters)) return;
    for (let at = from + 1; at <= from + 1 + end; at++) reasons[at] ??= 'teaser';
  });
}

/** «التعليق على الصورة،» on a line of its own: what it announces is the next one. */
const CAPTION = /^(?:(?:ال)?تعليق علي (?:الصوره|الفيديو)|شرح الصوره|تعليق الصوره)[،,:\s]*$/;

function markCaptions({ texts, reasons }: Page): void {
  texts.forEach((text, at) => {
    if (text.length > 40 || !CAPTION.test(plainOf(text))) return;
    reasons[at] ??= 'credit';
    const next = texts[at + 1];
    if (next !== undefined && !isFinished(next) && next.length < 240) reasons[at + 1] ??= 'credit';
  });
}

/** «list 2 of 5», said to those who listen, before an item; a player's length right behind its title; the two neighbours of a post. */
const NUMBERED = /^list \d+ of \d+/i;
const PLAYED = /\p{L}["»”)؟!]*\d{1,2}:\d{2}$/u;
const NEIGHBOURS = /^السابق\s*:?\s+\S.{8,}\s*التالي\s*:?\s+\S/;

function markItems({ texts, reasons }: Page): void {
  texts.forEach((text, at) => {
    if (NUMBERED.test(text) || (text.length < 200 && PLAYED.test(text)) || NEIGHBOURS.test(plainOf(text)))
      reasons[at] ??= 'teaser';
  });
}

/**
 * Longest excerpt of a card, and longest title that a stop ends, in characters; fewest meaning words of the title over an excerpt; share (0–1) of them
 * that it takes up.
 */
const CARD = { excerpt: 240, stopped: 110, title: 4, taken: 0.3 } as const;

/** In or below the article, a title, under it a full date, and an excerpt that takes the title up, with what goes on with that. */
function markDatedCards({ texts, reasons, title }: Page): void {
  const first = texts.findIndex((text, at) => reasons[at] === null && isProse(text));
  texts.forEach((text, at) => {
    if (first < 0 || at - 2 <= first || reasons[at] !== null || !isProse(text) || goesOn(text)) return;
    const over = texts[at - 2] ?? '';
    if (reasons[at - 1] !== 'byline' || !hasFullDate(plainOf(texts[at - 1] ?? ''))) return;
    if (reasons[at - 2] !== null || !isTitleLike(over) || beginnings(over).size < CARD.title) return;
    if (takenUp(over, text) < CARD.taken || takenUp(title, over) >= 0.6) return;
    reasons[at - 2] = 'teaser';
    reasons[at] = 'teaser';
    const [own, card] = [texts.slice(first, at - 2), [over, text]].map(beginningsOf);
    const shares = (line: string, words = card): number =>
      [...beginnings(line)].filter((one) => words?.has(one)).length;
    for (let i = at + 1; reasons[i] === null && goesOn(texts[i] ?? ''); i++)
      if (shares(texts[i] ?? '') >= Math.max(1, shares(texts[i] ?? '', own))) reasons[i] = 'teaser';
      else break;
  });
}

/** «… تتحول إلى خسائر بنهاية الربع الثالث 02/11/2025»: a full date behind a title in its line. */
const DATE_BEHIND = /\p{L}["»”)]*\s+\d{1,4}[./-]\d{1,2}[./-]\d{2,4}$/u;

/** Below the article's text, titles each with its date behind it, two or more in a row but for their excerpts, and what names their list. */
function markDatedTitles({ texts, reasons }: Page): void {
  const first = texts.findIndex((text, at) => reasons[at] === null && isProse(text));
  const isDated = (at: number): boolean => {
    const text = texts[at] ?? '';
    return reasons[at] === null && text.length < 200 && DATE_BEHIND.test(text) && beginnings(text).size > CARD.title;
  };
  const dated = texts.flatMap((_, at) => (first >= 0 && at > first && isDated(at) ? [at] : []));
  for (const [i, at] of dated.entries()) {
    const isFirst = at - (dated[i - 1] ?? -9) > 2;
    if (isFirst && (dated[i + 1] ?? Number.POSITIVE_INFINITY) - at > 2) continue;
    reasons[at] = 'teaser';
    const next = texts[at + 1] ?? '';
    if (reasons[at + 1] === null && isProse(next) && !goesOn(next) && takenUp(texts[at] ?? '', next) >= CARD.taken)
      reasons[at + 1] = 'teaser';
    if (isFirst && reasons[at - 1] === null && !isProse(texts[at - 1] ?? '')) reasons[at - 1] = 'label';
  }
}

/** A title, one with a stop perhaps under a list's label, and under it an excerpt that the card cut off. */
function markCards({ texts, reasons }: Page): void {
  const isTitle = (at: number): boolean => {
    const text = texts[at] ?? '';
    return isTitleLike(text) || (reasons[at - 1] === 'label' && text.length <= CARD.stopped);
  };
  texts.forEach((text, at) => {
    if (at === 0 || text.length > CARD.excerpt || !/\p{L}\s?(?:…|\.{3})$/u.test(text) || goesOn(text)) return;
    const over = texts[at - 1] ?? '';
    if (reasons[at] !== null || (reasons[at - 1] !== null && reasons[at - 1] !== 'teaser')) return;
    if (!isTitle(at - 1) || beginnings(over).size < CARD.title || takenUp(over, text) < CARD.taken) return;
    reasons[at - 1] ??= 'teaser';
    reasons[at] = 'teaser';
  });
}
