import { describe, expect, test } from 'vitest';
import { contentStems } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { learnPeople } from '../../src/summaries/names/index.ts';
import { matterOf, saidAgain } from '../../src/summaries/repetition.ts';
import { faultsOf } from '../../src/summaries/rules/soundness.ts';
import { readSource } from '../../src/summaries/source.ts';
import { strangeOpening } from '../../src/summaries/strangers.ts';

function read(...paragraphs: string[]) {
  return readSource(paragraphs.map((text) => ({ kind: 'paragraph', text, start: 0 })));
}

describe('what a sentence takes for known', () => {
  const before = 'وصلت القافلة إلى بلدة هجيلة حيث ينتظرها مئات السكان منذ أسبوعين.';

  test('a name that few know, right behind the verb', () => {
    expect(read(before, 'وتقع هجيلة على بعد خمسين كيلومتراً من الحدود.')[1]?.strangeName).toBe('هجيل');
    expect(read('وتقع هجيلة على بعد خمسين كيلومتراً من الحدود.')[0]?.strangeName).toBeNull();
    expect(read(before, 'وتقع هجيلة، وهي أصغر بلدات السهل، قرب الحدود.')[1]?.strangeName).toBeNull();
    expect(read(before, 'وتقع المدينة على بعد خمسين كيلومتراً من الحدود.')[1]?.strangeName).toBeNull();
  });

  test('a little-used noun that an earlier sentence brought in', () => {
    const hung = 'علقت في الساحة لافتات تحمل أقوالاً لزعيم راحل قبل أيام من الانتخابات.';
    const next = 'وقال النائب إن تعليق اللافتات جاء في ذكرى انسحاب الجيش من البلاد.';
    expect(read(hung, next)[1]?.lateNoun).toBe('لافت');
    expect(read(next)[0]?.lateNoun).toBeNull();
  });

  test('one of two kinds, which it does not name', () => {
    const kinds = 'ثمة روايات تدخلها من بابها، وروايات تدخلها من نافذة صغيرة تركها الكاتب مواربة عمداً.';
    const second =
      'ورواية «دفاتر البريد» للروائية سحر النابلسي من الصنف الثاني؛ إذ تبدأ من ظرف لم يفتحه أحد حتى اليوم.';
    expect(read(kinds, second)[1]?.pointsBack).toBe('صنف');
    expect(read('الروايات صنفان، ورواية سحر النابلسي من الصنف الثاني.')[0]?.pointsBack).toBeNull();
    const paragraphs = [`${kinds} ${second}`, 'تجد الراوية الظرف بين أوراق جدها ساعي البريد، ومعه أحد عشر ظرفاً آخر.'];
    const { sentences } = summariseParagraphs({ title: '«دفاتر البريد».. رواية تبدأ من ظرف', paragraphs });
    expect(sentences[0]?.text).toBe(kinds);
  });

  test('a further rank, but not the second behind who won', () => {
    const title = 'أسترالية أول امرأة تفوز بسباق اليخوت حول العالم';
    const won = 'أصبحت الأسترالية ويندي تاك أول امرأة تفوز بسباق حول العالم لليخوت.';
    const crowd = 'وقالت تاك لصحيفة محلية «لا أحب التركيز على أني امرأة، أنا فقط أفعل ما أفعل وأنا فخورة للغاية».';
    const next =
      'وجاءت الملاحة البريطانية نيكي هيندرسون في المركز الثاني مع فريقها في السباق الذي تصل مسافته إلى 40 ألف ميل.';
    expect(summariseParagraphs({ title, paragraphs: [won, crowd, next] }).summary).toBe(`${won} ${next}`);
  });

  test('a source without its name', () => {
    expect(read('تريد موسكو بحسب الكاتب جر واشنطن إلى طاولة التفاوض.')[0]?.lateSource).toBeNull();
    expect(read('تريد موسكو، كما يرى الكاتب، جر واشنطن إلى طاولة التفاوض.')[0]?.lateSource).toBe('كاتب');
    expect(read('وذكر تقرير الصحيفة «أن العقود مبالغ فيها كلها».')[0]?.lateSource).toBe('صحيف');
    expect(read('وذكر تقرير الصحيفة اللندنية أن العقود مبالغ فيها كلها.')[0]?.lateSource).toBeNull();
  });

  test('others than which', () => {
    expect(read('وتنتج مواد أخرى عن عملية صهر المعدن في الفرن.')[0]?.pointsBack).toBe('مواد');
    expect(read('وتنتج مواد صلبة ومواد أخرى عن عملية صهر المعدن.')[0]?.pointsBack).toBeNull();
    expect(read('من جهة أخرى أعلن الحزب انسحابه من الحكومة.')[0]?.pointsBack).toBeNull();
  });

  test('further than what', () => {
    expect(read('وحذر الوزير من ذهاب الجيش أبعد من ذلك ودخوله المدينة.')[0]?.pointsBack).toBe('ذلك');
    expect(read('وحذر الوزير من ذهاب الجيش أبعد من النهر ودخوله المدينة.')[0]?.pointsBack).toBeNull();
  });

  test('the same as which', () => {
    expect(read('وتلاقي البرازيل على الملعب نفسه منتخباً لم يخسر منذ عامين.')[0]?.pointsBack).toBe('ملعب');
    expect(read('وبنت المدينة الملعب بقرض وأقامت على الملعب نفسه خمس مباريات.')[0]?.pointsBack).toBeNull();
    expect(read('وفي الوقت نفسه أعلن الحزب انسحابه من الحكومة.')[0]?.pointsBack).toBeNull();
  });

  test('what is set against it', () => {
    const there = 'في إستونيا يرى المواطن من فتح ملفه الطبي ومتى فتحه.';
    expect(read(there, 'وعندنا لا يعرف النائب كم كلف الجسر الذي يعبره.')[0]?.turned).toBe(true);
    expect(read(there, 'ويعرف النائب كم كلف الجسر الذي يعبره.')[0]?.turned).toBe(false);
    expect(read(`${there} هذا صحيح. لكن النائب عندنا لا يعرف كم كلف الجسر.`)[0]?.turned).toBe(true);
  });

  test('those before in a round', () => {
    expect(read('ربح حزب الخضر من جهته ثمانية مقاعد في المدينة.')[0]?.ranks).toBe(true);
    expect(read('من جهته، ربح حزب الخضر ثمانية مقاعد في المدينة.')[0]?.ranks).toBe(false);
  });

  test('those before in a ranking', () => {
    expect(read('وجاء لاعب الوسط في المركز الرابع بأربعين مليون يورو.')[0]?.ranks).toBe(true);
    expect(read('وجاء لاعب الوسط في المركز الأول بأربعين مليون يورو.')[0]?.ranks).toBe(false);
    expect(read('وقاد المدرب فريقه إلى احتلال المركز الثالث في الدوري.')[0]?.ranks).toBe(false);
  });

  test('who did it, where the man named is not the subject', () => {
    const [, sentence] = read(before, 'واعتبرت السفير شخصاً غير مرغوب فيه وطلبت منه المغادرة.');
    expect(sentence?.opening.tie).toBe('speaker');
    expect(read(before, 'واعتبر السفير القرار خطوة في الطريق الصحيح.')[1]?.opening.tie).toBeNull();
  });
});

