import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const paragraphs = [
  'صحيفة الميزان قالت إن رئيس البلدية فاز بولاية ثانية رغم المنافسة الشرسة التي لقيها من المعارضة.',
  'وفي صحيفة السهول نقرأ مقالا يرى صاحبه أن نتيجة الاقتراع تاريخ جديد يكتب في المدينة.',
  'واهتمت صحيفة المرفأ بالقمة التي عقدت يوم أمس حول أسعار القمح.',
];
const warningsOf = (title: string, text: readonly string[] = paragraphs) =>
  summariseParagraphs({ title, paragraphs: text }, { maxChars: 350 }).warnings;
const apart = 'لم يرد في النص شيء مما في العنوان، فليراجع العنوان والنص قبل النشر';

describe('the editor is told that title and article are of different matters', () => {
  test('where the article has hardly a word of the title', () => {
    expect(warningsOf('الجزيرة: التاريخ يدون يوم قيادة المرأة للسيارة')).toEqual([apart]);
  });

  test('and not where it says the title in other forms', () => {
    const told = ['عادت نحو تسعمئة أسرة إلى أربع عشرة قرية مهدمة في السهل الشرقي بعد ثلاثين عاماً من التهجير.'];
    expect(warningsOf('أبناء القرى المهدمة يعودون بلا أوراق', told)).toEqual([]);
  });

  test('nor under a title that is an image', () => {
    expect(warningsOf('مدن بلا ظل')).toEqual([]);
  });
});
