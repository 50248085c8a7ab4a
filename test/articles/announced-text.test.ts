import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (lines: readonly string[]): string[] => cleanParagraphs(lines, { title }).kept.map(({ text }) => text);

describe('what a sentence with a colon announces is the article’s, whatever words it shares', () => {
  test('a poem in one paragraph', () => {
    const verse = 'يا مَوجَةً رقَصَتْ على الشُّطآنِ مَن ذا يُعيدُ الصُّبحَ للإنسانِ قد غادرَ الأحبابُ إلا ظِلَّهم وتَرَكتُ عند البابِ نايَ حَناني';
    const lines = inMid('ورثاه شاعر الحي بأبيات نشرتها البلدية:', verse, 'إعلان');
    expect(kept([title, ...lines])).toContain(verse);
  });

  test('a list whose last item is longer than a title', () => {
    const items = ['سمير الحداد – فرز', 'ليلى عون – جمع', 'الفريق المختلط بعد التعادل مع متطوعي جبيل 4-4'];
    const lines = inMid('وفاز بجوائز البلدية الثلاث:', ...items);
    expect(kept([title, ...lines])).toEqual(lines);
  });
});

test('scripture over an obituary stays as how it opens', () => {
  const verse = '﴿كُلُّ نَفْسٍ ذَائِقَةُ الْمَوْتِ﴾';
  const html = `<html lang="ar"><body><h1>${title}</h1><div class="entry-content">${[verse, ...body].map((text) => `<p>${text}</p>`).join('')}</div></body></html>`;
  const blocks = articleFromPage(html, 'https://news.example/1')?.article.blocks;
  expect(blocks?.map(({ text }) => text)).toEqual([verse, ...body]);
});

test('«من هنا» for «hence» is no call', () => {
  const hence = 'من هنا تبدو فكرة المتطوعين أقرب: غرفة تتبادل فيها الورش جداول الشاحنات وتلتزم بإشعار مسبق.';
  expect(kept([title, ...inMid(hence)])).toContain(hence);
});
