import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';

const headline = 'بلدية النبع تعيد فتح سوق الخضار القديم بعد ترميم سقفه';
const text = `<p>أعادت بلدية النبع أمس فتح سوق الخضار القديم أمام الباعة بعد ترميم سقفه الذي تضرر من عواصف الشتاء الماضي.</p>
  <p>وقال رئيس البلدية سامر الحلاق إن أعمال الترميم كلفت ثمانين ألف دينار، وشملت السقف وشبكة المياه والأرصفة حول السوق.</p>
  <p>وأضاف أن سبعين بائعا عادوا إلى محالهم، وأن البلدية لن ترفع إيجاراتها هذا العام ولا العام المقبل.</p>`;

function read(body: string, title: string, head = '') {
  const html = `<html><head><title>${title}</title>${head}</head><body><div class="top"><a href="/">صحيفة النبع</a></div>${body}</body></html>`;
  const article = articleFromPage(html, 'https://news.example.org/details?id=7')?.article;
  return {
    title: article?.title,
    day: article?.publishedAt?.toISOString().slice(0, 10),
    blocks: article?.blocks.length,
  };
}

describe('a page that says of itself only what kind of page it is, or whose', () => {
  test.each([
    ['what kind, behind the house', 'المنصة الاخبارية - تفاصيل الخبر'],
    ['what kind, before the house', 'مقالة - النبع'],
    ['what kind', 'الخبر'],
    ['what kind, as its program has it', 'News Details'],
    ['what nobody named', 'صفحة جديدة 1'],
    ['whose', 'صحيفة النبع'],
    ['nothing', ''],
  ])('has the headline above its text: %s', (_, title) => {
    const body = `<p class="section">محليات</p><p class="news-title">${headline}</p><div class="date"><p>2 مارس 2025</p></div>
      <div class="col"><div class="title">المزيد من أخبار محلية ومنوعات</div><p>غزارة الأمطار</p></div><div class="des">${text}</div>`;
    expect(read(body, title)).toEqual({ title: headline, day: '2025-03-02', blocks: 3 });
  });

  test.each([
    ['a heading of the third rank', `<h3>${headline}</h3>`],
    ['a cell in heavy type', `<table><tr><td><font size="5" color="red"><b>${headline}</b></font></td></tr></table>`],
    ['what a form names so', `<span id="ctl00_Main_lblTitle">${headline}</span>`],
  ])('has it in %s', (_, line) => {
    const ticker = '<marquee><p><a href="/1">فتح باب التسجيل في سوق الخضار الجديد بالعاصمة</a></p></marquee>';
    expect(read(`${ticker}<div>${line}</div><div class="des">${text}</div>`, 'تفاصيل الخبر').title).toBe(headline);
  });

  test('has it below a heading of the section and what a menu says of the house', () => {
    const menu = `<div class="menu"><h5>من نحن وماذا نكتب لكم</h5><p>صحيفة محلية ذات خبرة عالية في أخبار النبع وقراها، تصدر كل صباح منذ عشرين عاما، وتوزع في المحال كلها.</p></div>`;
    const body = `${menu}<div class="page-title"><h1 class="title">المدونة</h1></div><div class="entry-content"><h3 class="title">${headline}.</h3>${text}</div>`;
    expect(read(body, 'النبعيات').title).toBe(`${headline}.`);
  });

  test('has its only heading, though that has no word of the text', () => {
    const other = 'حين تصبح الحكاية أطول من الطريق';
    expect(read(`<div><h2>${other}</h2></div><div>${text}</div>`, 'مقال').title).toBe(other);
  });

  test('keeps what it has where no line above the text is one', () => {
    expect(read(`<div class="des">${text}</div><h3>${headline}</h3>`, 'تفاصيل الخبر').title).toBe('تفاصيل الخبر');
  });
});

test('a page that names itself keeps its title, whatever stands above the text', () => {
  const own = 'سوق الخضار يفتح من جديد';
  expect(read(`<h3>${headline}</h3><div class="des">${text}</div>`, own).title).toBe(own);
  expect(
    read(`<h3>${headline}</h3><div class="des">${text}</div>`, `${own} - تفاصيل جديدة ومهمة عن ترميم السقف`).title,
  ).toContain(own);
});
