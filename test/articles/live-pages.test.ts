import { describe, expect, test } from 'vitest';
import { cleanParagraphs } from '../../src/articles/boilerplate.ts';
import { articleFromPage } from '../../src/articles/from-page.ts';

const TITLE = 'فيضان في وادي السرو: ما نعرفه حتى الآن';
const INTRO = 'ارتفع منسوب النهر ليل الأحد بعد يومين من المطر، وأخليت القرى المحاذية للمجرى.';
const POSTS = [
  'أعلن الدفاع المدني انتهاء الإجلاء من القرى الأربع، ونقل من بقي من سكانها إلى مدرسة البلدة.',
  'انهار جسر السكة القديم، والطريق الدولي مقطوع في الاتجاهين.',
  'وصلت أول مروحية ونقلت أحد عشر شخصاً بينهم امرأة حامل.',
  'حذّر مدير السد من فتح بوابة ثالثة إذا استمر المطر حتى المساء.',
];
const TIMES = ['قبل 5 دقائق', '14:50', 'الساعة 13:05', '11:41 بتوقيت بيروت'];
const OTHERS = [
  'مصرف الجبل يرفع الفائدة مرة رابعة',
  'عودة الصيادين إلى الميناء القديم',
  'إضراب المعلمين يدخل أسبوعه الثالث',
];

function bodyOf(inner: string, head = ''): string[] {
  const html = `<!doctype html><html lang="ar"><head><title>${TITLE}</title>${head}</head><body>${inner}</body></html>`;
  const read = articleFromPage(html, 'https://example.org/live', TITLE);
  return read?.article.blocks.filter((block) => block.kind !== 'caption').map((block) => block.text) ?? [];
}

const post = (text: string, at: number): string =>
  `<div class="u"><div class="m"><span>${TIMES[at]}</span><span>هبة الناصر</span></div><div><p>${text}</p></div><span>شارك</span></div>`;
const cards = OTHERS.map(
  (title, at) =>
    `<div class="c"><span>قبل ${at + 3} ساعات</span><a href="/s/${at}"><h3>${title}</h3></a><p>${title} بعد أيام من التوقف، وقال مسؤول إن القرار نهائي ولا رجعة عنه هذا العام.</p></div>`,
).join('');

describe('a live page comes out as its posts', () => {
  test('boxes side by side, with what stands between and beside them left out', () => {
    const posts = POSTS.map(post);
    const page = `<div class="w"><h1>${TITLE}</h1><div class="dek"><p>${INTRO}</p></div><div class="s">${posts.slice(0, 2).join('')}
<div class="ad"><a href="/s/9">${OTHERS[0]}</a></div>${posts.slice(2).join('')}</div></div><div class="grid">${cards}</div>`;
    expect(bodyOf(page)).toEqual([INTRO, ...POSTS]);
  });

  test('items of a list, each declaring a text of its own', () => {
    const items = POSTS.map(
      (text, at) =>
        `<li itemprop="liveBlogUpdate"><time>${TIMES[at]}</time><div itemprop="articleBody">${text}</div></li>`,
    ).join('');
    expect(bodyOf(`<h1>${TITLE}</h1><ul>${items}</ul>`)).toEqual(POSTS);
  });

  test('posts that only JSON-LD has, as where they are built in the browser', () => {
    const updates = POSTS.map((articleBody) => ({ '@type': 'BlogPosting', articleBody }));
    const data = JSON.stringify({ '@type': 'LiveBlogPosting', headline: TITLE, liveBlogUpdate: updates });
    const head = `<script type="application/ld+json">${data}</script>`;
    expect(bodyOf(`<h1>${TITLE}</h1><div id="root"><p>${INTRO}</p></div>`, head)).toEqual(POSTS);
  });

  test('cards with a time and a link to another story are no posts', () => {
    const article = [INTRO, ...POSTS].map((text) => `<p>${text}</p>`).join('');
    expect(
      bodyOf(`<h1>${TITLE}</h1><div class="entry-content">${article}</div><div class="grid">${cards}</div>`),
    ).toEqual([INTRO, ...POSTS]);
  });

  test('few posts beside cards with long excerpts are the page’s text', () => {
    const long = OTHERS.map(
      (title, at) =>
        `<div class="c"><span>قبل ${at + 3} ساعات</span><h3><a href="/s/${at}">${title}</a></h3><p>${`${title} بعد أيام من التوقف، وقال مسؤول إن القرار نهائي. `.repeat(30)}</p></div>`,
    ).join('');
    const page = `<div class="w"><h1>${TITLE}</h1><div class="s">${POSTS.map(post).join('')}</div></div><div class="grid">${long}</div>`;
    expect(bodyOf(page)).toEqual(POSTS);
  });

  test('an article that has a list of times in it is read whole', () => {
    const times = POSTS.map((text, at) => `<li><b>${TIMES[at]}</b> ${text}</li>`).join('');
    const after = POSTS.map((text) => `وبعد يوم على الفيضان ${text}`);
    const page = `<h1>${TITLE}</h1><p>${INTRO}</p><ul>${times}</ul>${after.map((text) => `<p>${text}</p>`).join('')}`;
    expect(bodyOf(page)).toEqual(expect.arrayContaining([INTRO, ...after]));
  });

  test('as flat text, a paragraph with its time between two labels', () => {
    const timed = POSTS.map((text, at) => `1${9 - at}:05 – ${text}`);
    const page = [...timed.slice(0, 2), 'قد يهمك أيضاً:', OTHERS[1] ?? '', timed[2] ?? '', 'إعلان', timed[3] ?? ''];
    expect(cleanParagraphs(page, { title: TITLE }).kept.map(({ text }) => text)).toEqual(timed);
  });
});
