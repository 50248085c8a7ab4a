import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';

/** An article as its page would carry it, and what of that is not the article. */
export interface DirtyArticle {
  readonly paragraphs: readonly string[];
  /** What stood under the most-read label: as on the sample page, or titles with an excerpt each, which is harder. */
  readonly kind: 'as sampled' | 'with excerpts';
  /** Lines that are another story's or the page's own; a pull quote is not among them. */
  readonly foreign: readonly string[];
}

const TOP = [
  ['fbpx'],
  ['googletag.cmd.push(function() { googletag.display("div-1"); });'],
  ['الرئيسية | أخبار | مقالات رأي'],
];
const CALLS = [
  'لتلقّي أبرز قصص الموقع على واتساب إضغط(ي) هنا!',
  'اشتركوا في نشرتنا البريدية ليصلكم كل جديد.',
  'تابعونا على تلغرام وفيسبوك للمزيد من الأخبار.',
  'حمّل تطبيقنا على هاتفك لتصلك الأخبار أولاً بأول.',
  'إذا أعجبك هذا المقال فشاركه مع أصدقائك عبر وسائل التواصل الاجتماعي.',
  'للاشتراك في قناتنا على يوتيوب اضغط هنا.',
];
const MOST_READ = ['الأكثر قراءة', 'الأكثر مشاهدة', 'مقالات قد تهمك', 'الأكثر تداولاً'];
const SHORTCODES = [
  '[tptn_list show_date="1" heading="0" title_length="200" limit="5"]',
  '[related_posts limit="3"]',
  '[embed width="600"]https://www.youtube.com/watch?v=abc[/embed]',
];
const TAIL_LABELS = ['إقرأوا أيضاً:', 'اقرأ أيضاً', 'مواضيع ذات صلة', 'شاهد أيضاً:', 'مقالات ذات صلة'];
const EMPTY = ['No posts', 'لا توجد مقالات'];
const BYLINES = [
  'سامر المحمود- صحفي سوري | 23.04.2024',
  'هنا الأسعد – كاتبة لبنانية | 02.11.2023',
  'بقلم: وائل درويش | 14/06/2022',
  'مراسلنا في عمّان | 9 أيار 2023',
];
const INLINE = ['اقرأ أيضاً: ', 'إقرأ المزيد: ', 'شاهد أيضاً: '];

/**
 * Wraps `sample` in the kinds of dirt that the sample page had: a tracker's leaving, the title again, a call to
 * subscribe, a pull quote that repeats a body sentence, a most-read label over a broken shortcode or over other stories' titles,
 * a link to another story in mid-text, and at the end a related label, "No posts", and a foreign teaser with byline and date.
 * `others` give the foreign titles and teasers. The same seed makes the same page.
 */
export function wrapInDirt(sample: Sample, others: readonly Sample[], seed: number): DirtyArticle {
  const random = seededRandom(seed * 7919 + 17);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)];
    if (chosen === undefined) throw new Error('dirt is picked from an empty list');
    return chosen;
  };
  const foreign: string[] = [];
  const dirt = (...lines: string[]): string[] => {
    foreign.push(...lines);
    return lines;
  };
  const other = (): Sample => pick(others);
  const teaser = (): string[] => {
    const story = other();
    return dirt(pick(BYLINES), story.title, excerpt(longest(story.paragraphs.slice(0, 3))));
  };

  const body = [...sample.paragraphs];
  const page: string[] = [...dirt(...pick(TOP)), sample.title, ...dirt(pick(CALLS))];
  // The page's pull quote stands above the text it repeats.
  const quoted = body[Math.floor(body.length * (0.3 + 0.6 * random()))];
  if (quoted !== undefined && quoted.length > 80 && body.length > 4) page.push(quoted);
  page.push(...dirt(pick(MOST_READ)));
  const listed = random();
  if (listed < 0.5) page.push(...dirt(pick(SHORTCODES)));
  else if (listed < 0.8) page.push(...dirt(other().title, other().title, other().title));
  else {
    // Titles with an excerpt each.
    for (const story of [other(), other()]) page.push(...dirt(story.title, excerpt(story.paragraphs[0] ?? '')));
  }
  body.forEach((paragraph, index) => {
    page.push(paragraph);
    if (index === Math.floor(body.length / 2) && body.length > 5) page.push(...dirt(`${pick(INLINE)}${other().title}`));
    if (index === Math.floor(body.length / 3) && body.length > 7 && random() < 0.4) page.push(...dirt(pick(CALLS)));
  });
  page.push(...dirt(pick(TAIL_LABELS)));
  if (random() < 0.5) page.push(...dirt(pick(EMPTY)));
  page.push(...teaser());
  if (random() < 0.4) page.push(...teaser());
  if (random() < 0.3) page.push(...dirt('جميع الحقوق محفوظة © 2024'));
  return { paragraphs: page, foreign, kind: listed < 0.8 ? 'as sampled' : 'with excerpts' };
}

function longest(paragraphs: readonly string[]): string {
  return paragraphs.reduce((best, one) => (one.length > best.length ? one : best), '');
}

/** At most 300 characters, as lists of other stories carry them. */
export function excerpt(paragraph: string): string {
  if (paragraph.length <= 300) return paragraph;
  const cut = paragraph.slice(0, 300);
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}
