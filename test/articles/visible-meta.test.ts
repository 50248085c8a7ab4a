import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';

const title = 'بلدية المرفأ تخفض رسوم النفايات إلى النصف';
const paragraphs = [
  'أعلنت بلدية المرفأ خفض رسوم النفايات إلى النصف بعد اعتصام سكان الأحياء القديمة ثلاثة أسابيع أمام مقرها.',
  'وقال رئيس البلدية إن الرسوم الجديدة تسري من مطلع الشهر المقبل، وإن ما دفعه السكان زيادة يحسب لهم في الفاتورة التالية.',
];
const body = `<div class="txt">${paragraphs.map((text) => `<p>${text}</p>`).join('')}</div>`;
const read = (meta: string, head = '', inHead = `<h1>${title}</h1>`) =>
  articleFromPage(
    `<html lang="ar"><head><title>${title}</title>${head}</head><body><div class="page">${inHead}${meta}${body}</div></body></html>`,
    'https://news.example/a/1',
  )?.article;

describe('a byline that only readers see', () => {
  test.each([
    ['<div class="writer">كتب - محمود الشاذلي ومنى عوض</div>', 'محمود الشاذلي ومنى عوض'],
    ['<div class="m"><span class="meta-author">دعاء رمضان</span></div>', 'دعاء رمضان'],
    ['<div class="jeg_meta_author"><span>بواسطة</span> <a>حاورها: عبدالله الزيود</a></div>', 'عبدالله الزيود'],
    ['<ul><li><span class="elementor-post-info__item--type-author">رهام دالاتي</span></li></ul>', 'رهام دالاتي'],
    ['<div class="c"><span>نص: إيناس المهذبي</span><span>صور: مالك الخضراوي</span></div>', 'إيناس المهذبي'],
    ['<ul><li><span>Author,</span><span>نهى المصري</span></li></ul>', 'نهى المصري'],
    ['<div>كاتب: شتيفاني هوبنر</div>', 'شتيفاني هوبنر'],
    ['<div class="m">كتبت: سلمى خوري | 23 تشرين الثاني 2026 | 10:00 ص</div>', 'سلمى خوري'],
    ['<div class="m"><span>by جورج حداد</span> <span>22 نيسان, 2025</span></div>', 'جورج حداد'],
    ['<span class="writeBy">كتب كريم الصاوي</span>', 'كريم الصاوي'],
    ['<div class="articleby">كريم الصاوي</div>', 'كريم الصاوي'],
    ['<div class="articleauthor">المصدر: كريم الصاوي – دبي</div>', 'كريم الصاوي'],
    ['<div class="bylines"><span>كريم الصاوي</span><span>4-11-2026 | 15:12</span></div>', 'كريم الصاوي'],
    ['<div id="story_reporter">\n طنطا - كريم الصاوي\n</div>', 'كريم الصاوي'],
    ['<div class="m"><span>Author, </span><span>نهى المصري</span></div>', 'نهى المصري'],
    [
      '<div class="m"><a href="/authors/9"><img class="author-image" src="/p.jpg"></a><p><a href="/x/9">د. رنا صقر</a></p><i>25</i></div>',
      'د. رنا صقر',
    ],
    [
      '<div class="m"><a href="https://news.example/%D9%83%D8%A7%D8%AA%D8%A8/9">رنا صقر</a> <b>4 نوفمبر 2026</b></div>',
      'رنا صقر',
    ],
    [
      '<div class="m"><a href="/author/3">د. رنا صقر</a> و<a href="/author/4">كريم الصاوي</a> <b>4 نوفمبر 2026</b></div>',
      'د. رنا صقر، كريم الصاوي',
    ],
    [
      '<div class="writer-info"><div class="field--name-field-writer"><a href="/w/1">رنا صقر</a></div></div>',
      'رنا صقر',
    ],
    [
      '<div class="m">نشر بواسطة <span class="f">رنا صقر</span> في <time datetime="2026-11-26">26 نوفمبر، 2026</time></div>',
      'رنا صقر',
    ],
    ['<div class="f"><span class="post-author">مرسلة بواسطة <b>رنا صقر</b></span> في 9:15 ص</div>', 'رنا صقر'],
    ['<div><span data-hook="user-name">رنا صقر</span></div>', 'رنا صقر'],
    ['<p class="m">بقلم رنا صقر · ١٣ أبريل ٢٠٢٦</p>', 'رنا صقر'],
    ['<div><a data-testid="authorName">رنا صقر</a><span>·</span></div>', 'رنا صقر'],
    [
      '<footer class="node__meta"><div>أرسله <span>رنا صقر</span> في <time datetime="2026-11-26">خميس, 26/11/2026</time></div></footer>',
      'رنا صقر',
    ],
    [
      '<div class="flex"><img src="/r.jpg" alt="رنا صقر"><div><b>رنا صقر</b><i>26 نوفمبر 2026</i></div></div>',
      'رنا صقر',
    ],
    ['<font color="gray">2026-11-26 09:15 بقلم: رنا صقر</font>', 'رنا صقر'],
    [
      '<span class="author-meta single-author"><a class="author-name">رنا صقر</a><a><span class="screen-reader-text">أرسل بريدا</span></a></span>',
      'رنا صقر',
    ],
  ])('%s', (meta, byline) => {
    expect(read(meta)?.byline).toBe(byline);
  });

  test('is no name in a box of the author’s life or of other stories', () => {
    expect(read('<div class="author-box"><span class="author-name">سارة فقيه</span></div>')?.byline).toBeNull();
    expect(read('<div class="related"><span class="author">سارة فقيه</span></div>')?.byline).toBeNull();
  });

  test('is no link in the text to what its author wrote, and no name beside another picture', () => {
    const link =
      '<p>وكان التقرير السابق الذي كتبته <a href="/author/9">رنا صقر</a> قد وصف الاعتصام وما سبقه من شكاوى السكان في الحي.</p>';
    expect(read(link)?.byline).toBeNull();
    expect(read('<div><img class="logo" src="/l.jpg"><b>رنا صقر</b></div>')?.byline).toBeNull();
  });

  test('is nobody of whom the text tells, whatever his picture is called', () => {
    const box = (name: string): string => `<div class="box"><img class="avatar" src="/p.jpg"><b>${name}</b></div>`;
    const told = '<p>وانتقدت النائبة رنا صقر الرسوم القديمة في جلسة المجلس الأخيرة، وطالبت بإعادتها إلى السكان.</p>';
    expect(read(box('رنا صقر') + told)?.byline).toBeNull();
    const life = '<p>رنا صقر كاتبة تقيم في المرفأ، وتكتب في شؤون البلديات والخدمات منذ عشرين عاماً.</p>';
    expect(read(box('رنا صقر') + life)?.byline).toBe('رنا صقر');
  });

  test('is nobody whom a captioned picture or the title names', () => {
    const figure = '<figure><img src="/p.jpg" alt="رنا صقر"><figcaption>رنا صقر</figcaption></figure>';
    expect(read(figure)).toMatchObject({ byline: null, image: { url: 'https://news.example/p.jpg' } });
    const ofTitle = '<div><img src="/p.jpg" alt="بلدية المرفأ"><b>بلدية المرفأ</b></div>';
    expect(read(ofTitle)?.byline).toBeNull();
  });

  test('is a line of any name where the box of the author’s life opens with it', () => {
    const life = '<div class="author-card"><b>دينا منصور</b><p>ناقدة تكتب عن السينما.</p></div>';
    const line = '<div class="m"><h4>دينا منصور</h4></div>';
    expect(read(line, '', `${life}<h1>${title}</h1>`)?.byline).toBe('دينا منصور');
    expect(read(line)?.byline).toBeNull();
  });

  test('is the name beside a picture that says of itself whose it is, though the page’s box of lives opens deeper', () => {
    const line = '<ul><li><span><img src="/t.jpg" alt="صورة الكاتب"><a href="#">دينا منصور</a></span></li></ul>';
    expect(read(line)?.byline).toBe('دينا منصور');
    const life = '<div class="author-card"><div><h4>دينا منصور</h4><p>ناقدة تكتب عن السينما.</p></div></div>';
    expect(read('<div><h4>دينا منصور</h4></div>', '', `${life}<h1>${title}</h1>`)?.byline).toBe('دينا منصور');
  });

  test.each([
    'المزيد للكاتب',
    'جميع مقالات الكاتبة',
    'كتاب الرأي',
    'اختيارات المحررين',
    'تسجيل الدخول',
    'More from this author',
  ])('is no call to read more or to sign in: %s', (call) => {
    expect(read(`<p><a href="/author/profile/17/rana">${call}</a></p>`)?.byline).toBeNull();
  });

  test('is the name over the life of a column’s writer, right above the title', () => {
    const box =
      '<div class="writer-box"><img src="/d.jpg" width="90"><h3>دينا منصور</h3><p>ناقدة تكتب عن السينما.</p></div>';
    expect(read('', '', `${box}<h1>${title}</h1>`)?.byline).toBe('دينا منصور');
    expect(
      read('', '', `${box.replace('دينا منصور', 'كتاب الرأي في الصحيفة اليوم')}<h1>${title}</h1>`)?.byline,
    ).toBeNull();
    expect(read('', '', `<div class="side">${box}</div><h1>${title}</h1>`)?.byline).toBeNull();
  });

  test('is not the site’s address', () => {
    expect(read('', '<meta name="author" content="marfa-news.example">')?.byline).toBeNull();
  });

  test('gives way to what the page declares', () => {
    expect(read('<div class="writer">مراسل الموقع</div>', '<meta name="author" content="رامي سلوم">')?.byline).toBe(
      'رامي سلوم',
    );
  });
});

