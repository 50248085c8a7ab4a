import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'البلدية تفتتح محطة تنقية المياه في الوادي الشرقي';
const news = 'افتتحت بلدية الوادي الشرقي صباح الثلاثاء محطة لتنقية المياه تخدم أربعين ألفاً من سكان المدينة وقراها.';
const cost = 'وبلغت كلفة المحطة التي استغرق بناؤها ثلاث سنوات نحو اثني عشر مليون دولار دفع المانحون ثلثيها.';
const long =
  'وقال رئيس البلدية إن المحطة ستضخ المياه إلى البيوت ست ساعات كل يوم بعدما كانت تصلها مرة في الأسبوع، وإن الشبكة القديمة ستستبدل حياً بعد حي حتى نهاية العام المقبل بتمويل من البلدية والوزارة.';
const aside = 'وزُرعت على جانبي الطريق شجيرات من الدفلى والغار.';

function summaryOf(paragraphs: readonly string[], maxChars = 350) {
  return summariseParagraphs({ title, paragraphs }, { maxChars });
}

describe('the summary is the article’s opening, mended only where it must be', () => {
  test('a sound opening stays as it is', () => {
    expect(summaryOf([news, cost, aside, long]).summary.startsWith(`${news} ${cost}`)).toBe(true);
  });

  test('a sentence that cannot stand is left out, and its neighbours stay', () => {
    const { sentences } = summaryOf([news, 'فهل تكفي محطة واحدة لسكان المدينة كلهم في الصيف؟', cost, aside]);
    expect(sentences.slice(0, 2).map((one) => one.text)).toEqual([news, cost]);
  });

  test('where the next sentence is too long, none that says less takes its place: it gives its main clause', () => {
    const { summary, warnings } = summaryOf([news, long, aside], 260);
    expect(summary).toBe(`${news} وقال رئيس البلدية إن المحطة ستضخ المياه إلى البيوت ست ساعات كل يوم.`);
    expect(warnings).toHaveLength(1);
  });

  test('no claim is parted from its turn to make it fit', () => {
    const turned = long.replace('، وإن', '، لكن');
    expect(summaryOf([news, turned, aside], 260).summary).toBe(news);
  });

  test('a sentence of the opening that fits is not passed over for one that has more of the title’s words', () => {
    const paragraphs = [
      'قالت الشركة المنتجة حالياً لجوازات السفر إن الجوازات الجديدة ستصنع في الخارج بعد العام المقبل.',
      'وبدلاً من اللون الخمري المستخدم منذ عام 1988 سيصدر باللونين الأزرق والذهبي بدءاً من تشرين الأول.',
      'وقال رئيس الشركة المنتجة سالم منصور للإذاعة إن شركة أجنبية فازت بعقد إنتاج جواز السفر الجديد وقيمته 490 مليون دولار.',
      'وقال وزير الثقافة إن القرار النهائي في عقد إنتاج جواز السفر لم يتخذ بعد.',
      'وتنتج الشركة الحالية جواز السفر منذ عشرة أعوام، وقد خسرت عقد الإنتاج أمام شركة أجنبية.',
    ];
    const { sentences } = summariseParagraphs(
      { title: 'جواز السفر الجديد يصنع في شركة أجنبية', paragraphs },
      { maxChars: 240 },
    );
    expect(sentences.map(({ text }) => text)).toEqual(paragraphs.slice(0, 2));
  });

  test('a sentence of few known words that goes on with the one before it is the article’s', () => {
    const appeal = 'وقال محاميه سليم الأشقر إنه سيستأنف الحكم أمام الهيئة العليا.';
    const { summary } = summariseParagraphs({
      title: 'السجن عشر سنوات لمدير المرفأ السابق',
      paragraphs: [
        'حكمت محكمة الجنايات الثلاثاء على مدير المرفأ السابق فؤاد عيتاني بالسجن عشر سنوات بعد إدانته بالاختلاس.',
        'وأدين معه محاسبان في المرفأ بتزوير سجلات السفن.',
        appeal,
      ],
    });
    expect(summary).toContain(appeal);
  });

  test('a sentence that fits is never cut', () => {
    expect(summaryOf([news, long, aside]).summary).toContain(long);
  });

  test('a line that has nothing to do with the article does not fill it up', () => {
    const foreign = 'عروض الصيف على الأثاث الخشبي والستائر والسجاد بأسعار لا تقاوم.';
    expect(summaryOf([news, cost, long, foreign]).summary).not.toContain('السجاد');
  });

  test('an opening too long for the budget gives its main clause, and the editor is told', () => {
    const endless = `${news.slice(0, -1)}، حيث قال رئيس البلدية ${'إن المياه ستصل إلى البيوت كل يوم وتصل '.repeat(8)}غداً.`;
    const { summary, warnings } = summaryOf([endless, aside, cost]);
    expect(summary.startsWith(news)).toBe(true);
    expect(warnings).toHaveLength(1);
  });

  test('four short sentences make a summary too', () => {
    const short = [
      'افتتحت بلدية الوادي الشرقي محطة لتنقية المياه.',
      'تخدم المحطة أربعين ألفاً من سكان الوادي.',
      'بلغت كلفة المحطة اثني عشر مليون دولار.',
      'تبدأ البلدية تشغيل المحطة مطلع الشهر المقبل.',
    ];
    expect(summaryOf(short).sentences).toHaveLength(4);
  });
});

test('an opening that the next sentence turns keeps it, though another tells more', () => {
  const opening =
    'كان فريق الوادي مرشحاً بقوة للفوز على ضيفه المتواضع في المباراة التي جرت الأحد أمام ثمانين ألف متفرج.';
  const turn = 'ولكن الضيوف صمدوا مئة وعشرين دقيقة وفازوا بركلات الترجيح أربعة مقابل ثلاثة.';
  const detail =
    'وكان الوقت الأصلي انتهى بالتعادل بعدما سجل سالم منصور هدف التقدم لفريق الوادي في الدقيقة العاشرة وسجل الضيوف هدفهم في الدقيقة الأربعين من ركلة جزاء.';
  const { sentences } = summariseParagraphs(
    { title: 'ضيوف الوادي يبلغون ربع النهائي بركلات الترجيح', paragraphs: [`${opening} ${turn} ${detail}`] },
    { maxChars: 270 },
  );
  expect(sentences.map((one) => one.text)).toEqual([opening, turn]);
});
