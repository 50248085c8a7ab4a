import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleFromItem, extractArticle, needsPage } from '../../src/articles/from-item.ts';
import type { FeedItem } from '../../src/feeds/item.ts';

const feedUrl = 'https://example.org/feed/';
const body = [
  'أقرّ المجلس البلدي في جلسة علنية خطة لتشجير خمسة شوارع رئيسية في المدينة، بكلفة تبلغ 240 ألف دولار على مدى ثلاث سنوات.',
  'وتشمل الخطة زراعة 1,800 شجرة من أنواع محلية تحتمل الجفاف، وتوسيع الأرصفة بما يتيح مرور الكراسي المتحركة.',
  'وقالت مهندسة البلدية إن الأعمال ستبدأ في الخريف، بعد الانتهاء من تمديد شبكة ري تعتمد على المياه المكررة.',
];
const html = body.map((text) => `<p>${text}</p>`).join('\n');

function item(changes: Partial<FeedItem> = {}): FeedItem {
  return {
    guid: 'g',
    link: 'https://example.org/trees/?utm_source=rss',
    title: 'خطة لتشجير خمسة شوارع',
    contentHtml: html,
    summaryHtml: null,
    byline: 'نور حسن',
    publishedAt: new Date('2024-03-05T10:00:00Z'),
    updatedAt: null,
    tags: ['بيئة'],
    imageUrl: null,
    ...changes,
  };
}
const texts = (changes: Partial<FeedItem>) =>
  articleFromItem(item(changes), { feedUrl }).blocks.map((block) => block.text);

describe('where the text comes from', () => {
  test('the feed, when it carries all of it', () => {
    expect(needsPage(item())).toBe(false);
    expect(extractArticle(item(), { feedUrl })).toMatchObject({
      from: 'feed',
      article: { link: 'https://example.org/trees/', byline: 'نور حسن', tags: ['بيئة'] },
    });
    expect(texts({})).toEqual(body);
  });

  test.each([
    ['no content', { contentHtml: null, summaryHtml: '<p>مقدمة قصيرة.</p>' }],
    ['cut with […]', { contentHtml: `<p>${body.join(' ').slice(0, 250)} [&#8230;]</p>` }],
    ['cut with «اقرأ المزيد»', { contentHtml: `${html}<p><a href="/x">اقرأ المزيد</a></p>` }],
    ['a few words', { contentHtml: '<p>خبر موجز.</p>' }],
    [
      'cut, with the footer of a plugin',
      { contentHtml: `<p>${body[0]} […]</p><p>ظهرت المقالة <a href="/">خطة</a> أولاً على <a href="/">المثال</a>.</p>` },
    ],
  ])('its page, when the feed has only a teaser: %s', (_why, changes) => {
    expect(needsPage(item(changes))).toBe(true);
    const page = `<html><body><article><h1>خطة لتشجير خمسة شوارع</h1>${html}</article></body></html>`;
    const read = extractArticle(item(changes), { feedUrl, page: { html: page, url: 'https://example.org/trees/' } });
    expect(read.from).toBe('page');
    expect(read.article.blocks.map((block) => block.text)).toEqual(body);
    expect(read.article.title).toBe('خطة لتشجير خمسة شوارع');
  });

  test('a long description of several paragraphs is the article', () => {
    const summaryHtml = `${html}${html.replace(/أقرّ/g, 'وكان أقرّ').replace(/وتشمل/g, 'كما تشمل').replace(/وقالت/g, 'وأوضحت')}<p>${'وتبقى تفاصيل أخرى كثيرة من الخطة رهناً بموافقة الوزارة. '.repeat(4)}</p>`;
    expect(needsPage(item({ contentHtml: null, summaryHtml }))).toBe(false);
  });

  test('the teaser, when there is no more, or the page is worse', () => {
    const teaser = item({ contentHtml: null, summaryHtml: `<p>${body[0]}</p>` });
    expect(extractArticle(teaser, { feedUrl })).toMatchObject({ from: 'teaser' });
    const page = { html: '<html><body><p>ملفات تعريف الارتباط</p></body></html>', url: 'https://example.org/trees/' };
    const read = extractArticle(teaser, { feedUrl, page });
    expect(read.from).toBe('teaser');
    expect(read.article.blocks.map((block) => block.text)).toEqual([body[0]]);
  });
});

