import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/articles/text/index.ts';
import { isVerdict } from '../../src/summaries/claims.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { faultsOf } from '../../src/summaries/rules/soundness.ts';

const summaryOf = (title: string, paragraphs: readonly string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

describe('a claim and what was found of it', () => {
  const claim =
    'تداول مستخدمون في تونس، منذ مساء الجمعة، مقطعاً قالوا إنه يظهر انهيار جسر بنزرت القديم تحت شاحنة محملة بالحديد.';
  const spread = 'وشوهد المقطع أكثر من مليوني مرة في يومين، وأعادت نشره صفحات تتابع أخبار الطرق في البلاد.';

  test('a title that asks whether it is true has its verdict, however short', () => {
    const summary = summaryOf('هل انهار جسر بنزرت؟ حقيقة المقطع المتداول', [
      claim,
      spread,
      'المقطع قديم. فقد صُوّر في البرازيل عام 2019، ونشرته يومها محطة محلية.',
      'وقالت وزارة التجهيز إن الجسر مفتوح أمام السيارات منذ ترميمه في الربيع.',
    ]);
    expect(summary).toContain('المقطع قديم.');
  });

  test.each(['ولا صحة للمقطع المتداول عن الجسر.', 'الصور المتداولة مفبركة.', 'المنشور غير دقيق.'])(
    '%s is one',
    (found) => expect(isVerdict(normalise(found))).toBe(true),
  );

  test('a short sentence that is no verdict stays too short', () => {
    const summary = summaryOf('جسر بنزرت القديم يعود إلى الخدمة', [claim, spread, 'الجسر قديم.']);
    expect(summary).not.toContain('الجسر قديم.');
  });
});

describe('what the accused says through his lawyer', () => {
  const accused = 'أوقفت الشرطة في صفاقس مديرة مصنع للزيوت بتهمة تهريب شحنة مدعومة بقيمة مليوني دينار إلى خارج البلاد.';
  const more =
    'وعثر المحققون في مستودع المصنع قرب الميناء على 400 برميل من الزيت المدعوم كانت معدة للتحميل ليلاً على سفينة.';
  const ship = 'وكانت السفينة قد رست في صفاقس قبل يومين قادمة من مالطا بلا حمولة.';
  const answer = 'وأكد وكيلها المحامي رياض بن سالم أن موكلته تنفي التهمة، وأن الشحنة كانت متجهة إلى مصنع مرخص.';

  test('stands by the accusation, behind whatever sentence', () => {
    expect(summaryOf('توقيف مديرة مصنع بتهمة تهريب الزيت المدعوم', [accused, more, ship, answer])).toContain(answer);
  });

  test.each([
    'إلا أن وكيلها رياض بن سالم قال: «موكلتي تنفي نفياً قاطعاً هذه التهمة».',
    'وقال وكيلها رياض بن سالم إن موكلته ليست مهربة بل صاحبة مصنع مرخص.',
  ])('also as «%s»', (said) => {
    expect(summaryOf('توقيف مديرة مصنع بتهمة تهريب الزيت المدعوم', [accused, more, ship, said])).toContain(said);
  });

  test('is not taken where nobody is accused', () => {
    const visit = 'زار وزير التجارة مصنع الزيوت في صفاقس، وأعلن خط إنتاج جديداً يوفر ثلاثمئة فرصة عمل لأهل المنطقة.';
    const next = 'فمن يملك الأرض التي بني عليها المصنع قبل عشرين سنة؟';
    const other = 'وقال محاميه إن النزاع على أرض المصنع ينفي صفة الملك العام عنها.';
    expect(summaryOf('وزير التجارة يعلن خط إنتاج جديداً', [visit, next, other])).not.toContain('محاميه');
  });
});

describe('answers', () => {
  const intro =
    'تعود الممثلة الأردنية سهى العبادي إلى المسرح بعد غياب عشر سنوات في مسرحية «نافذة البحر» التي تعرض في عمّان طوال آذار.';
  const interview = [
    intro,
    'لماذا غبت كل هذه السنوات؟',
    'لأنني لم أجد نصاً يشبهني. المسرح في بلدنا صار يُكتب للمهرجانات.',
    'وماذا وجدت في «نافذة البحر»؟',
    'وجدتُ امرأة تنتظر بلا شكوى. الانتظار أصعب الأدوار على المسرح كله، وأصدقها في مدينة كهذه.',
    'هل تكررين التجربة؟',
    'أتمنى ذلك. المسرح بيت لا يُهجر مرتين، والممثل الحقيقي يعود إليه دائماً.',
  ];

  test('of an interview are not printed as if the newsroom said them', () => {
    expect(summaryOf('سهى العبادي: المسرح بيت لا يُهجر', interview)).toBe(intro);
  });

  test('of an explainer are the newsroom’s, and none is printed without what it goes on with', () => {
    const first =
      'يصاب واحد من كل ستة بالغين في المشرق بالشقيقة، بحسب مسح نشرته جامعة دمشق، ولا يراجع الطبيب إلا ثلثهم.';
    const summary = summaryOf('أسئلة عن الشقيقة', [
      first,
      'لماذا تأتي النوبة؟',
      'لأن الدماغ يتعب من قلة النوم والصيام الطويل. وتقول طبيبة الأعصاب لينا شاهين إن ثماني ساعات كل ليلة تكفي أغلب المرضى.',
      'متى تجب مراجعة الطبيب؟',
      'إذا زادت النوبات على أربع في الشهر. ويكفي في العادة دواء واحد يؤخذ كل مساء مدة ستة أشهر.',
    ]);
    expect(summary).toContain(first);
    expect(summary).not.toContain('ثماني ساعات');
  });
});

describe('who speaks as himself', () => {
  test.each([
    'لا أدعو إلى إلغاء الضريبة، فقد أفاد منها صغار التجار.',
    'ونسأل في هذا العدد من أخذ مياه النهر في السنوات الأخيرة.',
    'الشجر في مدننا يعامل معاملة المتسول كلما زارها ضيف كبير.',
  ])('%s', (sentence) => expect(faultsOf(sentence)).toContain('first-person'));

  test('an essay may open on what comes upon all of us', () => {
    const opening = 'في كل شتاء يخرج علينا مسؤول ليعد بأن السيول لن تغرق الأحياء الفقيرة مرة أخرى في هذه المدينة.';
    expect(faultsOf(opening)).toEqual(['all-of-us']);
  });
});

test('an essay that comes to its title late is summarised from its opening', () => {
  const opening = 'في كل خريف يعد وزير بأن السيول لن تغرق الأحياء الفقيرة، وفي كل ربيع تُحصى الخسائر من جديد.';
  const summary = summaryOf('الطبقة الوسطى المنسية', [
    opening,
    'القنوات التي حفرها المهندسون قبل ستين عاماً ردمها المقاولون، وباعوا فوقها شققاً في الأحياء الفقيرة.',
    'تكلف الدورة الواحدة من إصلاح الخسائر ثلث ما كانت تكلفه الصيانة، بحسب نقابة المهندسين.',
    'وتذهب غرامات المخالفين إلى صندوق لا يعرف أحد رصيده. ولم ينشر ديوان المحاسبة تقريراً عنه منذ إنشائه.',
    'المعلم وموظف البريد هما من يدفع الثمن، فهما الطبقة الوسطى التي لا يراها أحد.',
    'وتعفي الموازنة كبار المطورين من رسوم تصريف السيول خمس سنوات أخرى.',
    'ويحتاج تنظيف المجاري إلى ستين عاملاً وشاحنتين. وتملك البلدية أربعين عاملاً وشاحنة معطلة.',
    'وتبدأ الأمطار عادة في منتصف تشرين الأول. وقد بدأت.',
  ]);
  expect(summary.slice(0, opening.length)).toBe(opening);
});

describe('what a ceremony’s report writes', () => {
  const visit =
    'استقبل صاحب السمو ولي العهد، في قصر المؤتمرات اليوم، رئيس وزراء جورجيا والوفد المرافق له الذي يزور البلاد ثلاثة أيام.';
  test('of welcome and thanks is not printed, and what he signed is', () => {
    const signed = 'وشهد سموه توقيع اتفاقية لبناء محطة رياح بقدرة 600 ميغاواط قرب باكو بكلفة 800 مليون دولار.';
    const summary = summaryOf('ولي العهد ورئيس وزراء جورجيا يشهدان توقيع اتفاقية محطة رياح', [
      visit,
      'ورحّب سموه برئيس الوزراء، متمنياً له وللوفد المرافق طيب الإقامة.',
      signed,
    ]);
    expect(summary).toBe(`${visit} ${signed}`);
  });
});

test('the hour of a live page’s post is not printed, and an hour that a sentence tells is', () => {
  const post = (hour: string, text: string): string => `${hour} ${text}`;
  const first = 'افتتح رئيس المجلس جلسة الثقة بحضور 119 نائباً وغياب ثلاثة وزراء.';
  const summary = summaryOf('جلسة الثقة بالحكومة', [
    post('10:15', first),
    post('11:40', 'طالب النائب سمير حداد بمهلة ستة أشهر لخطة الكهرباء قبل التصويت.'),
    post('13:05', 'انسحب أربعة نواب من الجلسة احتجاجاً على حذف فقرة الودائع.'),
  ]);
  expect(summary.startsWith(first)).toBe(true);
  expect(summary).not.toMatch(/\d{2}:\d{2}/);
  const told = '10:15 صباحاً كان موعد الطائرة التي أقلت الفريق الطبي إلى مدينة درنة المنكوبة.';
  expect(summaryOf('موعد الطائرة', [told])).toBe(told);
});
