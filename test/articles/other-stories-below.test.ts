import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const title = 'انقطاع المياه عن أحياء المرفأ يومين';
const own = [
  'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.',
  'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.',
  'ودعت البلدية السكان إلى ملء خزاناتهم قبل مساء السبت.',
];
const otherTitle = 'النجمة يحسم الديربي بهدف متأخر';
const other = [
  'حسم فريق النجمة الديربي بهدف متأخر سجله مهاجمه الشاب وليد سمعان من ركلة حرة.',
  'وشهدت المباراة بطاقتين حمراوين وشغباً بين الجماهير أوقف اللعب ربع ساعة.',
  'ورفع الفائز رصيده إلى أربعين نقطة في صدارة الترتيب.',
];

function kept(lines: readonly string[]) {
  return cleanParagraphs(lines, { title }).kept;
}
const texts = (lines: readonly string[]): string[] => kept(lines).map(({ text }) => text);

describe('a whole other story below the article leaves', () => {
  test.each<[string, string[]]>([
    ['behind the source', ['المصدر: وكالات', otherTitle]],
    ['behind the source, its title twice', ['نقلاً عن: السنابل', otherTitle, otherTitle]],
    [
      "behind a feed's footer",
      [`The post ${title} appeared first on السنابل نيوز.`, 'من السنابل نيوز https://sanabel.example/x1', otherTitle],
    ],
    ['behind an end word', ['انتهى/س', otherTitle]],
    ['under a label', ['طالع أيضاً', otherTitle]],
    ['with its own date, as the article has', [otherTitle, 'الأربعاء 12/02/2020 - 09:30']],
  ])('%s', (_, between) => {
    expect(texts([title, 'الأحد 09/02/2020 - 10:00', ...own, ...between, ...other])).toEqual(own);
  });

  test('its card under a label, where its title ends with a stop and its excerpt is cut', () => {
    const excerpt = 'حسم فريق النجمة الديربي بهدف متأخر سجله مهاجمه الشاب في المرفأ …';
    expect(texts([title, ...own, 'شاهد أيضاً', `${otherTitle} في المرفأ.`, excerpt, 'اترك تعليقاً'])).toEqual(own);
  });

  test('the next one in a list, with what goes on with its opening', () => {
    const next = 'حريق يأتي على مخازن القمح في الوادي الشرقي';
    const opening = 'أتى حريق كبير فجر الأحد على مخازن القمح في الوادي الشرقي، وقدرت الخسائر بمليونين.';
    const goes = 'وتواصل فرق الإطفاء في الوادي الشرقي تبريد المخازن حتى المساء.';
    expect(texts([title, ...own, next, 'الأربعاء 12/02/2020 - 09:30', opening, goes])).toEqual(own);
  });

  test("behind a feed's footer without a title", () => {
    expect(texts([...own, `The post ${title} appeared first on السنابل نيوز.`, ...other])).toEqual(own);
  });

  test('the next item in the same house dateline, cut', () => {
    const line = 'السنابل نيوز _ فاس - ';
    const cut = 'السنابل نيوز _ فاس - حسم فريق النجمة الديربي بهدف متأخر سجله مهاجمه الشاب وليد سمعان من';
    expect(texts([line + own[0], ...own.slice(1), cut])).toEqual([line + own[0], ...own.slice(1)]);
  });

  test("readers' remarks under a reader's name", () => {
    expect(texts([...own, 'أبو سامر', 'كل سنة نفس القصة ولا احد يسأل عنا', 'والله تعبنا من الوعود كل يوم.'])).toEqual(
      own,
    );
  });
});

describe("what is the article's stays", () => {
  const heading = 'كيف تتوزع صهاريج المرفأ على الأسر';
  const section = [
    'توزع الصهاريج المجانية عند مداخل أحياء المرفأ ثلاثين ألف لتر في الساعة، بحسب المؤسسة.',
    'ويحق لكل أسرة من سكان الأحياء مئة لتر في اليوم حتى مساء الاثنين.',
  ];

  test.each(['طالع أيضاً', 'المصدر: مؤسسة مياه الساحل'])('its own section under «%s»', (line) => {
    expect(texts([...own, line, heading, ...section])).toEqual([...own, heading, ...section]);
  });

  test('what goes on under its own bylines below a card of another story', () => {
    const posts = ['ويخشى أصحاب المطاعم خسارة موسم كامل.', 'وتبحث الورش عن خط قديم تسرب قرب الجسر.'];
    const page = [
      ...own,
      'من تغطيتنا',
      otherTitle,
      other[0] ?? '',
      '13:05سامر نجار',
      posts[0] ?? '',
      '11:40سامر نجار',
      posts[1] ?? '',
    ];
    expect(texts(page)).toEqual([...own, ...posts]);
  });

  test('what goes on between two boxes of other stories', () => {
    const [first = '', ...rest] = own;
    const page = [
      first,
      'من الأرشيف',
      otherTitle,
      other[0] ?? '',
      rest[0] ?? '',
      'مختارات',
      'خمس طرق لتخزين الزيتون',
      rest[1] ?? '',
    ];
    expect(texts(page)).toEqual(own);
  });

  test('its own later paragraph in the same dateline', () => {
    const line = 'السنابل نيوز _ فاس - ';
    const later = `${line}تستأنف مؤسسة مياه الساحل ضخ المياه إلى أحياء المرفأ مساء الاثنين، بحسب بيان ثان.`;
    expect(texts([line + own[0], ...own.slice(1), later])).toContain(later);
  });

  test('an invocation over a statement, and who signed it', () => {
    const lines = ['بسم الله الرحمن الرحيم', ...own, 'والله ولي التوفيق', 'سمعان', 'وليد سمعان', 'المصدر: وكالات'];
    const { kept, removed } = cleanParagraphs(lines, { title });
    expect(kept.map(({ text }) => text)).toEqual([lines[0], ...own, lines[4]]);
    expect(removed.find(({ text }) => text === 'وليد سمعان')?.why).toBe('byline');
  });

  test('points in mid-article that sum it up', () => {
    const points = [
      '- أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ.',
      '- صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.',
    ];
    expect(texts([own[0] ?? '', ...points, ...own.slice(1)])).toEqual([own[0], ...points, ...own.slice(1)]);
  });
});

test('excerpts under titles that the page’s list of the most read has again leave with them', () => {
  const cards = ['خبز الليل… كيف يعيش عمال الأفران؟', 'مزارع الزيتون… موسم بلا أصحاب'];
  const excerpts = [
    'تفتح المخابز أبوابها عند منتصف الليل فيما ينام الزبائن، ويتقاضى العامل في الشهر ما لا يكفي ثمن الدقيق.',
    'يقول مهجّرون إن محصولهم بيع في أسواق بعيدة من دون علمهم، فيما تتقاسم المعاصر الكبرى الأرباح كل خريف.',
  ];
  const [first = '', second = ''] = cards;
  const below = ['مواضيع ذات صلة', first, excerpts[0] ?? '', second, excerpts[1] ?? '', 'الأكثر قراءة', `1. ${first}`];
  expect(texts([title, ...own, ...below, first])).toEqual(own);
});