describe('JSON-LD with what systems put around and into it', () => {
  const said = { '@type': 'NewsArticle', headline: title, author: { name: 'سلمى خوري' } };
  test.each([
    ['CDATA behind comment marks', `//<![CDATA[\n${JSON.stringify(said)}\n//]]>`],
    ['a comma before a bracket', JSON.stringify(said).replace(/\}$/, ',}')],
    ['quotes as entities', JSON.stringify(said).replaceAll('"', '&quot;')],
    ['lines inside of strings', JSON.stringify({ ...said, description: 'x' }).replace('"x"', '"سطر\n وسطر"')],
  ])('%s', (_, json) => {
    expect(read('', `<script type="application/ld+json">${json}</script>`)?.byline).toBe('سلمى خوري');
  });

  test('a picture that stands elsewhere in its graph keeps its caption', () => {
    const graph = [
      { '@type': 'ImageObject', '@id': '#i', contentUrl: '/p/1200.jpg', caption: 'مدخل المرفأ' },
      { ...said, image: { '@id': '#i' } },
    ];
    const json = JSON.stringify({ '@context': 'https://schema.org', '@graph': graph });
    expect(read('', `<script type="application/ld+json">${json}</script>`)?.image).toEqual({
      url: 'https://news.example/p/1200.jpg',
      alt: 'مدخل المرفأ',
    });
  });
});

