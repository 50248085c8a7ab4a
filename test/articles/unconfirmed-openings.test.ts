import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { summarise, summariseParagraphs } from '../../src/summaries/index.ts';

const title = 'بلدة الجرد تنتظر طبيبها منذ عامين';
const story = [
  'أقفل المستوصف الوحيد في بلدة الجرد عام 2021 بعدما هاجر طبيبها، ولم تعيّن الوزارة بديلاً منه منذ عامين.',
  'ويقطع المرضى 40 كيلومتراً إلى أقرب مستشفى، في طريق تقفله الثلوج شهرين كل شتاء.',
  'وقال رئيس البلدية إن الوزارة وعدت بطبيب مقيم ثلاث مرات، وإن المستوصف مجهز منذ الصيف.',
  'ودعت البلدية الأطباء من أبناء البلدة إلى مناوبة شهرية تتكفل بسكنهم خلالها.',
];
const excerpt =
  'رفع مصرف الجبل سعر الفائدة مرة رابعة خلال عام لكبح التضخم. ويخشى التجار أن يزيد القرار كلفة القروض الصغيرة.';
const scene = 'قبل الفجر تشعل أم نبيل الموقد وتضع إبريقين على الجمر. واحد للقهوة، وواحد تغلي فيه الإبر.';
const head = [title, 'رنا الخوري – 14 مايو 2023'];

const standing = (page: readonly string[]): (readonly [string, 'confirmed' | 'unconfirmed'])[] =>
  cleanParagraphs(page, { title }).kept.map(({ text, unconfirmed }) => [
    text,
    unconfirmed ? 'unconfirmed' : 'confirmed',
  ]);
const summaryOf = (paragraphs: readonly string[]): string => summariseParagraphs({ title, paragraphs }).summary;
const confirmed = (texts: readonly string[]): (readonly [string, 'confirmed'])[] =>
  texts.map((text) => [text, 'confirmed']);

describe('what may open the article or be another story’s', () => {
  test.each([
    ['an excerpt, a control under it', [excerpt, 'استمع']],
    ['a scene', [scene]],
  ])('%s stays in the body and out of the summary', (_, above) => {
    const page = [...head, ...above, ...story];
    expect(standing(page)).toEqual([[above[0], 'unconfirmed'], ...confirmed(story)]);
    expect(summaryOf(page)).toMatch(/^أقفل المستوصف/);
  });

  test('takes along what goes on with it', () => {
    const words = 'وتقول وهي تلف الشاش على معصم ولد إنها تعلمت من كتاب قديم.';
    const page = [...head, scene, words, ...story];
    expect(standing(page).slice(0, 3)).toEqual([
      [scene, 'unconfirmed'],
      [words, 'unconfirmed'],
      [story[0], 'confirmed'],
    ]);
    expect(summaryOf(page)).toMatch(/^أقفل المستوصف/);
  });

  test('is confirmed by its words in the text that runs on under it', () => {
    const nurse = 'إلى باب المستوصف الوحيد تصل أم نبيل في طريق تقفله الثلوج. تشعل الموقد قبل الفجر وينتظرها المرضى.';
    expect(standing([...head, nurse, ...story])).toEqual(confirmed([nurse, ...story]));
    expect(summaryOf([...head, nurse, ...story])).toMatch(/^إلى باب المستوصف/);
  });

  test('is confirmed by nothing of the page over it', () => {
    expect(standing([scene, ...story])).toEqual(confirmed([scene, ...story]));
  });

  test('is summarised where there is nothing else', () => {
    expect(standing([...head, scene])).toEqual(confirmed([scene]));
    const article = { title, standfirst: null, byline: null, publishedAt: null, link: '', image: null, tags: [] };
    const blocks = [
      { kind: 'paragraph', text: scene, unconfirmed: true },
      { kind: 'paragraph', text: 'فمن يداوي أهل البلدة؟' },
    ] as const;
    expect(summarise({ ...article, blocks }).summary).toMatch(/^قبل الفجر/);
  });
});

test('what stands apart under a line of the page, with no word of the article, is printed and not summarised', () => {
  const apart = 'سجل المهاجم المصري هدفاً في الدقيقة الأخيرة أمام ضيفه.';
  const page = [...head, ...story.slice(0, 2), 'شارك', apart];
  expect(standing(page)).toEqual([...confirmed(story.slice(0, 2)), [apart, 'unconfirmed']]);
});

test('an article that was read from a page, stored and loaded still knows what is unconfirmed', () => {
  const paragraphs = [scene, ...story].map((text) => `<p>${text}</p>`).join('');
  const html = `<html><head><title>${title}</title></head><body><h1>${title}</h1>
    <div class="entry-content"><p>رنا الخوري – 14 مايو 2023</p>${paragraphs}</div></body></html>`;
  const read = articleFromPage(html, 'https://site.example/7', title);
  if (read === null) throw new Error('the page gives no article');
  const blocks = JSON.parse(JSON.stringify(read.article.blocks)) as typeof read.article.blocks;
  expect(blocks.map(({ text, unconfirmed }) => [text, unconfirmed])).toEqual([
    [scene, true],
    ...story.map((text) => [text, undefined]),
  ]);
  expect(summarise({ ...read.article, blocks }).summary).toMatch(/^أقفل المستوصف/);
});

test('what stands right under the printed title and has words of it opens the article, though a section parts it from the rest', () => {
  const of = 'الدعوة إلى مستوصف مشترك تقسم بلدات الجرد: حل أم مناورة؟';
  const opening =
    'أثارت تصريحات رئيس اتحاد البلديات عن مستوصف يخدم أربع بلدات ردوداً متفاوتة بين من رأى فيها توفيراً ومن عدّها تهرباً من تعيين الأطباء.';
  const rest = 'وقسمت الدعوة إلى المستوصف المشترك سكان بلدات الجرد، ويعدّه مؤيدوها حلاً ويراه معارضوها مناورة.';
  expect(
    cleanParagraphs([of, opening, 'انقسام', rest], { title: of }).kept.map((one) => one.unconfirmed ?? false),
  ).toEqual([false, false, false]);
});