test('a surname with the article that may be one is missed where nothing introduces it, never put together', () => {
  const people = learnPeople(
    read(
      'وصرح المتحدث باسم الوزارة أيسر الدبورة بأن المصابين نقلوا إلى المستشفى.',
      'وأشار الدبورة إلى أن سبعة منهم في حال خطيرة.',
    ),
  );
  expect(people).toEqual([
    { surname: ['الدبوره'], given: 'أيسر', givenKeys: ['ايسر'], reading: 'perhaps', office: null },
  ]);
});

test.each([
  ['في السطور التالية نستعرض سبع عادات بسيطة ينصح بها الخبراء لحماية حسابك.', true],
  ['ونستعرض أبرز ما جاء في تقرير المنظمة عن أوضاع السجون.', true],
  ['إليكم خمس نصائح يقدمها الأطباء للوقاية من ضربة الشمس.', true],
  ['وكشفت الفقرات التالية من الاتفاق أن الشركة تتحمل نصف الكلفة.', true],
  ['ويستعرض التقرير أوضاع السجون في أربع محافظات من البلاد.', false],
  ['وجاء الهجوم في الأسابيع التالية للاتفاق بين الجانبين.', false],
])('what points into the page is no news: %s', (sentence, expected) => {
  expect(faultsOf(sentence).includes('announces')).toBe(expected);
});

