import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'رئيسة بلدية المرفأ تفتتح سوق السمك الجديد بعد عامين من الأشغال';
const own = [
  'افتتحت رئيسة بلدية المرفأ، أمل الحداد، السبت، سوق السمك الجديد بعد عامين من الأشغال.',
  'وقالت الحداد إن السوق يضم ستين محلاً وثلاث غرف تبريد.',
  'وكان السوق القديم قد أغلق بعد حريق أتى على نصف محاله.',
];

function body(...lines: string[]): string[] {
  return cleanParagraphs(lines, { title }).kept.map(({ text }) => text);
}

describe('above the text leave', () => {
  test.each([
    ['a place and who wrote there', ['المرفأ:سامي العطار']],
    ['the same with a dash glued to the place', ['الساحل الشمالي- هدى منصور']],
    ['a picture’s words, once cut short', ['رئيسة بلدية المرفأ أمل', 'رئيسة بلدية المرفأ أمل الحداد']],
    ['the same marked by the machine', ['رئيسة البلدية في سوق السمك (photo: )', 'رئيسة البلدية في سوق السمك']],
    [
      'words to seek it by, in a row and once more',
      ['- سوق السمك', '- أشغال عامة', '- أمل الحداد', '- سوق السمك', '- أشغال عامة', '- أمل الحداد'],
    ],
    ['whom the picture shows, in words of the title', ['رئيسة "بلدية المرفأ"']],
    ['the title and what the picture shows', [`${title} صور رئيسة البلدية من سوق السمك`]],
    ['a name between the page’s own lines', ['السبت 7 آذار 2020', 'سامي العطار', 'مشاركة']],
  ])('%s', (_, lines) => {
    expect(body('سهول نيوز -', title, ...lines, ...own)).toEqual(own);
  });

  test('the name of a section over the title, though the title has it', () => {
    expect(body('بلدية', title, ...own)).toEqual(own);
  });

  test('a shorter title of the same story, where it ends with a quotation', () => {
    const short = 'رئيسة بلدية "المرفأ"';
    const of = 'افتتاح السوق الجديد: كلمة رئيسة بلدية المرفأ أمام التجار';
    expect(
      cleanParagraphs(['سهول نيوز -', `كلمة ${short}`, ...own], { title: of }).kept.map(({ text }) => text),
    ).toEqual(own);
  });

  test('openings of other stories, each cut short, and the summary is the article’s', () => {
    const others = [
      'أعلن نادي الساحل، مساء أمس الجمعة، تعاقده مع المدرب البرتغالي لموسمين قابلين...',
      'تراجعت أسعار القمح في الأسواق العالمية للأسبوع الثالث على التوالي وسط توقعات...',
    ];
    expect(body(...others, ...own)).toEqual(own);
    // An author who ends so goes on ending so.
    const dotted = own.map((text) => text.replace(/\.$/, '...'));
    expect(body(...dotted)).toEqual(dotted);
    // One alone may be how an article opens.
    expect(body('بعد حريق أتى على نصف المحال، عاد الباعة إلى سوق المرفأ...', ...own)).toHaveLength(4);
  });
});

describe('over the printed title leave', () => {
  const ticker =
    'حريق يأتي على مخازن القمح في الوادي الشرقي وزير النقل: القطار السريع يصل إلى الجبل العام المقبل؟ فوز النجمة على الهضبة بهدف متأخر في ديربي الشمال.. صور نتائج امتحانات الشهادة الثانوية بعد غد وزير المالية: تعديلات على قانون الضرائب تنتظر النشر في الجريدة الرسمية قريباً.. إليك التفاصيل';
  test.each([
    ['headlines of other stories in one line', ticker],
    ['a day in two calendars and its hour', 'الثلاثاء 3 فبراير 2026 مـ 08:30 مـ 15 شعبان 1447 هـ'],
  ])('%s', (_, line) => {
    expect(body(line, title, ...own.slice(0, 2))).toEqual(own.slice(0, 2));
  });
});

