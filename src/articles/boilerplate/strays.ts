import { isItemOfLabel, isOddLine, isPages } from './headlines.ts';
import { isListed, isTitleLike } from './kind.ts';
import { isLife } from './life.ts';
import { namePairsAtEnd } from './name-pairs.ts';
import { isCounted } from './numbered.ts';
import { followsBareTitles, hasSeveralSentences, isOpeningScene } from './openings.ts';
import { ownLists } from './own-lists.ts';
import {
  beginnings,
  continuesArticle,
  isExcerptOf,
  isProse,
  isQuestion,
  type Page,
  plainOf,
  type RemovalReason,
  SHORTEST_TITLE,
} from './page.ts';
import { promisedItems } from './promised.ts';
import { Rest } from './rest.ts';
import { pageSpeech } from './speech.ts';
import { NARRATING, TELLING } from './speech-words.ts';
import { isTableRow } from './tables.ts';

/**
 * Marks what stays between the page's own lines in mid-article and has nothing to do with the article: titles of other stories
 * with their excerpts, what a box says under its heading, tables of rates and results. A paragraph is compared with all others,
 * by the first letters of its meaning words. In 7,600 paragraphs of news articles of some length, apart from those that go on with the
 * sentence before, 4 share nothing with the rest of their own, and 30 % of those of other articles; under 15 % share 3 and 77 %.
 */
export function markStrays(page: Page): void {
  const promised = new Set([...promisedItems(page), ...ownLists(page), ...underNumbers(page)]);
  for (let pass = 0; pass < PASSES; pass++) if (!markOnce(page, promised)) return;
}

/** What stands right under an item's number and name is what is said of it. */
function underNumbers(page: Page): number[] {
  const { texts, reasons } = page;
  return texts.flatMap((text, at) =>
    reasons[at] === null && reasons[at - 1] === null && isProse(text) && isCounted(at - 1, page) ? [at] : [],
  );
}

/** What has gone tells of its neighbours; further than this it does not reach. */
const PASSES = 6;

function markOnce(page: Page, own: ReadonlySet<number>): boolean {
  const { texts, reasons } = page;
  const rest = new Rest(page);
  const strays = texts.flatMap((_, at) => (reasons[at] === null && isStray(at, page, rest) ? [at] : []));
  strays.push(...strayTail(page, rest), ...namePairsAtEnd(page));
  const gone = strays.filter((at) => !own.has(at));
  const doubtful = new Set(gone.filter((at) => isDoubtful(at, page, rest)));
  for (const at of gone) {
    if (doubtful.has(at)) page.unconfirmed.add(at);
    else reasons[at] = 'teaser';
  }
  return gone.length > doubtful.size;
}

/**
 * What a page of which something has gone says at its end and shares no word with the text above. Of 103 last paragraphs of articles with
 * four or more that do not go on with the sentence before, one is so.
 */
function strayTail(page: Page, rest: Rest): number[] {
  const { texts, reasons } = page;
  const open = texts.flatMap((_, at) => (reasons[at] === null ? [at] : []));
  if (!rest.tellsTitles || rest.interview || !texts.some((_, at) => isPages(at, page))) return [];
  const isOwn = (at: number): boolean => {
    const text = texts[at] ?? '';
    if (continuesArticle(at, page) || followsBareTitles(at, page) || isListed(text) || SPOKEN.test(text)) return true;
    const shared = rest.sharedAbove(at);
    return shared > 0 && !(rest.tells && shared < LITTLE && text.length < SHORT && !tellsStory(text));
  };
  const tail = open.slice(open.findLastIndex(isOwn) + 1);
  // Running text with nothing of the page beside it may be how the article ends: it stays, and is not summarised.
  const isSites = (at: number): boolean =>
    !isProse(texts[at] ?? '') ||
    isPages(at - 1, page) ||
    isPages(at + 1, page) ||
    pageSpeech(plainOf(texts[at] ?? '')) > 0;
  const sites = tail.findIndex(isSites);
  const doubtful = sites < 0 ? tail : tail.slice(0, sites);
  for (const at of doubtful) page.unconfirmed.add(at);
  return tail.slice(doubtful.length);
}

/**
 * Whether running text that shares nothing with the rest may yet be the article's, as an essay's or a feature's paragraph often is: no other
 * story's title stands over it, and it tells or argues. It stays, and is not summarised.
 */
function isDoubtful(at: number, page: Page, rest: Rest): boolean {
  const text = page.texts[at] ?? '';
  const plain = plainOf(text);
  if (!isProse(text) || isLife(text) || pageSpeech(plain) > 0) return false;
  if (isPages(at - 1, page) && isExcerptOf(at - 1, at, page, rest.shared(at))) return false;
  return text.length >= 100 || hasSeveralSentences(text) || tellsStory(text);
}

