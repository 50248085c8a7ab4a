import { describe, expect, test } from 'vitest';
import { tokens } from '../../src/articles/text/index.ts';
import { shorterForms, withoutNamedClauses } from '../../src/summaries/compress.ts';
import { mainClause } from '../../src/summaries/main-clause.ts';
import { learnPeople, mentionsOf, withGivenName } from '../../src/summaries/names/index.ts';
import { withoutQuestionTail } from '../../src/summaries/question-tail.ts';
import { faultsOf, withoutPauses } from '../../src/summaries/rules/soundness.ts';

describe('a sentence that no editor prints', () => {
  test('a name with letters of Persian, Arabic typed on a Persian keyboard and an account that a sentence names are no faults', () => {
    expect(faultsOf('أطلقت شركة گوگل وشركة پپسي منتجاً جديداً في الأسواق الأوروبية.')).toEqual([]);
    expect(faultsOf('قالت وزارة الخارجیة الإیرانیة فی بیان إن طهران لن تفاوض تحت الضغط.')).toEqual([]);
    expect(faultsOf('أطلقت الشركة نموذجها الجديد الخميس في نيويورك وفق ما أعلنت على @OpenAI.')).toEqual(['address']);
  });

  test('what is said about a matter is whole where who says it stands before or behind the comma', () => {
    expect(faultsOf('حول أسباب الحريق قال المفتش العام إن التحقيق مستمر، ووعد بنتائجه قبل العيد.')).toEqual([]);
    expect(faultsOf('حول أسباب الحريق في السوق القديم، قالت الصحيفة إن التحقيق مستمر.')).toEqual([]);
  });

  test('a woman called أنا is no author, and what is nothing but its own kind is no question', () => {
    expect(faultsOf('التقى الوفد وزيرة الخارجية السويدية أنا ليندال في مقر البعثة صباح الأحد.')).toEqual([]);
    expect(faultsOf('وما هو إلا اتفاق مبدئي يحتاج إلى توقيع المجلسين قبل نهاية العام.')).toEqual([]);
  });

  test.each([
    ['«سئمنا الوعود ولن نعود إلى القرية قبل أن تعود المياه والكهرباء إليها».', 'unattributed'],
    ['قال النازح إنه «لن يعود إلى القرية قبل أن تعود المياه إليها.', 'unbalanced'],
    ['فهل تستطيع الحكومة أن تدفع رواتب الموظفين هذا الشهر؟', 'question'],
    ['وما هو واقع حرية الصحافة ومستقبل الصحافة الإلكترونية في البلاد.', 'question'],
    ['حول أسباب الحريق في السوق القديم، وربطت بين الحادث وتقاعد المفتش العام.', 'fragment'],
    ['سخنگوی وزارت خارجه گفت ایران زیر فشار مذاکره نمی‌کند.', 'other-tongue'],
    ['سەرۆکی هەرێمی کوردستان پێشوازی لە شاندێکی تورکیا کرد.', 'other-tongue'],
    ['@salma_k شكراً على ما كتبت عن المدينة وأهلها وعن مائها.', 'furniture'],
    ['صديقتي التي تقطن في الخارج كانت متأثرة بما رأته في المدينة القديمة.', 'first-person'],
    ['نحن نعتقد أن الحكومة لن تستطيع دفع الرواتب هذا الشهر.', 'first-person'],
    ['كان الماء يتسرب إلى القاعة، فنقلنا الصناديق كلها في شهرين.', 'first-person'],
    ['التقيناها في قاعة التمرين بين كراس فارغة وعازفين وصلوا متأخرين.', 'first-person'],
    ['أفاد مراسلنا في المدينة بأن سقف السوق انهار بعد الظهر.', 'first-person'],
    ['احتجت إلى أربع رسائل كي أحصل على شهادة من جامعة بعيدة.', 'first-person'],
    ['وصلتني الشهادة في ظرف بني مع كشف علامات وختم.', 'first-person'],
    ['على مدى أربعة أشهر راجعتُ مع زميلة أسماء الموتى في السجلات.', 'first-person'],
    ['وجمعت الأسماء من ثلاث بلدات وقارنّاها بسجلات النفوس فيها.', 'first-person'],
    ['كان في الطابور رجل عجوز يسألني إن كان المكتب سيفتح اليوم.', 'first-person'],
    ['وكان الطابور الطويل قد سبقني إلى درج مكتب المختار في البلدة.', 'first-person'],
    ['تدفعنا الحادثة إلى النظر في سلامة الجسور القديمة كلها.', 'first-person'],
    ['الإبقاء على الامتحان قرار أيضاً، وثمنه يدفعه أولادنا كل عام.', 'first-person'],
    ['وتدفع الحادثة كل من عبر الجسر إلى التساؤل عن سلامته.', 'question'],
    ['(1) من الممكن اليوم صنع حواسيب داخل ساعة يد صغيرة.', 'list'],
    ['1.لن نغلق السوق القديم قبل أن ينتهي موسم الصيف.', 'list'],
    ['سامي العطار (الساحل)، رامي حداد (الوادي)، وليد سمعان (الميناء)، هدى منصور.', 'list'],
    ['وجاءت النتائج النهائية للانتخابات البلدية على النحو الآتي:', 'announces'],
    ['ومن المهم إلقاء الضوء على أهم مكونات الوجبات الثلاث في رمضان.', 'announces'],
    ['وظل رئيس الوزراء في دوائر السلطة العليا في البلاد منذ.', 'cut'],
    ['أعلنت الحكومة أنها ستدفع الرواتب كاملة قبل نهاية…', 'cut'],
    ['1. ترتفع الإيجارات القديمة تدريجياً على مدى ست سنوات.', 'list'],
    ['تابعوا آخر أخبارنا على https://example.org كل صباح ومساء.', 'furniture'],
  ])('%s', (sentence, fault) => {
    expect(faultsOf(sentence)).toContain(fault);
  });

  test.each([
    'تقدم حزب الوادي في الفرز الأول بينما لم تعلن النتائج الرسمية بعد.',
    'النحاس فلز يقع في الجدول الدوري في المجموعة الحادية عشرة.',
    'زار ولي العهد السعودي الأمير محمد بن سلمان العاصمة الفرنسية أمس.',
    'وصف الوزير القرار بأنه «خطوة لا رجعة عنها في الطريق الصحيح».',
    'قال المتحدث إن «الحكومة (…) ستدفع الرواتب كاملة قبل نهاية الشهر».',
    'نشرت الصحيفة تحقيقاً عن شركة «النهر الأبيض» التي حُلّت العام الماضي.',
    'وجاء في الرسالة التي نشرت أمس «لا نقبل أن تشارك شركتنا في عمل من أعمال الحرب».',
    'وتحدثت الصحيفة عن بداية النهاية لرئيس الوزراء بعد هزيمة حزبه في الانتخابات.',
    'فاز المخرج الأمريكي سبايك لي بالجائزة الكبرى للمهرجان عن فيلمه الأخير.',
    'أجرت القناة استطلاعاً في مبناها الجديد نشرت نتائجه وتبناها أعضاء اللجنة.',
    'أبدى الطرفان تعاونا في بناء السد واتفقا على أن يكون قانونا ملزما.',
    'قال الحارس البولندي تشيسني إن قرار الحكم كان تضامنياً مع الفريق اليمني.',
    'كانت الطالبة تدرس في مدينة فيرونا الإيطالية منذ عامين.',
  ])('and one that he does: %s', (sentence) => {
    expect(faultsOf(sentence).filter((fault) => fault !== 'abridged')).toEqual([]);
  });
});

