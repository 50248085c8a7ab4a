import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';

const TITLE = 'بلدية رأس الجسر تعيد فتح المسبح الشتوي';
const LEAD_IN = 'المسبح أغلق سبعة أشهر لإصلاح التشققات، والدخول مجاني للأطفال.';
const OWN = [
  'أعادت بلدية رأس الجسر، الخميس، فتح المسبح الشتوي بعد إصلاحات دامت سبعة أشهر وكلفت مليونين و300 ألف ليرة.',
  'وقالت رئيسة البلدية نهاد الصراف إن الدخول مجاني لمن هم دون الثانية عشرة، وإن الدروس تبدأ مطلع الأسبوع المقبل.',
  'وكان المسبح قد أغلق في أبريل بعدما كشف فحص دوري عن تشققات في الحوض الكبير وتسرب في أنابيب التدفئة.',
  'ويتسع المسبح لمئتي شخص، ويعمل من السابعة صباحاً حتى التاسعة مساء ما عدا يوم الاثنين المخصص للصيانة.',
];
const text = OWN.map((line) => `<p>${line}</p>`).join('');
const OTHER = {
  title: 'سباق القوارب في رأس الجسر يؤجل إلى الربيع',
  content: text.replaceAll('المسبح', 'القارب'),
  published_at: '2020-01-01T00:00:00Z',
  authors: [{ name: 'كاتب آخر' }],
};

const read = (data: unknown, { head = '', title = TITLE }: { head?: string; title?: string } = {}) =>
  articleFromPage(
    `<html lang="ar"><head><title>${title}</title>${head}</head><body><div id="root"></div><script type="application/json">${JSON.stringify(data).replaceAll('</', '<\\/')}</script></body></html>`,
    'https://news.example/a/1',
  )?.article;

const told = {
  byline: 'سلمى خوري، رامي دباس',
  publishedAt: new Date('2026-11-27T07:30:00Z'),
  image: { url: 'https://news.example/p/pool.jpg', alt: 'الحوض الكبير' },
  tags: ['رياضة', 'خدمات'],
  standfirst: LEAD_IN,
};