describe('the day of publication', () => {
  test('in a line by the title', () => {
    const meta = '<div class="d-flex meta"><span>سياسة</span><span>2026-10-05 | 15:37</span></div>';
    expect(read(meta)?.publishedAt).toEqual(new Date('2026-10-05T15:37:00Z'));
  });

  test('in an older system’s meta', () => {
    expect(read('', '<meta name="date" content="2026-11-20T22:41:00+04:00">')?.publishedAt).toEqual(
      new Date('2026-11-20T18:41:00Z'),
    );
  });

  test.each([
    ['<div class="x_tm">السبت، 03 تشرين الأول/أكتوبر 2026، آخر تحديث 02:21 (GMT+0400)</div>', '2026-10-02T22:21:00Z'],
    ['<span class="rtl">الاثنين 5/أكتوبر/2026 - 11:15 م</span>', '2026-10-05T23:15:00Z'],
    ['<div class="articledate">التاريخ: 05 أكتوبر 2026</div>', '2026-10-05T00:00:00Z'],
    ['<div><span>2026-10-05T10:15:00+00:00</span></div>', '2026-10-05T10:15:00Z'],
    ['<div class="x">الاثنين 5 أكتوبر 2026<span>11:20 ص</span></div>', '2026-10-05T11:20:00Z'],
    ['<div>نشر في <a href="/h">المرفأ</a> يوم <a href="/d">05 - 10 - 2026</a></div>', '2026-10-05T00:00:00Z'],
    ['<p class="time">المحليات <span title="2026-10-05 18:30">منذ يومين</span></p>', '2026-10-05T18:30:00Z'],
    [
      '<div class="info">رنا صقر - بيروت | نُشر: 05-10-2026 09:36 ص | آخر تحديث: 06-10-2026 10:00 م وبه تصحيح لعدد الأحياء</div>',
      '2026-10-05T09:36:00Z',
    ],
    ['<p>رنا صقر | 5 تشرين الأول 2026</p>', '2026-10-05T00:00:00Z'],
    [`<p>${paragraphs[1]}</p><div><i>5 تشرين الأول 2026 · 09:37</i></div>`, '2026-10-05T09:37:00Z'],
  ])('is a line that is nothing else, or what an element of that name is titled: %s', (meta, date) => {
    expect(read(meta)?.publishedAt).toEqual(new Date(date));
  });

  test('by its own title, where the house’s name is a heading above it', () => {
    const inHead = `<h1>صحيفة المرفأ</h1>${'<i>قسم</i>'.repeat(45)}<h1>${title}</h1>`;
    const line = '<div class="stmp">الأربعاء، 4 آب/أغسطس 2021، آخر تحديث 14:00 (GMT+0400)</div>';
    expect(read(line, '', inHead)?.publishedAt).toEqual(new Date('2021-08-04T10:00:00Z'));
  });

  test('is no line of the text', () => {
    expect(read(`<p>${paragraphs[1]}</p><h3>5 تشرين الأول 2026</h3>`)?.publishedAt).toBeNull();
  });

  test('is not that of a story beside it', () => {
    expect(read('<aside><span class="date">2026-10-05</span></aside>')?.publishedAt).toBeNull();
  });

  test('is not the day beside a name in another story’s box, below the text’s beginning', () => {
    const box = '<div class="c"><h4>رأي اليوم</h4><div>رامي دباس | 3 تموز 2018</div></div>';
    const text = paragraphs.map((one) => `<p>${one}</p>`).join('');
    const page = `<html><head><title>${title}</title></head><body><div class="x"><h1>${title}</h1>${text}${box}${text}</div></body></html>`;
    expect(articleFromPage(page, 'https://news.example/a/1')?.article.publishedAt).toBeNull();
  });
});

