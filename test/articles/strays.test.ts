import { describe, expect, test } from 'vitest';
import { readLookAlikes } from '../../eval/sites.ts';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { htmlBlocks } from '../../src/articles/html-blocks.ts';
import { body, inMid, title } from './port-story.ts';

const kept = (page: readonly string[], of = title): string[] =>
  cleanParagraphs(page, { title: of }).kept.map((block) => block.text);

describe('a page that speaks to its readers in mid-article', () => {
  test.each([
    'بريدك يستحق أخباراً أفضل: خلاصة أسبوعية نكتبها بأنفسنا ونرسلها لكم كل سبت.',
    'سجّل حضورك في ندوتنا المقبلة، المقاعد محدودة والدخول مجاني.',
    'يتطلب عرض هذه الخريطة قبول ملفات الارتباط من موقع خارجي.',
    'استمتعوا بقراءة بلا إعلانات، اشتراك شهري بأقل من ثلاثة دولارات لقرائنا الجدد.',
    'نُشر هذا التقرير بدعم من صندوق الصحافة، وتُرجم عن الإنجليزية.',
    'ملاحظة المحرر: ورد خطأ في اسم الشركة في نسخة سابقة من هذا المقال.',
    'صحافة لا يملكها أحد تحتاج إلى من يدفع ثمنها، فكن من داعمينا.',
  ])('%s', (line) => {
    expect(kept(inMid(line))).toEqual(body);
  });
});

describe('other stories in mid-article, under no label', () => {
  test('two titles go', () => {
    expect(
      kept(inMid('علماء يكتشفون كوكباً بعيداً يشبه الأرض في حجمه', 'منتخب السلة يبلغ نهائي كأس آسيا لأول مرة')),
    ).toEqual(body);
  });

  test('a title and what stands under it, beside the page’s own line, go', () => {
    const lines = [
      'منتخب السلة يبلغ نهائي كأس آسيا لأول مرة',
      'بلغ منتخب السلة نهائي كأس آسيا للمرة الأولى بعد فوزه على ضيفه الياباني في طوكيو.',
      'المزيد',
    ];
    expect(kept(inMid(...lines))).toEqual(body);
  });

  test('a heading of the article’s own stays above its text', () => {
    expect(kept(inMid('ماذا تقول الشركة؟'))).toEqual(inMid('ماذا تقول الشركة؟'));
    expect(kept(inMid('عقود مخفية'))).toEqual(inMid('عقود مخفية'));
  });
});

test('a title that is a long question goes from a list above the article, with its excerpt', () => {
  const list = [
    'الأكثر قراءة',
    'هل ما زالت النساء يُمنعن من دخول ملاعب كرة القدم في عواصم كثيرة من العالم؟',
    'بعض ما شهدته البطولة الأخيرة جعل كثيرين يسألون عن مكان النساء في مدرجات كرة القدم.',
    'منتخب السلة يبلغ نهائي كأس آسيا',
    'بلغ منتخب السلة نهائي كأس آسيا للمرة الأولى بعد فوزه على ضيفه الياباني.',
  ];
  expect(kept([...list, ...body])).toEqual(body);
});

test('an interview keeps its questions beside a box', () => {
  const interview = [
    'تدير سلوى البيطار مكتبة المرفأ منذ عامين، وقد وجدت فيها مخطوطات لم يفهرسها أحد من قبل.',
    'كيف بدأت العمل؟',
    'بدأت من السقف، فقد كان الماء يتسرب إلى القاعة ويتلف ما في الصناديق من أوراق.',
    'من يمول الترميم؟',
    'مولته البلدية في السنة الأولى، ثم جاءت منحة من جامعة في المهجر.',
  ];
  const page = [...interview.slice(0, 3), 'اقرأ أيضاً', 'منتخب السلة يبلغ نهائي كأس آسيا', ...interview.slice(3)];
  expect(kept(page, 'مديرة مكتبة المرفأ: وجدت مخطوطات لم يفهرسها أحد')).toEqual(interview);
});

describe('articles that read like a page’s own lines stay whole', async () => {
  const samples = [...(await readLookAlikes('tune')), ...(await readLookAlikes('test'))];
  test.each(samples.map((sample) => [sample.title, sample] as const))('%s', (_, sample) => {
    expect(kept(sample.paragraphs, sample.title)).toEqual(sample.paragraphs);
  });
});

test('a heading or item that is one link to another page is another story’s title; one to a place on this page is not', () => {
  const html = `<p>${body[0]}</p><h4><a href="/story/7">منتخب السلة يبلغ نهائي كأس آسيا</a></h4>
    <h3><a href="#contracts">عقود الشركة</a></h3><p>${body[3]}</p>`;
  expect(htmlBlocks(html, null).blocks.map((block) => block.text)).toEqual([body[0], 'عقود الشركة', body[3]]);
});

test('an article shorter than what stands around it is found by the title that it takes up', () => {
  const other =
    'بلغ منتخب السلة، بعد فوزه على ضيفه الياباني، نهائي كأس آسيا، وهو ما لم يفعله منذ تأسيسه قبل ستين عاماً، ';
  const html = `<html><head><title>${title}</title></head><body><main><h1>${title}</h1>
    <div class="a1"><p>${body[0]}</p><p>${body[1]}</p></div>
    <div class="b2">${`<p>${other}${other}${other}</p>`.repeat(4)}</div></main></body></html>`;
  const read = articleFromPage(html, 'https://site.example/7', title);
  expect(read?.article.blocks.map((block) => block.text)).toEqual(body.slice(0, 2));
});

test('links to a video and its player, in mid-article, are the page’s; a witness is the story’s', () => {
  const lines = ['شاهد بالفيديو.. منتخب السلة يبلغ نهائي كأس آسيا', 'تشغيل الفيديو. المدة 2 دقائق 15 ثواني'];
  expect(kept(inMid(...lines))).toEqual(body);
  const witness = 'شاهد عيان: رأيت سفينة الشحن ترسو في المرفأ قبل الفجر.';
  expect(kept(inMid(witness))).toEqual(inMid(witness));
});
