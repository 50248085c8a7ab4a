import { isDateline, partsOf } from '../dateline/index.ts';
import { goesOn, opensWithVerb, tokens, wordKeys } from '../text/index.ts';
import type { Cohesion } from './cohesion.ts';
import { isFinished } from './kind.ts';
import { beginnings, beginningsOf, isProse, type Page, type RemovalReason, TITLE_TAKEN_UP, takenUp } from './page.ts';

/**
 * Why a line above an article's opening is the page's by its form alone, whatever words it shares with the title: a house, a town, a section or a name
 * and a dash («سهول نيوز - ثقافة»), a line that the page says twice with nothing of the article between, once cut short perhaps, a word or two, or a
 * picture's words that name whom the title names.
 */
export function reasonInHead(at: number, page: Page): RemovalReason | null {
  const { texts, reasons, title } = page;
  const text = texts[at] ?? '';
  if (PARTS.test(text) || isDateline(text) || isPlaceAndWriter(text, page)) return 'byline';
  const near = texts.filter((_, i) => i !== at && Math.abs(i - at) <= NEAR && reasons[i] !== 'title');
  if (near.includes(text)) return 'chrome';
  if (STOPS.test(text)) return null;
  if (SHOWS.test(text)) return 'credit';
  const beside = [texts[at - 1] ?? '', texts[at + 1] ?? ''];
  if (beside.some((other) => isLonger(other, text) || isLonger(text, other) || isSaidTwice(text, other)))
    return 'credit';
  if (isSection(text) || isShort(text)) return 'chrome';
  if (namesPictured(at, page)) return 'credit';
  const words = tokens(text).length;
  const isBetween = (reasons[at - 1] ?? null) !== null && (reasons[at + 1] ?? null) !== null;
  if (words <= NAME && isBetween) return 'byline';
  const isUnderPages = reasons.slice(0, at).some((reason) => reason !== null);
  return words <= NAME && isUnderPages && isTaken(text, title) ? 'credit' : null;
}

/** «عربي ودولي», «صحيفة نداء الضفة»: a section of a paper, or a house and nothing else. */
function isSection(text: string): boolean {
  const [only, second] = partsOf(text);
  return second === undefined && /^(?:section|house)$/.test(only?.kind ?? '') && only?.end === text.trimEnd().length;
}

/** One or two words, which no title has: a section, a picture's words, a name; but the heading of an introduction. */
function isShort(text: string): boolean {
  const words = wordKeys(text);
  return words.length <= 2 && !/[:：؟?]\s*$/.test(text) && !OWN_HEAD.test(words.join(' '));
}

const OWN_HEAD = /^(?:ال)?(?:مقدمه|تمهيد|توطيه|تعريف|خلاصه|ملخص|مدخل|موجز|نبذه)/;