test.each([
  ['وصلت كرواتيا إلى النهائي... لكنها خسرته أمام فرنسا.', 'وصلت كرواتيا إلى النهائي، لكنها خسرته أمام فرنسا.'],
  [
    'قال «المعارك خفت قرب المطار.. بينما ظل المدرج خارج السيطرة».',
    'قال «المعارك خفت قرب المطار، بينما ظل المدرج خارج السيطرة».',
  ],
  ['قال الوزير «ندفع الرواتب... قبل نهاية الشهر».', 'قال الوزير «ندفع الرواتب... قبل نهاية الشهر».'],
  ['أعلنت الحكومة أنها ستدفع الرواتب قبل نهاية…', 'أعلنت الحكومة أنها ستدفع الرواتب قبل نهاية…'],
])('dots for a comma become one, what was left out stays marked: %s', (written, text) => {
  expect(withoutPauses(written)).toBe(text);
});

describe('shorter forms', () => {
  test('an aside in brackets and one between dashes come off', () => {
    const [form] = shorterForms('حُرقت فتاة هندية (16 عاما) حية في أعقاب شكوى والديها من القرية.');
    expect(form).toEqual({ text: 'حُرقت فتاة هندية حية في أعقاب شكوى والديها من القرية.', lost: 'aside' });
  });

  test('what «الـ» or a joined letter holds on to stays', () => {
    expect(shorterForms('تعد البطولة أهم مسابقة ينظمها الاتحاد الدولي لكرة القدم الـ(فيفا).')).toEqual([]);
  });

  test('nor does what a pronoun stands before', () => {
    expect(shorterForms('قتل كل من كانوا على متن الطائرة وهم (ثمانية ركاب وثلاثة من طاقمها) في السقوط.')).toEqual([]);
  });

  test.each([
    ['what it is', 'ألقت قوات الأمن القبض على قيادي في حركة الفجر (المحظورة) في بلدة القصب شمالي العاصمة.'],
    ['that it is not recognised', 'فاز مرشح حزب العمل برئاسة جمهورية السفح (غير المعترف بها دولياً) بعد جولة ثانية.'],
    ['whom it leaves out', 'تختفي الشخصيات كلها عن الخشبة في الفصل الثاني (باستثناء الأب) ويحل محلها صوت مسجل.'],
    [
      'that it was not so in truth',
      'أغلقت الوزارة المخزن رسمياً قبل خمس سنوات (لكن رخصته ظلت تجدد سنوياً) وصادرت ما فيه.',
    ],
    ['its very name', 'بدأت الوزارة حملة على سيارات الأجرة التي ترتبط بتطبيق (سايلنت) من دون ترخيص.'],
    ['whose word it is', 'انسحبت الحكومة من الاتفاق لأنه يتضمن - بحسب وزير المياه - عيوباً جوهرية تضر بالمزارعين.'],
    ['the next of a list', 'خط الدفاع: سامي العطار - رامي حداد العائد - وليد سمعان من نادي الساحل الرياضي.'],
    ['the end of a season', 'هذا اللقب هو الثالث لنادي الميناء بعد موسم 1992 - 1993 وموسم 2012 - 2013 في ظل مدربه.'],
  ])('nor does what tells %s', (_what, sentence) => {
    expect(shorterForms(sentence)).toEqual([]);
  });

  test('a word glued to a bracket is parted from the one before it', () => {
    const [form] = shorterForms('قررت النيابة حبس أربعة رجال شرطة (أمناء)على ذمة التحقيق في وفاة موقوف.');
    expect(form?.text).toBe('قررت النيابة حبس أربعة رجال شرطة على ذمة التحقيق في وفاة موقوف.');
  });

  test('nothing inside a quotation does', () => {
    expect(shorterForms('قال الوزير: «ندفع الرواتب (كاملة) قبل نهاية الشهر الجاري».')).toEqual([]);
  });

  test('a main clause stands without what hangs on it, and is never cut elsewhere', () => {
    const sentence =
      'تبدأ الغرفة التجارية تنفيذ برامجها التدريبية يوم الأحد المقبل في مقرها الجديد، وذلك من خلال برنامجين تقدمهما خبيرة من الخارج.';
    expect(mainClause(sentence, 90)).toBe(
      'تبدأ الغرفة التجارية تنفيذ برامجها التدريبية يوم الأحد المقبل في مقرها الجديد.',
    );
    expect(mainClause(sentence, 40)).toBeNull();
    expect(
      mainClause('قال الوزير إن الحكومة «ستدفع الرواتب كاملة، وذلك قبل نهاية الشهر الجاري» للجميع.', 60),
    ).toBeNull();
  });
});