test('a line that only announces what follows is no news', () => {
  expect(faultsOf('عودة على أهم الأحداث منذ وصول الرئيس إلى سدة الحكم.')).toContain('announces');
  expect(faultsOf('عودة النازحين إلى قراهم تأخرت شهراً بسبب القصف المتواصل.')).not.toContain('announces');
});

describe('an accusation', () => {
  const title = 'منظمة تتهم شركة السدود بإخفاء تقرير عن سلامة سد الوادي';
  const accusation = 'اتهمت منظمة «ماء» شركة السدود بإخفاء تقرير عن تشققات في سد الوادي الكبير منذ عامين.';
  const detail =
    'وقالت المنظمة إن التقرير الذي أعده مهندسون أجانب يحذر من انهيار الجدار الشرقي للسد إذا ارتفع منسوب الماء في الشتاء إلى ما بلغه قبل عشر سنوات.';
  const more = 'وطالبت المنظمة بخفض منسوب الماء في السد إلى النصف قبل موسم الأمطار المقبل في الوادي.';
  const denial = 'ونفت شركة السدود وجود أي تقرير من هذا النوع.';

  test('keeps the denial that the article has', () => {
    const { summary } = summariseParagraphs({ title, paragraphs: [accusation, detail, more, denial] });
    expect(summary).toContain('نفت شركة السدود');
    expect(summary.startsWith(accusation)).toBe(true);
  });

  test('also a denial that only «غير أن» ties to the sentence before', () => {
    const tied = `غير أن ${denial.slice(1)}`.replace('نفت شركة السدود', 'الشركة نفت');
    const { summary } = summariseParagraphs({ title, paragraphs: [accusation, detail, more, tied] });
    expect(summary).toContain(`${more} ${tied}`);
  });

  test('also where a claim is called none', () => {
    const claim = 'وتقول المنظمة إن الشركة أخفت وجود تقرير أعده مهندسون أجانب عن السد.';
    const neutral = 'عقدت منظمة «ماء» مؤتمراً في الوادي الكبير عن سلامة السدود القديمة في البلاد وكلفة صيانتها كل عام.';
    const paragraphs = [neutral, claim, more, denial];
    expect(summariseParagraphs({ title: 'مؤتمر عن سلامة السدود', paragraphs }).summary).toContain('نفت شركة السدود');
  });

  test('and stands alone where nobody denies it', () => {
    const { summary } = summariseParagraphs({ title, paragraphs: [accusation, detail, more] });
    expect(summary).toContain(detail);
  });
});

describe('a phrase that ties a sentence to the one before it', () => {
  const title = 'الحكومة تقر موازنة العام المقبل بعجز كبير';
  const news = 'أقرت الحكومة مساء الاثنين موازنة العام المقبل بعجز يبلغ سبعة في المئة من الإنفاق العام.';
  const answer = 'من جانبها، رفضت نقابة المعلمين الموازنة ودعت إلى إضراب عام يوم الخميس المقبل.';

  test('stays right behind it', () => {
    expect(summariseParagraphs({ title, paragraphs: [news, answer] }).summary).toBe(`${news} ${answer}`);
  });

  test('becomes «و» behind another', () => {
    const long = `وقال وزير المالية إن ${'الإيرادات لن تكفي لدفع الرواتب والدين معاً و'.repeat(8)}إن الخفض آت.`;
    expect(summariseParagraphs({ title, paragraphs: [news, long, answer] }).summary).toBe(
      `${news} ورفضت نقابة المعلمين الموازنة ودعت إلى إضراب عام يوم الخميس المقبل.`,
    );
  });
});

