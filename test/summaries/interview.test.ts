import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'مدير الأرشيف السابق: خسرنا نصف المخطوطات في حريق المخزن والحل في التصوير';
const opening = 'أدار سليم الكيلاني الأرشيف الوطني بين عامي 2015 و2022، وغادره بعد خلاف علني على كلفة الترميم.';
const presents = 'في هذا الحوار يتحدث الكيلاني عن سنوات الأرشيف، وعن مشروع صغير في الجبل يرى فيه بداية حل.';
const answer =
  'الدولة خسرت نصف المخطوطات في حريق المخزن وهي تؤجل التصوير، ورفضتُ أنا التوقيع على عقد الترميم فاتُّهمت بالعرقلة.';
const interview = (introduction: string, first = answer): string[] => [
  opening,
  introduction,
  '* من المسؤول؟ الإهمال أم الفقر؟',
  `- الاثنان، وقبلهما نحن. ${first}`,
  '* لهذا استقلت؟',
  '- لم أستقل، أُقلت. وهناك فرق. طلبوا مني أن أقول إن صحتي لا تسمح فقلت إنها ممتازة.',
  '* ما أول قرار لو عدت غداً؟',
  '- سأوقف كل نقل للوثائق ثلاث سنوات. سأُقال مرة أخرى غالباً، لكن القرار سيكون قد صدر.',
];
const summaryOf = (paragraphs: readonly string[]): string => summariseParagraphs({ title, paragraphs }).summary;

describe('an interview’s summary', () => {
  test('has, behind its introduction, what the interviewed person says of the title', () => {
    const { summary, sentences } = summariseParagraphs({ title, paragraphs: interview(presents) });
    expect(summary).toContain(opening);
    expect(summary).toContain(`ويقول الكيلاني: «${answer.slice(0, -1)}».`);
    expect(sentences.at(-1)?.start).toBe(interview(presents).join('\n\n').indexOf(answer));
    expect([...summary].length).toBeLessThanOrEqual(350);
  });

  test('has none of it where the introduction does not say who answers', () => {
    expect(summaryOf(interview('ويعمل الكيلاني اليوم مستشاراً لمشروع صغير في الجبل يرى فيه بداية حل.'))).not.toContain(
      'يقول',
    );
  });

  test('has no answer that quotes somebody else', () => {
    const quoting = answer.replace('وهي تؤجل التصوير', 'وهي تقول «غداً نبدأ التصوير»');
    expect(summaryOf(interview(presents, quoting))).not.toContain('خسرت نصف');
  });

  test('has no answer that leans on its question', () => {
    const leaning = answer.replace('الدولة خسرت', 'لكنها خسرت');
    expect(summaryOf(interview(presents, leaning))).not.toContain('خسرت نصف');
  });
});
