import { describe, expect, test } from 'vitest';
import { articleFromPage } from '../../src/articles/from-page.ts';
import { scriptData } from '../../src/articles/script-data.ts';

const TITLE = 'بلدية رأس الجسر تعيد فتح المسبح الشتوي';
const OWN = [
  'أعادت بلدية رأس الجسر، الخميس، فتح المسبح الشتوي بعد إصلاحات دامت سبعة أشهر وكلفت مليونين و300 ألف ليرة.',
  'وقالت رئيسة البلدية نهاد الصراف إن الدخول مجاني لمن هم دون الثانية عشرة، وإن الدروس تبدأ مطلع الأسبوع المقبل.',
  'وكان المسبح قد أغلق في أبريل بعدما كشف فحص دوري عن تشققات في الحوض الكبير وتسرب في أنابيب التدفئة.',
  'ويتسع المسبح لمئتي شخص، ويعمل من السابعة صباحاً حتى التاسعة مساء ما عدا يوم الاثنين المخصص للصيانة.',
];
const OTHER = {
  title: 'سباق القوارب في رأس الجسر يؤجل إلى الربيع',
  text: [...OWN, ...OWN].map((line) => line.replace('المسبح', 'القارب')),
};
const html = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('');
/** A page whose scripts hold `scripts`, and which shows `shown` itself. */
const texts = (scripts: string, shown = ''): string[] | undefined =>
  articleFromPage(
    `<html lang="ar"><head><title>${TITLE}</title></head><body><div id="root"><h1>${TITLE}</h1>${shown}</div>${scripts}</body></html>`,
    'https://news.example/a/1',
  )?.article.blocks.map(({ text }) => text);
const json = (data: unknown, attributes = 'type="application/json"'): string =>
  `<script ${attributes}>${JSON.stringify(data).replaceAll('</', '<\\/')}</script>`;
const story = { title: TITLE, body: html(OWN) };

describe('a page that builds its text in the browser is read from what it hands to its scripts', () => {
  test.each([
    [
      'JSON in a script',
      json({ props: { pageProps: { article: story } } }, 'id="__NEXT_DATA__" type="application/json"'),
    ],
    [
      'an object given to a name',
      `<script>window.__STATE__ = ${JSON.stringify({ story })};(function(){x={a:1}})()</script>`,
    ],
    ['a string given to a name', `<script>__DATA__=JSON.parse(${JSON.stringify(JSON.stringify({ story }))})</script>`],
    ['lines instead of HTML', json({ post_title: TITLE, text: OWN.join('\r\n\r\n') })],
    [
      'Angular’s own marks',
      `<script type="application/json">${JSON.stringify({ story }).replaceAll('"', '&q;').replaceAll('<', '&l;').replaceAll('>', '&g;')}</script>`,
    ],
    [
      'a list of blocks',
      json({ headlines: { basic: TITLE }, content_elements: OWN.map((content) => ({ type: 'text', content })) }),
    ],
    [
      'blocks in blocks',
      json({
        page: {
          promo: { headlines: { headline: TITLE } },
          content: {
            model: {
              blocks: OWN.map((text) => ({
                type: 'text',
                model: { blocks: [{ type: 'paragraph', model: { text, blocks: [{ model: { text } }] } }] },
              })),
            },
          },
        },
      }),
    ],
    [
      'blocks in a string',
      json({
        title: TITLE,
        content: JSON.stringify({ blocks: OWN.map((text) => ({ type: 'paragraph', data: { text } })) }),
      }),
    ],
    [
      'pieces of type',
      json({
        title: TITLE,
        body: OWN.map((text) => ({
          _type: 'block',
          children: text.split(/(300)/).map((piece) => ({ _type: 'span', text: piece })),
        })),
      }),
    ],
    ['values listed once', json([{ data: 1 }, ['Reactive', 2], { title: 3, body: 4 }, TITLE, html(OWN)])],
  ])('%s', (_, script) => {
    expect(texts(script)).toEqual(OWN);
  });

  test('Next’s stream, a text in a row of its own', () => {
    const body = html(OWN);
    const rows = `1:["$","x",null,{}]\n2b:T${Buffer.byteLength(body).toString(16)},${body}0:["$","main",null,{"article":{"title":${JSON.stringify(TITLE)},"content":"$2b"}}]\n`;
    const [one, other] = [rows.slice(0, 300), rows.slice(300)];
    const push = (piece: string): string =>
      `<script>self.__next_f.push([1,${JSON.stringify(piece).replaceAll('</', '<\\/')}])</script>`;
    expect(texts(push(one) + push(other))).toEqual(OWN);
  });

  test('its headings are headings, and its pictures and posts of others are no text', () => {
    const body = [
      { type: 'text', content: OWN[0] },
      { type: 'header', content: 'تشققات في الحوض' },
      { type: 'image', caption: 'المسبح قبل الإصلاح في صورة من الأرشيف', url: 'https://news.example/i.jpg' },
      { type: 'interstitial_link', content: 'مدرسة السباحة في رأس الجسر تقبل طلبات التسجيل حتى نهاية الشهر الجاري.' },
      ...OWN.slice(1).map((content) => ({ type: 'text', content })),
    ];
    expect(texts(json({ headline: TITLE, body }))).toEqual([OWN[0], 'تشققات في الحوض', ...OWN.slice(1)]);
  });
});

