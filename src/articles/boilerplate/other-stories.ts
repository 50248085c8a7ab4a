import { goesOn, normalise } from '../text/index.ts';
import { hasFullDate } from './byline.ts';
import { FEED_FOOTER, isEndWord } from './item-end.ts';
import { isListed } from './kind.ts';
import { isCounted } from './numbered.ts';
import { beginnings, isProse, type Page, plainOf, type RemovalReason, SHORTEST_TITLE, takenUp } from './page.ts';
import { stampedPosts } from './stamped-posts.ts';

/**
 * Marks a whole other story below the article, as archives and section pages print several one under another: behind the line that closes the article
 * (its source, a feed's footer, an agency's end word), under a list's label, or with its own date, stands a title; the paragraph below takes that title
 * up and not the page's; and what follows to the end has little in common with the text above. Where it has more than little, it stays unconfirmed.
 */
export function markOtherStories(page: Page): void {
  const { texts, reasons } = page;
  if (stampedPosts(page).size > 0) return;
  for (let head = 1; head < texts.length; head++) {
    const lead = leadUnder(head, page) ?? leadBehindEnd(head, page);
    if (lead === null) continue;
    const shares = sharesAbove(head, lead, page);
    const shared = meanOf(shares);
    if (shared === null || shared >= AS_OWN) continue;
    // Where nothing says that the article has ended, it may go on below a card of another story.
    if (!isClosed(head, page) && mayGoOn(lead, shares, page)) continue;
    const most = shares.length > 1 ? LITTLE.several : LITTLE.one;
    for (let at = head; at < texts.length; at++) {
      if (reasons[at] !== null) continue;
      if (shared < most) reasons[at] = 'teaser';
      else page.unconfirmed.add(at);
    }
    return;
  }
}

/** Share (0–1) of the words below that stand above: of another story of several paragraphs, of one, and from which on they are the article's. */
const LITTLE = { several: 0.26, one: 0.2 } as const;
const AS_OWN = 0.34;

/** Below the opening at `lead` the page's own lines part the text, or a paragraph, or all the last ones, share more with the text above than another story's do. */
function mayGoOn(lead: number, shares: readonly number[], page: Page): boolean {
  const { texts, reasons } = page;
  const parted = reasons.findIndex((reason, at) => at > lead && PARTS.has(reason ?? 'repeat'));
  if (parted > 0 && proseFrom(parted, page).length > 0) return true;
  if (proseFrom(lead + 1, page).some((at) => takenUp(page.title, texts[at] ?? '') >= GOING_ON.title)) return true;
  return shares.some((one, at) => at > 0 && (one >= GOING_ON.one || (meanOf(shares.slice(at)) ?? 0) >= GOING_ON.last));
}

/** What stands between a page's boxes and not in mid-story. */
const PARTS: ReadonlySet<RemovalReason> = new Set(['byline', 'chrome', 'label']);

/** Shares (0–1): of a paragraph's words and of the last ones' in the mean that the text above has, and of the title's words that a paragraph has. */
const GOING_ON = { one: 0.3, last: 0.16, title: 0.3 } as const;

/** Fewest characters of running text above the title: an article has ended there. */
const ENDED = 120;

/** The opening of a story whose title stands at `head`. */
function leadUnder(head: number, page: Page): number | null {
  const { texts, reasons, title } = page;
  const text = texts[head] ?? '';
  // A title printed twice in a row was taken for a picture's words.
  const twice = reasons[head] === 'credit' && texts[head + 1] === text;
  if (
    (reasons[head] !== null && !twice) ||
    isProse(text) ||
    text.length > 160 ||
    isListed(text) ||
    isCounted(head, page)
  )
    return null;
  if (beginnings(text).size < SHORTEST_TITLE || takenUp(title, text) >= 0.5) return null;
  let lead = head + 1;
  let dated = false;
  while (lead < texts.length && lead <= head + 3 && !(reasons[lead] === null && isProse(texts[lead] ?? ''))) {
    dated ||= reasons[lead] === 'byline' && hasFullDate(plainOf(texts[lead] ?? ''));
    if (reasons[lead] === null && plainOf(texts[lead] ?? '') !== plainOf(text)) return null;
    lead++;
  }
  const opening = texts[lead] ?? '';
  if (reasons[lead] !== null || !isProse(opening) || goesOn(opening) || isListed(opening)) return null;
  const taken = takenUp(text, opening);
  if (taken < 0.3 || taken <= takenUp(title, opening)) return null;
  if (!(dated && isDatedPage(head, page)) && !isUnderEnd(head, page)) return null;
  const above = texts.slice(0, head).filter((one, at) => reasons[at] === null && isProse(one));
  return above.reduce((sum, one) => sum + one.length, 0) >= ENDED ? lead : null;
}