test.each([
  'وحضر حفل التدشين رئيس شركة الكهرباء وعدد من كبار المسؤولين والسفراء في البلاد.',
  'وقد أجريت للوزير مراسم استقبال رسمية في مبنى المحطة ثم عقد جلسة مع مديرها.',
  'ورافقه في الجولة على أقسام المحطة مدير الشركة وعدد من كبار المسؤولين في الوزارة.',
  'وكان في استقبال الوزير لدى وصوله إلى المحطة رئيس شركة الكهرباء ومدير المحطة.',
])('what an agency writes of the ceremony comes after what was opened: %s', (ceremony) => {
  const news = 'دشن وزير الطاقة اليوم محطة الوادي للطاقة الشمسية بقدرة تبلغ ألفي ميغاوات، لتكون أكبر محطة في المنطقة.';
  const size = 'وتضم المحطة أربعة ملايين لوح شمسي وتوفر الكهرباء لنحو 160 ألف منزل في الوادي.';
  const paragraphs = [news, ceremony, size];
  const { summary } = summariseParagraphs({ title: 'وزير الطاقة يدشن أكبر محطة شمسية', paragraphs }, { maxChars: 200 });
  expect(summary).toBe(`${news} ${size}`);
});

test('a feature says for how many its hero stands', () => {
  const paragraphs = [
    'كان عمر سلمى تسع سنوات حين عبرت الحدود على كتف والدها.',
    'لا تتذكر سلمى من قريتها إلا شجرة توت وباباً أخضر ومفتاحاً معلقاً بخيط.',
    'وتعمل سلمى مع شقيقتيها في قطاف البطاطا من الفجر حتى الظهر كل يوم.',
    'سلمى واحدة من نحو 500 ألف طفل كبروا في المخيمات، نصفهم خارج المدرسة.',
  ];
  const { summary } = summariseParagraphs({ title: 'عمر في خيمة', paragraphs }, { maxChars: 210 });
  expect(summary).toContain('500 ألف');
});

test('in an article told by its author, a verb that may be his is his', () => {
  const mine = 'كنت أبحث عن اسم رجل مات قبل ست سنوات في البلدة.';
  const paragraphs = ['وصلت إلى مكتب المختار في البلدة قبل الثامنة صباحاً.', mine, `و${mine}`, `ف${mine}`];
  expect(read(...paragraphs)[0]?.faults).toContain('first-person');
  expect(read(...paragraphs.slice(0, 2))[0]?.faults).not.toContain('first-person');
  expect(read('وصلت الباخرة إلى الميناء قبل الثامنة صباحاً.', mine, `و${mine}`, `ف${mine}`)[0]?.faults).toEqual([]);
});

test('a feature may open with a short scene, and with the man whom it is about', () => {
  const paragraphs = [
    'ارتجفت يدا هاشم وهو يشعل سيجارته. لم يصعد إلى خشبة من قبل.',
    'ويشارك هاشم في أول مسابقة للخطابة في المدينة منذ عشرين عاماً.',
    'ويقول هاشم إنه تدرب على خطبته في المطبخ أمام أطفاله الثلاثة.',
    'وتنتهي المسابقة مساء السبت بجائزة قدرها ألف دولار تدفعها البلدية.',
    'وسيخطب هاشم في الدقائق الأخيرة قبل أن تعلن النتائج في القاعة.',
  ];
  const title = 'أول مسابقة للخطابة في المدينة منذ عشرين عاماً';
  expect(strangeOpening(read(...paragraphs), new Set(contentStems(title)))).toEqual(new Set());
});

test('«كذلك» points to nothing: the title tells what else was done', () => {
  expect(
    readSource([{ kind: 'paragraph', text: 'واستدعت الرياض كذلك سفيرها من أوتاوا للتشاور.', start: 0 }])[0]?.opening,
  ).toMatchObject({ tie: null, droppable: 1 });
});