describe('names', () => {
  const told = (sentences: string[]) => sentences.map((text) => ({ text, words: tokens(text) }));
  const article = [
    'وصل رئيس كازاخستان قاسم جومارت توكاييف إلى المنتدى أمس.',
    'وقال توكاييف إن بلاده لن تعترف بالإقليمين.',
    'وعاد قاسم توكاييف إلى مكانه بعد الكلمة.',
  ];
  const people = learnPeople(told(article));

  test('a surname alone gets its given name back', () => {
    const text = 'توكاييف أعلن صراحة رفضه الاعتراف بالإقليمين.';
    const [mention] = mentionsOf(people, text);
    expect(mention).toMatchObject({ full: false });
    expect(mention && withGivenName(text, mention)).toBe('قاسم جومارت توكاييف أعلن صراحة رفضه الاعتراف بالإقليمين.');
  });

  test('what only describes one who is named may come off, what tells of him does not', () => {
    const [form] = withoutNamedClauses('فقد بوتين صبره من توكاييف الذي جرح كرامته وطعن هيبته، وجاء رده صاعقاً.', people);
    expect(form).toEqual({ text: 'فقد بوتين صبره من توكاييف، وجاء رده صاعقاً.', lost: 'clause' });
    expect(withoutNamedClauses('فقد بوتين صبره من الرجل الذي جرح كرامته وطعن هيبته، وجاء رده صاعقاً.', people)).toEqual(
      [],
    );
    expect(withoutNamedClauses('جلس بوتين قرب توكاييف الذي عاد إلى مكانه من المنصة.', people)).toEqual([]);
    // What stands behind the comma may tell of something in the clause, or go on with it.
    expect(
      withoutNamedClauses('صور الفيلم توكاييف الذي انفرد بكشف المدينة، إحدى أهم المدن في البلاد.', people),
    ).toEqual([]);
    expect(withoutNamedClauses('وكان أبرزهم توكاييف الذي لم يخف فرحته، ونزل إلى أرض الملعب مع ضيوفه.', people)).toEqual(
      [],
    );
  });

  test('a joined preposition stays in front', () => {
    const text = 'رسالة لتوكاييف من جاره.';
    const [mention] = mentionsOf(people, text);
    expect(mention && withGivenName(text, mention)).toBe('رسالة لقاسم جومارت توكاييف من جاره.');
  });

  test('never inside a quotation', () => {
    const text = 'كتب أن «توكاييف لا يخاف أحداً في هذا العالم».';
    const [mention] = mentionsOf(people, text);
    expect(mention && withGivenName(text, mention)).toBeNull();
  });

  test('a statesman is not given his wife’s name', () => {
    const family = learnPeople(
      told([
        'هدد ترامب محاميه بالطرد مرتين وقال ترامب إنه لا يثق به.',
        'واعتذر المحامي من السيدة الأولى ميلانيا ترامب.',
        'وقال ترامب إن القضية انتهت.',
      ]),
    );
    const text = 'كان ترامب يهين محاميه.';
    for (const mention of mentionsOf(family, text)) expect(withGivenName(text, mention)).toBeNull();
  });
});

