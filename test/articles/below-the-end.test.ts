import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body } from './port-story.ts';

const title = 'بلدية المرفأ تخفض رسوم النفايات إلى النصف';
const kept = (lines: readonly string[]): string[] => cleanParagraphs(lines, { title }).kept.map(({ text }) => text);
const other = 'افتتحت دائرة الآثار قاعة جديدة للفخار في متحف تبوك، وتضم القاعة ثمانين قطعة.';

describe('what stands below an article’s end is not its own', () => {
  test('below an agency’s end word behind the last sentence', () => {
    const last = `${body.at(-1)} انتهى/ ر.ع`;
    expect(kept([title, ...body.slice(0, -1), last, other])).not.toContain(other);
  });

  test('below an end word between strokes, what a page that reprints says of where it stood', () => {
    const reprint = ['/انتهى/', 'مصدر الخبر', 'نشر الخبر أول مرة على موقع sahel.example', 'الكاتب:', 'JOIN US'];
    expect(kept([title, ...body, ...reprint])).toEqual(body);
  });

  test('under the house’s dateline with another town', () => {
    expect(kept([title, 'الساحل نيوز/ المرفأ', ...body, 'الساحل نيوز/ تبوك', other])).not.toContain(other);
    const inline = [`الساحل نيوز (تبوك) – ${other}`, 'الساحل نيوز (صور) – عادت العبّارة إلى العمل بعد عطل دام يومين.'];
    expect(kept([title, ...body, ...inline])).toEqual(body);
  });

  test('voices of people with their trades in brackets stay', () => {
    const voices = ['سلمى (خياطة) – ندفع الرسوم منذ عشرين عاماً.', 'مازن (بقّال) – الحاويات فارغة في حيّنا.'];
    expect(kept([title, ...body, ...voices])).toEqual([...body, ...voices]);
  });

  test('below the links to a blog’s posts before and behind it', () => {
    const comment = 'كلام جميل، لكن من سيجمع نفايات حيّنا في رسوم البلدية هذه؟';
    const links = ['Previous Post', 'كيف نزرع الزعتر على الشرفة', 'Next Post', 'خمس نصائح للقطط'];
    expect(kept([title, ...body, ...links, 'سمير', comment])).toEqual(body);
  });

  test('but not where the article goes on there', () => {
    const goes = 'وأضاف رئيس البلدية أن القرار يسري على المتاجر أيضاً.';
    expect(kept([title, body[0] ?? '', 'السابق', 'التالي', goes, ...body.slice(1)])).toContain(goes);
  });

  test('how a study asks to be quoted, and what is listed as related to it', () => {
    const related = ['أوراق ذات صلة', 'النقل العام: من يدفع ثمن الانتظار؟'];
    expect(kept([title, ...body, `للاقتباس: حداد، ر. (2025). ${title}.`, ...related])).toEqual(body);
  });
});

test('a list under the printed title keeps no menu above it', () => {
  const card = [
    'القصة: السكان والشركة والعقود',
    'تمثيل: رئيس البلدية وعمال النفايات',
    'المدة: ساعة عن أحياء المرفأ',
    'الرسوم: النصف',
  ];
  const lines = ['الشاشة', 'مراجعات', 'مهرجانات', title, ...card, ...body];
  expect(kept(lines)).toEqual([...card, ...body]);
});

test('a sentence that tells nothing, with its owner in brackets behind the stop, is a picture’s', () => {
  const caption = 'حاويات جديدة في شارع المدارس. (بلدية المرفأ)';
  const told = 'أعلنت البلدية خفض الرسوم إلى النصف. (المرفأ)';
  const kinds = cleanParagraphs([title, caption, ...body, told], { title }).kept;
  expect(kinds.find(({ text }) => text === caption)?.kind).toBe('caption');
  expect(kinds.find(({ text }) => text === told)?.kind).toBe('paragraph');
});
