import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { articleFromItem } from '../../src/articles/from-item.ts';
import { type RelatedCandidate, relatedStories } from '../../src/articles/related.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { sampleFeedXml } from '../../src/sandbox/sample/feed.ts';

const now = new Date('2026-03-01T09:00:00Z');
const base = 'https://example.org';
const library: Article[] = (['main', 'review'] as const).flatMap((feed) =>
  parseFeed(sampleFeedXml(base, now, feed), { url: base, now }).items.map((item) =>
    articleFromItem(item, { feedUrl: base }),
  ),
);
const candidate = (article: Article, daysAgo: number): RelatedCandidate => ({
  link: article.link,
  title: article.title,
  text: article.blocks.map((block) => block.text).join('\n'),
  publishedAt: new Date(now.getTime() - daysAgo * 86_400_000),
});
const candidates = library.map((article) => candidate(article, 10));

const water: Article = {
  title: 'صغار المزارعين يطالبون بحصص عادلة من المياه الجوفية',
  standfirst: null,
  byline: null,
  publishedAt: now,
  link: 'https://example.org/articles/new',
  blocks: [
    {
      kind: 'paragraph',
      text: 'طالب مزارعون في السهل بتحديد حصص الضخ من الآبار بعد تراجع منسوب المياه الجوفية، محذرين من جفاف الآبار القليلة العمق.',
    },
    { kind: 'paragraph', text: 'وتخالفهم المزارع الكبيرة التي تزرع الأفوكادو الرأي، وتقول إن آبارها مرخصة.' },
  ],
  image: null,
  tags: ['بيئة'],
};

describe('earlier stories to read also', () => {
  test('the one that tells of the same, by its content, and no other to fill up', () => {
    expect(relatedStories(water, candidates, { limit: 9 }).map((one) => one.story.link)).toEqual([
      'https://example.org/articles/wells-and-sensors',
    ]);
  });

  test('nothing where nothing tells of the same, though it shares a tag', () => {
    const lonely: Article = {
      ...water,
      title: 'مباراة الشطرنج',
      blocks: [{ kind: 'paragraph', text: 'فاز اللاعب بالمباراة.' }],
      tags: ['سينما'],
    };
    expect(relatedStories(lonely, candidates)).toEqual([]);
    expect(relatedStories(lonely, [])).toEqual([]);
  });

  test('of the stories of the sample two belong together, and no others', () => {
    const pairs = library.flatMap((article) =>
      relatedStories({ ...article, publishedAt: now }, candidates).map((one) =>
        [article.link, one.story.link].map((link) => link.split('/').at(-1)).sort(),
      ),
    );
    expect(new Set(pairs.map(String))).toEqual(new Set(['third-postponement,town-without-council']));
  });

  test('not the article itself, nor what came after it, nor copies', () => {
    const [wells] = candidates.filter((one) => one.link.endsWith('wells-and-sensors'));
    if (!wells) throw new Error('the sample has the story');
    const own = library.find((article) => article.link === wells.link);
    if (!own) throw new Error('the sample has the story');
    expect(
      relatedStories({ ...own, publishedAt: now }, candidates, { limit: 9 }).map((one) => one.story.link),
    ).not.toContain(own.link);
    const copy = { ...wells, link: 'https://example.org/copy' };
    const links = relatedStories(water, [wells, copy], { limit: 9 }).map((one) => one.story.link);
    expect(links).toHaveLength(1);
    const later = { ...wells, publishedAt: new Date(now.getTime() + 1) };
    expect(relatedStories(water, [later])).toEqual([]);
  });

  test('of two alike the newer comes first', () => {
    const [wells] = candidates.filter((one) => one.link.endsWith('wells-and-sensors'));
    if (!wells) throw new Error('the sample has the story');
    const half = (daysAgo: number, part: 0 | 1): RelatedCandidate => {
      const lines = wells.text.split('\n').filter((_, index) => index % 2 === part);
      return {
        ...wells,
        link: `https://example.org/${daysAgo}`,
        text: lines.join('\n'),
        publishedAt: new Date(now.getTime() - daysAgo * 86_400_000),
      };
    };
    const order = (a: RelatedCandidate, b: RelatedCandidate) =>
      relatedStories(water, [a, b], { threshold: 0.05 }).map((one) => one.story.link);
    expect(order(half(900, 0), half(3, 0))[0]).toBe('https://example.org/3');
    expect(order(half(2, 1), half(1_000, 1))[0]).toBe('https://example.org/2');
  });
});
