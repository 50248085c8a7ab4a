import { describe, expect, test } from 'vitest';
import { normalise } from '../../src/articles/text/index.ts';
import { summariseParagraphs } from '../../src/summaries/index.ts';
import { mostlyQuotes } from '../../src/summaries/repetition.ts';
import { isTrifle } from '../../src/summaries/rules/trifles.ts';
import { readSource } from '../../src/summaries/source.ts';

const title = 'البلدية تفتتح محطة تنقية المياه في الوادي الشرقي';
const news = 'افتتحت بلدية الوادي الشرقي صباح الثلاثاء محطة لتنقية المياه تخدم سكان المدينة وقراها.';
const rest =
  'وأقيمت المحطة على تلة تشرف على النهر، وأحاطها المقاول بسور من الحجر الجيري الذي جلب من مقالع البلدة المجاورة، وزرع حولها المتطوعون صفوفاً من السرو والصنوبر والدفلى والغار والزعتر البري على امتداد الطريق القديم الذي يصل السوق بالمحطة عبر الجسر الخشبي المرمم حديثاً بأيدي الأهالي.';

function summaryOf(...paragraphs: string[]): string {
  return summariseParagraphs({ title, paragraphs }).summary;
}

describe('a further sentence that adds too little is not printed, and the summary is the shorter', () => {
  test.each([
    'وقال رئيس البلدية: «نحن سعداء جداً بهذا اليوم، ولن نتوقف عن العمل معاً».',
    'ولم توضح البلدية عدد الموظفين الذين سيعملون في المحطة.',
    'وجاء الإعلان عن الافتتاح في بيان للبلدية نشر أمس.',
    'وأعرب المحافظ عن سعادته بإنجاز المحطة.',
    'وهنأ الوزير أهالي الوادي بمناسبة افتتاحها.',
    'واستقبل الحاضرون رئيس البلدية بتصفيق حار عند وصوله إلى المحطة.',
    'ومن المقرر أن يبدأ اجتماع البلدية عند الساعة الثامنة مساء.',
    'وقال رئيس البلدية وهو يستعد لمغادرة المكان مع ضيوفه «سنتباحث في ما يمكننا القيام به».',
  ])('%s', (sentence) => {
    expect(summaryOf(news, sentence, rest)).toBe(news);
  });

  test.each([
    'وقال رئيس البلدية: «ستصل المياه إلى 40 ألفاً من سكان المدينة وقراها قبل نهاية الشهر».',
    'وتعمل المحطة بالطاقة الشمسية، وهي الأولى من نوعها في البلاد.',
  ])('but for one that tells something: %s', (sentence) => {
    expect(summaryOf(news, sentence, rest)).toBe(`${news} ${sentence}`);
  });
});

test.each([
  ['وكتب الوزير على صفحته «قدم محامونا الشكوى، ولدينا ملف جيد».', true],
  ['وكتب الوزير على صفحته «قدم محامونا 12 شكوى، ولدينا ملف جيد».', false],
  ['وقال الوزير للصحافيين الذين رافقوه في الطائرة «سنقوم بكل شيء لحماية مواطنينا».', true],
  ['وقال الوزير للصحافيين الذين رافقوه في الطائرة «القانون يحمي كل سكان المدينة».', false],
  ['وقال الوزير إن القرار جاء بعد مراجعة للمساعدات التي تقدمها بلاده «في كل مكان».', false],
])('what is hardly more than somebody’s words: %s', (text, expected) => {
  const [sentence] = readSource([{ kind: 'paragraph', text, start: 0 }]);
  expect(sentence !== undefined && mostlyQuotes(sentence)).toBe(expected);
});

test.each([
  ['ولم توضح الشركة عدد الحسابات التي تأثرت بالهجوم.', true],
  ['ولم توضح الشركة عدد الحسابات، لكن موقعاً متخصصاً تحدث عن 14 مليون حساب.', false],
  ['ولم توقف الشركة الحسابات التي تأثرت بالهجوم.', false],
  ['وعبرت المؤسسة المنظمة للرحلة عن مواساتها لعائلة الفنان.', true],
  ['وعبرت السفن المضيق عن طريق الممر الشمالي.', false],
  ['ورفع طاقم الفيلم شارة النصر أمام المصورين.', true],
  ['وأعلنت الوزارة توقيع صفقة لشراء ست طائرات.', false],
  ['ومن المقرر أن يبدأ الاجتماع في الساعة الثالثة في برلين.', true],
  ['ووقع الزلزال في الساعة الثالثة فجراً.', false],
  ['وجاء القرار بعد إقالة كبار ضباط الشرطة.', false],
  ['وكانت التوقعات الأولية قد رجحت أن تُرفض المبادرتان.', true],
])('trifles: %s', (text, expected) => {
  expect(isTrifle(normalise(text))).toBe(expected);
});
