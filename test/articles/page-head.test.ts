import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'انقطاع المياه عن أحياء المرفأ يومين';
const lead = 'أعلنت مؤسسة مياه الساحل أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.';
const next = 'وقالت المؤسسة إن صهاريج مجانية ستقف عند مدخل كل حي من السادسة صباحاً.';
const last = 'وتبدل المؤسسة خلال القطع أنبوباً عمره ستون عاماً تسرب منه ربع ما تضخه المحطة.';

function body(...paragraphs: string[]): string[] {
  return cleanParagraphs(paragraphs, { title }).kept.map(({ text }) => text);
}

describe('above the text leaves, whatever words of the title it has,', () => {
  test.each([
    `${title} - سهول نيوز - السبت 14 آذار 2020 10:15 صباحاً`,
    `نقدم لزوارنا تفاصيل الخبر كما وردت: ${title}`,
    `${title} 2 من 7`,
    'سهول نيوز - المرفأ',
    'سهول نيوز -',
    'عمّان - سمر القاضي',
    'سهول برس/صفاقس..',
    'صورة جوية لصهاريج المياه في المرفأ',
  ])('%s', (line) => {
    expect(body(line, lead, next, last)).toEqual([lead, next, last]);
  });

  test('a label that the page says again and again between dashes', () => {
    expect(body(title, 'صور المرفأ', '-', 'صور المرفأ', '-', 'صور المرفأ', lead, next)).toEqual([lead, next]);
  });
});

describe('stays', () => {
  test('a second title that has a dash of its own', () => {
    const second = 'المرفأ بلا مياه - صهاريج عند مدخل كل حي';
    expect(body(title, second, lead, next)).toEqual([second, lead, next]);
  });

  test('a word and a colon over an article that heads other paragraphs so', () => {
    const told = ['مدخل:', lead, next, 'المرفأ:', last];
    expect(body(title, ...told)).toEqual(told);
    expect(body(title, 'مدخل:', lead, next, last)).toEqual([lead, next, last]);
  });

  test('what stands above the title that a page prints in mid-article, and it is summarised', () => {
    const below = [
      last,
      'وقال مدير الدفاع المدني في المرفأ إن سيارتي إطفاء ستبقيان قرب السوق القديم ما دامت المياه مقطوعة عن الأحياء.',
      'وكانت المؤسسة قد قطعت المياه عن أحياء المرفأ يوماً واحداً في آذار الماضي، وعادت قبل موعدها بأربع ساعات.',
    ];
    expect(body(lead, next, title, ...below)).toEqual([lead, next, ...below]);
    expect(summariseParagraphs({ title, paragraphs: [lead, next, title, ...below] }).summary).toContain(lead);
  });

  test('so also where no paragraph goes on with the one before and none has the title’s words', () => {
    const told = [
      'في ظرف أقل من عام وقّعت ثلاث عواصم مذكرات تفاهم مع أربع دول للوصول إلى البحر، وعرضت كل دولة ميناء لها.',
      'التفسير الشائع هو التجارة، غير أن صادرات الدول الثلاث لا تحتاج إلى ميناء جديد يبعد عنها ثلاثة آلاف كيلومتر.',
      'الأنظمة العسكرية تحتاج إلى موانئ لا تمر بخصومها، وكل مذكرات التفاهم وقّعت بعد إغلاق الحدود.',
      'تربح دول الموانئ من مذكرات التفاهم أكثر مما تربح العواصم الثلاث، فالتجارة لا تزيد والحدود تبقى مغلقة.',
      'والأرجح أن تبقى المذكرات حبراً على ورق، وأن تؤدي الأنظمة العسكرية بها وظيفة سياسية وقّعت من أجلها.',
      'وقد تعود الموانئ القديمة إلى العمل إذا فتحت الحدود، وتوفر الدول كلفة الوصول إلى البحر.',
      'ومن الموانئ الأربعة اثنان لا تصلهما سكة حديد، ولم ترصد أي من الدول مالاً لمدها في موازنة العام الجديد.',
    ];
    const above = 'سباق الساحل على مرافئ الأطلسي';
    const kept = cleanParagraphs([...told.slice(0, 3), above, ...told.slice(3)], { title: above }).kept;
    expect(kept.map(({ text }) => text)).toEqual(told);
  });
});

test('a picture’s words leave with what it is called by, which says the same', () => {
  const called = 'صف طويل من الصهاريج البيضاء عند مدخل المرفأ';
  expect(body(title, called, 'صهاريج بيضاء في صف طويل عند مدخل المرفأ ظهر الأحد', lead, next)).toEqual([lead, next]);
  expect(body(title, called, 'سكان المرفأ يملأون الأواني قبل القطع', lead, next)).toContain(called);
});

test('a picture’s name leaves where the opening names him in the same words', () => {
  const named = 'مدير مؤسسة المياه رامي حداد';
  const opening = `أعلن ${named} أن المياه ستنقطع عن أحياء المرفأ الثلاثة من صباح الأحد حتى مساء الاثنين.`;
  expect(body(title, '14-3-2020 | 10:15', named, opening, next, last)).toEqual([opening, next, last]);
});

test('headlines run together above the text leave, the article’s own among them', () => {
  const ticker = `سباق القوارب يعود إلى الخليج بعد عامين ${title} معرض الكتاب يمدد أيامه حتى الجمعة وفاة أقدم صياد في القرية الجبلية فريق الواحة يتعادل في الجولة الأخيرة متحف القلعة يفتح أبوابه ليلاً مجاناً للطلاب طقس معتدل في السهول`;
  expect(body(ticker, lead, next, last)).toEqual([lead, next, last]);
});

test('a title that a picture’s words go on with leaves, though the page prints it nowhere else', () => {
  const of = 'مؤسسة مياه الساحل تعلن قطع المياه عن أحياء المرفأ الثلاثة من صباح الأحد';
  const line = `${of} شاهد السكان صهاريج بيضاء عند مدخل كل حي من الأحياء`;
  const kept = cleanParagraphs([line, lead, next, last], { title: of }).kept.map(({ text }) => text);
  expect(kept).toEqual([lead, next, last]);
});

test('long words of a picture above the text are a caption where they end on whose it is', () => {
  const words =
    'رامي حداد وإلى جانبه سالم العطار ورئيس البلدية وليد سمعان لحظة وصول الصهريج الأول إلى المرفأ وتوزيع المياه على سكان الحي القديم (عمر السيف)';
  const { kept } = cleanParagraphs([title, words, lead, next, last], { title });
  expect(kept.find(({ text }) => text === words)?.kind).toBe('caption');
});
