import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/articles/article.ts';
import { extractArticle } from '../../src/articles/from-item.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { sampleFeedXml } from '../../src/sandbox/sample/feed.ts';
import { seedArticle } from '../../src/sandbox/sample/seed-article.ts';
import { summarise } from '../../src/summaries/index.ts';

const now = new Date('2026-03-01T09:00:00Z');
const base = 'http://127.0.0.1:3000/sandbox/site';
const articles: Article[] = parseFeed(sampleFeedXml(base, now), { url: `${base}/feed.xml`, now }).items.map(
  (item) => extractArticle(item, { feedUrl: `${base}/feed.xml` }).article,
);
const seed = articles.find((article) => article.title === seedArticle.title);
if (seed === undefined) throw new Error('the sample feed carries the sample article');

describe('the sample article', () => {
  const { summary, sentences, method } = summarise(seed);

  test('its summary, as reviewed: who stands against whom, both named in full, and what followed, in the pull quote’s own words', () => {
    expect(summary).toBe(
      'يبدو أن الرئيس الروسي فلاديمير بوتين يراجع تحالفاته جراء الموقف المفاجئ لرئيس كازاخستان قاسم جومارت توكاييف أمام حشد من رؤساء الدول والمسؤولين الكبار الذين حضروا منتدى سانت بطرسبرغ الاقتصادي. الانتقام الروسي لم يتأخر طويلاً وأظهر أن بوتين فقد صبره من توكاييف، وجاء رده صاعقاً بقراره وقف شحن النفط الكازاخي عبر خط قزوين إلى الأسواق العالمية.',
    );
    expect(method).toBe('extract');
  });

  test('offsets lead back to the body', () => {
    const body = seed.blocks.map((block) => block.text).join('\n\n');
    const sources = sentences.map(({ start, end }) => body.slice(start, end));
    expect(sources[0]).toBe(sentences[0]?.text);
    expect(sources[1]).toMatch(/^الانتقام الروسي .*توكاييف الذي جرح كرامته وطعن هيبته، وجاء رده .* أربعة أشهر\.$/);
  });

  test('without the pull quote the summary is the article’s opening', () => {
    const plain = { ...seed, blocks: seed.blocks.map(({ kind, text }) => ({ kind, text })) };
    expect(summarise(plain).sentences[1]?.text).toMatch(/^توكاييف أعلن صراحة رفضه الاعتراف .*\.$/);
  });

  test('within 120 characters it is still whole sentences, the speaker named in full', () => {
    const short = summarise(seed, { maxChars: 120 });
    expect(short.chars).toBeLessThanOrEqual(120);
    expect(short.summary).toMatch(/\.$/);
    expect(short.summary).not.toMatch(/(?<!جومارت )توكاييف/);
  });
});

describe('an author’s standfirst', () => {
  const standfirst =
    'رئيس كازاخستان يرفض أمام بوتين الاعتراف بإقليمي لوغانسك ودونيتسك، وروسيا ترد بوقف شحن النفط الكازاخي عبر خط قزوين.';

  test('is the summary when it is a good one', () => {
    expect(summarise({ ...seed, standfirst })).toMatchObject({ summary: standfirst, method: 'standfirst' });
  });

  test.each([
    [
      'cut off by the system',
      'رئيس كازاخستان يرفض أمام بوتين الاعتراف بإقليمي لوغانسك ودونيتسك، وروسيا ترد بوقف شحن النفط…',
    ],
    ['a question', 'ما الذي دفع رئيس كازاخستان إلى أن يرفض أمام بوتين الاعتراف بإقليمي لوغانسك ودونيتسك في أوكرانيا؟'],
    [
      'about something else',
      'افتتح وزير الزراعة معرضاً للتمور في الواحة الجنوبية بحضور مئتي مزارع ومزارعة من سبع محافظات وعشر قرى.',
    ],
    ['the title again', 'توكاييف رافضاً حرب بوتين على أوكرانيا وكازاخستان تتمرد على حليفها الروسي في أوكرانيا.'],
    [
      'bound to something before',
      'لكن رئيس كازاخستان يرفض أمام بوتين الاعتراف بإقليمي لوغانسك ودونيتسك، وروسيا ترد بوقف النفط.',
    ],
  ])('is left when it is %s', (_why, text) => {
    expect(summarise({ ...seed, standfirst: text }).method).toBe('extract');
  });
});

test('every story of the sample feed has a summary without a warning', () => {
  for (const article of articles) {
    const { summary, chars, warnings } = summarise(article);
    expect(summary.length).toBeGreaterThan(80);
    expect(chars).toBeLessThanOrEqual(350);
    expect(warnings).toEqual([]);
  }
});
