import { describe, expect, test } from 'vitest';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { extract } from '../../src/summaries/summarise.ts';

const summaryOf = (title: string, ...paragraphs: string[]): string =>
  summariseParagraphs({ title, paragraphs }).summary;

const POINT =
  'المكتبات العامة في المدينة لا تموت لأن الناس هجروا القراءة، بل لأن البلدية تفتحها في ساعات العمل وحدها وتغلقها حين يفرغ القراء.';

/** What no summary takes: an author's questions, himself, and short sentences of a scene. */
const ASKS = 'كم مرة سمعنا أن الجيل الجديد لا يقرأ؟ نسمعها كل عام. نصدقها أيضاً.';
const MINE = 'لست متفائلاً. أعدت الكتاب بعد ثلاثة أيام.';
const SCENE = 'الساعة توقفت. الباب مغلق. مررت به أمس.';

const CLOSED_DOOR = [
  'التاجر فريد بنى مكتبة الحي قبل نصف قرن، وعلق على بابها ساعة من نحاس.',
  SCENE,
  ASKS,
  'عدد القراء المسجلين في المكتبات العامة زاد الثلث في خمس سنوات.',
  POINT,
  MINE,
];

describe('an article that is no news', () => {
  test('is summed up from what title and rest take up most, wherever it stands', () => {
    const summary = summaryOf('عن باب مغلق', ...CLOSED_DOOR);
    expect(summary).toContain(POINT);
  });

  test('is summed up from whole thoughts, not from short sentences in the same words', () => {
    const summary = summaryOf(
      'من يغلق باب المكتبة؟',
      'المكتبات العامة في المدينة تموت كما تموت الأشجار.',
      SCENE,
      'القراء هجروا المكتبات العامة في المدينة. البلدية لا تقرأ الكتب.',
      ASKS,
      POINT,
      MINE,
    );
    expect(summary).toBe(POINT);
  });

  test('is summed up from what should be done', () => {
    const demand = 'وينبغي أن تفتح البلدية أبواب المكتبات مساءً وفي أيام العطل، وأن تدفع أجر ساعتين لكل حارس.';
    const summary = summaryOf(
      'من يغلق باب المكتبة؟',
      'التاجر فريد بنى مكتبة الحي قبل نصف قرن، وعلق على بابها ساعة من نحاس جاء بها من سفره.',
      SCENE,
      ASKS,
      POINT,
      'والمكتبات العامة في المدينة المجاورة تستعير الكتب من مكتبات المدارس منذ أن أغلقت المطبعة أبوابها.',
      demand,
      MINE,
    );
    expect(summary).toContain('ينبغي أن تفتح البلدية أبواب المكتبات مساءً');
  });

  test('is not summed up from a story that stands below it and shares nothing with it', () => {
    // As cleaning would give it, had it not seen where the other begins.
    const paragraphs = [
      ...CLOSED_DOOR,
      'مزارعو الزيتون في الجبل ينتظرون قانوناً ينظم أسعار الزيت ويحمي المعاصر الصغيرة من شركات التصدير التي تشتري المحصول قبل قطافه.',
      'معاصر الزيتون الصغيرة في الجبل تخسر نصف محصول المزارعين لأن شركات التصدير تشتري الزيت قبل القطاف بأسعار لا تكفي أجر العمال.',
      'ويجب أن ينظم قانون أسعار الزيت وشركات التصدير، فمزارعو الزيتون في الجبل يبيعون المحصول قبل قطافه وتخسر المعاصر الصغيرة أجر العمال.',
    ];
    const passages = paragraphs.map((text) => ({ kind: 'paragraph' as const, text, start: 0 }));
    const { summary } = extract(passages, 'عن باب مغلق');
    expect(summary).toContain(POINT);
    expect(summary).not.toContain('الزيتون');
  });

  test('is not what opens with what somebody said', () => {
    const summary = summaryOf(
      'من يغلق باب المكتبة؟',
      'قال مدير المكتبات إن دائرته ستمدد ساعات العمل مطلع الشهر المقبل.',
      'الباب مغلق. الحارس يشرب الشاي. ابتسم ولم يقل شيئاً.',
      ASKS,
      'الأرقام تقول غير ذلك: زاد عدد القراء المسجلين في المكتبات العامة الثلث في خمس سنوات.',
      POINT,
      'مكتبة واحدة فتحت أبوابها مساءً فتضاعف زوار المكتبات القريبة منها.',
    );
    expect(summary).toMatch(/^قال مدير المكتبات/);
  });
});
