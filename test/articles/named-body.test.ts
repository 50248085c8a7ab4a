import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';

const TITLE = 'إغلاق جسر الميناء شهراً';
const OWN = [
  'أعلنت البلدية إغلاق جسر الميناء أمام السيارات شهراً كاملاً لاستبدال دعاماته الصدئة.',
  'وقال المهندس المشرف إن الفحص أظهر تآكلاً في أربع دعامات من أصل ست عشرة.',
  'وستُحوَّل الحافلات إلى الطريق الساحلي حتى انتهاء العمل.',
];
const OTHERS = [
  'تعود صيادات الميناء القديم إلى البحر بعد عقدين من المنع، ويحملن معهن شباكاً نسجتها الجدات في بيوت الحي، ويبعن ما يصدن في سوق أقمنه بأنفسهن عند طرف الرصيف، حيث يقف الزبائن منذ الفجر.',
  'افتتحت البلدية جسراً للمشاة فوق السكة بعد سنوات من المطالبات، وقد شارك طلاب المدرسة في طلاء جدرانه، وقال رئيس البلدية إن الجسر سيختصر على ألفي تلميذ طريقاً طويلاً كل صباح.',
];

function bodyOf(inner: string, head = ''): string[] {
  const html = `<!doctype html><html lang="ar"><head><title>${TITLE}</title>${head}</head><body><h1>${TITLE}</h1>${inner}</body></html>`;
  const read = articleFromPage(html, 'https://example.org/bridge', TITLE);
  return read?.article.blocks.filter((block) => block.kind !== 'caption').map((block) => block.text) ?? [];
}

const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('');
const cards = `<div class="grid">${OTHERS.map((text, at) => `<div class="card"><h3><a href="/${at}">جسر الميناء في صور قديمة ${at}</a></h3><div>${text}</div></div>`).join('')}</div>`;

describe('an article shorter than the excerpts beside it is read from the element that is named as its text', () => {
  test.each([
    ['schema.org', '<div itemprop="articleBody">'],
    ['WordPress', '<div class="entry-content clearfix">'],
    ['Elementor', '<div class="elementor-widget elementor-widget-theme-post-content">'],
    ['a newspaper theme', '<div class="td-post-content tagdiv-type">'],
    ['an editor', '<div class="wysiwyg wysiwyg--all-content">'],
    ['Drupal', '<div class="field field-name-body">'],
  ])('%s', (_, open) => {
    expect(bodyOf(`${open}${paragraphs(OWN)}</div>${cards}`)).toEqual(OWN);
  });

  test('the one with paragraphs, where the page has its text once more for programs', () => {
    const flat = `<div class="schema"><div itemprop="articleBody">${OWN.join(' ')}</div></div>`;
    expect(bodyOf(`${flat}<div class="article__body">${paragraphs(OWN)}</div>${cards}`)).toEqual(OWN);
    expect(bodyOf(`${flat}${cards}`).join(' ')).toContain(OWN[0]);
  });

  test('the innermost of several, one in the other', () => {
    const inner = `<div class="post-content"><div class="entry-content">${paragraphs(OWN)}</div>${cards}</div>`;
    expect(bodyOf(inner)).toEqual(OWN);
  });

  test('the one that is far longer than the parts of the cards below it, which have such a name too', () => {
    const own = [
      ...OWN,
      'وذكرت مديرية الطرق أن كلفة العمل تبلغ ثمانية ملايين دينار تدفعها وزارة الأشغال على ثلاث دفعات تنتهي مع نهاية العام المقبل.',
      'وطالب أصحاب المحال في شارع السوق بتعويض عن الزبائن الذين لن يصلوا إليهم، واقترح بعضهم فتح ممر للمشاة على طرف الجسر.',
      'وردت مسؤولة النقل بأن ممراً للمشاة والدراجات سيبقى مفتوحاً طوال مدة العمل، وأن قوارب صغيرة ستنقل السكان مجاناً عند الذروة.',
      'وبني الجسر قبل ستين عاماً لعشرة آلاف سيارة في اليوم، وتعبره الآن ثلاثون ألفاً بحسب عد أجرته البلدية في الربيع الماضي.',
    ];
    const cardTexts = ['تعود الصيادات إلى بحر الميناء', 'يفتتح الحي سوقاً جديداً للخضار'].map(
      (title) =>
        `<div class="elementor-post__text"><h3><a href="/c">${title}</a></h3><p>${title} ${'بعد سنوات من الانتظار والمطالبات '.repeat(4)}</p></div>`,
    );
    const lead = `<div class="elementor-widget elementor-widget-text-editor"><p>${OTHERS[0]}</p></div>`;
    const text = `<div class="elementor-widget elementor-widget-theme-post-content">${paragraphs(own)}</div>`;
    const box = `<div class="elementor-widget"><div class="elementor-posts">${cardTexts.join('')}</div></div>`;
    expect(
      bodyOf(`<section><div class="elementor-widget"><h1>${TITLE}</h1></div>${lead}${text}${box}</section>`),
    ).toEqual(expect.arrayContaining(own));
  });

  test('but not from a list of cards whose parts have such a name', () => {
    const list = OTHERS.map((text) => `<div class="post-content"><p>${text}</p></div>`).join('');
    expect(bodyOf(`<main>${paragraphs(OWN)}</main>${list}`)).toEqual(expect.arrayContaining(OWN));
  });
});