describe('a page that is built in the browser tells its writer, day, lead-in, picture and topics in its data', () => {
  test.each([
    [
      'Next',
      {
        props: {
          article: {
            title: TITLE,
            subtitle: LEAD_IN,
            content: text,
            published_at: '2026-11-27T10:30:00+03:00',
            authors: [{ name: 'سلمى خوري' }, { name: 'رامي دباس' }],
            featured_image: { src: '/p/pool.jpg', alt: 'الحوض الكبير' },
            tags: [{ name: 'رياضة' }, { name: 'خدمات' }],
          },
          latest: [OTHER],
        },
      },
    ],
    [
      'Arc',
      {
        headlines: { basic: TITLE },
        subheadlines: { basic: LEAD_IN },
        display_date: '2026-11-27T07:30:00Z',
        credits: { by: [{ name: 'سلمى خوري' }, { name: 'رامي دباس' }] },
        taxonomy: { tags: [{ text: 'رياضة' }, { text: 'خدمات' }] },
        promo_items: { basic: { url: '/p/pool.jpg', alt_text: 'الحوض الكبير' } },
        content_elements: OWN.map((content) => ({ type: 'text', content })),
      },
    ],
    [
      'Strapi',
      {
        data: [
          {
            attributes: {
              title: TITLE,
              lead: LEAD_IN,
              body: text,
              createdAt: '2026-11-01T00:00:00Z',
              publishedAt: '2026-11-27T07:30:00.000Z',
              authors: { data: [{ attributes: { name: 'سلمى خوري' } }, { attributes: { name: 'رامي دباس' } }] },
              cover: { data: { attributes: { url: '/p/pool.jpg', alternativeText: 'x', alt: 'الحوض الكبير' } } },
              tags: { data: [{ attributes: { name: 'رياضة' } }, { attributes: { name: 'خدمات' } }] },
            },
          },
        ],
      },
    ],
    [
      'plain fields',
      {
        story: {
          headline: TITLE,
          deck: LEAD_IN,
          html: text,
          timestamp: Date.parse('2026-11-27T07:30:00Z') / 1000,
          author_name: 'سلمى خوري، رامي دباس',
          image_url: '/p/pool.jpg',
          image: { large: '/p/pool.jpg', alt: 'الحوض الكبير' },
          keywords: 'رياضة, خدمات',
        },
      },
    ],
  ])('%s', (name, data) => {
    const image = name === 'plain fields' ? { ...told.image, alt: null } : told.image;
    expect(read(data)).toMatchObject({ title: TITLE, ...told, image });
  });

  test('and its title without the house’s name behind it', () => {
    expect(read({ story: { title: TITLE, body: text } }, { title: `${TITLE} - الجسر اليوم` })?.title).toBe(TITLE);
  });

  test('and by a function that gives its data when it is called, as Nuxt 2 writes it', () => {
    const state = `window.__NUXT__=(function(a,b,c){c.x=1;return {layout:"default",data:[{post:{title:a,body:${JSON.stringify(text)},date:'2026-11-27T07:30:00Z',author:{name:b},share:.5,image:c}}],head:{title:a},error:void 0 === 1 ? 1 : null}}(${JSON.stringify(TITLE)},"سلمى \\u062eوري",null));`;
    const page = (script: string) =>
      articleFromPage(
        `<html lang="ar"><head><title>${TITLE}</title></head><body><div id="__nuxt"></div><script>${script.replaceAll('</', '\\u003C/')}</script></body></html>`,
        'https://news.example/a/1',
      )?.article;
    expect(page(state.replace('error:void 0 === 1 ? 1 : null', 'error:null'))).toMatchObject({
      byline: 'سلمى خوري',
      publishedAt: new Date('2026-11-27T07:30:00Z'),
      blocks: OWN.map((line) => ({ kind: 'paragraph', text: line })),
    });
    // What cannot be read without being run is left alone.
    expect(page(state)).toBeUndefined();
  });

  test('what the page itself declares goes first', () => {
    const head = '<meta name="author" content="نهى المصري"><meta name="date" content="2026-11-20T10:00:00Z">';
    const story = { title: TITLE, content: text, author: 'سلمى خوري', date: '2026-11-27T07:30:00Z' };
    expect(read({ story }, { head })).toMatchObject({
      byline: 'نهى المصري',
      publishedAt: new Date('2026-11-20T10:00:00Z'),
    });
  });

  test('and none of a story whose title is the first half of this one’s', () => {
    const old = { title: TITLE, content: text, author: 'كاتب قديم', date: '2019-01-01T00:00:00Z' };
    const shown = articleFromPage(
      `<html><head><title>${TITLE} - بالصور</title></head><body><h1>${TITLE} - بالصور</h1>${text}<script type="application/json">${JSON.stringify(old).replaceAll('</', '<\\/')}</script></body></html>`,
      'https://news.example/a/1',
    )?.article;
    expect(shown).toMatchObject({ title: `${TITLE} - بالصور`, byline: null, publishedAt: null });
    const long = `${TITLE} - بعد سبعة أشهر من الإغلاق`;
    expect(read({ list: [old], post: { title: long, content: text } }, { title: long })).toMatchObject({
      title: long,
      byline: null,
    });
    const own = { ...old, title: `${TITLE} - بالصور`, author: 'سلمى خوري', date: null };
    expect(read({ list: [old, own] }, { title: own.title })).toMatchObject({ title: own.title, byline: 'سلمى خوري' });
  });

  test('what another story’s or an account’s is stays out', () => {
    const article = { title: TITLE, content: text, author: { name: 'admin' }, related: [{ ...OTHER, title: TITLE }] };
    expect(read({ article, more: [OTHER] })).toMatchObject({ byline: null, publishedAt: null });
  });
});