/** The page's own title has its day under it too: each of its stories has. */
function isDatedPage(head: number, { texts, reasons }: Page): boolean {
  const own = reasons.indexOf('title');
  const next = [1, 2, 3].map((by) => own + by);
  return own >= 0 && own < head && next.some((at) => reasons[at] === 'byline' && hasFullDate(plainOf(texts[at] ?? '')));
}

/** Right behind the line that closes an article, running text of which nothing takes up the title, though the text above does. */
function leadBehindEnd(at: number, page: Page): number | null {
  const { texts, reasons, title } = page;
  if (reasons[at] !== null || reasons[at - 1] === null || !isProse(texts[at] ?? '') || goesOn(texts[at] ?? ''))
    return null;
  let end = at - 1;
  while (end > 0 && reasons[end] !== null && !closesArticle(texts[end] ?? '')) end--;
  if (reasons[end] === null || !closesArticle(texts[end] ?? '')) return null;
  const best = (from: number, to: number): number =>
    Math.max(0, ...texts.slice(from, to).map((text, i) => (reasons[from + i] === null ? takenUp(title, text) : 0)));
  return best(0, end) >= 0.4 && best(at, texts.length) < 0.3 ? at : null;
}

/** Between the running text above and the title stands a line that closes an article, or the label of a list. */
function isUnderEnd(head: number, page: Page): boolean {
  return isClosed(head, page) || between(head, page).some((at) => page.reasons[at] === 'label');
}

function isClosed(head: number, page: Page): boolean {
  return between(head, page).some((at) => page.reasons[at] === 'link' || closesArticle(page.texts[at] ?? ''));
}

/** The lines between the running text above and `head`. */
function between(head: number, { texts, reasons }: Page): number[] {
  const above = texts.slice(0, head).findLastIndex((text, at) => reasons[at] === null && isProse(text));
  return Array.from({ length: head - above - 1 }, (_, i) => above + 1 + i);
}

/** «المصدر: وكالات», «نقلاً عن: …», a feed's footer, «(انتهى)». */
function closesArticle(text: string): boolean {
  if (text.length > 500) return false;
  const plain = plainOf(text);
  return (plain.length < 90 && SOURCE.test(plain)) || FEED_FOOTER.test(text) || isEndWord(normalise(text).trim());
}

/** Also glued to a call before it: «تابعنا على …المصدر: وكالات». */
const SOURCE =
  /^[\s*([•-]*(?:ال)?(?:مصدر|مصادر|نقلا عن|source)\s*[:：/|–—-]?\s*\S|(?:المصدر|نقلا عن)\s*[:：]\s*\S[^.؟!]{2,50}$/i;

function proseFrom(from: number, { texts, reasons }: Page): number[] {
  return texts.flatMap((text, at) => (at >= from && reasons[at] === null && isProse(text) ? [at] : []));
}

/** Mean share (0–1) of the meaning words of each paragraph from `lead` on that stand in the title or in the text above `head`; null where they are few. */
export function sharedAbove(head: number, lead: number, page: Page): number | null {
  return meanOf(sharesAbove(head, lead, page));
}

function sharesAbove(head: number, lead: number, page: Page): number[] {
  const { texts, reasons, title } = page;
  const above = new Set(beginnings(title));
  texts.slice(0, head).forEach((text, at) => {
    if (reasons[at] === null && isProse(text)) for (const word of beginnings(text)) above.add(word);
  });
  return proseFrom(lead, page).flatMap((at) => {
    const words = [...beginnings(texts[at] ?? '')].filter((word) => !/\d/.test(word));
    return words.length < FEWEST ? [] : [words.filter((word) => above.has(word)).length / words.length];
  });
}

function meanOf(shares: readonly number[]): number | null {
  return shares.length === 0 ? null : shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

/** Meaning words of a paragraph that can be compared. */
const FEWEST = 5;
