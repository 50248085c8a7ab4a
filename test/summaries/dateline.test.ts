import { expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

test('the summary opens with the news, and says where in the article it stands', () => {
  const news = 'قال رئيس الوزراء إن بلاده ستفرض رسوماً جديدة على الواردات.';
  const paragraphs = [
    `دبي، الإمارات العربية المتحدة (CNN)-- ${news}`,
    'وأضاف أن الرسوم تشمل الصلب والألمنيوم ومئات السلع الأخرى بدءاً من الشهر المقبل.',
  ];
  const { summary, sentences } = summariseParagraphs({ title: 'رسوم جديدة على الواردات', paragraphs });
  const body = paragraphs.join('\n\n');
  expect(summary.startsWith(news)).toBe(true);
  expect(body.slice(sentences[0]?.start, sentences[0]?.end)).toBe(news);
});

test('so behind the line of a house that nobody knows', () => {
  const news = 'أقرت الحكومة زيادة الأجور بنسبة خمسة في المئة.';
  const line = 'النخيل برس _ وهران - ';
  const paragraphs = [
    line + news,
    'وقال وزير العمل إن الزيادة تشمل ستين ألف عامل في المرافئ والمطاحن ابتداء من الشهر المقبل.',
  ];
  const { summary, sentences } = summariseParagraphs({ title: 'زيادة الأجور خمسة في المئة', paragraphs });
  expect(summary.startsWith(news)).toBe(true);
  expect(sentences[0]?.start).toBe(line.length);
});
