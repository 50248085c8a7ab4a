import { goesOn, normalise, wordKeys } from '../text/index.ts';
import { markAuthorBox } from './author-box.ts';
import type { Cohesion } from './cohesion.ts';
import { isSignature } from './embed.ts';
import { isFinished } from './kind.ts';
import { markMachineSummary } from './machine-summary.ts';
import {
  cohesionOf,
  continuesArticle,
  isProse,
  type Page,
  plainOf,
  type RemovalReason,
  TITLE_TAKEN_UP,
  takenUp,
} from './page.ts';
import { markReferences } from './references.ts';
import { pageSpeech } from './speech.ts';

/** Marks what is told by the line beside it: posts over their signature, questions of a poll, advertisements, comments. */
export function markBesides(page: Page): void {
  const { texts, reasons } = page;
  const cohesion = cohesionOf(page);
  texts.forEach((text, index) => {
    if (reasons[index] !== null) return;
    const isControl = (at: number): boolean => reasons[at] === 'chrome';
    // A post's question has controls under it too, to share it.
    const isShared = (at: number): boolean => SHARE.test(normalise(texts[at] ?? '').trim());
    if (isSignature(texts[index + 1] ?? '') && text.length < 320 && !isArticles(index, page)) reasons[index] = 'embed';
    else if (/[؟?]\s*$/.test(text) && isControl(index + 1) && isControl(index + 2) && !isShared(index + 1))
      reasons[index] = 'poll';
  });
  markMachineSummary(page);
  markReferences(page);
  markAuthorBox(page);
  markTags(page);
  markContents(page);
  markStake(page);
  markPictured(page);
  markNamed(page);
  markAnswers(page);
  markSender(page);
  markNeighbours(page);
  markAdvertisements(page, cohesion);
  markComments(page);
}

/**
 * A page may have kept of a post nothing but its signature: what stands over that is then the article's. No post goes on with the sentence before («وقالت
 * الشرطة …»), and an article opens in its title's words.
 */
