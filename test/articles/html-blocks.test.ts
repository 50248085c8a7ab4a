import { describe, expect, test } from 'vitest';
import { htmlBlocks } from '../../src/articles/html-blocks.ts';

const blocks = (html: string) => htmlBlocks(html, 'https://example.org/a/').blocks;
const texts = (html: string) => blocks(html).map((block) => block.text);

describe('kinds', () => {
  test('headings, quotations, lists, captions', () => {
    expect(
      blocks(
        '<h2>عنوان فرعي</h2><p>فقرة.</p><blockquote><p>قول أول.</p><p>قول ثانٍ.</p></blockquote><ul><li>بند أول</li><li>بند <b>ثانٍ</b></li></ul><figure><img src="x.jpg"><figcaption>تعليق الصورة</figcaption></figure>',
      ),
    ).toEqual([
      { kind: 'heading', text: 'عنوان فرعي' },
      { kind: 'paragraph', text: 'فقرة.' },
      { kind: 'quotation', text: 'قول أول.' },
      { kind: 'quotation', text: 'قول ثانٍ.' },
      { kind: 'list', text: 'بند أول' },
      { kind: 'list', text: 'بند ثانٍ' },
      { kind: 'caption', text: 'تعليق الصورة' },
    ]);
  });

  test('a heading that is not closed, or by another’s tag, ends where the next opens', () => {
    const kinds = (html: string) => blocks(html).map(({ kind, text }) => `${kind}: ${text}`);
    const three = ['heading: أول', 'heading: ثانٍ', 'paragraph: فقرة.'];
    expect(kinds('<h3>أول<H3 class="x">ثانٍ</h3><p>فقرة.</p>')).toEqual(three);
    expect(kinds('<h2>أول</h3><h3>ثانٍ</h2><p>فقرة.</p>')).toEqual(three);
    expect(kinds('<h2><!-- <h3> --><b>أول</h2><h2>ثانٍ</h2></b><p>فقرة.</p>')).toEqual(three);
    expect(kinds(`${'<h3>عنوان'.repeat(2_000)}</h3><p>فقرة.</p>`).at(-1)).toBe('paragraph: فقرة.');
  });

  test('a short bold line is a heading by hand; a bold sentence is a paragraph', () => {
    expect(blocks('<p><strong>عودة إلى البداية</strong></p><p><b>هذه جملة كاملة تنتهي بنقطة.</b></p>')).toEqual([
      { kind: 'heading', text: 'عودة إلى البداية' },
      { kind: 'paragraph', text: 'هذه جملة كاملة تنتهي بنقطة.' },
    ]);
  });

  test('the lines of a verse stay lines; running text broken at a width is one', () => {
    expect(texts('<p>في البيت الذي تركناه<br>نافذة لا تزال مفتوحة<br>تعدّ المارة واحداً واحداً</p>')).toHaveLength(3);
    expect(texts('<p>أعلنت البلدية صباح اليوم،<br>أن المياه ستقطع عن الحي<br>حتى مساء الغد.</p>')).toHaveLength(1);
    expect(texts('<p>مبنى البلدية<br>شارع المرفأ</p>')).toHaveLength(1);
  });

  test('a link that leads nowhere is a control', () => {
    const item = '<h2>الكتاب الأول</h2><p>رواية عن قرية.</p><a href="#">اشتر الكتاب</a>';
    expect(texts(item)).toEqual(['الكتاب الأول', 'رواية عن قرية.']);
    expect(texts('<p><a href="#one">فصل من الكتاب</a></p>')).toEqual(['فصل من الكتاب']);
  });

  test('text without paragraphs is parted where a line is empty', () => {
    expect(texts('<div>أولى.<br>تتمتها.<br/><br>ثانية.<br> <br>ثالثة.</div>رابعة.')).toEqual([
      'أولى. تتمتها.',
      'ثانية.',
      'ثالثة.',
      'رابعة.',
    ]);
  });

  test('and where a line ends behind a full stop, but not where a poem’s does', () => {
    const line = (word: string) => `قال ${word} إن السوق القديم سيبقى مفتوحاً حتى نهاية الشهر رغم أعمال الترميم.`;
    expect(texts(`<div>${line('الأول')}<br>${line('الثاني')}</div>`)).toEqual([line('الأول'), line('الثاني')]);
    expect(texts('<p>يا بحر لا تنم.<br>خذني إلى الشاطئ.</p>')).toEqual(['يا بحر لا تنم. خذني إلى الشاطئ.']);
  });

  test('a table of data is no running text, a table of layout is', () => {
    expect(blocks('<table><tr><th>العام</th><th>العدد</th></tr><tr><td>2023</td><td>15</td></tr></table>')).toEqual([
      { kind: 'caption', text: 'العام | العدد' },
      { kind: 'caption', text: '2023 | 15' },
    ]);
    expect(blocks('<table><tr><td><p>فقرة أولى.</p><p>ثانية.</p></td></tr></table>')).toEqual([
      { kind: 'paragraph', text: 'فقرة أولى.' },
      { kind: 'paragraph', text: 'ثانية.' },
    ]);
  });

  test('words around inline marks stay as written', () => {
    expect(texts('<p>قال <em>الوزير</em>: «لا».&nbsp;وأضاف <a href="/x">في بيان</a>، إن R&amp;D مهم.</p>')).toEqual([
      'قال الوزير: «لا». وأضاف في بيان، إن R&D مهم.',
    ]);
  });
});

