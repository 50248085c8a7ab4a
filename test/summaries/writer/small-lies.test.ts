import { expect, test } from 'vitest';
import { type CheckedAgainst, checkFacts } from '../../../src/summaries/writer/index.ts';

const article: CheckedAgainst = {
  title: 'مجلس إدارة ميناء العقبة يقرّ توسعة بكلفة 140 مليون دينار',
  body: [
    'أقر مجلس إدارة ميناء العقبة، الأربعاء، توسعة الرصيف الشمالي بكلفة 140 مليون دينار، على أن تبدأ الأعمال في آذار المقبل وتستمر ثلاث سنوات.',
    'وقال رئيس المجلس طارق العبابنة إن التوسعة سترفع طاقة الميناء 35 في المئة، وستوفر 1200 فرصة عمل لأبناء المحافظة.',
    'وأضافت المهندسة ريما الشوابكة، مديرة المشروع: «لن نمس الشعاب المرجانية، وسننقل ما يلزم منها إلى محمية قريبة».',
    'في المقابل، حذّر الناشط البيئي غسان دروبي من أن نقل المرجان فشل مرتين في السنوات العشر الأخيرة، وطالب بنشر دراسة الأثر البيئي.',
    'ورفضت الشركة المنفذة «بحر للإنشاءات» التعليق على اعتراضات الصيادين الذين اعتصموا أمام بوابة الميناء يومين.',
    'وبلغ عدد السفن التي رست في الميناء العام الماضي 2,314 سفينة، بينها 410 سفن سياحية، بحسب تقرير لوزارة النقل.',
  ],
};
const good =
  'أقر مجلس إدارة ميناء العقبة توسعة الرصيف الشمالي بكلفة 140 مليون دينار، وقال رئيس المجلس طارق العبابنة إن التوسعة سترفع طاقة الميناء 35 في المئة، فيما حذّر الناشط البيئي غسان دروبي من أن نقل المرجان فشل مرتين.';

test.each([
  good,
  good.replace('140', '١٤٠'),
  'رست في ميناء العقبة العام الماضي 2314 سفينة بينها 410 سفن سياحية، بحسب تقرير لوزارة النقل.',
  'قالت مديرة المشروع ريما الشوابكة عن توسعة ميناء العقبة: «لن نمس الشعاب المرجانية»، وطالب الناشط غسان دروبي بنشر دراسة الأثر البيئي.',
])('what the article says passes: %s', (text) => {
  expect(checkFacts(text, article, 350)).toEqual([]);
});

test.each([
  ['another money', good.replace('دينار', 'دولار')],
  ['another direction', good.replace('الشمالي', 'الجنوبي')],
  ['a place that is a word of every day too', good.replace('ميناء العقبة', 'ميناء جدة')],
  ['an agency that the article has not', good.replace('وقال', 'ونقلت رويترز عن')],
  ['three times for twice', good.replace('مرتين', 'ثلاث مرات')],
  ['once for twice', good.replace('مرتين', 'مرة واحدة')],
  ['two years', good.replace('بكلفة 140 مليون دينار', 'خلال سنتين')],
  ['a number of millions that is one of jobs', good.replace('140', '1200')],
  ['less than nothing', good.replace('35', '-35')],
  ['a name with another ending', good.replace('دروبي', 'دروبة')],
  ['and another', good.replace('دروبي', 'دروبين')],
  ['an office with the article on it', good.replace('الناشط البيئي', 'الوزير')],
  ['a surname with the article on it in another’s office', good.replace('رئيس المجلس طارق', 'مديرة المشروع طارق')],
  ['and in another’s profession', good.replace('رئيس المجلس طارق', 'المهندس طارق')],
  ['a warning of another’s', 'حذّر رئيس مجلس إدارة ميناء العقبة طارق العبابنة من أن نقل المرجان فشل مرتين.'],
  [
    'a refusal of another’s',
    'رفضت مديرة مشروع ميناء العقبة ريما الشوابكة التعليق على اعتراضات الصيادين الذين اعتصموا أمام بوابته.',
  ],
  [
    'a quotation in the mouth of him who spoke before',
    'قال رئيس مجلس إدارة ميناء العقبة طارق العبابنة: «لن نمس الشعاب المرجانية، وسننقل ما يلزم منها».',
  ],
  [
    'a quotation without its denial',
    'قالت مديرة مشروع توسعة ميناء العقبة ريما الشوابكة: «نمس الشعاب المرجانية، وسننقل ما يلزم منها».',
  ],
  ['a quotation in other marks', good.replace('فشل مرتين', '‘فشل دائماً’')],
  ['an opinion of ours', `${good} ونرى أن ذلك خطأ.`],
])('%s is met', (_, text) => {
  expect(checkFacts(text, article, 350)).not.toEqual([]);
});

test('«لم» is the article’s where it has «ولم», and a word before a figure is no name', () => {
  const dam: CheckedAgainst = {
    title: 'فحص صمامات السد',
    body: [
      'فحص الفريق صمامات السد، وعددها 300، خلال يومين.',
      'ولم يفحص الفريق صمامات القناة، وقال إنها أغلقت قبل سنوات.',
    ],
  };
  const text = 'لم يفحص الفريق صمامات القناة، وقال إنها أغلقت قبل سنوات، بعد أن فحص صمامات 300 في السد خلال يومين.';
  expect(checkFacts(text, dam, 350)).toEqual([]);
});

test.each([
  [
    'a confession',
    'اعترفت شركة بحر للإنشاءات أمام الصيادين الذين اعتصموا أمام بوابة ميناء العقبة يومين بأن نقل المرجان فشل مرتين.',
  ],
  [
    'a verdict',
    'أدانت وزارة النقل الشركة المنفذة لتوسعة الرصيف الشمالي في ميناء العقبة بكلفة 140 مليون دينار تستمر ثلاث سنوات.',
  ],
])('%s that the article does not tell is met, whoever did it', (_, text) => {
  expect(checkFacts(text, article, 350).filter((problem) => problem.startsWith('فعل ليس في النص'))).toHaveLength(1);
});
