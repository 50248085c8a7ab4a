import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';

const headline = 'مصنع الورق يعود إلى العمل بعد عشر سنوات';
const text =
  '<p>عاد خط الإنتاج الأول في مصنع الورق إلى العمل بعد توقف دام عشر سنوات، ويعمل فيه أربعون من أبناء البلدة.</p>'.repeat(
    5,
  );

function titleOf(title: string, { head = '', body = '', url = 'https://news.example.org/mill' } = {}) {
  const html = `<html><head><title>${title}</title>${head}</head><body>${body}<article>${text}</article></body></html>`;
  return articleFromPage(html, url)?.article.title;
}

describe('the site’s name comes off a page’s title', () => {
  test.each<[string, string, Parameters<typeof titleOf>[1]]>([
    ['as the manifest has it', ' - صحيفة الأمس', { head: '<meta name="application-name" content="صحيفة الأمس">' }],
    [
      'as JSON-LD has it',
      ' | صحيفة الأمس',
      { head: '<script type="application/ld+json">{"@type":"WebSite","name":"صحيفة الأمس"}</script>' },
    ],
    [
      'as its feed is called',
      ' – صحيفة الأمس',
      { head: '<link rel="alternate" type="application/rss+xml" title="صحيفة الأمس &raquo; الخلاصة" href="/feed">' },
    ],
    ['as the link to its front page', '|صحيفة الأمس', { body: '<a href="/">صحيفة الأمس</a>' }],
    [
      'as its logo',
      ' - صحيفة الأمس',
      { body: '<a href="https://news.example.org"><img src="/l.png" alt="صحيفة الأمس"></a>' },
    ],
    [
      'with a dash of its own',
      ' - الأمس — صحيفة يومية',
      { head: '<meta property="og:site_name" content="الأمس — صحيفة يومية">' },
    ],
    ['as its host', ' - Daraj', { url: 'https://www.daraj.media/mill' }],
    ['as its host, of two words', ' | Al Jazeera', { url: 'https://www.aljazeera.net/mill' }],
    ['as what the heading does without', ' - شبكة الأمس للأخبار', { body: `<h2>${headline}</h2>` }],
  ])('%s', (_, suffix, page) => {
    expect(titleOf(`${headline}${suffix}`, page)).toBe(headline);
  });

  test('also where it stands before the title, and off what is said to other sites', () => {
    const named = '<meta name="application-name" content="صحيفة الأمس">';
    expect(titleOf(`صحيفة الأمس | ${headline}`, { head: named })).toBe(headline);
    const shared = `<meta property="og:title" content="${headline} - صحيفة الأمس">`;
    expect(titleOf(headline, { head: `${named}${shared}` })).toBe(headline);
  });
});

test('a house’s name or a section’s as the page’s first heading is no title', () => {
  const heading = (level: string): string => `<div><${level}>${headline}</${level}></div>`;
  for (const [first, suffix] of [
    ['<h1>صحيفة الأمس</h1>', ''],
    ['<h1>صحيفة الأمس</h1>', ' - صحيفة الأمس'],
    ['<h1>أخبار محلية</h1>', ' | أخبار محلية | الأمس'],
    ['<h1><a href="/">صحيفة الأمس اليومية السياسية المستقلة</a></h1>', ' - صحيفة الأمس اليومية السياسية المستقلة'],
  ] as const) {
    for (const level of ['h1', 'h2'])
      expect(titleOf(`${headline}${suffix}`, { body: `${first}${heading(level)}` })).toBe(headline);
  }
  // A headline of few words stays one, and so does one that the page's title words otherwise.
  const own = `<h1>عودة مصنع</h1><h2>المصانع في أرقام هذا العام</h2>`;
  expect(titleOf('عودة مصنع - صحيفة الأمس', { body: own })).toBe('عودة مصنع');
  const other = `<h1>مصنع الورق يدور من جديد</h1>${heading('h3')}`;
  expect(titleOf(headline, { body: other })).toBe('مصنع الورق يدور من جديد');
});

describe('a headline with a dash stays whole', () => {
  const dashed = 'حرب الماء في الجنوب - عام من العطش';
  test.each<[string, string, Parameters<typeof titleOf>[1]]>([
    ['where nothing tells', dashed, {}],
    [
      'where the site is called otherwise',
      dashed,
      { head: '<meta property="og:site_name" content="صحيفة الأمس">', body: '<a href="/">الرئيسية</a>' },
    ],
    ['where the heading has it', dashed, { body: `<h2>${dashed}</h2><h3>حرب الماء في الجنوب</h3>` }],
    ['where a section is called as its beginning', dashed, { body: '<h2>حرب الماء</h2>' }],
    ['before the site’s name', dashed, { body: '<a href="/">الأمس</a>' }],
    ['on a host of another name', 'انقطاع كبير في خدمات الشبكة - Facebook', { url: 'https://www.daraj.media/x' }],
  ])('%s', (why, title, page) => {
    expect(titleOf(why === 'before the site’s name' ? `${title} - الأمس` : title, page)).toBe(title);
  });
});