describe('a link around boxes is a link', () => {
  const own = 'افتتح سوق الميناء أبوابه بعد ترميم دام عامين، وعاد إليه سبعون تاجراً من أصل مئة كانوا فيه قبل الحريق.';
  test.each([
    ['with another story’s heading and excerpt', '<div><h4>حريق في المرفأ</h4></div><p>اندلع حريق في المرفأ فجراً.</p>'],
    ['with its title and section in boxes', '<div><div>حريق في المرفأ</div></div><div>محليات</div>'],
  ])('%s', (_, card) => {
    const html = `<p>${own}</p><div class="c"><a href="/other"><img src="/o.jpg" width="600">${card}</a></div><p>${own}</p>`;
    expect(texts(html)).toEqual([own, own]);
  });

  test('that nobody closed holds the article', () => {
    expect(texts(`<a href="/top"><h2>سوق الميناء</h2><p>${own}</p><p>${own}</p>`)).toEqual(
      expect.arrayContaining([own, own]),
    );
  });
});

test('a short line set in the middle below a picture is its caption', () => {
  const middle = 'style="text-align:center"';
  const picture = `<p ${middle}><img src="/p.jpg"></p>`;
  expect(blocks(`${picture}<p ${middle}><strong>جانب من السوق</strong></p>`)).toEqual([
    { kind: 'caption', text: 'جانب من السوق' },
  ]);
  expect(blocks(`${picture}<p><strong>جانب من السوق</strong></p>`)).toEqual([
    { kind: 'heading', text: 'جانب من السوق' },
  ]);
});

