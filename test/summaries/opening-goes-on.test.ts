import { describe, expect, test } from 'vitest';
import { contentStems } from '../../src/articles/text/index.ts';
import { mended } from '../../src/summaries/mend.ts';
import { readOpening } from '../../src/summaries/rules/opening.ts';
import { faultsOf } from '../../src/summaries/rules/soundness.ts';
import { readSource } from '../../src/summaries/source.ts';
import { strangeOpening } from '../../src/summaries/strangers.ts';

const vocabulary = new Set('الخطه المحاوله كلمه'.split(' '));
const opened = (sentence: string): string => {
  const { tie, droppable } = readOpening(sentence, vocabulary, 'opens-article');
  return tie === null ? sentence.slice(droppable) : `(${tie})`;
};

describe('an article’s opening that went on with an abstract, which its page has apart', () => {
  test.each([
    ['فالخطة تتطلب خمسة مليارات دولار قبل الشتاء.', 'الخطة تتطلب خمسة مليارات دولار قبل الشتاء.'],
    ['فقد يواجه لاعبو المدرب الخروج المبكر في حال الخسارة.', 'قد يواجه لاعبو المدرب الخروج المبكر في حال الخسارة.'],
    [
      'كما وجه الاتحاد الأوروبي اتهاماً إلى النادي بعدما ألقى جمهوره ألعاباً نارية في الملعب.',
      'وجه الاتحاد الأوروبي اتهاماً إلى النادي بعدما ألقى جمهوره ألعاباً نارية في الملعب.',
    ],
  ])('stands without what tied it: %s', (sentence, whole) => {
    expect(opened(sentence)).toBe(whole);
    expect(readOpening(sentence, vocabulary, 'inside').tie).toBe('connective');
  });

  test.each([
    'كما توقع المحللون، رفع المصرف المركزي الفائدة إلى أعلى مستوى لها منذ عشرين عاماً.',
    'كما أن الحزب انسحب من المفاوضات التي كانت قد بدأت قبل يومين في العاصمة.',
    'فهذا القرار سيدفع الآلاف إلى الرحيل عن المدينة.',
    'ويواجه ثلاثة من هؤلاء تهمة التآمر لتزوير الأصوات.',
  ])('but not where it leans on it: %s', (sentence) => {
    expect(opened(sentence)).toMatch(/^\(/);
  });

  test('says who spoke as the first to speak', () => {
    const sentence = 'وأضافت النيابة، في بيان رسمي، أن ثمانية من المعتقلين أطلق سراحهم مؤقتاً.';
    expect(mended(sentence, 'opens-article')).toBe(
      'ذكرت النيابة، في بيان رسمي، أن ثمانية من المعتقلين أطلق سراحهم مؤقتاً.',
    );
    expect(mended(sentence, 'inside')).toBe(sentence);
  });

  test.each([
    'وأضاف أن ثمانية من المعتقلين أطلق سراحهم مؤقتاً.',
    'وأضافت، في مقابلة مع القناة، أن ثمانية من المعتقلين أطلق سراحهم.',
    'وأضاف الاتحاد إلى القائمة ثلاث جزر في البحر الكاريبي.',
    'وأضاف: "لن نقبل أن تغلق المدارس في الشتاء".',
    'وأضاف في مقابلة "لن نقبل أن تغلق المدارس في الشتاء".',
    'وتابع وهو يقف أمام المدرسة "لن نقبل أن تغلق في الشتاء".',
    'وأضاف الثلاثاء "لن نقبل أن تغلق المدارس في الشتاء".',
  ])('but not where nobody is named, or nothing said: %s', (sentence) => {
    expect(mended(sentence, 'opens-article')).toBe(sentence);
  });

  test.each([
    ['وأضاف الوزير: "لن نقبل أن تغلق المدارس في الشتاء".', 'قال الوزير: "لن نقبل أن تغلق المدارس في الشتاء".'],
    ['وأضافت المخرجة نادين سمعان "أدعوكم إلى التفكير".', 'قالت المخرجة نادين سمعان "أدعوكم إلى التفكير".'],
    ['أما المدير العام، رامي حداد، فقال إن القرار نهائي.', 'المدير العام، رامي حداد، قال إن القرار نهائي.'],
    ['أما الكوكب فيفوق حجمه حجم المشتري مرات.', 'الكوكب يفوق حجمه حجم المشتري مرات.'],
    ['أما فيلمه الأخير، فلقد صدر أمس في العاصمة.', 'أما فيلمه الأخير، فلقد صدر أمس في العاصمة.'],
  ])('and nothing is set against another, nor said besides: %s', (sentence, whole) => {
    expect(mended(sentence, 'opens-article')).toBe(whole);
    expect(mended(sentence, 'inside')).toBe(sentence);
  });

  test.each([
    ['وبذلك، سيكون كيم أول زعيم يعبر الخط سيراً على الأقدام.', 'سيكون كيم أول زعيم يعبر الخط سيراً على الأقدام.'],
    ['لكن، بات واضحاً أن الهجوم قد يغير ميزان القوى.', 'بات واضحاً أن الهجوم قد يغير ميزان القوى.'],
    ['غير أن مبيعات السيارة تراجعت في السنوات الأخيرة.', 'مبيعات السيارة تراجعت في السنوات الأخيرة.'],
    ['كما أصيب أكثر من مئة متظاهر بالرصاص الحي.', 'أصيب أكثر من مئة متظاهر بالرصاص الحي.'],
    ['ويأتي ذلك بينما تعرب المنظمة عن قلقها من موجة ثالثة.', 'تعرب المنظمة عن قلقها من موجة ثالثة.'],
    ['وجاء ذلك بعد أن أعلنت الشركة إغلاق مصنعها.', 'أعلنت الشركة إغلاق مصنعها.'],
  ])('what turned, added or came with it turns nothing: %s', (sentence, whole) => {
    expect(opened(sentence)).toBe(whole);
  });

  test.each([
    'غير أن المسؤولين نفوا ما نسب إليهم في التقرير.',
    'بيد أن مسؤولاً في الوزارة نفى ما نسب إليها.',
    'وجاءت تلك التوصية في وقت تتصاعد فيه التوترات بين البلدين.',
  ])('and not where a case shows it, or it is said of that: %s', (sentence) => {
    expect(opened(sentence)).toMatch(/^\(/);
  });

  test('may still be another story’s, of whose excerpt the page shows the end', () => {
    const title = 'مظاهرات حاشدة ضد ضريبة الدخل ورفع الأسعار';
    const rest = [
      'وتقول الحكومة إن ضريبة الدخل تسد عجز الموازنة.',
      'وعم الغضب من رفع الأسعار مدناً عدة خرجت فيها مظاهرات حاشدة.',
    ];
    const strange = (first: string): number[] => [
      ...strangeOpening(
        readSource([first, ...rest].map((text) => ({ kind: 'paragraph' as const, text, start: 0 }))),
        new Set(contentStems(title)),
      ),
    ];
    expect(strange('وتجمع ألفا شخص ليل الجمعة قرب الدوار الرابع وسط عمان حتى الفجر.')).toEqual([0]);
    expect(strange('تجمع ألفا شخص ليل الجمعة قرب الدوار الرابع وسط عمان حتى الفجر.')).toEqual([0]);
  });
});

describe('who had done it is told before', () => {
  test.each([
    'وكانت قد خضعت للعلاج من أمراض الشيخوخة منذ عامين في المستشفى العسكري.',
    'وكان قد صادف كنيسة قديمة في إحدى ضواحي المدينة، واستمع فيها إلى الجوقة.',
    'وكانت قد صرحت لصحيفة «المرسى» العام الماضي إن تصاميمها من وحي البحر.',
    'وقد خضعت للعلاج من أمراض الشيخوخة منذ عامين.',
    'وأطلقوا حملة لجمع التبرعات قبل الشتاء.',
  ])('%s', (sentence) => {
    expect(opened(sentence)).toBe('(speaker)');
  });

  test.each([
    ['وكانت قد أفادت تقارير محلية بأن السفينة غرقت.', 'كانت قد أفادت تقارير محلية بأن السفينة غرقت.'],
    ['وكان قد انتشر تسجيل لمحادثة بين الوزير ومحاميه.', 'كان قد انتشر تسجيل لمحادثة بين الوزير ومحاميه.'],
    ['وخرجت بالفعل مسيرات في العاصمة وثلاث مدن.', 'خرجت بالفعل مسيرات في العاصمة وثلاث مدن.'],
  ])('but here it follows: %s', (sentence, whole) => {
    expect(opened(sentence)).toBe(whole);
  });
});

describe('the first sentence of a summary begins with its own first word', () => {
  test.each([
    'وتعد المحطة جزءاً من برنامج طموح.',
    'وضمت الصور نساء من العلوم والرياضة.',
    'ولطالما سعى الباحثون إلى كوكب صغير.',
    'وبدلاً من الجواز الأحمر، سينتج جواز أزرق.',
    'ولوح رئيس الوزراء بجزء من حطام الطائرة.',
    'فكلمة الولاء هي محور العلاقة بينهما.',
    'فلجأ الفريقان إلى ركلات الترجيح.',
    'فشركات الأغذية تستخدم صبغة حمراء.',
  ])('%s', (sentence) => {
    const { tie, droppable } = readOpening(sentence, vocabulary, 'inside');
    expect(tie).toBeNull();
    expect(droppable).toBe(1);
  });

  test.each([
    'فالنسيا تفوز على ضيفتها بهدفين.',
    'فعاليات المهرجان تنطلق مساء الأحد.',
    'فريق المدينة يفوز بالكأس.',
    'فرنسا تعلن موعد الاقتراع.',
    'فجر انتحاري نفسه وسط السوق.',
    'وحدات الجيش تدخل المدينة.',
  ])('which may be one with و or ف: %s', (sentence) => {
    expect(readOpening(sentence, vocabulary, 'opens-article')).toMatchObject({ tie: null, droppable: 0 });
  });
});

test('what some of us ask is no report of the author’s own', () => {
  expect(faultsOf('ما شهدته البطولة جعل بعضنا يتساءل عن مدى التغيير في اللعبة.')).toEqual(['all-of-us']);
});

test('«في إشارة إلى …» says only what the sentence before meant', () => {
  expect(faultsOf('في إشارة إلى خروج الرئيس ليلة أمس وإعلانه فوزه.')).toContain('fragment');
  expect(faultsOf('في إشارة إلى تقارب البلدين، وقع الوزيران ثلاثة اتفاقات جديدة.')).toEqual([]);
});
