import { describe, expect, test } from 'vitest';
import { isProse } from '../../src/articles/boilerplate/page.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { isFigureRow, segmentSentences, uniform } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (lines: readonly string[], heading = title): string[] =>
  cleanParagraphs(lines, { title: heading }).kept.map(({ text }) => text);
const summary = (paragraphs: readonly string[], heading = title): string =>
  summariseParagraphs({ title: heading, paragraphs }, { maxChars: 350 }).summary;

const inArabicDigits = (text: string): string => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)));
const inPersianLetters = (text: string): string => text.replaceAll('ي', 'ی').replaceAll('ك', 'ک');
const withoutStop = (text: string): string => text.replace(/\.$/, '');

describe('texts are read alike in Arabic and in ASCII digits, with Arabic and with Persian letters', () => {
  const page = [
    '277_8004998200196_41513435_nأعلنت بلدية المرفأ خفض رسوم النفايات إلى النصف، أي 1.5 مليون ليرة عن كل بيت.',
    ...body.slice(1, 4),
    'سهول نيوز - الخميس 28-11-2024 12:30 م',
    ...body.slice(4),
    '12 تعليقاً',
  ];

  test.each([
    ['digits', inArabicDigits],
    ['letters', inPersianLetters],
  ])('%s', (_, typed) => {
    expect(kept(page.map(typed), typed(title))).toEqual(kept(page).map(typed));
    expect(summary(page.map(typed), typed(title))).toBe(typed(summary(page)));
  });

  test('a decimal point ends no sentence', () => {
    const text = 'بلغت قيمة المشروع ١.٣ تريليون دولار. وقالت الوزارة إن ذلك كاف.';
    expect(segmentSentences(text).map((one) => one.text)).toEqual([
      'بلغت قيمة المشروع ١.٣ تريليون دولار.',
      'وقالت الوزارة إن ذلك كاف.',
    ]);
  });

  test('a row of figures is one', () => {
    expect(isFigureRow('الدولار: ٤٨.٠٢ جنيه للشراء – ٤٨.٢٢ للبيع')).toBe(true);
  });

  test('places stay', () => {
    const text = 'كانت ٣ أو ۴ ملايين، کما یقولون';
    expect(uniform(text)).toBe('كانت 3 أو 4 ملايين، كما يقولون');
    expect(uniform(text)).toHaveLength(text.length);
  });
});

