import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

describe('an article that comes late to its news', () => {
  test('is summed up from its first sentence of these days that tells the title', () => {
    const summary = summaryOf(
      'محكمة الاستئناف تقضي بسجن مهرب الآثار سبع سنوات',
      'تواصل السلطات في السنوات الأخيرة ملاحقة شبكات نهب المواقع القديمة في الجنوب، وقد أغلقت منذ مطلع العام أربعين حفرة سرية.',
      'وكانت التنقيبات قد بدأت في الوادي قبل قرن من الزمان على يد بعثة أجنبية.',
      'وقضت محكمة الاستئناف ليلة الأحد بسجن مهرب الآثار الرئيسي سبع سنوات، وبرأت اثنين من المتهمين.',
    );
    expect(summary).toMatch(/^قضت محكمة الاستئناف ليلة الأحد بسجن مهرب الآثار/);
    expect(summary).not.toContain('تواصل السلطات');
  });

  test('is summed up from what all of it comes to, where its author says so', () => {
    const summary = summaryOf(
      'الطريق الساحلي: من يدفع ومن يربح؟',
      'منذ افتتاح الطريق الساحلي في مطلع الصيف تغير إيقاع الحياة في البلدات الصغيرة على نحو لم يتوقعه أحد.',
      'المقاهي تفتح حتى الفجر، والصيادون يبيعون سمكهم على الرصيف، والأراضي يرتفع ثمنها كل شهر.',
      'خلاصة القول إن الشركة التي بنت الطريق تسترد ماله من البلديات الفقيرة، وإن الرسوم ستبقى ثلاثين عاماً.',
    );
    expect(summary).toMatch(/^خلاصة القول إن الشركة التي بنت الطريق/);
  });

  test('is summed up from what an investigation reveals', () => {
    const summary = summaryOf(
      'حليب الأطفال الذي غير اسمه',
      'كانت أم سامر تعد الرضعات على ورقة معلقة قرب الباب، وتكتب إلى جانب كل واحدة ساعتها.',
      'في آذار لاحظت أن الطفل لا يكبر، وأن العلبة نفسها تحمل اسماً آخر.',
      'يكشف هذا التحقيق، المستند إلى 90 وثيقة جمركية، أن ثلاث شركات باعت حليباً انتهت صلاحيته بعد تغيير أغلفته في مستودع قرب المرفأ.',
    );
    expect(summary).toMatch(/^يكشف هذا التحقيق/);
  });

  test('whose person of the scene stands for many is summed up from there', () => {
    const summary = summaryOf(
      'سائقات الحافلات في العاصمة',
      'قبل الفجر بساعة تمسح ليلى زجاج حافلتها بخرقة قديمة، وتشرب قهوتها واقفة.',
      'ليلى واحدة من نحو 300 امرأة يقدن حافلات النقل العام في العاصمة منذ عامين، بأجر يقل عن أجر زملائهن بالثلث.',
    );
    expect(summary).toMatch(/^ليلى واحدة من نحو 300 امرأة/);
  });

  test('drops the «غير أن» of a sentence that stands without it', () => {
    const summary = summaryOf(
      'مديرة مستشفى الولادة: لم نغلق يوماً ونعمل بلا مولد',
      'في الثامن من الشهر الماضي سقطت قذيفة على جناح في المدينة، وقيل إن الأطباء رحلوا.',
      'غير أن المديرة الطبية لمستشفى الولادة، سعاد العوض، تؤكد أن المستشفى لم يغلق يوماً واحداً، وأن الأطباء يعملون بلا مولد منذ شهرين.',
    );
    expect(summary).toMatch(/^المديرة الطبية لمستشفى الولادة/);
  });

  test('keeps the «غير أن» of a noun whose ending shows its case', () => {
    const summary = summaryOf(
      'مصدران: صفقة الأسرى بين الطرفين تشمل ستمئة أسير',
      'منذ أن انفضت الجولة الأخيرة من المشاورات والعائلات تنتظر أمام مقر اللجنة كل صباح.',
      'غير أن مصدرين مطلعين كشفا أن صفقة الأسرى بين الطرفين تشمل ستمئة أسير على دفعتين.',
    );
    expect(summary).not.toMatch(/^مصدرين/);
  });

  test('and asks in its title what something is, is summed up from the answer', () => {
    const summary = summaryOf(
      'ما هي «آلية العودة» ومن يملك استخدامها؟',
      'عاد مصطلح «آلية العودة» إلى العناوين كلما تعثرت المفاوضات بين العواصم.',
      'آلية العودة بند في الاتفاق يتيح لأي دولة مشاركة أن تعيد العقوبات كلها خلال ثلاثين يوماً من دون تصويت.',
    );
    expect(summary).toMatch(/^آلية العودة بند في الاتفاق/);
  });
});

describe('an article that opens on its news', () => {
  test('is summed up from there, whatever a later sentence tells of the title', () => {
    const summary = summaryOf(
      'رئيس الحكومة يستبعد انتخابات مبكرة ويرفض الاستقالة',
      'أعلن رئيس الحكومة الأربعاء، خلال مشاركته في مؤتمر للبلديات، أن حكومته مستقرة بعد توصية الشرطة بتوجيه التهم إليه.',
      'وقال رئيس الحكومة الخميس إنه يرفض الاستقالة ولا يرى ضرورة لانتخابات مبكرة قبل نهاية الولاية.',
    );
    expect(summary).toMatch(/^أعلن رئيس الحكومة الأربعاء/);
  });

  test('stays with it where the sentence that tells more has no room', () => {
    const long = 'وقضت محكمة الاستئناف ليلة الأحد بسجن مهرب الآثار سبع سنوات'.padEnd(420, ' في قضية الوادي القديم');
    const summary = summaryOf(
      'محكمة الاستئناف تقضي بسجن مهرب الآثار سبع سنوات',
      'تواصل السلطات في السنوات الأخيرة ملاحقة شبكات نهب المواقع القديمة في الجنوب وفي الوادي.',
      `${long}.`,
    );
    expect(summary).toMatch(/^تواصل السلطات/);
  });
});
