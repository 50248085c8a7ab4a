import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const summaryOf = (title: string, paragraphs: readonly string[], maxChars: number): string =>
  summariseParagraphs({ title, paragraphs }, { maxChars }).summary;

describe('a denial stands under the charge that it denies', () => {
  const seeds = [
    'كشف تقرير لديوان المحاسبة أن وزارة الزراعة اشترت بذوراً فاسدة بقيمة أربعة ملايين دولار.',
    'وأوضح الديوان أن البذور وزعت على 3200 مزارع في ثلاث محافظات.',
    'وتعاقدت الوزارة مع شركة «حصاد» لتوريد البذور في 2021.',
    'بيد أن الوزارة تقول إن البذور فحصت في مختبراتها قبل التوزيع.',
    'ونفت شركة «حصاد» الاتهامات.',
  ];

  test('also a short one, far down, of who is blamed in the title', () => {
    const blamed = [
      'قال وزير الأمن سامي الحداد إنه ينبغي على رئيس سهول نبيل العطار تحمل المسؤولية عن محاولة اغتيال الصحافي.',
      'وفي حديث إذاعي قال الحداد إن العطار هو من يقف في نهاية المطاف وراء تلك العملية كلها.',
      'وكان الصحافي قد تعرض لمحاولة تسميم في آذار الماضي وهو في منزله.',
      'لكن سهول تنفي أي تورط في الهجوم.',
      'ومن المقرر أن يعقد مجلس الأمن جلسة في هذا الشأن يوم الخميس المقبل.',
    ];
    const title = 'وزير الأمن: على العطار تحمل المسؤولية عن محاولة اغتيال الصحافي';
    expect(summaryOf(title, blamed, 350)).toContain('لكن سهول تنفي أي تورط في الهجوم.');
  });

  test('of whom nobody has spoken denies nothing', () => {
    for (const maxChars of [120, 200])
      expect(summaryOf('تقرير: وزارة الزراعة اشترت بذوراً فاسدة', seeds, maxChars)).not.toContain('حصاد');
  });

  test('and does not cost what the accused say', () => {
    expect(summaryOf('تقرير: وزارة الزراعة اشترت بذوراً فاسدة', seeds, 350)).toContain('بيد أن الوزارة تقول');
  });

  test('of a later charge stays with that one', () => {
    const bribe = [
      'اتهم نواب وزير النقل جمال الوزير بتلقي رشوة قدرها مليون دولار من شركة طيران.',
      'وقال النواب إن لديهم وثائق مصرفية تثبت ذلك.',
      'ويشغل الوزير المنصب منذ ثلاث سنوات.',
      'واتهمت نقابة الطيارين الوزير بتهريب قطع الغيار.',
      'ونفى الوزير الاتهامات.',
      'وطلب البرلمان تشكيل لجنة من تسعة أعضاء.',
    ];
    for (const maxChars of [120, 200, 350, 600]) {
      const summary = summaryOf('اتهام وزير النقل بتلقي رشوة من شركة طيران', bribe, maxChars);
      expect(summary.includes('ونفى الوزير') && !summary.includes('واتهمت نقابة')).toBe(false);
    }
  });

  test('«إلا أن …» of something else is no answer', () => {
    const sugar = [
      'اتهمت نقابة الصيادين مصنع السكر بتسميم نهر العاصي ونفوق أطنان من السمك.',
      'وقال نقيب الصيادين هيثم الحرب إن النقابة جمعت 12 عينة من الماء.',
      'وكان وزير البيئة قد زار المصنع في مايو.',
      'إلا أن الوزارة تنفي نيتها إغلاق المصنع.',
    ];
    const title = 'نقابة تتهم مصنع السكر بتسميم النهر';
    expect(summaryOf(title, sugar, 120)).toBe(sugar[0]);
    const answered = [...sugar, 'إلا أن المصنع ينفي الاتهامات ويقول إن مياهه تعالج قبل صرفها.'];
    expect(summaryOf(title, answered, 200)).toBe(`${sugar[0]} وينفي المصنع الاتهامات ويقول إن مياهه تعالج قبل صرفها.`);
  });
});