describe('standfirst', () => {
  const standfirst = (summaryHtml: string) => articleFromItem(item({ summaryHtml }), { feedUrl }).standfirst;

  test('is the teaser that an author wrote', () => {
    const written = 'مدينة بلا ظل تقرر أن تزرع أرصفتها، والسؤال الذي يطرحه السكان: من أين تأتي المياه؟';
    expect(standfirst(`<p>${written}</p>`)).toBe(written);
    expect(
      standfirst(`<p>${written}</p><p>The post <a href="/">خطة</a> appeared first on <a href="/">المثال</a>.</p>`),
    ).toBe(written);
  });

  test.each([
    ['cut by the system', `<p>${body[0]} [&hellip;]</p>`],
    ['the beginning of the body', `<p>${body[0]}</p>`],
    ['the title', '<p>خطة لتشجير خمسة شوارع</p>'],
    ['too short', '<p>تفاصيل.</p>'],
    ['a line of the page', '<p>لتلقّي أبرز قصصنا على واتساب اضغط(ي) هنا واشترك(ي) في القناة!</p>'],
  ])('is not one: %s', (_why, summaryHtml) => {
    expect(standfirst(summaryHtml)).toBeNull();
  });
});

describe('what is missing is made up for', () => {
  test('a title, from the first sentence', () => {
    expect(
      articleFromItem(item({ title: '', contentHtml: `<p>وصلت القافلة إلى البلدة. وبدأ التوزيع.</p>${html}` }), {
        feedUrl,
      }).title,
    ).toBe('وصلت القافلة إلى البلدة');
    const long = articleFromItem(item({ title: '' }), { feedUrl }).title;
    expect(long).toMatch(/…$/);
    expect(long.length).toBeLessThanOrEqual(101);
    expect(body[0]?.startsWith(long.slice(0, -1))).toBe(true);
  });

  test('a link, by the site’s', () => {
    expect(articleFromItem(item({ link: null }), { feedUrl, siteLink: 'https://example.org/' }).link).toBe(
      'https://example.org/',
    );
    expect(articleFromItem(item({ link: null }), { feedUrl }).link).toBe(feedUrl);
  });

  test('the link of a service that only forwards, by the page’s own', () => {
    const page = { html: `<html><body><article>${html}</article></body></html>`, url: 'https://example.org/trees/' };
    const forwarded = item({ link: 'https://feedproxy.example/~r/1', contentHtml: null });
    expect(articleFromItem(forwarded, { feedUrl, page }).link).toBe('https://example.org/trees/');
  });

  test('a picture, by the first of the text', () => {
    expect(articleFromItem(item({ contentHtml: `<img src="/t.jpg" alt="شارع">${html}` }), { feedUrl }).image).toEqual({
      url: 'https://example.org/t.jpg',
      alt: 'شارع',
    });
  });
});

describe('footers of feeds go', () => {
  test.each([
    '<p>ظهرت المقالة <a href="/">خطة لتشجير خمسة شوارع</a> أولاً على <a href="/">درج</a>.</p>',
    '<p>The post <a href="/">خطة</a> first appeared on <a href="/">المثال</a>.</p>',
    '<p>ظهر المقال خطة لتشجير خمسة شوارع أولاً على صحيفة المثال</p>',
  ])('%s', (footer) => {
    expect(texts({ contentHtml: html + footer })).toEqual(body);
  });
});

describe('never throws', () => {
  test('elements nested without end', () => {
    const deep = `${'<div>'.repeat(20_000)}${body[0]}`;
    expect(texts({ contentHtml: deep }).join(' ')).toContain('أقرّ المجلس البلدي');
  });

  test('any HTML, in feed and page', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<div class="related">',
      '</div>',
      '<table><tr><td>',
      '</table>',
      '<script>',
      '</script>',
      '<img src="',
      '">',
      '<a href="//">',
      '<blockquote>',
      '<ul><li>',
      '<!--',
      '<![CDATA[',
      '&#0;',
      '&bogus;',
      '\u202e',
      '[caption]',
      '[/caption]',
      '<svg><title>',
      '<template>',
      'نص عربي.',
      '<body>',
      '<html>',
      '</html>',
      '<frameset>',
      '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":[null,{"name":5}]}]}</script>',
    );
    const fragment = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 12 })), { maxLength: 25 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fragment, fragment, fc.boolean(), (content, page, hasTitle) => {
        const article = articleFromItem(
          item({ contentHtml: content, summaryHtml: content, title: hasTitle ? 'عنوان' : '' }),
          {
            feedUrl,
            page: { html: page, url: 'https://example.org/x' },
          },
        );
        expect(article.title).not.toBe('');
        expect(URL.canParse(article.link)).toBe(true);
        for (const block of article.blocks) expect(block.text.trim()).not.toBe('');
      }),
      { numRuns: 200 },
    );
  });
});
