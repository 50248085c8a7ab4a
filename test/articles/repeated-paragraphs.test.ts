import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const title = 'المحافظة تعلن حصيلة السيول في قراها';
const opening = 'أعلنت المحافظة مساء الأحد حصيلة السيول التي ضربت قراها الجبلية في نهاية الأسبوع الماضي.';
const district = (name: string, houses: number) =>
  `وقال رئيس لجنة الإغاثة في المحافظة إن السيول التي اجتاحت القرى الجبلية ليل الجمعة في قضاء ${name} هدمت ${houses} بيتاً، وإن العائلات التي فقدت بيوتها تقيم منذ ذلك الحين في المدارس الرسمية وفي قاعات البلديات، وإن الطرق المؤدية إليها ما زالت مقطوعة.`;
const kept = (paragraphs: readonly string[]) => cleanParagraphs(paragraphs, { title }).kept.map(({ text }) => text);

describe('a paragraph that only another figure parts from one before', () => {
  test('is told for itself', () => {
    const paragraphs = [opening, district('الشمال', 12), district('الشمال', 31), district('الشمال', 7)];
    expect(kept(paragraphs)).toEqual(paragraphs);
  });

  test('and is a copy where it has the same', () => {
    const copy = district('الشمال', 12);
    expect(kept([opening, copy, district('الجنوب', 31), copy])).toEqual([opening, district('الجنوب', 31), copy]);
  });
});

describe('a text that the page prints twice', () => {
  const lead =
    'أعلنت المحافظة مساء الأحد حصيلة السيول التي ضربت قراها الجبلية في نهاية الأسبوع الماضي، وقالت إنها الأكبر.';
  const governor = 'وقال المحافظ إن ستة بيوت هدمت في قضاء الشمال وإن الطرق المؤدية إليه ما زالت مقطوعة.';
  const schools = 'وأضاف أن العائلات تقيم في المدارس الرسمية وأن البلديات توزع عليها الماء والغذاء.';
  const dam = 'ويطالب الأهالي منذ سنوات ببناء سد يحمي القرى من السيول التي تنزل من الجبل.';
  const whole = [lead, governor, schools, dam];

  test.each([
    [
      'with its opening glued to the end of the first copy',
      [lead, governor, schools, `${dam}${lead}`, governor, schools, dam],
    ],
    [
      'with the opening and more of it in that line',
      [lead, governor, schools, `${dam} ${lead} ${governor}`, schools, dam],
    ],
    ['without a joint', [...whole, ...whole]],
  ])('is told once, from its opening on, %s', (_, paragraphs) => {
    expect(kept(paragraphs)).toEqual(whole);
  });

  test('tells what only its second printing has', () => {
    const more = 'وتقول وزارة الأشغال إن العمل في السد يبدأ في الربيع المقبل بعد إنجاز دراسته.';
    expect(kept([...whole, ...whole, more])).toEqual([...whole, more]);
  });
});