describe('what stands around an article goes by its structure', () => {
  test.each([
    [
      'scripts and pixels',
      '<script>x()</script><noscript><img alt="fbpx" src="https://www.facebook.com/tr?id=1">fbpx</noscript><style>p{}</style>',
    ],
    ['sharing', '<div class="sharedaddy sd-sharing-enabled"><a href="#">شارك على فيسبوك</a></div>'],
    ['a newsletter', '<div id="newsletterSignup"><p>اشترك في نشرتنا</p></div>'],
    ['related stories', '<div class="jp-relatedposts"><h3>مقالات ذات صلة</h3><p><a href="/x">عنوان آخر</a></p></div>'],
    ['most read', '<div class="most-read-widget"><ol><li><a href="/1">أول</a></li></ol></div>'],
    [
      'frames, forms, embedded posts',
      '<iframe src="https://x">نص</iframe><form>بريدك<input></form><blockquote class="twitter-tweet"><p>تغريدة</p></blockquote>',
    ],
    ['hidden text', '<p style="display: none">مخفي</p><span hidden>مخفي</span>'],
    ['a list of links', '<ul><li><a href="/1">قصة أولى</a></li><li><a href="/2">قصة ثانية</a></li></ul>'],
    [
      'a link to another story',
      '<p>اقرأ أيضاً: <a href="/x">عنوان قصة أخرى طويلة</a></p><p><a href="/y">عنوان قصة ثالثة بلا تسمية</a></p>',
    ],
    [
      'shortcodes',
      '<p>[tptn_list show_date=”1″ heading="0" limit="5"]</p><p>[gallery ids="1,2"][embed]https://youtu.be/x[/embed]</p>',
    ],
    ['separators', '<p>***</p><p>———</p><p>&nbsp;</p>'],
  ])('%s', (_what, html) => {
    expect(texts(`<p>قبلها فقرة.</p>${html}<p>بعدها فقرة.</p>`)).toEqual(['قبلها فقرة.', 'بعدها فقرة.']);
  });

  test('an article inside a box of unlucky name stays', () => {
    const long = 'هذه فقرة طويلة من نص المقالة نفسها وفيها ما يكفي من الكلام. '.repeat(12);
    expect(texts(`<div class="social-article related"><p>${long}</p><p>${long}</p></div>`)).toHaveLength(2);
    expect(
      texts(
        Array.from(
          { length: 8 },
          () => `<div class="elementor-widget elementor-widget-text-editor"><p>${long}</p></div>`,
        ).join(''),
      ),
    ).toHaveLength(8);
  });

  test('notes in brackets are no shortcodes', () => {
    expect(texts('<p>النص [1] وفيه [هكذا في الأصل] و[sic] و[…].</p>')).toEqual([
      'النص [1] وفيه [هكذا في الأصل] و[sic] و[…].',
    ]);
  });

  test('a shortcode of a picture leaves its caption', () => {
    expect(blocks('[caption id="a" width="300"]<img src="/p.jpg"> جسر المدينة القديم[/caption]<p>نص.</p>')).toEqual([
      { kind: 'caption', text: 'جسر المدينة القديم' },
      { kind: 'paragraph', text: 'نص.' },
    ]);
  });
});

test('pictures: absolute, lazy ones by their real address, no pixels; an emoji is text', () => {
  const { images, blocks: written } = htmlBlocks(
    '<p>مرحبا <img class="emoji" alt="🌿" src="https://s.w.org/x.svg"></p><img src="data:image/gif;base64,AA" data-src="/real.jpg" alt="ساحة البلدة"><img src="https://pixel.example/1.gif" width="1" height="1"><img src="https://example.org/z.jpg" alt="IMG_2044.jpg">',
    'https://example.org/a/',
  );
  expect(images).toEqual([
    { url: 'https://example.org/real.jpg', alt: 'ساحة البلدة' },
    { url: 'https://example.org/z.jpg', alt: null },
  ]);
  expect(written).toEqual([{ kind: 'paragraph', text: 'مرحبا 🌿' }]);
});

test('a heading by hand is parted from the line below it, unless that is bold too', () => {
  expect(blocks('<div><b>مخاوف الأهالي</b><br>قال السكان إن المياه لم تصل منذ شهر.</div>')).toEqual([
    { kind: 'heading', text: 'مخاوف الأهالي' },
    { kind: 'paragraph', text: 'قال السكان إن المياه لم تصل منذ شهر.' },
  ]);
  expect(texts('<p><b>قال السكان إن المياه</b><br><b>لم تصل منذ شهر.</b></p>')).toHaveLength(1);
  expect(texts('<p><b>أعلنت بلدية المرفأ</b><br>خفض رسوم النفايات إلى النصف.</p>')).toEqual([
    'أعلنت بلدية المرفأ خفض رسوم النفايات إلى النصف.',
  ]);
  expect(texts('<ul><li><b>حي الميناء</b><br>تصل إليه المياه يومين في الأسبوع.</li></ul>')).toHaveLength(1);
});

test('what stands on either side of a picture is parted', () => {
  expect(texts('<div><span>أول السطر</span><img src="/a.jpg"><b>آخره هنا</b> وتتمته.</div>')).toEqual([
    'أول السطر آخره هنا وتتمته.',
  ]);
});