const PARTS = /^\s*(?:[\p{L}\p{M}]+\s){1,3}[-–—|]+(?:\s[\p{L}\p{M}]+){0,2}\s*$/u;
/** A sentence ends so; a name in quotation marks does not. */
const STOPS = /[.!؟?…][\s"”»“)\]]*$/;
/** «صورة للدمار في المرفأ», «جانب من الحضور»: what a picture shows. */
const SHOWS = /^\s*(?:(?:صورة|صور|لقطة|لقطات)\s(?:\p{L}{3,}[ةه]\s)?(?:ل\p{L}{2,}|تظهر\s|من\s)|(?:جانب|مشهد)\sمن\s)/u;
/** Lines from one to the other. */
const NEAR = 3;
/** Words of a person's name with an office. */
const NAME = 4;

/** «بورتسودان: أمل حاج الطاهر»: a place of a word or two and, behind a mark, a name whose last word no paragraph has. */
function isPlaceAndWriter(text: string, { texts, reasons, title }: Page): boolean {
  const name = PLACE_AND_NAME.exec(text)?.[1];
  if (name === undefined || opensWithVerb(text) || opensWithVerb(name)) return false;
  const told = beginningsOf([title, ...texts.filter((one, i) => reasons[i] === null && isProse(one))]);
  return !told.has([...beginnings(name)].at(-1) ?? '');
}

const PLACE_AND_NAME =
  /^\s*[\p{L}\p{M}]+(?:\s[\p{L}\p{M}]+)?\s*[-–—|:/ـ]+\s*((?!ال)[\p{L}\p{M}]{3,}(?:\s[\p{L}\p{M}]+){1,3})\s*$/u;

/** «المدير العام سالم الحداد» over an opening that names him in these very words: whom a picture shows. */
function namesPictured(at: number, { texts, reasons, title }: Page): boolean {
  const words = wordKeys(texts[at] ?? '');
  const opening = texts.find((text, i) => i > at && reasons[i] === null && isProse(text)) ?? '';
  if (words.length < 3 || words.length > PICTURED || opensWithVerb(texts[at] ?? '')) return false;
  const line = ` ${words.join(' ')} `;
  return ` ${wordKeys(opening).join(' ')} `.includes(line) && !` ${wordKeys(title).join(' ')} `.startsWith(line);
}

/** Most words of a name with its office. */
const PICTURED = 7;

/** Two lines without a stop, of four words or more, say the same: what a picture is called by, and its words below it. */
function isSaidTwice(line: string, other: string): boolean {
  if (isFinished(other) || beginnings(other).size < SAID.words || beginnings(line).size < SAID.words) return false;
  return Math.max(takenUp(line, other), takenUp(other, line)) >= SAID.share;
}

/** Fewest meaning words of such a line, and the share (0–1) of its words that the other has. */
const SAID = { words: 4, share: 0.6 } as const;

/** Whether a line of two words or more is how an unfinished longer one begins: a machine cuts what a picture is called by. */
function isLonger(line: string, beginning: string): boolean {
  return (
    tokens(beginning).length >= 2 &&
    !isFinished(line) &&
    line.length > beginning.length &&
    line.startsWith(`${beginning} `)
  );
}

function isTaken(text: string, title: string): boolean {
  const [words, sought] = [beginnings(text), beginnings(title)];
  return words.size > 0 && [...words].every((word) => sought.has(word));
}

/** «مدخل:» over an article that stands such a line over other paragraphs too. */
export function isField(at: number, { texts, reasons }: Page): boolean {
  const heads = (i: number): boolean =>
    FIELD.test(texts[i] ?? '') && reasons[i + 1] === null && isProse(texts[i + 1] ?? '');
  return heads(at) && texts.some((_, i) => i > at && reasons[i] === null && heads(i));
}

const FIELD = /^\s*[\p{L}\p{M}]+(?:\s[\p{L}\p{M}]+)?\s?:\s*$/u;

/**
 * The page prints its title at `printed` in mid-article: above it stands what takes the title up, far or with what goes on with it right below or under
 * that title, or several
 * paragraphs in a row that speak of what the text below speaks of. Other stories stand there one by one, each under its title.
 */
export function isToldAbove(printed: number, { texts, reasons, title }: Page, cohesion: Cohesion): boolean {
  const above = Array.from({ length: Math.max(0, printed) }, (_, at) => at);
  const isText = (at: number): boolean => at < printed && reasons[at] === null && isProse(texts[at] ?? '');
  const goes = (at: number): boolean =>
    at === printed
      ? reasons[at + 1] === null && isProse(texts[at + 1] ?? '') && goesOn(texts[at + 1] ?? '')
      : isText(at) && goesOn(texts[at] ?? '');
  const takes = (at: number): number => (isText(at) ? takenUp(title, texts[at] ?? '') : 0);
  if (above.some((at) => takes(at) >= TITLE_TAKEN_UP || (takes(at) >= TOLD.title && goes(at + 1)))) return true;
  const outside = new Set(above);
  const rows = above.filter((at) => isText(at) && isText(at + 1) && isText(at + 2));
  return rows.some((from) => {
    const shares = [from, from + 1, from + 2].map((at) => cohesion.of(at, outside) ?? 0);
    return shares.reduce((sum, one) => sum + one, 0) / shares.length >= TOLD.shared;
  });
}

/**
 * Share (0–1) of the title’s words in the opening of its own story; and, in the mean of three paragraphs, of their words that the text below has: of 700
 * articles three in four have more above their middle, of other stories put there one in twenty has 0.19.
 */
const TOLD = { title: 0.4, shared: 0.22 } as const;
