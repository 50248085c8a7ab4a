import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';

const title = 'بلدة الجرد تنتظر طبيبها منذ عامين';
const scene = [
  'قبل الفجر تشعل أم نبيل الموقد وتضع إبريقين على الجمر. واحد للقهوة، وواحد تغلي فيه الإبر.',
  '«تعلمت من الكتاب، ثم من يدي»، تقول وهي تلف الشاش على معصم ولد.',
];
const story = [
  'أقفل المستوصف الوحيد في بلدة الجرد عام 2021 بعدما هاجر طبيبها، ولم تعيّن الوزارة بديلاً منه.',
  'ويقطع المرضى 40 كيلومتراً إلى أقرب مستشفى، في طريق تقفله الثلوج شهرين كل شتاء.',
  'وقال رئيس البلدية إن الوزارة وعدت بطبيب مقيم ثلاث مرات، وإن المستوصف مجهز منذ الصيف.',
  'ودعت البلدية الأطباء من أبناء البلدة إلى مناوبة شهرية تتكفل بسكنهم خلالها.',
];
const article = [...scene, ...story];
const others = [
  'مصرف الجبل يرفع الفائدة مرة رابعة',
  'عودة الصيادين إلى الميناء القديم',
  'إضراب المعلمين يدخل أسبوعه الثالث',
];
const kept = (page: readonly string[]): string[] => cleanParagraphs(page, { title }).kept.map((block) => block.text);

describe('an opening scene that shares no word with its story stays', () => {
  test('under a list of titles alone', () => {
    expect(kept(['الأكثر قراءة', ...others, ...article])).toEqual(article);
  });

  test('under a date with no title over it', () => {
    expect(kept(['آخر تحديث: 15/5/2023 08:12', ...article])).toEqual(article);
    expect(kept(['الأحد 20 شعبان 1439هـ', ...article])).toEqual(article);
  });

  test('under its author and a date', () => {
    expect(kept(['Author, سمر الحداد', 'Role, صحافية', 'قبل 3 ساعات', ...article])).toEqual(article);
    expect(kept(['هيئة التحرير', '14 أيار 2023', ...article])).toEqual(article);
  });

  test('under the title printed again, with a form below it', () => {
    const form = ['النشرة البريدية', 'أدخل بريدك الإلكتروني', 'اشترك'];
    expect(kept([title, scene[0] ?? '', ...form, ...article.slice(1)])).toEqual(article);
  });
});

test('above the article a title with its one-sentence excerpt goes, also under the printed title', () => {
  const excerpt = 'رفع مصرف الجبل سعر الفائدة مرة رابعة خلال عام لكبح التضخم.';
  expect(kept([title, '14 مايو 2023', excerpt, 'استمع', ...story])).toEqual(story);
});

test('above the article an author and a date under another story’s title are that story’s', () => {
  const excerpt = 'رفع مصرف الجبل سعر الفائدة مرة رابعة خلال عام لكبح التضخم.';
  expect(kept([others[0] ?? '', 'بقلم: رنا المصري', '14 مايو 2023', excerpt, ...story])).toEqual(story);
});

test('the date of a card does not reach the paragraph under the card', () => {
  const card = [
    others[0] ?? '',
    '05/05/2018',
    'رفع مصرف الجبل سعر الفائدة مرة رابعة، وقال حاكمه إن التضخم لم يهبط بعد.',
  ];
  const page = [...article.slice(0, 4), 'من الأرشيف', ...card, ...article.slice(4)];
  expect(kept(page)).toEqual(article);
});

test('a paragraph under a link to another story is the article going on, whatever it shares with the link', () => {
  const link = 'للمزيد - بلدات الجرد: أسعار المازوت والحطب هذا الشتاء';
  const next = 'بالحطب وحده تدفأ البلدات العالية، فأسعار المازوت تضاعفت مرتين هذا الشتاء.';
  expect(kept([...article.slice(0, 3), link, next, ...article.slice(3)])).toEqual([
    ...article.slice(0, 3),
    next,
    ...article.slice(3),
  ]);
});

test('an explainer’s introduction stays over its first question', () => {
  const explainer = [
    'ليس الصندوق مصرفاً ولا وزارة. هو حساب تودع فيه ثماني بلديات جزءاً من رسوم المياه، وتصرف منه حين تجف الآبار.',
    'متى أُنشئ؟',
    'أُنشئ صندوق الجفاف عام 2014 بعد موسم بلا مطر أفلس فيه مئات المزارعين.',
    'من يموّله؟',
    'يموّله أصحاب الآبار برسم قدره نصف في المئة من الفاتورة، وتضيف إليه وزارة الزراعة مثله.',
  ];
  const kept = cleanParagraphs(explainer, { title: 'ما هو صندوق الجفاف ومن يموّله؟' }).kept;
  expect(kept.map(({ text }) => text)).toEqual(explainer);
});