describe('the topics of a page that declares none', () => {
  test.each([
    ['<ul class="tags inline"><li><a href="/component/tags/tag/4">بيئة</a></li></ul>', ['بيئة']],
    ['<div class="field field--name-field-tags"><b>وسوم</b><a href="/tags/9">بيئة</a></div>', ['بيئة']],
    [
      '<div class="tags">كلمات: <a href="/tag/x">#حقوق_الإنسان</a> <a href="/tag/y">#بيئة</a></div>',
      ['حقوق الإنسان', 'بيئة'],
    ],
    ['<span class="post-labels">التسميات: <a rel="tag" href="/search/label/x">بيئة</a></span>', ['بيئة']],
  ])('are the links of its line of tags: %s', (line, tags) => {
    expect(read(line)?.tags).toEqual(tags);
  });

  test('are those of the only row of such links, whatever it is called', () => {
    const row = '<div class="css-1x"><a href="/tag/1">بيئة</a><a href="/tag/2">نفايات</a></div>';
    expect(read(row)?.tags).toEqual(['بيئة', 'نفايات']);
    expect(read(row + row.replaceAll('/tag/', '/tags/'))?.tags).toEqual([]);
  });

  const links = '<a href="/tag/1">غزة</a><a href="/tag/2">أسعار</a>';
  test.each([
    ['a menu', `<nav><ul>${links.replaceAll('<a', '<li><a')}</ul></nav>`],
    ['what is named so', `<div class="trending"><div class="tags">${links}</div></div>`],
    ['a cloud of tags', `<div class="widget tagcloud">${links}</div>`],
    ['what stands aside', `<aside><div class="tags">${links}</div></aside>`],
    ['what says so', `<div class="b"><h3>الأكثر تداولاً</h3><div>${links}</div></div>`],
    ['running text', `<ul><li>يستعد ${links} للموسم الجديد بعد توقف دام عاماً</li></ul>`],
  ])('are not those of the site: %s', (_, box) => {
    expect(read(box)?.tags).toEqual([]);
    const own = '<div class="tags"><a href="/tag/x">بيئة</a><a href="/tag/y">نفايات</a></div>';
    expect(read(box + own)?.tags).toEqual(['بيئة', 'نفايات']);
  });

  test('are no menu’s above the title', () => {
    const page = `<html><head><title>${title}</title></head><body><div id="top"><ul>${links.replaceAll('<a', '<li><a')}</ul></div><h1>${title}</h1>${paragraphs.map((one) => `<p>${one}</p>`).join('')}</body></html>`;
    expect(articleFromPage(page, 'https://news.example/a/1')?.article.tags).toEqual([]);
  });

  test('are no links that lead to something else', () => {
    expect(read('<div class="tags"><a href="/a/9">سوق السمك يعود إلى الرصيف</a></div>')?.tags).toEqual([]);
  });
});

