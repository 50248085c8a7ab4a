import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { claimCost } from '../../src/summaries/claim-cost.ts';
import { COSTS } from '../../src/summaries/costs.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { readSource } from '../../src/summaries/source.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

describe('what title and opening tell as agreed', () => {
  const title = 'الميناء: المجلس يعتزم نقل سوق السمك إلى الضفة الشرقية';
  const port = [
    'قرر مجلس مدينة الميناء نقل سوق السمك القديم من وسط المدينة إلى الضفة الشرقية، وفق ما أعلن رئيس المجلس سامي الأيوبي الخميس.',
    'ووفقا لرئيس الكتلة التي تؤدي دورا حاسما في تسيير المجلس، فإن اللجنة المالية اعتمدت ليل الأربعاء مذكرة حول بداية إجراءات النقل.',
    'وأصبحت المدينة في السنوات الأخيرة ثالث مرفأ للصيد على الساحل، ويعمل فيها ألفا صياد على ثلاثمئة مركب.',
  ];

  test('has the one who refuses it, from further down', () => {
    const refusal =
      'ورفض محافظ الساحل كريم البستاني الجمعة فكرة نقل سوق السمك إلى الضفة الشرقية، وأعلن مكتبه أنه لم يؤخذ رأيه في ذلك.';
    const summary = summaryOf(title, ...port, refusal);
    expect(summary).toMatch(/^قرر مجلس مدينة الميناء/);
    expect(summary).toContain('ورفض محافظ الساحل');
  });

  test('or who says that it is not settled', () => {
    expect(summaryOf(title, ...port, 'وقال وزير الأشغال نبيل حداد إن القرار النهائي لم يتخذ بعد.')).toContain(
      'القرار النهائي لم يتخذ بعد',
    );
  });

  test('and not who refused something else', () => {
    const other =
      'ورفض محافظ الساحل كريم البستاني الجمعة كشف تفاصيل لقائه مع وفد الصيادين الذين زاروه مساء الخميس في مكتبه.';
    expect(summaryOf(title, ...port, other)).not.toContain('ورفض محافظ الساحل');
  });
});

test('a claim costs what its denial right behind it would have told, however much more that denies', () => {
  const sentences = readSource(
    [
      'علق قاض في محكمة المرفأ لمدة تسعين يوما دعوى رفعتها الممثلة ليلى حداد أمام المحكمة.',
      'وتقول حداد إن المنتج سامي الأيوبي وعدها بدور في فيلمه الأخير.',
      'ونفى الأيوبي أنه وعدها بأي دور أو علم بالمبلغ الذي تسلمته من مدير مكتبه قبل أسبوع من بدء التصوير في العاصمة في خريف العام الماضي.',
      'وقال القاضي كريم البستاني إن الدعوى تمس حقوقا يجري النظر فيها أمام محكمة أخرى.',
    ].map((text, start) => ({ text, kind: 'paragraph', start })),
  );
  const claims = claimCost(tokens('تعليق دعوى الممثلة ليلى حداد'), sentences[0], sentences);
  const of = (...orders: number[]) => claims.of(sentences.filter(({ order }) => orders.includes(order)));
  expect(of(0, 1)).toBe(COSTS.unanswered);
  expect(of(0, 1, 2)).toBe(0);
  expect(of(0, 3)).toBeLessThan(COSTS.unanswered);
});
