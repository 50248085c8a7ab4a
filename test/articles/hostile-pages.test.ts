import { expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { stripShortcodes } from '../../src/articles/shortcodes.ts';
import { cleanText } from '../../src/feeds/plain.ts';

const title = 'وزارة الصحة تعلن عدد المصابين في العاصمة بعد حملة واسعة';
const opening =
  'أعلنت وزارة الصحة يوم الأحد أن عدد المصابين في العاصمة بلغ مئة وعشرين شخصاً بعد حملة واسعة شملت المدن الكبرى والقرى.';
const ending =
  'وختم الوزير حديثه بأن الوزارة ستعلن عدد المصابين كل يوم عند الظهر، وأن المستشفيات في العاصمة مستعدة لكل طارئ.';
const words = 'كلمة عن المدينة والنهر ';

/** So many characters of each stand in the midst of an article. */
const SIZE = 120_000;

function repeated(piece: string): string {
  return piece.repeat(Math.ceil(SIZE / piece.length));
}

function page(piece: string): string {
  return `<!doctype html><html><head><title>${title}</title></head><body><main><article><h1>${title}</h1><p>${opening}</p>${piece}<p>${ending}</p></article></main></body></html>`;
}

/** Each held the desk up for a minute and more, or took the article's text along. */
const pieces: Readonly<Record<string, string>> = {
  'links that nothing closes': repeated(`<a href="/x">${words}`),
  'anchors that nothing closes': repeated(`<a>${words}`),
  'forms that nothing closes': repeated(`<form>${words}`),
  'captions that nothing closes': repeated(`<figcaption>${words}`),
  'fieldsets that nothing closes': repeated(`<fieldset>${words}`),
  'elements of its own that nothing closes': repeated(`<x-box>${words}`),
  'words of computers that nothing closes': repeated(`<code>${words}`),
  'items in links that nothing closes': repeated(`<li><a href="/x"><p>${words}`),
  'bold paragraphs that nothing closes': repeated(`<p><b>${words}`),
  'tables that nothing closes': repeated(`<table><tr><td>${words}`),
  'lists one in the other': `${repeated('<ul><li>')}${words}${repeated('</li></ul>')}`,
  'definitions one in the other': `${repeated('<dl><dd>')}${words}${repeated('</dd></dl>')}`,
  'drawings one in the other': `${repeated('<svg>')}${repeated('</svg>')}`,
  'hundred thousands of line breaks': repeated('<br>'),
  'lines parted by breaks': repeated(`${words}<br>`),
  'many empty paragraphs': repeated('<p></p>'),
  'many bodies': repeated('<body class="x">'),
  'joiners in a row': `<p>س${repeated('\u200d')}ص</p>`,
  'codes that nothing closes': `<p>${repeated('[vc_row a="b" c="d" ')}</p>`,
  'captions in codes that nothing closes': repeated('[caption '),
  'data with nothing but space before its fault': `<script type="application/ld+json">{"a":1,${' '.repeat(SIZE)}x</script>`,
  'a style that is not settled': `<div style="display${' '.repeat(SIZE)}"><p>${words}</p></div>`,
  'a class of thousands of names': `<div class="${repeated('abc-def ')}"><p>${words}</p></div>`,
  'a comment that its end nearly ends': repeated('<!-- x --!>'),
  'a string in a script that nothing closes': `<script>window.a={"${repeated('\\"')}</script>`,
  'a string that nothing closes in what a script returns': `<script>window.a=(function(a){return {'${repeated("\\'")}</script>`,
  'long texts that a script names often': `<script>window.a=(function(a){return {b:[${repeated('a,')}]}}("${repeated(words)}"))</script>`,
  'markup in a script': `<script>${repeated('"<div><a>";')}</script>`,
};

test.each(Object.entries(pieces))(
  'what stands around it is told, with %s in the midst',
  (_, piece) => {
    const article = articleFromPage(page(piece), 'https://example.org/a')?.article;
    const text = article?.blocks.map((block) => block.text).join('\n') ?? '';
    expect(text).toContain(opening.slice(0, 60));
    expect(text).toContain(ending.slice(0, 60));
  },
  30_000,
);

test('a code with many attributes that nothing closes is no riddle', () => {
  const open = `[a ${'b="x" '.repeat(60)}`;
  expect(stripShortcodes(`${open}نص`)).toBe(`${open}نص`);
  expect(stripShortcodes(`[a ${'b="x" '.repeat(60)}]نص`)).toBe(' نص');
});

test('codes leave what they enclose, the same name once more within them too', () => {
  expect(stripShortcodes('[col]أول [col]ثان[/col][/col] [هكذا] [sic]')).toBe('أول ثان [هكذا] [sic]');
  expect(stripShortcodes('[embed]https://example.org[/embed] نص')).toBe('  نص');
});

test('joiners leave the ends of a text, and stay within it', () => {
  expect(cleanText(' \u200dمی\u200cخواهم \u200d\u200c ')).toBe('می\u200cخواهم');
});
