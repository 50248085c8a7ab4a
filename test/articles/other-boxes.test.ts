import { describe, expect, test } from 'vitest';
import { bodyElement } from '../../src/articles/body-element.ts';
import { parseDocument } from '../../src/articles/dom.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { removeOtherBoxes } from '../../src/articles/other-boxes.ts';

const TITLE = 'مكتبة الحي القديم تفتح فرعاً في السوق';
const OWN = [
  'افتتحت مكتبة الحي القديم، السبت، فرعاً لها في السوق بعد حملة تبرعات شارك فيها ألف من سكان المدينة على مدى عامين.',
  'وقالت مديرة المكتبة وداد النجار إن الفرع يضم ثمانية آلاف كتاب، ربعها للأطفال، وإن الإعارة فيه مجانية.',
  'ويعمل الفرع من التاسعة صباحاً حتى الثامنة مساء كل يوم ما عدا الجمعة، ويشرف عليه متطوعون من طلاب الجامعة.',
  'وتنوي المكتبة أن تنظم فيه كل شهر لقاء مع كاتب من المدينة، وأن تفتح قاعة للقراءة في الصيف المقبل.',
];
/** Another story of the same matter, so that its words alone do not tell it apart. */
const NEXT = {
  title: 'مكتبة السوق تعيد كتب الحي القديم إلى أصحابها',
  text: [
    'أعادت مكتبة السوق إلى سكان الحي القديم ثلاثة آلاف كتاب كانوا قد أودعوها فيها قبل أن يغلق الفرع أبوابه في عام 2011.',
    'وقالت مديرة المكتبة إن المتطوعين عثروا على أسماء أصحاب الكتب في سجلات الإعارة القديمة واتصلوا بهم واحداً واحداً.',
    'وتبقى في المكتبة أربعمئة كتاب لا يعرف أحد أصحابها، وستعرض على السكان في ساحة السوق يوم السبت.',
  ],
};
const p = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('');
const texts = (inner: string): string[] | undefined =>
  articleFromPage(
    `<html lang="ar"><head><title>${TITLE}</title></head><body>${inner}</body></html>`,
    'https://news.example/a/1',
  )?.article.blocks.map(({ text }) => text);

/** What is left of a page. */
const left = (inner: string): string => {
  const document = parseDocument(`<html lang="ar"><head></head><body>${inner}</body></html>`);
  removeOtherBoxes(document, TITLE, bodyElement(document, TITLE));
  return document.body.textContent ?? '';
};
const [first = '', second = ''] = OWN;
const [other = '', more = ''] = NEXT.text;

test('an endless page is read up to its own end', () => {
  const article = (title: string, own: readonly string[]): string =>
    `<article><header><h1>${title}</h1></header><div class="x1">${p(own)}</div></article>`;
  const page = left(`<main>${article(TITLE, OWN)}${article(NEXT.title, NEXT.text)}</main>`);
  expect(page).toContain(OWN.at(-1));
  expect(page).not.toContain(other);
  // Boxes of articles, and no article of the page's own among them.
  expect(left(`<h1>${TITLE}</h1><div>${p(OWN)}</div>${article(NEXT.title, NEXT.text)}`)).toContain(other);
});

test('an article that is set in several elements is read to its end', () => {
  const more = [
    'وكانت البلدية قد وهبت المكتبة المبنى الذي شغلته دائرة البريد قبل انتقالها إلى الساحة الجديدة في عام 2019.',
    'ويرى وليد الشامي، وهو تاجر في السوق، أن الفرع سيعيد إلى المكان زواره الذين هجروه بعد افتتاح المجمع التجاري.',
  ];
  const whole = [...OWN, ...more];
  const own = `<article><h1>${TITLE}</h1>${p(OWN)}</article>`;
  const part = `<article><div>${p(more)}</div></article>`;
  expect(texts(`<main>${own}<div class="x">إعلان</div>${part}</main>`)).toEqual(whole);
  expect(texts(`<div>${own}</div><div>${part}</div>`)).toEqual(whole);
  const named = own.replace('<article>', '<article class="entry-content">');
  expect(texts(`<main>${named}${part.replace('<div>', '<div class="entry-content">')}</main>`)).toEqual(whole);
  const card = [
    'أعلنت نقابة الصيادين، الأربعاء، تأجيل سباق القوارب إلى الربيع بسبب العواصف المتلاحقة على الساحل.',
    'وسجل أربعون قارباً أسماءهم للسباق، وتبقى الرسوم المدفوعة محفوظة لأصحابها إلى أن يعلن موعد جديد.',
  ];
  // What stands under a heading of its own, or opens with who wrote it or with a link, is another's.
  const others = [
    `<h2>${NEXT.title}</h2><article>${p(NEXT.text)}</article>`,
    `<article><h3>${NEXT.title}</h3>${p(NEXT.text)}</article>`,
    `<article><b>سالم</b><p>${other}</p><p>${more[0]}</p></article>`,
    `<article><a href="/x"><p>${other}</p></a></article>`,
    // A heading as high as the page's title further down in it, or hardly a word of the story.
    `<article><p>${more[0]}</p><h1>${NEXT.title}</h1>${p(NEXT.text)}</article>`,
    `<article>${p(card)}</article>`,
  ];
  for (const box of others) expect(texts(`<main>${own}${box}${part}</main>`)).toEqual(OWN);
});

