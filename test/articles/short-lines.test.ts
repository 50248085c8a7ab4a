import { describe, expect, test } from 'vitest';
import { lineKind } from '../../src/articles/boilerplate/line.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (lines: readonly string[], of: string): string[] =>
  cleanParagraphs(lines, { title: of }).kept.map(({ text }) => text);

const rights = ['الأخبار الأخيرة', 'سهول نيوز'];

describe('short lines that are an article’s own', () => {
  const results = ['الميناء 2 - القنطرة 1', 'الهضبة 0 - شباب الوادي 0', 'الواحة 3 - الساحل 1'];
  const table = 'ويتصدر الميناء الترتيب برصيد 16 نقطة.';
  test('results of matches over the one paragraph that takes up a name of theirs', () => {
    const of = 'نتائج الجولة السادسة من الدوري';
    expect(kept([...rights, of, ...results, table], of)).toEqual([...results, table]);
    const dated = `البصرة 11 يوليو 2024 (رواد) ${results[0]}`;
    expect(kept([...rights, of, dated, ...results.slice(1), table], of)).toEqual([dated, ...results.slice(1), table]);
    // Other matches' results in a page's ticker have no name of the story's.
    expect(kept([...results, title, ...body], title)).toEqual(body);
  });

  test('ranks with their points below the match, and what names them', () => {
    const of = 'الميناء يهزم القنطرة ويتصدر الدوري';
    const text = [
      'هزم الميناء ضيفه القنطرة بهدفين نظيفين في الجولة السادسة من الدوري وتصدر الترتيب.',
      'وسجل هدفي الميناء وليد سمعان من ركلة جزاء ورامي حداد في الدقيقة الأخيرة.',
      'وبقي القنطرة بلا فوز منذ الجولة الثانية.',
      'وتقام الجولة السابعة يوم الجمعة المقبل على أربعة ملاعب.',
    ];
    const ranks = ['الترتيب', '1- الميناء 16 نقطة', '2- شباب الوادي 14 نقطة', '3- الواحة 13 نقطة'];
    expect(kept([...rights, of, ...text, ...ranks], of)).toEqual([...text, ...ranks]);
    // Titles that are numbered are another's.
    expect(kept([of, ...text, 'الأكثر قراءة', '1- فيضان يغمر طريق 12', '2- سباق القوارب يعود', '3- 40'], of)).toEqual(
      text,
    );
  });

  test('headings that a sign each marks', () => {
    const [first = '', second = '', third = '', fourth = '', ...rest] = body;
    const signed = [first, '🔹 قطار الليل يصل متأخراً', second, third, '🔹 على الرصيف القديم', fourth, ...rest];
    expect(kept([...rights, title, ...signed], title)).toEqual(signed);
  });

  const dish = [
    'المقادير لأربعة أشخاص',
    'كوبان من الفول',
    'حزمة بقدونس',
    'رأس بصل',
    'زيت ذرة',
    'الطريقة',
    'انقعي الفول في الماء ليلة كاملة، ثم اسلقيه ساعة حتى يلين.',
    'أضيفي البصل في آخر دقيقة، وقدّمي الطبق ساخناً مع الخبز.',
  ];
  test('what a dish takes, also where the page’s pager stands in it or nothing of it returns below', () => {
    const of = 'وصفة الأسبوع: فول بالبصل';
    expect(kept([...rights, of, ...dish.slice(0, 3), '【1】【2】', ...dish.slice(3)], of)).toEqual(dish);
  });

  test('verses in two halves under the line that announces them', () => {
    const verses = [
      'ومما أنشده في تلك الليلة:',
      'يا نخلة الدار ظل الدار مشتاقُ … وفي التراب لأهل الدار ميثاقُ',
      'قل للذي غاب عنا طال موعدهُ … إن المواعيد بعد اليوم إشفاقُ',
    ];
    const page = [
      ...inMid(...verses),
      'الأكثر قراءة',
      'هبوط أسعار القمح إلى أدنى مستوى منذ سنوات',
      'سباق القوارب يعود',
    ];
    for (const verse of verses) expect(kept(page, title)).toContain(verse);
  });

  test('headings that a list of contents says before, though the text has their words', () => {
    const [head = '', other = ''] = ['رسوم محالهم تضاعفت مرتين', 'النفايات ستجمع مرتين في اليوم'];
    const page = [
      title,
      'محتويات المقال',
      other,
      head,
      ...body.slice(0, 2),
      other,
      ...body.slice(2, 7),
      head,
      ...body.slice(7),
    ];
    expect(kept(page, title)).toEqual([...body.slice(0, 2), other, ...body.slice(2, 7), head, ...body.slice(7)]);
  });

  test('the last paragraph that tells what was before, though it shares nothing with the rest', () => {
    const remark = 'يذكر أن الاتحاد الأوروبي موّل خمسة مشاريع مماثلة في تونس واليونان منذ 2015';
    const page = [
      title,
      ...body,
      remark,
      'الأكثر قراءة',
      'هبوط أسعار القمح إلى أدنى مستوى منذ سنوات',
      'سباق القوارب يعود',
    ];
    expect(kept(page, title)).toEqual([...body, remark]);
  });

  test('an opening whose excerpt above it goes', () => {
    const of = 'بيان';
    const [first, second] = [
      'دانت نقابة المحررين توقيف الزميل رامي سعد أمام مبنى البلدية.',
      'وطالبت النقابة بالإفراج عنه فوراً.',
    ];
    expect(kept([of, of, 'سهول نيوز', `${first}... 15.05.2019, سهول نيوز`, 'محليات', first, second], of)).toEqual([
      first,
      second,
    ]);
  });
});

