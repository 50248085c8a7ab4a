import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';

function page(name: string, url = 'https://example.org/paper-mill/?fbclid=1') {
  const html = readFileSync(new URL(`../fixtures/articles/${name}`, import.meta.url), 'utf8');
  const read = articleFromPage(html, url);
  if (read === null) throw new Error(`${name} holds an article`);
  return read.article;
}

describe('a page of a theme, with menus, sharing, teasers, comments and a sidebar', () => {
  const article = page('theme-page.html');

  test('gives what it says of itself', () => {
    expect(article).toMatchObject({
      title: 'مصنع الورق يعود إلى العمل بعد عشر سنوات',
      byline: 'رامي سلوم',
      publishedAt: new Date('2024-03-05T08:00:00Z'),
      link: 'https://example.org/paper-mill/',
      image: { url: 'https://example.org/wp-content/uploads/mill.jpg', alt: 'عامل أمام آلة الورق' },
      standfirst:
        'اشترى العمال حصة في المصنع الذي أُغلق قبل عقد، وأعادوا تشغيل خطه الأول بورق معاد تدويره، لكن فاتورة الكهرباء تهدد التجربة.',
    });
    expect(article.tags).toEqual(['اقتصاد', 'عمال', 'صناعة']);
  });

  test('and its own words only', () => {
    expect(
      article.blocks.filter((block) => block.kind !== 'caption').map((block) => [block.kind, block.text.slice(0, 22)]),
    ).toEqual([
      ['paragraph', 'عاد خط الإنتاج الأول ف'],
      ['paragraph', 'وينتج الخط حالياً ستة '],
      ['heading', 'فاتورة الكهرباء'],
      ['paragraph', 'ويقول مدير التعاونية أ'],
      ['paragraph', 'ويبحث العمال في تركيب '],
      ['quotation', 'لم نشترِ آلات، اشترينا'],
      ['list', 'عدد العمال الحالي: 64 '],
      ['list', 'الإنتاج اليومي: ستة أط'],
    ]);
  });
});

test('an old page of nested tables', () => {
  const article = page('old-table-page.html', 'http://old.example.org/news.asp?id=77');
  expect(article).toMatchObject({ link: 'http://old.example.org/news.asp?id=77', byline: 'م. يوسف' });
  const body = article.blocks.filter((block) => block.kind === 'paragraph').map((block) => block.text);
  expect(body).toHaveLength(3);
  expect(body.join()).not.toContain('رابط');
});

test('a page that builds its text in the browser is read from its JSON-LD', () => {
  const article = page('script-page.html', 'https://example.org/n/5');
  expect(article).toMatchObject({
    title: 'قرار بتمديد العام الدراسي أسبوعين',
    byline: 'مها نصر، علي عيد',
    publishedAt: new Date('2024-03-05T00:00:00Z'),
    image: { url: 'https://example.org/school.jpg', alt: null },
  });
  expect(article.blocks).toHaveLength(3);
});

test('a page without an article gives none', () => {
  expect(
    articleFromPage('<html><body><nav><a href="/">الرئيسية</a></nav></body></html>', 'https://example.org/'),
  ).toBeNull();
  expect(articleFromPage('', 'https://example.org/')).toBeNull();
});

test('a canonical link to the front page or to another site is not believed', () => {
  const html = (canonical: string) =>
    `<html><head><link rel="canonical" href="${canonical}"><meta property="og:title" content="عنوان"></head><body><article>${'<p>فقرة من النص فيها كلام كثير يكفي لتكون فقرة حقيقية في مقالة.</p>'.repeat(6)}</article></body></html>`;
  expect(articleFromPage(html('https://example.org/'), 'https://example.org/story')?.article.link).toBe(
    'https://example.org/story',
  );
  expect(articleFromPage(html('https://evil.example/x'), 'https://example.org/story')?.article.link).toBe(
    'https://example.org/story',
  );
  expect(articleFromPage(html('/story/full'), 'https://example.org/story')?.article.link).toBe(
    'https://example.org/story/full',
  );
});

describe('a page that describes other stories in JSON-LD too', () => {
  const other = {
    '@type': 'NewsArticle',
    headline: 'خبر آخر من الجوار',
    url: 'https://example.org/other/',
    author: { name: 'كاتب آخر' },
    datePublished: '2020-01-01',
  };
  const own = {
    '@type': 'Article',
    headline: 'عودة الصيادين',
    author: { name: 'رامي سلوم' },
    datePublished: '2024-03-05',
  };
  const read = (nodes: readonly object[]) =>
    articleFromPage(
      `<!doctype html><html lang="ar"><head><script type="application/ld+json">${JSON.stringify(nodes)}</script></head>
      <body><article><h1>عودة الصيادين إلى الميناء</h1>${`<p>${'عاد الصيادون إلى الميناء بعد أسبوع من العاصفة التي ضربت الساحل. '.repeat(4)}</p>`.repeat(4)}</article></body></html>`,
      'https://example.org/paper-mill/',
    )?.article;

  test.each([
    ['its address', { ...own, mainEntityOfPage: { '@id': 'https://www.example.org/paper-mill/?utm_source=x' } }],
    ['no address', own],
    ['the front page', { ...own, mainEntityOfPage: 'https://example.org/' }],
    ['its title', { ...own, url: 'https://example.org/?p=12' }],
  ])('is known by the node that names %s', (_, node) => {
    expect(read([other, node])).toMatchObject({ title: 'عودة الصيادين', byline: 'رامي سلوم' });
  });

  test('and takes no word from one of another page', () => {
    expect(read([other])).toMatchObject({ title: 'عودة الصيادين إلى الميناء', byline: null, publishedAt: null });
  });
});