function isArticles(at: number, { texts, reasons, title }: Page): boolean {
  const text = texts[at] ?? '';
  if (/[@#]|https?:|pic\.|t\.co/.test(text)) return false;
  const opens = !texts.slice(0, at).some((one, i) => reasons[i] === null && isProse(one));
  return goesOn(text) || (opens && takenUp(title, text) >= TITLE_TAKEN_UP);
}

/** «محتويات المقال»: the lines below it up to the first that is no heading further down. */
const CONTENTS =
  /^(?:جدول (?:ال)?محتويات|(?:قايمه )?محتويات (?:المقال|الموضوع|الصفحه|التقرير)|المحتويات|فهرس (?:المقال|المحتويات|الموضوع))\s*:?$/;

function markContents({ texts, reasons }: Page): void {
  const keys = texts.map((text) => wordKeys(text.replace(/^\s*\d{1,2}\s*[-.)–:]?\s*/, '')).join(' '));
  texts.forEach((text, label) => {
    if (text.length > 40 || !CONTENTS.test(normalise(text).trim())) return;
    const own = (at: number): boolean => (keys[at] ?? '') !== '' && keys.includes(keys[at] ?? '', at + 1);
    // «إظهار»: what opens and closes the list may stand over it.
    const first = reasons[label + 1] === 'chrome' ? label + 2 : label + 1;
    if (!own(first)) return;
    reasons[label] ??= 'label';
    for (let at = first; own(at); at++) reasons[at] ??= 'chrome';
  });
}

/** «TAGS», «الوسوم» on a line of its own: the lines of a word or three right below are what it names. */
const TAGS =
  /^(?:(?:ال)?(?:وسوم|تسميات|كلمات (?:المفتاحيه|الداله|الدلاليه|الرييسيه)|كلمات (?:مفتاحيه|داله|دلاليه|مفتاح|مفاتيح)|موضوعات|مواضيع)|tags?|keywords)\s*:?$/i;
const MOST_TAGS = { lines: 12, words: 3, together: 60 } as const;

function markTags({ texts, reasons }: Page): void {
  texts.forEach((label, over) => {
    if (label.length > 30 || !TAGS.test(plainOf(label))) return;
    reasons[over] ??= 'chrome';
    const isTag = (at: number): boolean =>
      reasons[at] === null && !isFinished(texts[at] ?? '') && wordKeys(texts[at] ?? '').length <= MOST_TAGS.words;
    // «القطن الريفيةأسعار المحاصيلوزارة الزراعة»: all of them run together, which no text of that length is without a mark.
    const together = texts[over + 1] ?? '';
    if (together.length >= MOST_TAGS.together && !/[.،؛:؟!…"«“(]/.test(together)) reasons[over + 1] ??= 'chrome';
    // Right over running text stands a name or a title.
    for (
      let at = over + 1;
      at <= over + MOST_TAGS.lines && isTag(at) && !isHeadingOver(at + 1, { texts, reasons });
      at++
    )
      reasons[at] = 'chrome';
  });
}

/** «توقع نتيجة المباراة واربح»: a game, and the match under it. */
const STAKE = /^(?:توقع|خمن)(?:وا|ي)? .{3,60} (?:واربح|واكسب|وفز|لتربح|لتفوز)/;

function markStake({ texts, reasons }: Page): void {
  texts.forEach((text, at) => {
    if (text.length > 90 || !STAKE.test(normalise(text).trim())) return;
    reasons[at] ??= 'call-to-action';
    const match = texts[at + 1] ?? '';
    if (match.length < 60 && /\p{L}\s*(?:[×xX]|vs\.?|ضد)\s*\p{L}/u.test(match)) reasons[at + 1] ??= 'poll';
  });
}

/** «صورة من: Kay Nietfeld/dpa»: an unfinished line right above is what is written under that picture. */
const PICTURE_FROM = /^صوره من\s*:/;

function markPictured({ texts, reasons }: Page): void {
  texts.forEach((text, at) => {
    const caption = texts[at - 1] ?? '';
    if (text.length > 120 || !PICTURE_FROM.test(normalise(text).trim()) || isFinished(caption)) return;
    if (caption.length < 240 && caption !== '') reasons[at - 1] ??= 'credit';
  });
}

/** «بواسطة», «بقلم:» on a line of its own: the short line below it is the writer's name. */
const BY = /^(?:بواسطه|بقلم|كتبه?ا?|الكاتبه?|اعداد|by)\s*:?$/i;

function markNamed({ texts, reasons }: Page): void {
  texts.forEach((text, at) => {
    const name = texts[at + 1] ?? '';
    if (text.length > 12 || !BY.test(normalise(text).trim()) || name.length > 40) return;
    reasons[at] ??= 'byline';
    reasons[at + 1] ??= 'byline';
  });
}

/** «-انتهى-», «###»: the last line of a release; what stands below is about who sent it. */
const END_OF_RELEASE = /^[\s\-–—*(#/]*(?:انتهي|ends?|###)[\s\-–—*)#./]*$/i;
/** «… في أيار الماضي. انتهى/م.ح»: an agency's end word and its editor's initials behind the last sentence; below stand other stories. */
const END_OF_WIRE = /[.!؟»"”)]\s*\(?انتهى\s*(?:[/\\]\s*[\p{L}\d.\s]{1,8}|\))$/u;

function markSender({ texts, reasons }: Page): void {
  markBelow(
    texts.findLastIndex((text) => text.length < 20 && END_OF_RELEASE.test(normalise(text))),
    { texts, reasons },
  );
  markBelow(texts.findLastIndex((text) => END_OF_WIRE.test(text.slice(-40))) + 1, { texts, reasons });
}

/** What stands from `end` on, where it is less than what stands above. */
function markBelow(end: number, { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): void {
  const length = (from: number, to: number): number =>
    texts.slice(from, to).reduce((sum, text) => sum + text.length, 0);
  if (end <= 0 || length(end, texts.length) > length(0, end)) return;
  for (let at = end; at < texts.length; at++) reasons[at] ??= 'notice';
}

const PREVIOUS = /^(?:previous (?:post|article|story)|(?:المقال|الخبر|الموضوع|التدوينه)ه? السابقه?|السابق)$/i;
const NEXT = /^(?:next (?:post|article|story)|(?:المقال|الخبر|الموضوع|التدوينه)ه? التالي?ه?|التالي)$/i;
/** Lines from one to the other, and the most of a page's running text (0–1) that may stand below. */
const NEIGHBOURS = { lines: 4, below: 0.4 } as const;

/** «Previous Post», «Next Post», each over a title: blogs lead from an article's end to the two beside it; below stand readers' comments. */
function markNeighbours({ texts, reasons }: Page): void {
  const is = (at: number, what: RegExp): boolean => {
    const text = texts[at] ?? '';
    return text.length < 20 && what.test(plainOf(text));
  };
  const first = texts.findLastIndex((_, at) => is(at, PREVIOUS));
  const near = [...Array(NEIGHBOURS.lines).keys()].map((by) => first + 1 + by);
  if (first < 0 || !near.some((at) => is(at, NEXT))) return;
  const size = (from: number): number =>
    texts.slice(from).reduce((sum, text, i) => sum + proseLength(text, reasons[from + i] ?? null), 0);
  const goes = texts.some((text, at) => at > first && reasons[at] === null && isProse(text) && goesOn(text));
  if (goes || size(first) > size(0) * NEIGHBOURS.below) return;
  for (let at = first; at < texts.length; at++) reasons[at] ??= 'comment';
}

/** A control that passes a text on: «انسخ الرابط», «شارك». */
const SHARE = /^(?:نسخ|انسخ|شارك|مشاركه|انشر|share|copy)(?: |$)/i;

/** «8,120 صوتاً», a count that only a poll has. */
const VOTES = /^(?:عدد (?:ال)?(?:اصوات|مصوتين)\s*:?\s*)?[\d.,]+k? ?(?:صوتا?|اصوات|votes?)$/i;

/** A poll's question and answers over the count of votes: a few short lines. */
function markAnswers({ texts, reasons }: Page): void {
  texts.forEach((text, count) => {
    if (text.length > 40 || !VOTES.test(normalise(text).trim())) return;
    for (let at = count - 1; at >= 0 && at >= count - 6; at--) {
      const line = texts[at] ?? '';
      if (reasons[at] !== null || line.length > 70 || /[.،]$/.test(line)) return;
      reasons[at] = 'poll';
      if (/[؟?]$/.test(line)) return;
    }
  });
}

const ADVERTISEMENT =
  /^(?:اعلان(?:ات)?(?: (?:ممول|مدفوع|تجاري))?|(?:محتوي|ماده|مقال) (?:ممول|مدعوم|مدفوع|اعلاني|برعايه)\S*(?: \S+)?|مساحه اعلاني?ه|برعايه \S+(?: \S+)?|ممول|advertisement|sponsored(?: content)?|ads?|promoted)$/i;

/** A paragraph right under «إعلان» that shares nothing with the article. */
function markAdvertisements(page: Page, cohesion: Cohesion): void {
  const { texts, reasons, title } = page;
  texts.forEach((label, index) => {
    if (reasons[index] === null || label.length > 120 || !ADVERTISEMENT.test(normalise(label).trim())) return;
    const next = index + 1;
    const text = texts[next];
    if (text === undefined || reasons[next] !== null || takenUp(title, text) > 0) return;
    if (continuesArticle(next, page)) return;
    // Where the page's own text goes on after an empty place for one, it speaks of the article.
    const shared = cohesion.of(next, new Set([next])) ?? 0;
    if (shared >= (reasons[next + 1] === 'chrome' ? 0.5 : 0.15)) return;
    // A place for one may be empty: running text that offers nothing may be the article going on, and is only not summarised.
    const offers = pageSpeech(plainOf(text)) > 0;
    if (!offers && isProse(text) && isFinished(text)) page.unconfirmed.add(next);
    else if (!offers && isHeadingOver(next + 1, page)) return;
    else reasons[next] = 'advertisement';
  });
}

/** Whether a finished paragraph stands at `at`: what is right over it may be its heading or its question. */
function isHeadingOver(at: number, { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): boolean {
  return reasons[at] === null && isProse(texts[at] ?? '') && isFinished(texts[at] ?? '');
}

/** «التعليقات (3)», «4 ردود على هذا المقال», «آراء القراء», «هناك تعليق واحد:». */
const COMMENTS =
  /^(?:هناك (?:تعليق واحد|\d+ (?:تعليقات|تعليقا?))\s*:?|(?:\d+ من )?(?:ال)?تعليقات(?: القراء)?\s*\(?\d*\)?|\d+ (?:تعليقات|تعليقا?|ردود|رد)(?: علي .{0,60})?|(?:اراء|تعليقات|مشاركات) (?:القراء|الزوار)|(?:اضف|اترك) تعليق\S*|comments?(?: \(?\d+\)?)?|\d+ comments?)$/i;
/** «آراء القراء» says whose the text below is; a count may stand beside the byline as well. */
const OF_READERS = /(?:القراء|الزوار)$/;
/** Readers' comments end a page: the most of its text (0–1) that stands below a line that says so, or below one that may be but a count. */
const LARGEST_COMMENTS = { said: 0.6, counted: 0.4 } as const;

/** What stands below each reader's comment, to answer it. */
const REPLY = /^(?:reply|(?:ال)?رد|اقتباس)$/i;

/** The first comment's line of who wrote it, where two or more have the control to answer them right below. */
function firstAnswered({ texts }: Page): number {
  const answered = texts.flatMap((text, at) =>
    text.length < 10 && REPLY.test(plainOf(text)) && isProse(texts[at - 1] ?? '') ? [at - 1] : [],
  );
  const [first = -1, second] = answered;
  if (second === undefined) return -1;
  return isProse(texts[first - 1] ?? '') ? first : first - 1;
}

function proseLength(text: string, reason: RemovalReason | null): number {
  return reason === null && isProse(text) ? text.length : 0;
}

function markComments(page: Page): void {
  const { texts, reasons } = page;
  const answered = firstAnswered(page);
  let rest = texts.reduce((sum, text, at) => sum + proseLength(text, reasons[at] ?? null), 0);
  const total = rest;
  const from = texts.findIndex((text, at) => {
    const names = at === answered || (text.length < 120 && COMMENTS.test(normalise(text).trim()));
    const largest = LARGEST_COMMENTS[OF_READERS.test(plainOf(text)) ? 'said' : 'counted'];
    const isCount = rest < total * largest && names;
    rest -= proseLength(text, reasons[at] ?? null);
    return isCount;
  });
  if (from < 0) return;
  for (let at = from; at < texts.length; at++) reasons[at] ??= 'comment';
}