describe('lines of the page’s', () => {
  test.each([
    '2. تخطي إلى القائمة الرئيسية',
    'انتقل إلى خريطة الموقع',
    'مقال مؤرشف',
    'هذه المادة محفوظة في الأرشيف، لا بد من الاشتراك للوصول إلى بقيتها.',
    'إخلاء مسؤولية: لا تعتمد على هذا المحتوى بديلاً عن الاستشارة الطبية المباشرة.',
    'تنبيه: الأرقام المعروضة متأخرة 15 دقيقة ولا تعد توصية بشراء أو بيع.',
    'لكِ أيضاً: ما هي الضريبة الجديدة على الطرود؟',
    'إقرئي أيضاً: لماذا لن أشجع ابنتي على دراسة الطب',
  ])('%s', (line) => {
    expect(lineKind(line)).not.toBe('text');
  });

  test.each([
    'انتقل إلى الأردن عام 1990 وعمل في صفحات الثقافة.',
    'لكم أيضاً أن تختاروا المدرسة التي تناسب أولادكم.',
    'المعلومات التي قدمها الوزير لا تعد كافية.',
  ])('and none: %s', (line) => {
    expect(lineKind(line)).toBe('text');
  });

  test.each([
    [' تابعونا عبر تطبيق سهول لتصلك الأخبار أولاً بأول Share طباعة فيسبوك تويتر', ''],
    // That a machine cut the text stays to be seen.
    ['... 20.09.2023, سهول نيوز', '...'],
  ])('behind the last word: %s', (glued, left) => {
    const cut = body.at(-1)?.replace(/\.$/, '');
    expect(kept([...body.slice(0, -1), `${cut}${glued}`], title)).toEqual([...body.slice(0, -1), `${cut}${left}`]);
  });

  test.each([
    'المصدر وكالة السنابل.',
    'المصدر: أ.ف.ب.',
    'سيتم حجب هذه الصورة تلقائيا عندما يتم الإبلاغ عنها من عدة أشخاص.',
  ])('in mid-article: %s', (line) => {
    expect(kept(inMid(line), title)).toEqual(body);
  });

  test('a control with a stop, and a title right behind its label', () => {
    expect(lineKind('شاركها.')).toBe('chrome');
    expect(lineKind('قد يهمك موعد المعرض.. كل ما يخص افتتاح المعرض العاشر وطريقة الدخول')).toBe('inline-related');
  });

  test('and what advises the reader in a sentence is none', () => {
    expect(lineKind('قد يهمك أن تعرف أن الرسوم لم تتغير منذ عشر سنوات.')).toBe('text');
    expect(lineKind('وقال المصدر إن الوكالة لم تدفع بعد.')).toBe('text');
  });

  test('a picture’s words twice in a row, once with a bullet', () => {
    const words = 'حاويات جديدة عند مدخل السوق';
    expect(kept(inMid(`• ${words}`, words), title)).toEqual(body);
  });

  test('the opening again at the page’s foot, and not the first', () => {
    const [first = ''] = body;
    expect(kept([title, ...body, first], title)).toEqual(body);
  });

  test('another town’s story under the house’s own line', () => {
    const other = 'سهول اليوم - صنعاء وصلت إلى المتحف مجموعة من المخطوطات القديمة بعد ترميمها في الخارج.';
    expect(kept([title, 'سهول اليوم- بيروت', ...body.slice(0, 4), other], title)).toEqual(body.slice(0, 4));
  });

  test('a theme’s counts of shares before the first word, and whose a picture is behind its words', () => {
    const [first = '', ...rest] = body;
    const shares =
      'بواسطة رنا سليم 8 مايو 2023 0 التعليقات النشر 0FacebookTwitterPinterestLinkedinWhatsappTelegramEmail8544.';
    expect(kept([`${shares}${first}`, ...rest], title)).toEqual(body);
    const caption = 'شاحنة عند مدخل السوق القديمصورة من: bild-alliance/rx/P. Lindner';
    expect(kept(inMid(caption), title)).toEqual(body);
  });
});

test('where a story goes on below, and an advertisement’s label with a stop, are the page’s', () => {
  const lines = ['القصة مستمرة بالأسفل ▾', 'يستمر الخبر بعد هذه الفقرة الإعلانية', 'إشهار.'];
  expect(lines.map(lineKind)).toEqual(['notice', 'notice', 'chrome']);
  const own = ['القصة مستمرة بالأسفل كما قال الراوي', 'يستمر الخبر بعد هذه الفقرة في سرد ما جرى', 'هـ'];
  expect(own.map(lineKind)).toEqual(['text', 'text', 'text']);
});