describe('where the publisher declares the text in JSON-LD', () => {
  const ld = (text: string): string =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: TITLE, articleBody: text })}</script>`;
  const stray = 'يستعيد جسر الميناء في هذه الحلقة ذكرياته مع السيارات الأولى التي عبرته.';
  const page = `<article><div class="a1">${paragraphs([OWN[0] ?? '', stray, ...OWN.slice(1)])}</div></article>`;

  test('a line of the page that is not in it is not the article’s, whatever words it shares', () => {
    expect(bodyOf(page, ld(OWN.join(' ')))).toEqual(OWN);
  });

  test('and a line that is in it stays, though it reads like a page’s', () => {
    const own = [...OWN, 'للاستفسار يمكنكم الاتصال بغرفة العمليات طوال فترة الإغلاق.'];
    expect(bodyOf(`<div class="a1">${paragraphs(own)}</div>`, ld(own.join('\n')))).toEqual(own);
  });

  test.each([
    ['cut off in mid-sentence', `${OWN[0]} وقال المهندس المشرف إن`],
    ['cut off with dots', `${OWN.slice(0, 2).join(' ')}...`],
    ['only its beginning', OWN[0] ?? ''],
  ])('a text that is %s judges nothing', (_, text) => {
    expect(bodyOf(`<div class="entry-content">${paragraphs(OWN)}</div>`, ld(text))).toEqual(OWN);
  });
});

test('what stands under a picture is a caption, by its name or by the picture beside it', () => {
  const html = `<div class="entry-content"><div class="photo"><img src="/b.jpg"><p>الجسر كما بدا قبل الإغلاق</p></div>${paragraphs(OWN.slice(0, 1))}<span class="img-cap">رافعات العمل على الرصيف</span>${paragraphs(OWN.slice(1))}</div>`;
  const read = articleFromPage(`<html><body><h1>${TITLE}</h1>${html}</body></html>`, 'https://example.org/b', TITLE);
  expect(read?.article.blocks.filter((block) => block.kind === 'caption').map((block) => block.text)).toEqual([
    'الجسر كما بدا قبل الإغلاق',
    'رافعات العمل على الرصيف',
  ]);
});

test.each([
  ['Elementor', 'elementor-widget elementor-widget-text-editor'],
  ['WPBakery', 'wpb_text_column wpb_content_element'],
  ['Divi', 'et_pb_module et_pb_text et_pb_text_0'],
])('a text that a page builder set in several pieces is read whole: %s', (_, name) => {
  const piece = (texts: readonly string[]): string => `<div class="${name}"><div>${paragraphs(texts)}</div></div>`;
  const long = `${OTHERS[1]} وجسر الميناء هو الوحيد الذي تعبره الشاحنات.`;
  const pieces = `${piece([OWN[0] ?? '', long])}<div class="image"><img src="/bridge.jpg"></div>${piece(OWN.slice(1))}`;
  const aside = `<div class="column">${piece(['هاتف البلدية 1200'])}</div>`;
  expect(bodyOf(`<div class="column">${pieces}</div>${aside}`)).toEqual([OWN[0], long, ...OWN.slice(1)]);
});

test('a box of other stories is not the text, though one half of its name says so', () => {
  const other = `<div id="yom-top-story-content-0"><h3>أهم الأخبار</h3>${paragraphs(OTHERS)}</div>`;
  expect(
    bodyOf(`${other}<div class="x">${paragraphs([...OWN, ...OWN.map((text) => text.replace('جسر', 'معبر'))])}</div>`),
  ).toContain(OWN[0]);
});
