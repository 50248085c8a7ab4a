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