test('of several texts in a row it is the one under the page’s title', () => {
  const box = (title: string, own: readonly string[]): string =>
    `<div class="wrap"><h1>${title}</h1><div class="entry-content">${p(own)}</div></div>`;
  const page = `<main>${box(NEXT.title, NEXT.text)}${box(TITLE, OWN)}</main>`;
  const body = bodyElement(parseDocument(`<html><head></head><body>${page}</body></html>`), TITLE);
  expect(body?.textContent).toBe(OWN.join(''));
});

test('what readers wrote goes with its heading, whatever its boxes are called', () => {
  const words =
    'نريد فرعاً في حينا أيضاً، فالأطفال عندنا لا يجدون مكاناً يقرأون فيه، والطريق إلى السوق طويلة عليهم في الشتاء.';
  const said = ['سالم', 'أم وليد', 'قارئة'].map(
    (name) => `<div class="op"><b>${name}</b><i>منذ ساعتين</i><p>${words}</p></div>`,
  );
  const opinions = `<h3>آراء القراء (3)</h3>${said.join('')}`;
  expect(texts(`<div><h1>${TITLE}</h1><div>${p(OWN)}</div></div><div id="ops">${opinions}</div>`)).toEqual(OWN);
  expect(texts(`<div><h1>${TITLE}</h1><div>${p(OWN)}</div>${opinions}</div>`)).toEqual(OWN);
});

describe('cards side by side', () => {
  const card = (text: string): string =>
    `<div class="bx"><h5><a href="/x">${NEXT.title}</a></h5><div>${text}</div></div>`;
  const beside = `<div class="c4">${card(other)}${card(more)}</div>`;

  test('are other stories', () => {
    const page = left(`<div class="row"><div class="c8"><div>${TITLE}</div>${p(OWN)}</div>${beside}</div>`);
    expect(page).toContain(first);
    expect(page).not.toContain(other);
    expect(page).not.toContain(more);
  });

  test('but in the element that is named as the text they may be its own, and one box alone is none', () => {
    expect(left(`<h1>${TITLE}</h1><div class="entry-content">${p(OWN)}${beside}</div>`)).toContain(other);
    expect(left(`<h1>${TITLE}</h1><div>${p([first, second])}</div>${card(other)}`)).toContain(other);
  });
});

test('a text that was pasted with the end of another box goes on behind its own', () => {
  const page = `<div id="w"><div class="news"><h1>${TITLE}</h1><div class="d">${p(OWN.slice(0, 2))}</div></div></div>${p(OWN.slice(2))}<div class="sh">شارك الخبر</div></div></div>`;
  expect(texts(page)).toEqual(OWN);
});

test('a post of a forum, which sets it as a quotation, is a text of paragraphs', () => {
  const page = `<div class="postbody"><h2 class="title">${TITLE}</h2><div class="content"><blockquote class="postcontent">${OWN.join('<br><br>')}</blockquote></div></div>`;
  const html = `<html lang="ar"><head><title>${TITLE}</title></head><body>${page}</body></html>`;
  const blocks = articleFromPage(html, 'https://news.example/a/2')?.article.blocks;
  expect(blocks?.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph', 'paragraph']);
});

test('a page that says it is loading has no article', () => {
  expect(texts('<div id="__next"><div class="spin">جاري التحميل...</div></div>')).toBeUndefined();
});

test('readers’ opinions in one box with the text of a page whose heading is not its title leave without it', () => {
  const html = `<html lang="ar"><head></head><body><div>${p(OWN)}<h3>التعليقات (2)</h3><p>شكراً لكم</p></div></body></html>`;
  const document = parseDocument(html);
  removeOtherBoxes(document, 'عنوان لا يقوله أي رأس في الصفحة', null);
  expect(document.body.textContent).toBe(OWN.join(''));
});

test('the parts of a round-up, each under a link to its story, are the article', () => {
  const parts = OWN.map(
    (text, i) => `<section><h3><a href="/s/${i}">الخبر ${i} من السوق</a></h3><p>${text}</p></section>`,
  );
  expect(texts(`<article><h1>${TITLE}</h1>${parts.join('')}</article>`)).toEqual(expect.arrayContaining(OWN));
});
