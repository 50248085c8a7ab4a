import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { withoutFront } from '../../src/summaries/insertions.ts';
import { mainClause, openingClause } from '../../src/summaries/main-clause.ts';

describe('an opening that has no room ends before', () => {
  test.each([
    [
      'what came of it',
      'أفرجت السلطات السبت عن أربعين معارضاً سياسياً من سجون العاصمة، ليرتفع بذلك عدد من أطلق سراحهم إلى ثمانين.',
      'أفرجت السلطات السبت عن أربعين معارضاً سياسياً من سجون العاصمة.',
    ],
    [
      'what somebody is accused of',
      'قررت النيابة العامة حبس مقدمة البرامج ومنتج برنامجها أربعة أيام، لاتهامها بالتحريض على خطف أطفال.',
      'قررت النيابة العامة حبس مقدمة البرامج ومنتج برنامجها أربعة أيام.',
    ],
    [
      'what was said with it',
      'قللت زوجة الرئيس من أهمية التكهنات حول استقرار زواجها منه، قائلة إن ما ينشر ليس محل قلقها.',
      'قللت زوجة الرئيس من أهمية التكهنات حول استقرار زواجها منه.',
    ],
    [
      'when it was, though «من» stands there',
      'فاز الرئيس المنتهية ولايته بولاية ثانية من خمس سنوات بعد حصوله على ثلثي الأصوات في الدورة الثانية.',
      'فاز الرئيس المنتهية ولايته بولاية ثانية من خمس سنوات.',
    ],
    [
      'what goes on, where its verb is in the present',
      'تتزايد الضغوط على الرئيس في الحزب يوماً بعد يوم في ظل توجيه اتهامات إلى أفراد من دائرته المقربة.',
      'تتزايد الضغوط على الرئيس في الحزب يوماً بعد يوم.',
    ],
  ])('%s', (_what, sentence, clause) => {
    expect(openingClause(sentence, 80)).toBe(clause);
  });

  test.each([
    [
      'where he went',
      'ناقش المجلس في جلسته الأسبوعية الملفات التي أكد عليها الأمير في زيارته الناجحة واللافتة والتي حققت أهدافها للمدينة الساحلية.',
    ],
    [
      'what a source says',
      'ووفقاً لمذكرة نشرت على حساب المدينة الرسمي على شبكة التواصل، فقد أقسم قادة الحزب على خوض معركة حاسمة ضد الفساد.',
    ],
    [
      'what is said of its subject',
      'النتائج التي خرجت من ست عشرة بلدية من أصل ثماني عشرة بلدية وذلك بانتظار البلديتين الأخيرتين، أظهرت تفوق لائحة الحي القديم.',
    ],
  ])('but not before %s', (_what, sentence) => {
    expect(openingClause(sentence, 110)).toBeNull();
  });

  test.each([
    [
      'a banner, which is no «لافتة إلى»',
      'وعند وصولهم إلى البساط الأحمر لحضور العرض الأول في المهرجان، رفع طاقم الفيلم لافتة كبيرة تحمل اسم المخرج الغائب احتجاجاً على احتجازه.',
    ],
    [
      'what it is besides, behind «فحسب»',
      'وتأثرت الشابة في الجامعة بأفكار الحزب الذي تعتبره ليس صوتاً للمدينة فحسب، بل صوتاً لكل الفئات المظلومة في عموم البلاد.',
    ],
    [
      'when or why it comes',
      'ويأتي توجه المملكة الجديد لاستثمار مبالغ طائلة في الترفيه والسياحة رغم العجز في موازنتها الناتج من تراجع أسعار النفط.',
    ],
    [
      'what is said of whom it names',
      'وقال المدرب الأربعاء إنه لا يؤيد الملف المغربي، مضيفاً أن أفريقيا، التي استضافت الكأس مرة واحدة فقط وكانت في جنوبها "غير مستعدة".',
    ],
    [
      'what happened meanwhile',
      'وفي حين كان أفراد الجهاز الطبي يدخلون أرض الملعب لمعالجة الحارس، بينما يقوم زملاؤه بالتوجه إلى دكة البدلاء لشرب المياه.',
    ],
  ])('nor before %s', (_what, sentence) => {
    const heads = [70, 80, 90, 100, 110].map((room) => openingClause(sentence, room));
    expect(heads.filter((head) => head !== null && !head.endsWith('الملف المغربي.'))).toEqual([]);
  });

  test('but not where only a beginning would be told', () => {
    const sentence = 'أعلن قائد الجيش في تسجيل صوتي ليل الخميس بدء هجوم من أجل تطهير الموانئ النفطية من المسلحين.';
    expect(openingClause(sentence, 80)).toBeNull();
  });
});

test('a further sentence is not told without what came of it', () => {
  const sentence = 'وسيطرت القوات ليل الاثنين على بلدتي السهل والوادي الشرقيتين، لتقسم بذلك مناطق المعارضة إلى قسمين.';
  expect(mainClause(sentence, 80)).toBeNull();
  expect(openingClause(sentence, 80)).toBe('وسيطرت القوات ليل الاثنين على بلدتي السهل والوادي الشرقيتين.');
});

describe('a circumstance set before the news comes off', () => {
  const sound = (): boolean => true;

  test.each([
    ['بعد دخول أول قافلة إلى المدينة منذ أسبوعين، ', 'أعلنت الأمم المتحدة مغادرتها قبل إفراغ حمولتها بسبب القصف.'],
    ['بمناسبة اليوم العالمي للمرأة، ', 'كشف رئيس الحكومة الأربعاء خطة للمساواة في الرواتب.'],
  ])('%s', (front, news) => {
    expect(withoutFront(front + news, sound)).toBe(news);
    expect(withoutFront(front + news, () => false)).toBeNull();
  });

  test.each([
    'رغم الانفراج الذي شهدته الأزمة، أعلنت واشنطن إبقاء العقوبات إلى أن يحرز تقدم حقيقي.',
    'بعد المدير الذي استقال في الربيع، الوزيرة والنائب وثلاثة من أعضاء المجلس.',
    'قبل أن ينفي الخبر في المساء، أعلن الوزير استقالته من منصبه في الحكومة.',
  ])('but not %s', (sentence) => {
    expect(withoutFront(sentence, sound)).toBeNull();
  });

  test('where the sentence has no room', () => {
    const news = 'أعلنت الأمم المتحدة مغادرة القافلة قبل إفراغ حمولتها في مدينة الوادي بسبب القصف.';
    const paragraphs = [
      `بعد دخول أول قافلة مساعدات الاثنين إلى السهل الشرقي المحاصر قرب العاصمة منذ بدء القصف قبل أسبوعين، ${news}`,
      'وقال متحدث إن القصف استمر في أثناء إفراغ القافلة.',
      'ويعيش في السهل أربعمئة ألف شخص لا يصل إليهم غذاء ولا دواء.',
    ];
    const article = { title: 'قافلة المساعدات تغادر السهل بسبب القصف', paragraphs };
    expect(summariseParagraphs(article, { maxChars: 100 }).summary).toBe(news);
    expect(summariseParagraphs(article).summary).toContain(paragraphs[0]);
  });
});
