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
