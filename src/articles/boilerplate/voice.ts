import { goesOn, meaningWords, wordKeys } from '../text/index.ts';
import { FEED_FOOTER } from './item-end.ts';
import { isFinished } from './kind.ts';
import { isStep } from './numbered.ts';
import { isProse, type Page, plainOf, takenUp } from './page.ts';
import {
  addresses,
  isAddressed,
  isOnSubject,
  namesPage,
  PERHAPS,
  pageSpeechUnder,
  speaksForNewsroom,
} from './speech.ts';
import { isTextBeforeCall } from './trim.ts';

/**
 * Marks paragraphs that may be the page speaking where nothing else joins them to the article. The article's own voice is heard
 * first: where it tells its readers what to do itself, only what also names the site's own things is the page's.
 */
export function markPageSpeech(page: Page): void {
  const { texts, reasons } = page;
  const title = plainOf(page.title);
  if (speaksForNewsroom(title)) return;
  const plain = texts.map(plainOf);
  const open = texts.flatMap((_, index) => (reasons[index] === null ? [index] : []));
  const worth = new Map(open.map((at) => [at, pageSpeechUnder(title, plain[at] ?? '')]));
  const advises = open.filter((at) => addresses(plain[at] ?? '')).length >= ADVICE;
  const article = open.filter((at) => (worth.get(at) ?? 0) < PERHAPS);
  if (article.length === open.length) return;
  const words = wordsOf(article, page);
  const total = open.reduce((sum, at) => sum + (texts[at] ?? '').length, 0);
  // An article that a page prints on one line calls too: to a registration, to a protest.
  const isMost = (text: string): boolean => isFinished(text) && text.length > total / 2;
  for (const at of open) {
    const value = worth.get(at) ?? 0;
    if (value < PERHAPS || (goesOn(texts[at] ?? '') && value === PERHAPS && !isAddressed(plain[at] ?? ''))) continue;
    if (isTextBeforeCall(texts[at] ?? '', page.title) || isMost(texts[at] ?? '')) continue;
    if ((advises && addresses(plain[at] ?? '')) || isStep(at, texts)) continue;
    const shared = sharedWith(texts[at] ?? '', words);
    if (isOwnService(at, shared, page)) continue;
    if (shared <= (value > PERHAPS ? NEAR : FAR)) reasons[at] = 'call-to-action';
  }
}

/** Takes back what was judged by its words alone, where the article is about those words: «ملفات تعريف الارتباط نصوص صغيرة …». */
export function keepOwnSubject(page: Page): void {
  const { texts, reasons, title } = page;
  const open = texts.flatMap((_, at) => (reasons[at] === null ? [at] : []));
  let known: ReadonlySet<string> | undefined;
  const words = (): ReadonlySet<string> => {
    known ??= wordsOf(open, page);
    return known;
  };
  texts.forEach((text, at) => {
    if (reasons[at] === 'inline-related' && isOwnFlash(text, title)) reasons[at] = null;
    if (reasons[at] === 'chrome' && headsTable(at, texts)) reasons[at] = null;
    if ((reasons[at] !== 'notice' && reasons[at] !== 'call-to-action') || FEED_FOOTER.test(text)) return;
    const isSubject = reasons[at] === 'call-to-action' && isOnSubject(plainOf(title), plainOf(text));
    const taken = takenUp(title, text);
    const shared = sharedWith(text, words());
    if (
      isSubject ||
      isStep(at, texts) ||
      isOwnService(at, shared, page) ||
      (taken >= 0.25 && shared >= (taken >= 0.4 ? 0.3 : 0.6))
    )
      reasons[at] = null;
  });
}

/** «الحزب | الأصوات | المقاعد» over a table's rows, which have as many bars, and figures between them. */
function headsTable(at: number, texts: readonly string[]): boolean {
  const bars = (text: string | undefined): number => text?.match(/\|/g)?.length ?? 0;
  const rows = [texts[at + 1] ?? '', texts[at + 2] ?? ''];
  return bars(texts[at]) > 0 && rows.every((row) => bars(row) === bars(texts[at]) && /\d/.test(row));
}

/** «عاجل: قال وزير الداخلية …» under its own title: the news itself, not another story's title in a ticker. */
function isOwnFlash(text: string, title: string): boolean {
  if (!/^\s*(?:خبر\s+)?عاجل\s*[:|]/.test(text) || takenUp(title, text) < 0.25) return false;
  return isFinished(text) || wordKeys(text).length > wordKeys(title).length + 4;
}

/** «للتسجيل يرجى زيارة المركز …» in a story of a registration: it calls, but to the story's thing, not to one of the page's. */
function isOwnService(at: number, shared: number, { texts, title }: Page): boolean {
  const text = texts[at] ?? '';
  return shared >= 0.15 && takenUp(title, text) >= 0.2 && !namesPage(plainOf(text));
}

/** Paragraphs that tell the reader what to do, from which on it is the article that does. */
const ADVICE = 3;

/** Most of a paragraph's meaning words (0–1) that the article may share: when the page surely may be speaking, and when it only may. */
const NEAR = 0.45;
const FAR = 0.25;

/** The meaning words of the title and of the running text at `open`. */
function wordsOf(open: readonly number[], { texts, title }: Page): ReadonlySet<string> {
  const prose = open.map((at) => texts[at] ?? '').filter(isProse);
  return new Set([title, ...prose].flatMap((text) => [...meaningWords(text)]));
}

/** Share (0–1) of a paragraph's meaning words that are among `words`. */
function sharedWith(text: string, words: ReadonlySet<string>): number {
  const own = meaningWords(text);
  return [...own].filter((stem) => words.has(stem)).length / Math.max(1, own.size);
}
