import { isPostStamp } from './byline.ts';
import { isFinished } from './kind.ts';
import { lineKind } from './line.ts';
import { isProse, type Page, plainOf } from './page.ts';

/**
 * The lines of posts that stand under lines saying when («قبل 5 دقائق», «18:40 بتوقيت الدوحة»): such a page is told by them, and what
 * stands under one is no other story's. Lists of other stories have such lines too, so the page must call itself live, or the posts
 * must be nearly all of it.
 */
export function stampedPosts({ texts, title }: Pick<Page, 'texts' | 'title'>): ReadonlySet<number> {
  const known = POSTS.get(texts);
  if (known !== undefined) return known;
  const found = findPosts(texts, title);
  POSTS.set(texts, found);
  return found;
}

/** Of each page while it is cleaned; the rules ask of every line. */
const POSTS = new WeakMap<readonly string[], ReadonlySet<number>>();

/** Fewer lines that say when make no such page; each post has so many lines at most. */
const LIVE = { stamps: 3, lines: 12, share: 0.4, shareUncalled: 0.75 } as const;

/** «مباشر», «لحظة بلحظة»: how such a page calls itself, in its title or over its first post. */
const CALLED =
  /(?:^|[\s:|،"(])(?:مباشر|لحظه بلحظه|دقيقه بدقيقه|(?:ال)?تغطيه (?:ال)?(?:مباشره|حيه|مستمره|متواصله)|(?:بث|نقل) (?:مباشر|حي)|اخر (?:ال)?(?:تطورات|مستجدات|تحديث\S*)|يوميات|live)(?=$|[\s:|.،")!])/;

function findPosts(texts: readonly string[], title: string): ReadonlySet<number> {
  const stamps = texts.flatMap((text, at) => (isStampLine(text) || isStampedHead(text) ? [at] : []));
  const [first] = stamps;
  if (first === undefined || stamps.length < LIVE.stamps) return NONE;
  const posts = stamps.map((stamp, i) => linesUnder(stamp, stamps[i + 1] ?? texts.length, texts));
  const told = posts.filter((lines) => lines.some((at) => isSentence(texts[at] ?? '')));
  if (told.length < LIVE.stamps || told.length < posts.length * 0.7) return NONE;
  const length = (lines: readonly number[]): number =>
    lines.reduce((sum, at) => sum + (isProse(texts[at] ?? '') ? (texts[at] ?? '').length : 0), 0);
  const share = length(posts.flat()) / Math.max(1, length([...texts.keys()]));
  const called = [title, ...texts.slice(0, first)].some((text) => text.length < 200 && CALLED.test(plainOf(text)));
  return share >= (called ? LIVE.share : LIVE.shareUncalled) ? new Set(posts.flat()) : NONE;
}

function isStampLine(text: string): boolean {
  return text.length <= 40 && isPostStamp(plainOf(text));
}

/** «18:40 — الشرطة تعيد فتح الطريق»: the hour and the post's heading in one line. */
function isStampedHead(text: string): boolean {
  return text.length <= 150 && !isFinished(text) && STAMPED_HEAD.test(text);
}

const STAMPED_HEAD =
  /^\s*[[(]?(?:[٠-٩]{1,2}|\d{1,2}):(?:[٠-٩]{2}|\d{2})[\])]?(?:\s+(?:ص|م|صباحاً|مساءً|غرينتش|بتوقيت \p{L}+))?\s*[-–—|:]\s*\p{L}/u;

/** What stands under the line at `stamp`, up to a box of the page; and that line, where it heads a post too. */
function linesUnder(stamp: number, end: number, texts: readonly string[]): number[] {
  const lines: number[] = isStampedHead(texts[stamp] ?? '') ? [stamp] : [];
  for (let at = stamp + 1; at < Math.min(end, stamp + 1 + LIVE.lines); at++) {
    const kind = lineKind(texts[at] ?? '');
    if (kind === 'label') break;
    lines.push(at);
  }
  return lines;
}

function isSentence(text: string): boolean {
  return isProse(text) && isFinished(text) && !/(?:…|\.{2,})["»”\])]*$/.test(text);
}

const NONE: ReadonlySet<number> = new Set();
