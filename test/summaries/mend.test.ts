import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { mended } from '../../src/summaries/mend.ts';

describe('a quotation mark without its other half comes off where that leaves one reading', () => {
  test.each([
    ['قال الوزير " إن الرواتب ستصرف يوم الخميس.', 'قال الوزير إن الرواتب ستصرف يوم الخميس.'],
    ['أكدت الرئاسة أن "الرواتب ستصرف يوم الخميس.', 'أكدت الرئاسة أن الرواتب ستصرف يوم الخميس.'],
    ['وقال المدير: "الرواتب ستصرف يوم الخميس.', 'وقال المدير: الرواتب ستصرف يوم الخميس.'],
    ['قال الوزير إن الرواتب ستصرف يوم الخميس".', 'قال الوزير إن الرواتب ستصرف يوم الخميس.'],
    ['سيطر تنظيم "جيش الوادي، الموالي للحكومة على القرية.', 'سيطر تنظيم جيش الوادي، الموالي للحكومة على القرية.'],
    ['أكدت متحدثة أن "الموسيقى لن تذاع في قناة "كان".', 'أكدت متحدثة أن الموسيقى لن تذاع في قناة "كان".'],
  ])('%s', (sentence, whole) => {
    expect(mended(sentence, 'inside')).toBe(whole);
  });
});

describe('what would have to be guessed stays, and is left out of a summary', () => {
  test.each([
    // Whose words the rest are cannot be told.
    'وقال الوزير "الرواتب ستصرف يوم الخميس، والوزارة لم تعلق على الخبر.',
    // Without the mark it would be the newsroom that says «our country».
    'وقال الوزير إن "بلادنا ستصرف الرواتب يوم الخميس.',
    'وتوفي أكثر من ألفي شخص، وكان معظمهم من الأطفال".',
    'قالت "نحن متفقون على الهدف"، والمحادثات تتناول الطريقة المثلى لذلك".',
    'قال الوزير "إن الرواتب "ستصرف "يوم الخميس.',
  ])('%s', (sentence) => {
    expect(mended(sentence, 'inside')).toBe(sentence);
  });
});

describe('slips that an editor mends in passing', () => {
  test.each([
    ['يتكون القلب من أربع حجرات كما يظهر في الرسم التالي.', 'يتكون القلب من أربع حجرات.'],
    ['يعمل المحرك، كما هو مبين في الشكل، بالاندفاع.', 'يعمل المحرك بالاندفاع.'],
    ['ارتفعت الأسعار كما هو موضح أدناه، وهبطت الأسهم.', 'ارتفعت الأسعار، وهبطت الأسهم.'],
    ['تقع المدينة شمالاً (كما هو مبين في الخريطة) قرب الحدود.', 'تقع المدينة شمالاً قرب الحدود.'],
    ['دعمت الوكالة (أونروا( اللاجئين.', 'دعمت الوكالة (أونروا) اللاجئين.'],
    ['أضرب عمال الشركة ) إس إن سي إف) يومين.', 'أضرب عمال الشركة (إس إن سي إف) يومين.'],
    ['بدأ المؤتمر فكرة في بيروت..', 'بدأ المؤتمر فكرة في بيروت.'],
  ])('%s', (sentence, whole) => {
    expect(mended(sentence, 'inside')).toBe(whole);
  });

  test.each([
    'قال الوزير كما هو معروف إن الخطة جاهزة.',
    'قالت إن الرجل ظهر كما تراه في الصورة "كما هو مبين في الشكل" واثقاً.',
    'ثم سكت الرجل ولم يقل شيئاً...',
  ])('%s', (sentence) => {
    expect(mended(sentence, 'inside')).toBe(sentence);
  });

  test('«also» goes from an article’s opening, where nothing stands before it', () => {
    expect(mended('واستدعت الرياض كذلك سفيرها من كندا.', 'opens-article')).toBe('واستدعت الرياض سفيرها من كندا.');
    expect(mended('واستدعت الرياض كذلك سفيرها من كندا.', 'inside')).toContain('كذلك');
  });
});

test('a comma that leans on the wrong word is set right where it is printed', () => {
  const { summary } = summariseParagraphs({
    title: 'محكمة النقض تؤيد حكم السجن',
    paragraphs: ['أيدت محكمة النقض ،اليوم الثلاثاء، حكم السجن سبع سنوات على رئيس الجمعية السابق حمدي.س وتغريمه.'],
  });
  expect(summary).toBe('أيدت محكمة النقض، اليوم الثلاثاء، حكم السجن سبع سنوات على رئيس الجمعية السابق حمدي.س وتغريمه.');
});