describe('a newsroom that sets no stops at the ends of paragraphs', () => {
  const stopless = body.map(withoutStop);
  const short = [
    'وظل رئيس البلدية يرفض خفض الرسوم منذ الصيف الماضي',
    'ولم تستجب الشركة لطلب التعليق على عقودها مع البلدية',
    'لكن لجنة السكان تقول إنها ستتابع تنفيذ القرار',
  ];
  const another = ['اقرأ أيضا', 'مدينة السهل ترفع رسوم المياه'];

  test('keeps its short paragraphs, also beneath another story’s title', () => {
    const page = [...stopless.slice(0, 4), ...another, ...short, ...stopless.slice(4)];
    expect(kept(page)).toEqual(page.filter((line) => !another.includes(line)));
  });

  test('keeps its opening over them, though it be as short as a title', () => {
    const opening = 'أعلنت بلدية المرفأ خفض رسوم النفايات بعد اعتصام السكان أمام مقرها';
    const page = [opening, ...short, ...another, ...stopless.slice(2)];
    expect(kept(page)).toEqual(page.filter((line) => !another.includes(line)));
    const stranger = 'وظل مدير الشركة ينتقد الاتفاق مراراً واصفاً إياه بأنه سيئ';
    expect(kept([opening, stranger, ...another, ...stopless.slice(2)])).toContain(opening);
  });

  test('keeps lines of several sentences at its head', () => {
    const scene = [
      'المكب القديم فارغ منذ الفجر. لا أحد يعرف أين ذهبت شاحنات الليلة الماضية',
      'يجلس أبو سليم على حافة الطريق منذ ساعتين. يعد السيارات ولا يقول شيئاً',
    ];
    const page = [...scene, ...stopless.slice(1)];
    expect(kept(page)).toEqual(page);
    const address = 'المقر: دار الصحافة، شارع المرفأ، المبنى الثالث. الهاتف/الفاكس: 021 00 41 17';
    const foot = ['سبر الآراء', 'لا رأي لي', 'مواقيت الصلاة', 'الفجر 06:24', 'الظهر 12:59', 'العشاء 19:26'];
    expect(kept([...body, ...foot, address])).toEqual(body);
  });

  test('but not what a credit or an outcry ends', () => {
    const foreign = [
      'تقول الباحثة سلوى الحكيم إن القمح ليس إلا ربع كلفة الرغيف. الصورة بعدسة يوسف الطالب',
      'لسه بتقولوا الوضع تمام!! حسبنا الله ونعم الوكيل في كل من يتاجر بالناس',
    ];
    for (const line of foreign) expect(isProse(line)).toBe(false);
    expect(isProse('المكب القديم فارغ منذ الفجر. لا أحد يعرف أين ذهبت شاحنات الليلة الماضية')).toBe(true);
  });

  test('keeps the points over the only line that goes on', () => {
    const points = [
      'أقر مجلس المرفأ رسوم النفايات الجديدة بعد عام من النقاش',
      '1. تخفض الرسوم إلى النصف',
      '2. تعفى منها الأرامل',
      '3. تدفع كل شهرين',
      'ويقول أصحاب المطاعم إن القرار ناقص، وإنهم سيطعنون فيه أمام القضاء',
    ];
    expect(kept(points, 'ثلاثة أشياء تغيرت في رسوم النفايات')).toEqual(points);
  });

  test('has no headings in short paragraphs that go on, nor in its opening', () => {
    const brief = [
      'أعيد صباح اليوم فتح معبر السهل الحدودي أمام المسافرين بعد إغلاق دام شهراً',
      'وعبر أكثر من 700 مسافر في الساعات الأولى',
      'وظل المعبر مغلقاً أمام الشاحنات حتى إشعار آخر',
      'وبلغت كلفة الترميم مليوني دولار',
      'وقال مدير المعبر إن حركة البضائع ستستأنف الأسبوع المقبل',
    ];
    const name = 'إعادة فتح معبر السهل';
    expect(cleanParagraphs(brief, { title: name }).kept.map(({ kind }) => kind)).toEqual(brief.map(() => 'paragraph'));
    expect(summary(brief, name)).toMatch(/^أعيد صباح اليوم .* دام شهراً\. وعبر .* الأولى\. /);
  });

  test('has the summary of one that does, with stops', () => {
    expect(summary(stopless)).toBe(summary(body));
  });

  test('also behind a quotation at the end', () => {
    const quoted = stopless.with(1, 'ويقول رئيس البلدية إن الخفض يسري على أحياء المرفأ كلها، ووصفه بأنه "أول الغيث"');
    expect(summary(quoted)).toMatch(/بأنه "أول الغيث"\.$|بأنه "أول الغيث"\. \p{L}/u);
  });

  test('and an oath of a reader goes on with nothing', () => {
    const oath = 'والله تعبنا من هالاخبار وما في شي بيتغير غير الاسعار';
    const named = [
      'سامر',
      oath,
      'مواطن غيور',
      'شكراً على الخبر وننتظر منكم المتابعة',
      'أبو خالد',
      'حسبنا الله ونعم الوكيل في كل مسؤول',
    ];
    expect(kept([...body, 'التعليقات', ...named])).toEqual(body);
  });
});

test('a text that the page prints twice sets nothing of itself apart', () => {
  const brief = (lines: readonly string[]): string =>
    summariseParagraphs({ title, paragraphs: lines }, { maxChars: 220 }).summary;
  expect(brief([...body, ...body])).toBe(brief(body));
  // What editors do set apart counts.
  expect(brief(inMid(body[8] ?? ''))).not.toBe(brief(body));
});