describe('a question that only leads the reader on', () => {
  test.each([
    [
      'أدت تغريدة حول اعتقال الناشطة سمر بدوي إلى نشوب أزمة بين البلدين، فمن هي سمر بدوي؟',
      'أدت تغريدة حول اعتقال الناشطة سمر بدوي إلى نشوب أزمة بين البلدين',
    ],
    [
      'تتزايد الضغوط على الرئيس بعد اتهام ثلاثة من أعوانه بالاختلاس، نلقي الضوء على الشخصيات المتورطة؟',
      'تتزايد الضغوط على الرئيس بعد اتهام ثلاثة من أعوانه بالاختلاس',
    ],
  ])('%s', (sentence, news) => {
    expect(sentence.slice(0, withoutQuestionTail(sentence))).toBe(news);
  });

  test.each([
    'فمن يدفع ثمن هذه الأسئلة، وهل تكفي الاستقالة؟',
    'قال الوزير إن السؤال الوحيد اليوم هو: «نبقى أم نرحل، كيف نعيش هنا بعد الآن؟».',
    'أعلنت الوزارة نتائج الامتحان، وكيفية الاعتراض عليها، في بيان نشر أمس.',
  ])('nothing else comes off: %s', (sentence) => {
    expect(withoutQuestionTail(sentence)).toBe(0);
  });
});
