import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const TITLE = 'سد الوادي يفرغ قبل الصيف';
const ARTICLE = [
  'أعلنت هيئة المياه أن سد الوادي فقد ثلثي مخزونه قبل بداية الصيف، في أدنى مستوى منذ بنائه.',
  'وقال مدير الهيئة إن الأمطار هذا الشتاء لم تبلغ نصف معدلها، وإن الضخ إلى المدينة خُفّض مرتين.',
  'ويعتمد مئة ألف مزارع في السهل على قنوات السد لري الحنطة والقطن.',
  'وتخشى النقابة الزراعية أن يترك كثيرون أراضيهم إذا لم تصل المياه إلى القنوات في حزيران.',
  'وتقول خبيرة المياه سلمى دياب إن التسرب من القنوات القديمة يضيع ربع ما يخرج من السد.',
  'واقترحت الخبيرة تبطين القنوات بالإسمنت، وهو مشروع أقرته الحكومة قبل عشرة أعوام ولم يبدأ.',
];

/** What stays of the article with `lines` put behind its paragraph number `after`. */
function kept(after: number, lines: readonly string[]): string[] {
  const page = [...ARTICLE.slice(0, after), ...lines, ...ARTICLE.slice(after)];
  return cleanParagraphs(page, { title: TITLE }).kept.map((block) => block.text);
}

describe('leaves an article in which it stands', () => {
  test.each<[string, string[]]>([
    [
      'a title that shares its words and that nothing below takes up',
      ['هيئة المياه تنفي خصخصة محطات الضخ وتعد بكشف فواتير المدينة'],
    ],
    [
      'a box between what is said to those who listen to the page',
      ['تخطى قصص مقترحة وواصل القراءة', 'قصص مقترحة', 'سد الوادي في مئة عام', 'قصص مقترحة نهاية'],
    ],
    [
      'a numbered list of them',
      ['list of 2 items', 'list 1 of 2سد الوادي في مئة عام', 'list 2 of 2مزارعو السهل يحتجون', 'end of list'],
    ],
    ['a film’s title with its length', ['شاهد الفيديو', 'سد الوادي من الجو02:14'].slice(1)],
    [
      'a title, its date and its excerpt',
      [
        'مزارعو السهل يحتجون على خفض حصص المياه',
        '05/05/2023',
        'تجمع مزارعو السهل أمام مبنى الهيئة وطالبوا بإعادة حصص المياه التي خُفضت في نيسان.',
      ],
    ],
    [
      'a title and an excerpt that is cut off',
      [
        'مزارعو السهل يحتجون على خفض حصص المياه',
        'تجمع مزارعو السهل أمام مبنى الهيئة وطالبوا بإعادة حصص المياه التي...',
      ],
    ],
    ['a poll over its count of votes', ['هل تكفي المياه هذا الصيف؟', 'تكفي', 'لا تكفي', '1,204 أصوات']],
    ['a picture’s caption under what announces it', ['التعليق على الصورة،', 'قوارب جنحت على ضفة السد']],
  ])('%s', (_, lines) => {
    expect(kept(3, lines)).toEqual(ARTICLE);
  });

  test('below it, stories that speak of the same things, under a name and a date', () => {
    const below = [
      'هناء عيد - صحافية سورية | 23.04.2024',
      'مزارعو السهل يحتجون على خفض حصص المياه',
      'تجمع مزارعو السهل أمام مبنى هيئة المياه وطالبوا بإعادة حصص مياه السد التي خُفضت قبل الصيف.',
    ];
    expect(kept(ARTICLE.length, below)).toEqual(ARTICLE);
  });
});

describe('stays, though it has such a form', () => {
  test('a long heading that the text under it takes up', () => {
    const heading = 'خبيرة المياه سلمى دياب: التسرب من القنوات القديمة';
    expect(kept(4, [heading])).toEqual([...ARTICLE.slice(0, 4), heading, ...ARTICLE.slice(4)]);
  });

  test('the text after a box whose end is missing', () => {
    expect(kept(3, ['تخطى قصص مقترحة وواصل القراءة'])).toEqual(ARTICLE);
  });

  test('the opening of a few lines under the page’s title and its own date, however little it shares with the rest', () => {
    const page = [
      'بيان',
      'نُشر بتاريخ 14 مايو، 2023 بواسطة التحرير',
      'دانت نقابة المحررين توقيف الزميل طارق فواز أمام مبنى البلدية.',
      'وقالت إنها تطالب بالإفراج الفوري عنه، وتدعو إلى اعتصام غداً.',
    ];
    expect(cleanParagraphs(page, { title: 'بيان' }).kept.map((block) => block.text)).toEqual(page.slice(2));
  });

  test('a numbered step that tells the reader what to do', () => {
    const steps = [
      'فتحت الوزارة باب التسجيل للصف الأول حتى نهاية أيار.',
      '1. أنشئ حساباً على بوابة الوزارة بالرقم الوطني.',
      '2. ارفع شهادة الميلاد ودفتر اللقاحات.',
      '3. اختر ثلاث مدارس بالترتيب، وانتظر رسالة التأكيد.',
    ];
    expect(cleanParagraphs(steps, { title: 'كيف تسجل ابنك في المدرسة؟' }).kept).toHaveLength(4);
  });

  test('a paragraph that goes on under an empty place for advertising', () => {
    expect(kept(3, ['إعلان'])).toEqual(ARTICLE);
  });
});
