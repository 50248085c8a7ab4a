import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { parseDocument } from '../../src/articles/dom.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const sentence = 'أعلنت وزارة الصحة في العاصمة أن عدد المصابين بلغ 120 شخصاً يوم الأحد بعد حملة واسعة شملت المدن الكبرى';
const title = 'وزارة الصحة تعلن عدد المصابين في العاصمة';

/** The shortest of three runs, in milliseconds. */
function shortest(run: () => void): number {
  const times = [1, 2, 3].map(() => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return Math.min(...times);
}

const hostile: Record<string, (n: number) => string[]> = {
  'near-identical paragraphs': (n) => Array.from({ length: n }, (_, i) => `${sentence} رقم ${i}.`),
  'titles and dates of other stories': (n) =>
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? '12.05.2018' : `عنوان قصة أخرى عن المدينة والنهر ${i}`)),
  'one endless sentence': (n) => [`${sentence} و`.repeat(n)],
  'quotation marks that nothing closes': (n) => ['قال «أحمد "إنه '.repeat(n)],
  'full stops after single letters': (n) => ['أ.'.repeat(n * 10)],
  'brackets that nothing closes': (n) => ['[a '.repeat(n * 10)],
};

test.each(Object.entries(hostile))(
  'four times as much of %s takes about four times as long, not sixteen',
  (_, make) => {
    const [few, many] = [make(1_500), make(6_000)];
    const run = (paragraphs: string[]) => () => void summariseParagraphs({ title, paragraphs }, {});
    run(few)();
    expect(shortest(run(many))).toBeLessThan(shortest(run(few)) * 9 + 20);
  },
);

test('what lies beyond the bounds of reading is kept as it stands', () => {
  const lines = Array.from({ length: 700 }, (_, i) => `${sentence} في الحي رقم ${i}، بحسب ${i * 7} شهود.`);
  const { kept } = cleanParagraphs([...lines, 'آخر سطر في الصفحة.'], { title });
  expect(kept.at(-1)?.text).toBe('آخر سطر في الصفحة.');
});

test('boxes nested without end are taken out, and their text stays', () => {
  const document = parseDocument(`<html><body>${'<div>'.repeat(20_000)}نص${'</div>'.repeat(20_000)}</body></html>`);
  expect(document.body.textContent).toBe('نص');
  expect([...document.querySelectorAll('div')].length).toBeLessThan(100);
});

test('a page of a hundred thousand elements is read only as far as any real page goes', () => {
  const html = `<html><body><article><h1>${title}</h1>${`<p>${sentence}.</p>`.repeat(4)}<ul>${'<li>حشو</li>'.repeat(100_000)}</ul></article></body></html>`;
  expect([...parseDocument(html).querySelectorAll('*')].length).toBeLessThanOrEqual(26_000);
  expect(articleFromPage(html, 'https://example.org/a')?.article.blocks[0]?.text).toBe(`${sentence}.`);
});