describe('before the first words leaves', () => {
  test.each([
    ['what the line above says alone, a control', 'استمع المقال'],
    ['what the line above says alone, a place and a writer', 'المرفأالجديد -  سامي العطار'],
  ])('%s', (_, line) => {
    const lines = [title, line, `${line}  ${own[0]}`, ...own.slice(1)];
    expect(body(...lines)).toEqual(own);
    expect(summariseParagraphs({ title, paragraphs: lines }).summary).toMatch(/^افتتحت رئيسة/);
  });

  test('a picture’s words that the page prints twice in a row without a blank', () => {
    const shown = 'شرفة سوق السمك القديم بعد الحريق';
    expect(body(`${shown}${shown}${own[0]}`, ...own.slice(1))).toEqual(own);
  });

  test('a writer and a house whose name a figure ends', () => {
    expect(body(title, `سامي العطار سهول 24${own[0]}`, ...own.slice(1))).toEqual(own);
  });

  test('nothing where the line above names who does what follows', () => {
    const lines = [title, 'رئيسة بلدية المرفأ', 'رئيسة بلدية المرفأ تعد الباعة بغرفة تبريد رابعة قبل الصيف.', ...own];
    expect(body(...lines)).toContain('رئيسة بلدية المرفأ تعد الباعة بغرفة تبريد رابعة قبل الصيف.');
  });
});

describe('stays', () => {
  test('an opening under a second title that it takes up better than the first', () => {
    const of = 'بالصور: بلدية المرفأ تفتتح سوق السمك وتكرم هؤلاء الباعة';
    const second = 'بلدية المرفأ تسلم باعة السمك الستين مفاتيح محالهم';
    const text = [
      'سلمت أمل الحداد، السبت، باعة السمك الستين مفاتيح محالهم في احتفال حضره أهالي الحي القديم. وعزفت فرقة الكشافة.',
      'الباعة أول من دخل',
      'أوضحت البلدية أن كل بائع دفع رسماً رمزياً، وأن غرف التبريد الثلاث مجانية في السنة الأولى.',
    ];
    expect(cleanParagraphs([of, second, ...text], { title: of }).kept.map((one) => one.text)).toEqual([
      second,
      ...text,
    ]);
  });

  test('what stands over a section’s heading that the title has whole', () => {
    const of = 'الحداد من سوق المرفأ: لن نغلق السوق القديم قبل الصيف';
    const told = [
      'في جولة صباحية، أعلنت رئيسة بلدية المرفأ أمل الحداد أمام الباعة جملة من القرارات، وجاءت كما يلي:',
      '1. لن نغلق السوق القديم قبل الصيف',
      'أكدت الحداد أن الباعة سينتقلون على ثلاث مراحل تنتهي مع نهاية أيلول.',
      '2. غرف التبريد مجانية سنة كاملة',
      'أوضحت رئيسة البلدية أن كلفة الكهرباء تدفعها البلدية من رسوم المواقف.',
    ];
    expect(cleanParagraphs(told, { title: of }).kept.map((one) => one.text)).toEqual(told);
  });

  test('a line in words of the title where nothing of the page stands above', () => {
    expect(body('رئيسة بلدية المرفأ', ...own)).toEqual(['رئيسة بلدية المرفأ', ...own]);
  });

  test('an opening that takes the title up, over the title printed again in mid-article', () => {
    const below = [
      'تضم القاعة ستين محلاً وثلاث غرف تبريد ومختبراً صغيراً.',
      'كان السوق القديم قد أغلق بعد حريق أتى على نصف محاله.',
      'يفتح الباعة أبوابهم من الخامسة صباحاً حتى الظهر كل يوم.',
    ];
    expect(body(own[0] ?? '', title, ...below)).toEqual([own[0], ...below]);
  });
});