describe('the picture of a page that declares none', () => {
  test('is not the portrait of who wrote it', () => {
    const writer = '<div><img src="/r.jpg" alt="رنا صقر"><b>رنا صقر</b></div>';
    const own = '<img src="/p/council.jpg" alt="مقر البلدية">';
    expect(read(writer + own)?.image?.url).toBe('https://news.example/p/council.jpg');
  });

  const card = '<a href="/b/2"><img src="/card.jpg" width="600"><h4>سوق السمك يعود إلى الرصيف</h4></a>';
  test('is the one by its title, and no icon or picture of another story', () => {
    const meta = `<img src="/icons/logo.png">${card}<figure><img src="/p/council.jpg" alt="مقر البلدية"></figure>`;
    expect(read(meta)?.image).toEqual({ url: 'https://news.example/p/council.jpg', alt: 'مقر البلدية' });
    expect(read(card)?.image).toBeNull();
  });

  test('gives way to the declared one', () => {
    const head = '<meta property="og:image" content="https://news.example/og.jpg">';
    expect(read('<img src="/p/council.jpg">', head)?.image?.url).toBe('https://news.example/og.jpg');
  });
});

describe('a page with an article never ends as nothing', () => {
  test('where one form holds the whole page', () => {
    const html = `<html lang="ar"><head><title>${title}</title></head><body><form method="post" action="./view.aspx"><h2>${title}</h2>${body}</form></body></html>`;
    const article = articleFromPage(html, 'https://news.example/a/2')?.article;
    expect(article?.blocks.map(({ text }) => text)).toEqual(paragraphs);
  });

  test('where the box of its text is named like a box beside one', () => {
    const html = `<html lang="ar"><head><title>${title}</title></head><body><aside class="sidebar"><h1>${title}</h1>${body}</aside></body></html>`;
    expect(articleFromPage(html, 'https://news.example/a/3')?.article.blocks.map(({ text }) => text)).toEqual(
      paragraphs,
    );
  });

  test('a page without an article still does', () => {
    const html = `<html lang="ar"><head><title>${title}</title></head><body><aside><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك في تصفح الموقع، ويمكنك أن تختار ما تقبله منها من صفحة الإعدادات في أي وقت تشاء، وأن تعدل عن اختيارك متى أردت ذلك.</p></aside></body></html>`;
    expect(articleFromPage(html, 'https://news.example/a/4')).toBeNull();
  });
});

describe('a lead-in that only readers see', () => {
  const leadIn = 'بعد اعتصام دام ثلاثة أسابيع تراجعت البلدية عن رسوم لم يدفعها أحد، ويخشى السكان أن تعود بها.';
  const standfirst = (box: string, description: string) =>
    articleFromPage(
      `<html lang="ar"><head><title>${title}</title><meta name="description" content="${description}"></head><body>
       <div><h1>${title}</h1>${box}</div><div class="entry-content">${paragraphs.map((text) => `<p>${text}</p>`).join('')}</div></body></html>`,
      'https://news.example/a/1',
    )?.article.standfirst;
  const filler = 'رسوم النفايات في المرفأ .. تابع التفاصيل على موقع المرفأ اليوم';

  test.each(['lf-chapo', 'article-excerpt', 's1ab teaser-text', 'single__subtitle', 'subtitle'])(
    'named «%s»',
    (name) => {
      expect(standfirst(`<p class="${name}">${leadIn}</p>`, filler)).toBe(leadIn);
    },
  );

  test('gives way to a description that is one', () => {
    const described = 'رسوم النفايات في المرفأ إلى النصف بعد احتجاج السكان، والبلدية تعد بجمعها مرتين كل يوم.';
    expect(standfirst(`<p class="lead">${leadIn}</p>`, described)).toBe(described);
  });

  test('is none in a card of another story', () => {
    expect(standfirst(`<div class="related"><p class="teaser-text">${leadIn}</p></div>`, filler)).toBeNull();
  });
});

describe('a lead-in that the page prints in the box of the text', () => {
  const leadIn = 'بعد اعتصام دام ثلاثة أسابيع تراجعت البلدية عن رسوم لم يدفعها أحد، ويخشى السكان أن تعود بها.';
  const article = (box: string, description = leadIn) =>
    articleFromPage(
      `<html lang="ar"><head><title>${title}</title><meta name="description" content="${description}"></head><body>
       <article><h1>${title}</h1>${box}${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`,
      'https://news.example/a/1',
    )?.article;
  const texts = (box: string, description?: string) => article(box, description)?.blocks.map(({ text }) => text);

  test.each([
    ['a paragraph that its theme names so', `<p class="t-content__chapo">${leadIn}</p>`],
    ['a box of that name', `<div class="summary"><p>${leadIn}</p></div>`],
    ['a heading', `<div class="sub"><h2>${leadIn}</h2></div>`],
  ])('is the standfirst and no paragraph of it: %s', (_, box) => {
    expect(texts(box)).toEqual(paragraphs);
    expect(article(box)?.standfirst).toBe(leadIn);
  });

  test('stays where nothing but the description says it again: that is the text’s own beginning', () => {
    expect(texts(`<p>${leadIn}</p>`)).toEqual([leadIn, ...paragraphs]);
  });
});

