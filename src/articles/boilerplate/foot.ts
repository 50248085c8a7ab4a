import { isPages } from './headlines.ts';
import { isFinished, isListed } from './kind.ts';
import { isCounted } from './numbered.ts';
import { hasSeveralSentences } from './openings.ts';
import { ownLists } from './own-lists.ts';
import {
  beginnings,
  continuesArticle,
  isExcerptOf,
  isOwnQuestion,
  isProse,
  type Page,
  plainOf,
  type RemovalReason,
  SHORTEST_TITLE,
  takenUp,
} from './page.ts';
import { promisedItems } from './promised.ts';
import { Rest } from './rest.ts';
import { PERHAPS, pageSpeech } from './speech.ts';

/**
 * The foot of a page: from one of its lines on nothing of the article follows. Each line below is worth something for that or against it; of all
 * beginnings of a foot the one is taken below which they are worth most, and nothing where that is little. What surely is the article's ends the search.
 */
export function markFoot(page: Page): void {
  const { texts, reasons } = page;
  const rest = new Rest(page);
  const own = new Set([...promisedItems(page), ...ownLists(page)]);
  const proseOf = (from: number): number =>
    texts.reduce((sum, text, at) => sum + (at >= from && reasons[at] === null && isProse(text) ? text.length : 0), 0);
  const opening = texts.findIndex((text, at) => reasons[at] === null && isProse(text));
  let [sum, best, from] = [0, 0, texts.length];
  for (let at = texts.length - 1; at > opening && opening >= 0; at--) {
    const worth = own.has(at) ? null : worthOf(at, page, rest);
    if (worth === null) break;
    sum += worth;
    if (isPages(at, page) && sum > best) [best, from] = [sum, at];
  }
  if (best < ENOUGH || proseOf(from) > proseOf(0) * LARGEST_FOOT) return;
  for (let at = from; at < texts.length; at++) reasons[at] ??= 'teaser';
}

/** What a line is worth for being the page's, below nought for the article's; null where it surely is that. */
function worthOf(at: number, page: Page, rest: Rest): number | null {
  const { texts, reasons, title } = page;
  const reason = reasons[at] ?? null;
  if (reason !== null) return BETWEEN_PARAGRAPHS.has(reason) ? 0 : 1;
  const text = texts[at] ?? '';
  if (continuesArticle(at, page) || isCounted(at, page) || isOwnQuestion(at, page)) return null;
  const shared = rest.sharedAbove(at);
  if (isCut(text) || !isProse(text)) {
    if (isListed(text)) return isFinished(text) ? null : -0.5;
    if (rest.listed && beginnings(text).size < SHORTEST_TITLE) return -0.5;
    if (takenUp(title, text) >= 0.5) return -0.5;
    return shared === 0 ? 0.5 : shared < 0.3 ? 0.25 : -0.25;
  }
  if (takenUp(title, text) >= 0.4) return null;
  if (isExcerptOf(at - 1, at, page, shared)) return 0.5;
  if (hasSeveralSentences(text)) return null;
  if (pageSpeech(plainOf(text)) >= PERHAPS && shared < 0.3) return 1;
  return rest.tells && shared < 0.15 ? -2 : null;
}

/** Another story's title that a list cuts off: «رام الله: إغلاق شارع …». */
function isCut(text: string): boolean {
  return text.length <= 110 && /(?:…|\.{3})\s*$/.test(text) && !/[.؟!]\s/.test(text);
}

/** What pages and articles have between any two paragraphs. */
const BETWEEN_PARAGRAPHS: ReadonlySet<RemovalReason> = new Set([
  'title',
  'repeat',
  'credit',
  'separator',
  'embed',
  'inline-related',
  'advertisement',
]);

/** Most of a page's running text (0–1) that stands in its foot. */
const LARGEST_FOOT = 0.4;

/** Below this a few lines of the page's tell of no foot. */
const ENOUGH = 2;
