import { describe, expect, it } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { body } from './port-story.ts';

const text = body.map((paragraph) => `<p>${paragraph}</p>`).join('');
const headline = 'بلدية المرفأ تخفض رسوم النفايات إلى النصف';
const read = (head: string, above: string, under = text) =>
  articleFromPage(
    `<html><head>${head}</head><body>${above}<div>${under}</div></body></html>`,
    'https://news.example/1',
    '',
  )?.article;

describe('pages of old systems', () => {
  it.each(['شبكة النيلين الجديدة ::', 'وكالة الأنباء الوطنية -'])(
    'a title behind «%s», where no heading is marked',
    (site) => {
      const article = read(
        `<title>${site} ${headline}</title>`,
        `<table><tr><td><span class="NewsTitle">${headline}</span></td></tr></table>`,
      );
      expect(article?.title).toBe(headline);
    },
  );

  it('a dash of the headline’s own stays', () => {
    const article = read(`<title>المرفأ - ${headline}</title>`, `<h1>المرفأ - ${headline}</h1>`);
    expect(article?.title).toBe(`المرفأ - ${headline}`);
  });

  it('a badge set high behind the heading, and the author behind a title', () => {
    expect(read('', `<h1>${headline} <sup>مميز</sup></h1>`)?.title).toBe(headline);
    const signed = read(`<meta name="author" content="سمر الحداد"><title>${headline} / سمر الحداد</title>`, '');
    expect(signed?.title).toBe(headline);
  });

  it.each([
    ['<font>تاريخ النشر : 08-02-2026 09:14 مساءً</font>', '2026-02-08T21:14:00.000Z'],
    [
      '<table><tr><td class="tdDate"><span>الإثنين 19 كانون الثاني 2026 - 18:25</span></td></tr></table>',
      '2026-01-19T18:25:00.000Z',
    ],
    ['<div class="itemDateCreated">الخميس, 02 نيسان/أبريل 2026 10:12</div>', '2026-04-02T10:12:00.000Z'],
    ['<div class="dt">الخميس، 11 يونيو 2026 05:37 م</div>', '2026-06-11T17:37:00.000Z'],
  ])('the day in %s', (line, day) => {
    expect(read(`<title>${headline}</title>`, `<span>${headline}</span>${line}`)?.publishedAt?.toISOString()).toBe(day);
  });

  it.each(['admin', 'Super User', 'Daleelak Editor'])(
    'the account «%s» gives way to a name that readers see',
    (account) => {
      const head = `<meta name="author" content="${account}">`;
      expect(read(head, `<h1>${headline}</h1><a class="tdb-author-name" href="/a">سمر الحداد</a>`)?.byline).toBe(
        'سمر الحداد',
      );
      expect(read(head, `<h1>${headline}</h1>`)?.byline).toBeNull();
    },
  );

  it.each([
    '<span class="author-meta with-avatars"><a href="/a" class="author-name tie-icon">سهام القدسي</a></span>',
    '<div class="b-byline"><span>حاورتها</span> <a href="/a">سهام القدسي</a></div>',
    '<div class="field-author">بيروت - <a href="/a">سهام القدسي</a></div>',
  ])('the name alone of %s', (line) => {
    expect(read('', `<h1>${headline}</h1>${line}`)?.byline).toBe('سهام القدسي');
  });

  it('«(ت: …)» under a picture is its credit', () => {
    const article = read(
      '',
      `<h1>${headline}</h1>`,
      `<p>أكوام النفايات في شارع المدارس بعد الإضراب (ت: منير المهدي)</p>${text}`,
    );
    expect(article?.blocks.find((block) => block.text.includes('أكوام النفايات في'))?.kind ?? 'caption').toBe(
      'caption',
    );
  });
});
