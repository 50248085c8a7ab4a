import { expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'في الميناء.. حواجز للشرطة وتفتيش شاحنات';
const page = [
  title,
  'أقامت دوريات من',
  'شرطة المرفأ',
  'وحرس السواحل حواجز متنقلة في شارع الميناء -',
  'الضفة',
  '، تخللها تفتيش شاحنات التبريد، إضافة إلى تمشيط مستودعات',
  'الحبوب',
  'وتسيير دوريات بحرية.',
  'وتأتي هذه الإجراءات في إطار ملاحقة مهربي الوقود.',
  'وفي غضون ذلك، وقع إشكال في مدينة',
  'رأس النبع',
  'بين سائقين، ولم يصب أحد.',
];
const first =
  'أقامت دوريات من شرطة المرفأ وحرس السواحل حواجز متنقلة في شارع الميناء - الضفة، تخللها تفتيش شاحنات التبريد، إضافة إلى تمشيط مستودعات الحبوب وتسيير دوريات بحرية.';

test('a paragraph that a page broke at its links is one again', () => {
  expect(cleanParagraphs(page, { title }).kept.map(({ text }) => text)).toEqual([
    first,
    'وتأتي هذه الإجراءات في إطار ملاحقة مهربي الوقود.',
    'وفي غضون ذلك، وقع إشكال في مدينة رأس النبع بين سائقين، ولم يصب أحد.',
  ]);
  const { summary, sentences } = summariseParagraphs({ title, paragraphs: page });
  expect(summary.startsWith(first)).toBe(true);
  const [opening] = sentences;
  const printed = page.join('\n\n').slice(opening?.start, opening?.end);
  expect(printed.replace(/\s+/g, ' ').replace(' ،', '،')).toBe(first);
});

test('labels, titles and paragraphs without a stop stay apart', () => {
  const lines = [
    'أعلنت إدارة المرفأ إعادة فتح الرصيف الشرقي أمام سفن الحبوب بعد أسبوعين من الإقفال',
    'وقالت الإدارة إن أولى السفن تصل صباح الأحد من مدينة الضفة',
    'المزيد من',
    'انهيار سقف في مستودع',
  ];
  const { kept } = cleanParagraphs(lines, { title: 'المرفأ يعيد فتح الرصيف الشرقي أمام سفن الحبوب' });
  expect(kept.map(({ text }) => text)).toEqual(lines.slice(0, 2));
});

test('a writer called Ali is no line that a page broke', () => {
  const lines = [
    'المرفأ الجديد - سعيد علي',
    'أعلنت إدارة المرفأ إعادة فتح الرصيف الشرقي أمام سفن الحبوب بعد أسبوعين من الإقفال.',
  ];
  const { kept } = cleanParagraphs(lines, { title: 'المرفأ يعيد فتح الرصيف الشرقي أمام سفن الحبوب' });
  expect(kept.map(({ text }) => text)).toEqual(lines.slice(1));
});

test('a word that wants what is special goes on', () => {
  const lines = [
    'أعلنت إدارة المرفأ إعادة فتح الرصيف الشرقي أمام السفن بعد أسبوعين من الإقفال، خصوصاً',
    'سفن الحبوب التي انتظرت في عرض البحر.',
  ];
  const { kept } = cleanParagraphs(lines, { title: 'المرفأ يعيد فتح الرصيف الشرقي أمام سفن الحبوب' });
  expect(kept.map(({ text }) => text)).toEqual([lines.join(' ')]);
});

test('another story’s title that ends on the name Ali is not joined to the article', () => {
  const own = [
    'عاد ميناء الصيد إلى العمل بعد عام من الإغلاق، وخرجت منه فجر السبت عشرون سفينة.',
    'وقال مدير الميناء إن الأرصفة رُممت كلها، وإن السفن الكبيرة ستعود في الربيع.',
  ];
  for (const end of ['في عهد بن علي', 'في عهد محمد على', 'بحضور مون جاي إن', 'ولم يكتمل بعد']) {
    const other = `تونس تفتتح مسرحاً ضخماً أطلق مشروعه ${end}`;
    const lines = ['الأكثر قراءة', 'مهرجان الزيتون يبدأ في نابل غداً', other, ...own];
    expect(cleanParagraphs(lines, { title: 'ميناء الصيد يعود إلى العمل' }).kept.map(({ text }) => text)).toEqual(own);
  }
});

const texts = (lines: readonly string[], of: string): string[] =>
  cleanParagraphs(lines, { title: of }).kept.map(({ text }) => text);

test('a quotation that closes within the next lines is one, and so is what a work’s name or a figure goes on with', () => {
  const of = 'الصيادون يرفضون نقل الميناء';
  const start = 'أعلن صيادو المرفأ رفضهم نقل الميناء إلى الضفة، وقال نقيبهم سالم العطار: "إن الميناء بيتنا وما';
  const rest = ['زال فيه رزقنا، ولن نخرج منه قبل أن نرى', 'الميناء الجديد بأعيننا".'];
  const next = 'وقال النقيب إن الصيادين عرضوا مطالبهم في الفيلم «شباك»، وإن عددهم أكثر من 400 صياد في الميناء.';
  expect(texts([of, start, ...rest, next], of)).toEqual([`${start} ${rest.join(' ')}`, next]);
  const parted = [
    'وقال النقيب إن الصيادين عرضوا مطالبهم في فيلم',
    '«شباك»، وإن عدد صيادي الميناء أكثر',
    'من 400 صياد.',
  ];
  expect(texts([of, `${start} ${rest.join(' ')}`, ...parted], of)).toEqual([
    `${start} ${rest.join(' ')}`,
    parted.join(' '),
  ]);
});

test('a page wrapped at a fixed width has its paragraphs again', () => {
  const of = 'البدء برصف طرق القرى الجبلية';
  const wrapped = [
    'أعلنت مديرية الطرق في محافظة الساحل بدء رصف طرق القرى الجبلية',
    'الثلاث بكلفة تبلغ أربعة ملايين دينار، ويستمر العمل فيها ستة',
    'أشهر.',
    'وتتضمن أعمال الرصف تعديل المنحنيات على المسار الترابي القديم',
    'وبناء جدران تحمي الطريق من السيول التي قطعته مرتين في الشتاء',
    'الماضي، بحسب ما قال مدير الطرق رامي حداد في لقاء مع سكان القرى',
    'الجبلية الثلاث.',
  ];
  expect(texts([of, 'نشرت :', ...wrapped], of)).toEqual([wrapped.slice(0, 3).join(' '), wrapped.slice(3).join(' ')]);
});

test('titles in a row are not wrapped text', () => {
  const titles = [
    'سباق القوارب يعود إلى الخليج بعد انقطاع عامين كاملين',
    'معرض الكتاب يمدد أيامه حتى مساء الجمعة المقبل مجاناً',
    'وفاة أقدم صياد في القرية الجبلية عن تسعين عاماً أمس',
    'فريق الواحة يتعادل في الجولة الأخيرة من دوري الساحل',
    'متحف القلعة يفتح أبوابه ليلاً للطلاب طوال شهر أيار',
  ];
  const own = [
    'أعلنت مديرية الطرق في محافظة الساحل بدء رصف طرق القرى الجبلية الثلاث بكلفة تبلغ أربعة ملايين دينار تدفعها الوزارة.',
    'وقال مدير الطرق إن رصف طرق القرى الجبلية يستمر ستة أشهر.',
    'وطالب سكان القرى بجدران تحمي الطريق من السيول.',
  ];
  const kept = texts([...titles, 'البدء برصف طرق القرى الجبلية', ...own], 'البدء برصف طرق القرى الجبلية');
  expect(kept).toEqual(own);
});
