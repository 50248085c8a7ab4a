import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body } from './port-story.ts';

const title = 'بلدية المرفأ تخفض رسوم النفايات إلى النصف';
const kept = (lines: readonly string[], of = title): string[] =>
  cleanParagraphs(lines, { title: of }).kept.map(({ text }) => text);
const items = ['- البلدية تخفض رسوم النفايات إلى النصف.', '- القرار يسري من مطلع الشهر المقبل.'];

describe('a summary that the page says a program made', () => {
  test('leaves with its label, its items and its note', () => {
    const note = 'هذا الملخص مولّد آلياً وقد يحتوي على أخطاء';
    expect(kept([title, 'ملخص بالذكاء الاصطناعي', ...items, note, ...body])).toEqual(body);
  });

  test('leaves without a note too, and where it is one paragraph', () => {
    expect(kept([title, 'أبرز النقاط (مولّدة بالذكاء الاصطناعي)', ...items, ...body])).toEqual(body);
    expect(kept([title, `ملخص بالذكاء الاصطناعي ${items.join(' ')}`, ...body])).toEqual(body);
  });

  test('leaves by its note alone, where its label does not say who made it', () => {
    const plain = items.map((item) => item.slice(2));
    expect(kept([title, 'النقاط الرئيسية', ...plain, 'تُنشأ هذه الملخصات آلياً', ...body])).toEqual(body);
    expect(kept([title, 'النقاط الرئيسية', ...items, ...body])).toContain(items[0]);
  });

  test('an article about such summaries stays whole', () => {
    const own = [
      'ملخص بالذكاء الاصطناعي',
      'هكذا عنونت الصحيفة الخانة التي أضافتها فوق مقالاتها هذا الأسبوع، وأثارت بها جدلاً بين محرريها.',
    ];
    expect(kept(own, 'صحيفة تضع فوق مقالاتها ملخصاً بالذكاء الاصطناعي')).toEqual(own);
  });
});
