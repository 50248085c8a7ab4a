import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/articles/from-item.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { sampleArticlePage, sampleFeedXml, sampleItems } from '../../src/sandbox/sample/feed.ts';

const expected = JSON.parse(readFileSync(new URL('../fixtures/articles/daraj-body.json', import.meta.url), 'utf8')) as {
  title: string;
  blocks: { kind: string; text: string }[];
};

const dirt = [
  'fbpx',
  'لتلقّي أبرز قصص درج',
  'إضغط(ي)',
  'الأكثر قراءة',
  'tptn',
  'إقرأوا أيضاً',
  'No posts',
  'سامر المحمود',
  '23.04.2024',
  'مافيات',
  'تجارة المخدرات',
  'ظهرت المقالة',
];

describe('the article with all the dirt of its page comes out as its real body only', () => {
  const xml = readFileSync(new URL('../fixtures/feeds/daraj-wordpress.xml', import.meta.url));
  const [item] = parseFeed(xml, { url: 'https://example.org/feed/' }).items;
  if (!item) throw new Error('the fixture has an item');
  const { article, from, removed } = extractArticle(item, { feedUrl: 'https://example.org/feed/' });

  test('every paragraph, headings as headings, nothing else', () => {
    expect(article.blocks.map(({ kind, text }) => ({ kind, text }))).toEqual(expected.blocks);
    expect(from).toBe('feed');
  });

  test('the pull quote is no paragraph, but stays with the one it repeats', () => {
    const pulled = article.blocks.filter((block) => block.pulled !== undefined);
    expect(pulled).toHaveLength(1);
    expect(pulled[0]?.pulled).toEqual([expect.stringMatching(/^الانتقام الروسي .* إلى الأسواق العالمية\.$/)]);
    expect(pulled[0]?.text).toMatch(/^الانتقام الروسي .* إلى الأسواق العالمية، وذلك للمرة الثالثة/);
  });

  test('title, link, byline, date', () => {
    expect(article).toMatchObject({
      title: expected.title,
      link: 'https://example.org/tokayev/',
      byline: 'مراسل درج',
      publishedAt: new Date('2022-07-12T08:30:00Z'),
      standfirst: null,
    });
  });

  test('nothing of the dirt is anywhere in it', () => {
    const told = JSON.stringify(article);
    for (const text of dirt) expect(told).not.toContain(text);
    expect(removed.length).toBeGreaterThanOrEqual(8);
  });
});

describe('the sample feed of the sandbox', () => {
  const now = new Date('2026-03-01T09:00:00Z');
  const base = 'http://127.0.0.1:3000/sandbox/site';
  const feed = parseFeed(sampleFeedXml(base, now), { url: `${base}/feed.xml`, now });

  test('is read without a warning, newest first', () => {
    expect(feed.warnings).toEqual([]);
    expect(feed.items).toHaveLength(8);
    const times = feed.items.map((item) => item.publishedAt?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('its first article is the newsroom’s own, clean', () => {
    const [item] = feed.items;
    if (!item) throw new Error('the sample feed has items');
    const { blocks } = extractArticle(item, { feedUrl: base }).article;
    expect(blocks.map(({ kind, text }) => ({ kind, text }))).toEqual(expected.blocks);
  });

  test.each([...sampleItems(now), ...sampleItems(now, 'review')].map((item) => item.slug))(
    '%s: feed and page give the same article, whole and without the page’s own words',
    (slug) => {
      const items = [...feed.items, ...parseFeed(sampleFeedXml(base, now, 'review'), { url: base, now }).items];
      const item = items.find((candidate) => candidate.link?.includes(`/articles/${slug}?`));
      const html = sampleArticlePage(slug, base, now);
      if (!item || html === null) throw new Error(`${slug} is served`);
      const { article, from } = extractArticle(item, { feedUrl: base });
      expect(from).toBe('feed');
      expect(article.blocks.length).toBeGreaterThanOrEqual(4);
      expect(JSON.stringify(article)).not.toMatch(/ظهرت المقالة|utm_/);

      const teaser = { ...item, contentHtml: null, byline: null, publishedAt: null, tags: [] };
      const read = extractArticle(teaser, { feedUrl: base, page: { html, url: `${base}/articles/${slug}` } });
      expect(read.from).toBe('page');
      expect(read.article).toEqual(article);
    },
  );
});
