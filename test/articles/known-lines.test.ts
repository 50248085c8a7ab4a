import { describe, expect, test } from 'vitest';
import { LineLearner } from '../../src/articles/boilerplate/known.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const cities = ['صور', 'زحلة', 'بعلبك', 'عاليه', 'جزين', 'النبطية'];
/** No rule of form, place or vocabulary tells these two from an article's own text. */
const ofTheSite = 'تحفظ المدن ذاكرة سكانها في أسماء شوارعها وأسواقها القديمة.';
const titleOf = (city: string) => `بلدية ${city} تقرّ موازنة العام المقبل`;
const openingOf = (city: string) => `أقرّت بلدية ${city} موازنة العام المقبل بعد نقاش استمر ثلاث ساعات في جلسة علنية.`;

function pageOf(city: string, beside: string) {
  return {
    title: titleOf(city),
    paragraphs: [
      openingOf(city),
      `وقال رئيس المجلس في ${city} إن الأرقام تراعي الرواتب والصيانة قبل سواهما من البنود.`,
      titleOf(beside),
      `وتعقد الجلسة المقبلة في ${city} منتصف الشهر، وعلى جدولها شبكة المياه وسوق الخضار.`,
      ofTheSite,
    ],
  };
}

const pages = cities.map((city, index) => pageOf(city, cities[(index + 1) % cities.length] ?? ''));
const learnt = (from: readonly { title: string; paragraphs: readonly string[] }[]) => {
  const learner = new LineLearner();
  for (const page of from) learner.add(page);
  return learner.known;
};
const kept = (page: (typeof pages)[number], known?: ReturnType<typeof learnt>) =>
  cleanParagraphs(page.paragraphs, { title: page.title, known }).kept.map(({ text }) => text);

describe('what other pages of a house tell of a page', () => {
  test('titles of its other stories and lines that it prints on many pages leave', () => {
    const [page] = pages;
    if (!page) throw new Error('no page');
    const foreign = [titleOf('زحلة'), ofTheSite];
    expect(kept(page)).toContain(ofTheSite);
    expect(kept(page, learnt(pages))).toEqual(page.paragraphs.filter((text) => !foreign.includes(text)));
  });

  test('an opening that stands on many other pages as an excerpt stays on its own', () => {
    const excerpts = pages.map((page) => ({ ...page, paragraphs: [...page.paragraphs, openingOf('صور')] }));
    const [page] = pages;
    if (!page) throw new Error('no page');
    expect(kept(page, learnt(excerpts))).toContain(openingOf('صور'));
  });

  test('what three articles have alike may be what their reporters write', () => {
    const [page] = pages;
    if (!page) throw new Error('no page');
    expect(kept(page, learnt(pages.slice(0, 3)))).toContain(ofTheSite);
  });

  test('one story under one title is one page, however often it is told', () => {
    const [page] = pages;
    if (!page) throw new Error('no page');
    expect(kept(page, learnt([page, page, page, page, page]))).toEqual(kept(page));
  });
});
