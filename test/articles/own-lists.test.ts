import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { body, title } from './port-story.ts';

const kept = (lines: readonly string[]): string[] => cleanParagraphs(lines, { title }).kept.map(({ text }) => text);
const others = ['أخبار ذات صلة', 'هبوط أسعار القمح إلى أدنى مستوى منذ سنوات', 'سباق القوارب يعود'];
const dated = (day: string, at: number): string[] => [...body.slice(0, at), day, ...body.slice(at)];

describe('lists that an article announces', () => {
  test.each([
    ['papers and steps', ['الأوراق المطلوبة:', 'عقد إيجار المنزل', 'صورتان بخلفية بيضاء', 'شهادة ميلاد الطفل الأصلية']],
    ['what follows', ['ويحتاج المتقدم إلى ما يأتي:', 'عقد إيجار المنزل', 'صورتان شخصيتان بخلفية بيضاء']],
    ['results', ['وفي ما يلي نتائج الجولة:', 'شباب الهضبة 2 – 1 اتحاد الواحة', 'وفاء السد – ترجي الكروم: 3-1']],
  ])('stay, though no word of theirs returns in the text: %s', (_, list) => {
    expect(kept([title, ...body.slice(0, 1), ...list, ...body.slice(1), ...others])).toEqual([
      ...body.slice(0, 1),
      ...list,
      ...body.slice(1),
    ]);
  });

  test('as do the rows of a table under the line that announces it, more than a list has', () => {
    const towns = 'الميناء القنطرة الهضبة الواحة الساحل الكروم السد الوادي المرسى التل النبع البرج الجسر القلعة'.split(
      ' ',
    );
    const rows = towns.map((town, i) => `${town} ${20 + i} ${10 + i}`);
    const table = ['وفيما يلي بيان بدرجات الحرارة المتوقعة غداً على مدن الساحل والجبل:', 'العظمى الصغرى', ...rows];
    expect(kept([title, ...body, ...table, ...others])).toEqual([...body, ...table]);
    const rates = [
      'وجاءت أسعار العملات على النحو التالي:',
      'الدولار الأمريكي: 48.02 جنيه للشراء – 48.22 جنيه للبيع',
      'الدينار الكويتي: 157.57 جنيه للشراء – 158.07 جنيه للبيع',
      'الريال السعودي: 12.82 جنيه للشراء – 12.85 جنيه للبيع',
    ];
    expect(kept([title, ...body, ...rates, ...others])).toEqual([...body, ...rates]);
  });

  test('and the days of a horoscope', () => {
    const [over = '', first = '', second = '', ...rest] = body;
    const signs = [over, 'برج الحمل', 'من 21/3 إلى 20/4', first, 'برج الثور', 'من21/4 إلى 21/5', second, ...rest];
    expect(kept([title, ...signs])).toEqual(signs);
  });

  const book = ['الكتاب: «دفتر الرمل»', 'المؤلف: سمير العطار', 'الناشر: دار الواحة، تونس 2019', 'عدد الصفحات: 180'];
  test('as do the particulars of a book below its review', () => {
    expect(kept([title, ...body, ...book, 'مشاركة عبر: نسخ'])).toEqual([...body, ...book]);
    // One such field alone says where the text was taken from.
    expect(kept([title, ...body, 'المصدر: سهول نيوز'])).toEqual(body);
  });

  test('and the days over the leaves of a diary, two or more', () => {
    const [first = '', second = '', third = '', ...rest] = body;
    const diary = [first, 'الأحد 7 جانفي 2024', second, 'الثلاثاء 9 جانفي 2024', third, ...rest];
    expect(kept([title, ...diary])).toEqual(diary);
    expect(kept([title, ...dated('الأحد 7 جانفي 2024', 1)])).toEqual(body);
  });
});

describe('what a page prints around it', () => {
  test.each([
    'من مكان الحدث.jpg',
    'صورة توضيحية 2.jpg',
    'تابع القراءة أدناه',
    'أحدث ما نشرنا',
    'الجديد اليوم',
    'اقرأ في كورة:',
    'أعدت هذه النقاط بأداة ذكاء اصطناعي وراجعها محرر.',
    '[ads3]',
    `الرئيسيةوطنية${title}`,
    'في الموضوع نفسه: هبوط أسعار القمح إلى أدنى مستوى',
    'اطّلع على: هبوط أسعار القمح إلى أدنى مستوى',
    'يحق لوسائل الإعلام الاقتباس مما تنشره سهول نيوز مع ذكر الاسم ورابط المادة.',
    'جميع المواد ملك سهول نيوز ولا يسمح بنسخها كاملة.',
  ])('goes: %s', (line) => {
    expect(kept([title, ...body.slice(0, 2), line, ...body.slice(2)])).toEqual(body);
  });

  const [first = '', ...rest] = body;
  const last = rest.pop() ?? '';
  test.each([
    ' (سهول برس)',
    ' (جريدة السنابل)',
    ' (السنابل 24)',
    '[ads3]',
    " toolTips('.tip7677'); wrapWord('.body');",
    " jQuery('.cap').show();",
  ])('goes from behind the last stop: %s', (glued) => {
    expect(kept([title, first, ...rest, `${last}${glued}`])).toEqual(body);
  });

  test('goes from before the first word: half a tag', () => {
    expect(kept([title, `div style="text-align: justify;">${first}`, ...rest, last])).toEqual(body);
  });

  test('words in brackets that name no house stay', () => {
    const text = `${last} (أي البلدية)`;
    expect(kept([title, first, ...rest, text])).toEqual([first, ...rest, text]);
  });

  const english = [
    'The ministry said on Tuesday that the new rules would take effect at the start of next month in all governorates.',
    'He added that details would be published on the official website within days, and that nobody would be exempt.',
  ];
  test('goes below a brief: its story in English, though that is the longer', () => {
    expect(kept([title, first, ...english, ...english])).toEqual([first]);
    // A sentence that is quoted stands in the article's own.
    const quoted = `وكتب الوزير: «${english[0]}» ثم اعتذر.`;
    expect(kept([title, first, quoted, ...rest])).toEqual([first, quoted, ...rest]);
  });
});

test('what stands under an item’s number and quoted name is said of it, though it shares no word with the rest', () => {
  const article = [
    'يحمل الخريف إلى المكتبات عناوين كثيرة، منها خمسة كتب بين الرواية والسيرة والتاريخ.',
    '1. «بيت من زجاج» لهدى بركات',
    'رواية عن عائلة تعود إلى قريتها بعد أربعين عاماً لتجد البيت مسكوناً بغرباء.',
    '2. «دفاتر البحر» لواسيني الأعرج',
    'يستعيد الروائي طفولته على الساحل في سيرة مكتوبة بلغة شعرية.',
    '3. «تاريخ القهوة في بلاد الشام» لعبد الرحيم أبو حسين',
    'يتتبع المؤرخ انتشار المقاهي منذ القرن السادس عشر وصراعها مع الفقهاء.',
    '4. «نساء الميناء» لمنصورة عز الدين',
    'خمس قصص طويلة تدور في السويس بعد حرب 1967.',
    '5. «مدن الملح الجديدة» لخالد خليفة',
    'مقالات نشرت بعد رحيل صاحبها عن التحولات العمرانية في الخليج.',
  ];
  const page = ['كتب الخريف', ...article, 'إعلان'];
  expect(cleanParagraphs(page, { title: 'كتب الخريف' }).kept.map(({ text }) => text)).toEqual(article);
});