test('it is the text under the page’s own title, not the longest', () => {
  const other = { title: OTHER.title, body: html(OTHER.text) };
  expect(texts(json({ article: story, related: [other], next: other }))).toEqual(OWN);
  expect(texts(json({ article: { ...story, related: { items: [other] } } }))).toEqual(OWN);
  expect(texts(json({ latest: [other, { ...other, title: 'رأس الجسر تستعد لمهرجان الربيع' }] }))).toBeUndefined();
});

test('of texts under like titles it is the one that takes the title up, and has just it', () => {
  const boats = [
    'أعلنت نقابة الصيادين في وادي الزيتون، الأربعاء، تأجيل سباق القوارب بسبب العواصف المتلاحقة على الساحل.',
    'وقال أمين سر النقابة سليم عبود إن أربعين قارباً سجلت أسماءها، وإن الرسوم المدفوعة تبقى محفوظة لأصحابها.',
    'وتبلغ جائزة السباق الأولى خمسة آلاف ليرة تقدمها غرفة التجارة، ويحصل الثاني على محرك جديد لقاربه.',
  ];
  const other = html([...boats, ...boats.map((line) => `${line} وهكذا.`)]);
  for (const title of [TITLE, `${TITLE} بعد عام`, 'بلدية رأس الجسر تعيد'])
    expect(texts(json({ list: [{ title, body: other }, story] }))).toEqual(OWN);
  // What searches look through.
  expect(texts(json({ ...story, searchText: `${TITLE} ${OWN.join(' ')} أخبار المدن` }))).toEqual(OWN);
  // What stands under the page's title only in that it is on the page.
  const own = html(OWN.map((line) => `${line} ${line}`));
  for (const field of ['comments', 'author', 'related_posts', 'previous', 'i18n'])
    expect(texts(json({ ...story, [field]: [{ text: own }] }))).toEqual(OWN);
  expect(texts(json({ title: TITLE, box: { text: other } }))).toBeUndefined();
});

test('a page that shows its text is read as it shows it', () => {
  const months = ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس'];
  const more = months.map(
    (month, at) =>
      `وفي ${month} زار المسبح ${at + 3} آلاف شخص، وقال مدربه رقم ${at} إن نصفهم من القرى المجاورة، وإن ${at + 20} طفلاً تعلموا فيه السباحة.`,
  );
  const whole = { title: TITLE, body: html([...OWN, ...more, ...OTHER.text, ...more.map((line) => `${line} وهكذا.`)]) };
  expect(texts(json(whole), `<article>${html([...OWN, ...more])}</article>`)).toEqual([...OWN, ...more]);
});

test('a page that shows the beginning goes on in its scripts, if that is the same text', () => {
  const beginning = `<article>${html(OWN.slice(0, 2))}</article>`;
  expect(texts(json(story), beginning)).toEqual(OWN);
  const another = OTHER.text.map((line) =>
    line
      .replace(/\S+ \S+$/, 'في المدينة القديمة')
      .split(' ')
      .reverse()
      .join(' '),
  );
  expect(texts(json({ title: TITLE, body: html(another) }), beginning)).toEqual(OWN.slice(0, 2));
});

test('scripts that are no data are passed over, whatever they look like', () => {
  const long = 'x'.repeat(500);
  for (const script of [
    `window.a = {"b": "${long}`,
    `window.a = {b: "${long}"}`,
    `window.a={"b":(function(){return "${long}"})()}`,
    `x=JSON.parse("{\\"a\\":\\"${long}")`,
    `self.__next_f.push([1,"0:T9999,${long}"])`,
  ])
    expect(scriptData(`<script>${script}</script>`).filter((one) => typeof one === 'object')).toEqual([]);
});

test('lists nested without end in a script are passed over', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(texts(`<script type="application/json">${deep}</script>`, `<article>${html(OWN)}</article>`)).toEqual(OWN);
});
