import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { faultsOf } from '../../src/summaries/rules/soundness.ts';

test('a review that quotes its book keeps the sentence that names book and author', () => {
  const { sentences } = summariseParagraphs({
    title: '«سلّم بلا درابزين».. رواية تصعد طوابق عمّان',
    paragraphs: [
      'تفتتح هالة النمري روايتها الثالثة «سلّم بلا درابزين» بجملة لا تعد القارئ بشيء: «انطفأ ضوء الدرج يوم الأحد، ولم يسأل أحد عمن كان يصعد».',
      'خمسة جيران يتناوبون على الحكاية، من حارس العمارة إلى معلمة الموسيقى التي تسكن وحدها في الطابق الأخير.',
    ],
  });
  expect(sentences[0]?.text).toContain('هالة النمري روايتها الثالثة «سلّم بلا درابزين»');
});

test('«a number of» is no sentence that is quoted', () => {
  expect(faultsOf('في القاعة جملة من «الحقائق التي لم يقلها لنا أحد قبل اليوم» أمام الحاضرين.')).toContain(
    'unattributed',
  );
});

const title = 'وزيرة البيئة تعد بإقفال المكبات العشوائية';
const rest = [
  'وتنتشر في البلاد مئات المكبات العشوائية التي يحرق ثلثها كل يوم، وفق مسح أنجزته الوزارة في الربيع.',
  'وشككت جمعيات بيئية في قدرة الوزارة على تنفيذ خطة لا تملك من كلفتها غير الثلث حتى اليوم.',
];
const quotation = '«لن يبقى مكب عشوائي واحد في نهاية العام المقبل».';

describe('an article that begins with a quotation', () => {
  const speaker = 'بهذه العبارة افتتحت وزيرة البيئة سعاد منصور مؤتمر النفايات أمام رؤساء ستين بلدية.';

  test('keeps it together with the sentence that says whose it is', () => {
    for (const paragraphs of [
      [`${quotation} ${speaker}`, ...rest],
      [quotation, speaker, ...rest],
    ]) {
      const { sentences } = summariseParagraphs({ title, paragraphs });
      expect(sentences[0]?.text).toBe(`${quotation} ${speaker}`);
      const body = paragraphs.join('\n\n');
      expect(body.slice(sentences[0]?.start, sentences[0]?.end)).toMatch(/^«لن يبقى[\s\S]*ستين بلدية\.$/);
    }
  });

  test('and does without it where nobody is said to have spoken', () => {
    const { summary } = summariseParagraphs({ title, paragraphs: [quotation, ...rest] });
    expect(summary).not.toContain('لن يبقى');
  });
});
