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

describe('a hashtag stays', () => {
  test.each([
    'تصدر وسم #أنقذوا_المرفأ مواقع التواصل.',
    'أطلق الصيادون حملة #أنقذوا_المرفأ قبل يومين.',
    'كتبت الوزيرة "شكراً #أهل_المرفأ على صبركم" ليل السبت.',
  ])('%s', (sentence) => {
    expect(mended(sentence, 'inside')).toBe(sentence);
  });
});

describe('slips that an editor mends in passing', () => {
  test.each([
    ['وصل رئيس البلدية #سامي_الحداد إلى #المرفأ.', 'وصل رئيس البلدية سامي الحداد إلى المرفأ.'],
    ['يتكون القلب من أربع حجرات كما يظهر في الرسم التالي.', 'يتكون القلب من أربع حجرات.'],
    ['يعمل المحرك، كما هو مبين في الشكل، بالاندفاع.', 'يعمل المحرك بالاندفاع.'],
    ['ارتفعت الأسعار كما هو موضح أدناه، وهبطت الأسهم.', 'ارتفعت الأسعار، وهبطت الأسهم.'],
    ['تقع المدينة شمالاً (كما هو مبين في الخريطة) قرب الحدود.', 'تقع المدينة شمالاً قرب الحدود.'],
    ['بيعت لوحة "امرأة نائمة" (على الجانب الأيسر) للرسام موديلياني.', 'بيعت لوحة "امرأة نائمة" للرسام موديلياني.'],
    ['دعمت الوكالة (أونروا( اللاجئين.', 'دعمت الوكالة (أونروا) اللاجئين.'],
    ['أضرب عمال الشركة ) إس إن سي إف) يومين.', 'أضرب عمال الشركة (إس إن سي إف) يومين.'],
    ['بدأ المؤتمر فكرة في بيروت..', 'بدأ المؤتمر فكرة في بيروت.'],
  ])('%s', (sentence, whole) => {
    expect(mended(sentence, 'inside')).toBe(whole);
  });

  test.each([
    'قال الوزير كما هو معروف إن الخطة جاهزة.',
    'قالت إن الرجل ظهر كما تراه في الصورة "كما هو مبين في الشكل" واثقاً.',
    'انتخب الحزب (يسار الوسط) رئيساً جديداً.',
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

test('an opening that was cut short is told as far as its main clause goes', () => {
  const cut = 'أعلنت إدارة المرفأ إعادة فتح الرصيف الشرقي أمام سفن الحبوب والمواشي، بعدما أقفلته...';
  const whole = 'أعلنت إدارة المرفأ إعادة فتح الرصيف الشرقي أمام سفن الحبوب والمواشي.';
  expect(mended(cut, 'opens-article')).toBe(whole);
  expect(mended(cut, 'inside')).toBe(cut);
  const next = 'وقالت الإدارة إن أولى السفن تصل صباح الأحد إلى الرصيف الشرقي.';
  const { summary } = summariseParagraphs({
    title: 'فتح الرصيف الشرقي أمام سفن الحبوب',
    paragraphs: [`${cut} 14.03.2020, سهول نيوز`, next],
  });
  expect(summary).toBe(`${whole} ${next}`);
});

test('a comma that is glued to the next word is parted from it, and none in a word broken on purpose', () => {
  const told = 'أقفلت الشرطة السوق القديم مساء الأحد،وقالت إن التحقيق بدأ في حريق المستودع.';
  expect(summariseParagraphs({ title: 'حريق', paragraphs: [told] }).summary).toBe(told.replace('،', '، '));
  const broken = 'أقفلت الشرطة السوق القديم مساء الأحد بعد هجوم شنه مسلحو حـ،ـركة الوادي على المستودع.';
  expect(summariseParagraphs({ title: 'حريق', paragraphs: [broken] }).summary).toBe(broken);
});