function isStray(at: number, page: Page, rest: Rest): boolean {
  const { texts } = page;
  const text = texts[at] ?? '';
  const words = rest.words(at).size;
  // What stands under a link to another story, or under a table that is yet to be settled, is the article going on.
  const above =
    isPages(at - 1, page) &&
    !(isProse(text) && (page.reasons[at - 1] === 'inline-related' || isTableRow(at - 1, page)));
  const below = isPages(at + 1, page);
  const shared = rest.shared(at);
  if (continuesArticle(at, page) || isCounted(at, page)) return false;
  if (isAnnounced(at, page)) return false;
  if (!isProse(text)) {
    if (rest.interview && isQuestion(text) && page.reasons[at - 1] !== 'byline') return false;
    if (rest.headsSection(at)) return false;
    if (isOddLine(at, page, rest) || isItemOfLabel(at, page)) return true;
    if (above && below) return shared === 0 || (rest.tells && words >= SHORTEST_TITLE && shared < LITTLE);
    const beside = above || below;
    if (isListed(text)) return false;
    const company = rest.isShort(at - 1) || rest.isShort(at + 1);
    if (
      company &&
      !rest.listed &&
      (words >= SHORTEST_TITLE ? rest.tells && shared < 0.3 : shared === 0 && /\d/.test(text))
    )
      return true;
    // A heading of the article's own stands right above its text.
    const heads =
      page.reasons[at + 1] === null &&
      isProse(texts[at + 1] ?? '') &&
      (words < SHORTEST_TITLE || rest.have(at, at + 1));
    if (rest.tellsTitles && words >= SHORTEST_TITLE) {
      // Over text that speaks of what the rest does it is no other story's title.
      if (shared === 0 && !beside && heads && rest.shared(at + 1) >= MUCH) return false;
      if (shared === 0 && (beside || !isQuestion(text))) return true;
      return beside && shared < LITTLE;
    }
    return beside && shared === 0 && !heads && !rest.listed && words > 0;
  }
  if (words < FEWEST || isListed(text) || SPOKEN.test(text)) return false;
  if (isOpeningScene(at, page) || followsBareTitles(at, page)) return false;
  if (rest.interview && page.reasons[at - 1] === null && isQuestion(texts[at - 1] ?? '')) return false;
  if (rest.isLate(at) && shared < 0.2 && isLife(text)) return true;
  if (above && below && shared < 0.25 && text.length < 160 && rest.tells && !tellsStory(text)) return true;
  if (above && isExcerptOf(at - 1, at, page, shared) && shared < 0.3) return true;
  // Between two controls, or a control and a label, stands any paragraph of an article.
  const told = !SAYS_NOTHING.has(page.reasons[at - 1] ?? 'chrome');
  if (told && above && below && shared === 0 && text.length < 300)
    return rest.tells || (!tellsStory(text) && text.length < 100);
  if (!rest.tells) return false;
  if (shared === 0) return above && told;
  return shared < LITTLE && above && (below || page.reasons[at - 1] === 'teaser');
}

/**
 * What stands right under «غنّى أحدهم:»: one paragraph, or lines of which the first is shorter than titles, a song's or a list's, and what
 * stands below them or over them.
 */
function isAnnounced(at: number, { texts, reasons }: Page): boolean {
  const isLine = (i: number): boolean => reasons[i] === null && !isProse(texts[i] ?? '');
  const isVerse = (i: number): boolean =>
    isLine(i) && (beginnings(texts[i] ?? '').size <= SHORTEST_TITLE || HEMISTICHS.test(texts[i] ?? ''));
  const announces = (i: number): boolean => reasons[i] === null && /[:：]\s*$/.test(texts[i] ?? '');
  if (announces(at)) return isVerse(at + 1);
  let over = at - 1;
  while (over > at - ANNOUNCED && isLine(over) && !announces(over)) over--;
  return announces(over) && (isVerse(over + 1) || (over === at - 1 && !isTitleLike(texts[at] ?? '')));
}

/** A verse in its two halves: «يا نخلة الدار ظل الدار مشتاق … وفي التراب لأهل الدار ميثاق». */
const HEMISTICHS = /^[^.…*؟!]{8,60}\s(?:…|\.{3,}|\*{1,3}|\/{2})\s[^.…*؟!]{8,60}$/u;

/** Most lines that one announces. */
const ANNOUNCED = 10;

/** «كنا نزرع الدخان»، يقول أبو حسن: somebody of the story speaks. */
const SPOKEN =
  /^\s*[«"“][^»"”]{10,}[»"”]\s*[،,]?\s*(?:[يت]قول|قالت?|[يت]ضيف|[يت]روي|[يت]تذكر|[يت]شرح|[يت]ردد)(?!\p{L})/u;

/** Meaning words of a paragraph that can be compared. */
const FEWEST = 4;
/** What pages put between any two paragraphs of an article. */
const SAYS_NOTHING: ReadonlySet<RemovalReason> = new Set(['chrome', 'advertisement', 'separator']);
/** Characters of a sentence that sites write about themselves. */
const SHORT = 200;
/** Less than this share (0–1) of its words with the rest is next to nothing. */
const LITTLE = 0.15;
/** From this share (0–1) on it is what an article's own paragraphs have. */
const MUCH = 0.4;

function tellsStory(text: string): boolean {
  const plain = plainOf(text);
  return TELLING.test(plain) || NARRATING.test(plain);
}
