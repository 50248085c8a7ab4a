import { isTownName } from '../articles/dateline/index.ts';
import type { FeedItem } from './item.ts';

/** Words of a house's name at most, of a headline at least, and titles in a row that show what a feed puts behind each. */
const MOST_WORDS = 5;
const LEAST_WORDS = 3;
const LEAST_TITLES = 5;
/** Characters of a title at most that is parted: in a longer one every mark would be tried. */
const LONGEST = 500;

const BEHIND = /^(.*\S)(?:\s+[-–—|»•]+\s+|\s*\|\s*)([^|»•]+)$/su;

/**
 * Entries whose titles are without the house's name that the feed puts behind each: «… | جريدة الساحل», where that is the feed's own title or a
 * part of it, or stands behind all of several titles.
 */
export function withoutHouse(items: readonly FeedItem[], feedTitle: string): readonly FeedItem[] {
  const parted = items.map(({ title }) => partedTitle(title));
  const names = new Set(feedTitle.split(/\s+[-–—|»•:]+\s+|\|/).map(spelling));
  const [first] = parted;
  const titled = parted.filter((_, at) => items[at]?.title !== '');
  const headlines = new Set(titled.map((one) => one?.headline));
  if (headlines.size >= LEAST_TITLES && titled.every((one) => one !== null && one.name === first?.name))
    names.add(first?.name ?? '');
  names.delete('');
  return items.map((item, at) => {
    const told = parted[at];
    return told && names.has(told.name) ? { ...item, title: told.headline } : item;
  });
}

function partedTitle(title: string): { readonly headline: string; readonly name: string } | null {
  if (title.length > LONGEST) return null;
  const [, headline = '', behind = ''] = BEHIND.exec(title) ?? [];
  const words = wordsOf(behind).length;
  if (words === 0 || words > MOST_WORDS || wordsOf(headline).length < LEAST_WORDS || isOfStory(behind)) return null;
  return { headline, name: spelling(behind) };
}

/** What a whole feed may put behind its titles and is part of them to a reader: the kind of each, or a place. */
const KINDS =
  /^(?:(?:ال)?(?:فيديوهات|فيديو|صور|صوت|تحليل|تحليلات|رأي|راي|مقال|مقالة|مقالات|تقرير|تقارير|تحقيق|تحقيقات|حوار|حوارات|مقابلة|مقابلات|عاجل|خاص|حصري|حصريا|بودكاست|انفوجراف|انفوغراف|انفوغرافيك|كاريكاتير|مباشر|متابعة|محدث|تغطية|شاهد)|(?:ب|و|وب)?(?:ال)?(?:فيديو|صور|صوت)|لحظة بلحظة|video|photos?|analysis|opinion|live|exclusive|podcast)(?: (?:و|ب|وب)?(?:ال)?(?:فيديو|صور|صوت|خاص|مباشرة?|اخباري|اخبارية))*$/;

function isOfStory(behind: string): boolean {
  return KINDS.test(spelling(behind)) || isTownName(behind);
}

function spelling(text: string): string {
  return wordsOf(text).join(' ');
}

/** Words in one spelling of alef and without vowels. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .toLowerCase()
    .replace(/[\p{M}ـ]/gu, '')
    .replace(/[أإآ]/g, 'ا');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
