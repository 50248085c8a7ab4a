import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { body } from './port-story.ts';

const full = 'بلدية المرفأ تخفض رسوم النفايات إلى النصف وتعفي المتاجر الصغيرة عاماً كاملاً';
const short = 'بلدية المرفأ تخفض رسوم النفايات';
const text = body.map((paragraph) => `<p>${paragraph}</p>`).join('');
const titleOf = (head: string, shown: string): string | undefined =>
  articleFromPage(`<html><head>${head}</head><body>${shown}<div>${text}</div></body></html>`, 'https://news.example/1')
    ?.article.title;
const declared = (headline: string): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline })}</script>`;

describe('a page whose metadata shorten its headline has the one that readers see', () => {
  test.each([
    ['cut in JSON-LD', declared(short), `<h1>${full}</h1>`],
    ['shortened for search pages', `<title>بلدية المرفأ تخفض النفايات - m.marfa</title>`, `<h2>${full}</h2>`],
    ['in a line by itself, where no heading is marked', `<title>${short}</title>`, `<div class="t">${full}</div>`],
  ])('%s', (_, head, shown) => {
    expect(titleOf(head, shown)).toBe(full);
  });

  test('on old blogs the first heading is the site’s name', () => {
    const shown = `<h1>صدى الساحل</h1><h3>${full}</h3>`;
    expect(titleOf(`<title>صدى الساحل: ${short}</title>`, shown)).toBe(full);
    expect(titleOf(`<title>${short}: تفاصيل الخطة كما أعلنها المجلس</title>`, `<h1>${short}</h1>`)).toBe(short);
  });

  test('a statement’s number is none where a heading says what it is about', () => {
    const heading = 'بيان صحفي بشأن خفض رسوم النفايات في المرفأ إلى النصف';
    expect(titleOf('<title>بيان صحفي رقم 12</title>', `<h2>${heading}</h2>`)).toBe(heading);
  });
});

describe('the title stays as the metadata have it', () => {
  test.each([
    ['beside another story’s longer one', `<h1>${short}</h1><h2><a href="/2">${short} من جديد والسكان يحتجون</a></h2>`],
    ['where the longer line is a link to another page', `<div><a href="/2">${short} من جديد والسكان يحتجون</a></div>`],
    ['where the longer line is the opening sentence', `<div>${short}، كما أعلن مجلسها.</div>`],
    ['where a count stands behind it', `<h1>${short} <span>12 تعليقاً</span></h1>`],
  ])('%s', (_, shown) => {
    expect(titleOf(`<meta property="og:title" content="${short}">`, shown)).toBe(short);
  });
});