test('the day in a time element without a name is read', () => {
  expect(read('<time>٦ نوفمبر ٢٠٢٦</time>')?.publishedAt?.toISOString()).toBe('2026-11-06T00:00:00.000Z');
});

test('what a system writes in the place of a lead-in is no standfirst', () => {
  const description =
    '<meta name="description" content="رسوم النفايات في بلدية المرفأ .. تابع التفاصيل على نيل اليوم">';
  expect(read('', description)?.standfirst).toBeNull();
});

test('the caption of a table is read with its rows', () => {
  const table =
    '<table><caption>رسوم النفايات (دينار)</caption><tr><th>الحي</th><th>القديم</th><th>الجديد</th></tr><tr><td>المرفأ</td><td>40</td><td>20</td></tr><tr><td>السوق</td><td>36</td><td>18</td></tr></table>';
  const html = `<html lang="ar"><head><title>${title}</title></head><body><h1>${title}</h1><div class="entry-content"><p>${paragraphs[0]}</p>${table}<p>${paragraphs[1]}</p></div></body></html>`;
  const rows = articleFromPage(html, 'https://news.example/a/5')?.article.blocks.filter(
    ({ kind }) => kind === 'caption',
  );
  expect(rows?.map(({ text }) => text)).toEqual([
    'رسوم النفايات (دينار)',
    'الحي | القديم | الجديد',
    'المرفأ | 40 | 20',
    'السوق | 36 | 18',
  ]);
});

test('a day before the writer’s name in one line, and in an attribute of a site builder’s, is the article’s', () => {
  const day = (meta: string) => read(meta)?.publishedAt?.toISOString().slice(0, 10);
  expect(day('<font color="gray">2026-11-26 09:15 بقلم: رنا صقر</font>')).toBe('2026-11-26');
  expect(day('<span data-hook="time-ago" title="26 نوفمبر 2026">قبل يومين</span>')).toBe('2026-11-26');
});

test('a short lead-in that its place names is one', () => {
  expect(read('<p class="article-excerpt">خفض بعد اعتصام ثلاثة أسابيع.</p>')?.standfirst).toBeNull();
  expect(read('<p class="article-excerpt">سكان الأحياء ينهون اعتصاماً طويلاً.</p>')?.standfirst).toBe(
    'سكان الأحياء ينهون اعتصاماً طويلاً.',
  );
});

test('what the page says of its declared picture where it shows it', () => {
  const head = '<meta property="og:image" content="https://news.example/i/1.jpg">';
  expect(read('<img src="/i/1.jpg" alt="مقر البلدية">', head)?.image).toEqual({
    url: 'https://news.example/i/1.jpg',
    alt: 'مقر البلدية',
  });
});

test('the line of an article’s tags names its topics where the page declares none, and other stories’ lines do not', () => {
  const tags = (name: string) =>
    `<div class="${name}"><a rel="tag" href="/t/1">بلدية</a>، <a rel="tag" href="/t/2">رسوم</a></div>`;
  expect(read(tags('taxonomy-post_tag wp-block-post-terms'))?.tags).toEqual(['بلدية', 'رسوم']);
  expect(read(`${tags('post-tags')}${tags('post-tags')}`)?.tags).toEqual([]);
  expect(read(tags('post-tags'), '<meta property="article:tag" content="نفايات">')?.tags).toEqual(['نفايات']);
});

test('a poll in the text is the page’s', () => {
  const poll = '<div class="poll"><p>هل تؤيد الخفض؟</p><label>نعم</label><label>لا</label><button>صوّت</button></div>';
  const inMid = body.replace('</p><p>', `</p>${poll}<p>`);
  const html = `<html lang="ar"><head><title>${title}</title></head><body><article><h1>${title}</h1>${inMid}</article></body></html>`;
  const article = articleFromPage(html, 'https://news.example/a/1')?.article;
  expect(article?.blocks.map(({ text }) => text)).toEqual(paragraphs);
});