describe('what has been said', () => {
  const opening =
    'أعلنت حركة الوادي المسلحة في خطاب نشرته صحيفة محلية أنها حلت تماماً كل هياكلها وأنهت حملة استمرت خمسين عاماً.';

  test.each([
    ['وقالت إنها «حلت حركة الوادي تماماً كل هياكلها وأنهت حملتها المسلحة».', true],
    ['وقالت إنها «حلت حركة الوادي تماماً كل هياكلها وعددها 314 وأنهت حملتها المسلحة».', false],
    ['وقال مسؤول في بيان نقلته وكالة محلية الأربعاء إنها «حلت كل هياكلها المسلحة تماماً».', true],
    ['وسلمت الحركة ترسانتها من الأسلحة إلى لجنة دولية في نيسان الماضي.', false],
  ])('%s', (sentence, said) => {
    const [first, next] = read(opening, sentence);
    expect(first !== undefined && next !== undefined && saidAgain(matterOf(next), [matterOf(first)])).toBe(said);
  });
});

test('who said it, behind what was said, is no news', () => {
  const [crash, said] = read(
    'قضى 14 شخصاً في حادث حافلة كانت تقل فريق لاعبي هوكي إثر تصادمها وشاحنة غرب كندا.',
    'وكانت الحافلة تقل فريق لاعبي هوكي شباب إلى مباراة، بحسب صحيفة "ساسكاتون ستار فينيكس".',
  );
  const matter = [crash, said].map((one) => matterOf(one ?? { words: [] }));
  expect(saidAgain(matter[1] ?? new Set(), matter.slice(0, 1))).toBe(true);
});

describe('a source that is only «المصدر»', () => {
  const title = 'مصرع سائق وإصابة راكبين بانقلاب سيارة على طريق الجرد';
  const first = 'لقي سائق حتفه، وأصيب راكبان، إثر انقلاب سيارة على طريق الجرد.';
  const brings = (source: string) =>
    `وحسب ${source} فإن «غرفة العمليات تلقت بلاغاً عن انقلاب سيارة على طريق الجرد، تحرك للتعامل معه رجال الشرطة والإطفاء وفنيو الطوارئ الطبية وعناصر من الإسعاف الجوي، وبالمعاينة اتضح أن السيارة كانت تقل ثلاثة عمال من قرية واحدة كانوا في طريقهم إلى عملهم في أحد المشاريع، وقد لفظ السائق أنفاسه، فيما تعرض زميلاه لإصابات متفرقة».`;
  const says =
    'وقال المصدر «تم نقل جثة السائق إلى الطب الشرعي، فيما أسعف الراكبان المصابان جواً إلى مستشفى المدينة، إلا أن أحدهما قضى نحبه في الطريق، وتم تسليم جثته إلى ذويه».';

  test('is named as the article brings it in, where that stands nowhere in the summary', () => {
    const { summary } = summariseParagraphs({ title, paragraphs: [first, brings('مصدر أمني'), says] });
    expect(summary).toBe(`${first} ${says.replace('المصدر', 'مصدر أمني')}`);
  });

  test('and stays as it is behind that, or where it may be one of two', () => {
    const brought = 'أفادت مصادر أمنية الجمعة بمقتل ستة حراس في هجوم على مستودع للحبوب قرب مرفأ الجرد.';
    const between = `وقع الهجوم ${'على المستودع القديم عند الرصيف الشرقي من المرفأ '.repeat(6)}فجراً.`;
    const goesOn = 'وكانت المصادر قد قالت في البداية إن خمسة حراس قتلوا في المستودع.';
    const { summary } = summariseParagraphs({
      title: 'مقتل ستة حراس في هجوم على مستودع',
      paragraphs: [brought, between, goesOn],
    });
    expect(summary).toBe(`${brought} ${goesOn}`);
    const another = 'وذكر مصدر طبي أن الجرحى وصلوا إلى المستشفى بعد ساعة من الحادث، وأن حال أحدهم حرجة.';
    const two = [first, brings('مصدر أمني'), another, says];
    expect(summariseParagraphs({ title, paragraphs: two }).summary).not.toMatch(/وقال مصدر (?:أمني|طبي) «/);
  });
});
