import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { articleFromItem } from '../../src/articles/from-item.ts';
import type { Newsroom } from '../../src/config/newsroom.ts';
import type { PushItem } from '../../src/editions/push.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { renderPush } from '../../src/messages/index.ts';
import { prepareText } from '../../src/sandbox/telegram/index.ts';
import { summarise } from '../../src/summaries/index.ts';
import { sampleContext } from './context.ts';

const url = 'https://example.org/feed/';

/** The way of the sample article, from the feed with all the dirt of its page to the reader's phone. */
test('the sample article’s message, as it was reviewed', async () => {
  const context = await sampleContext();
  const xml = readFileSync(new URL('../fixtures/feeds/daraj-wordpress.xml', import.meta.url));
  const [entry] = parseFeed(xml, { url }).items;
  if (!entry) throw new Error('the fixture has an item');
  const article = articleFromItem(entry, { feedUrl: url, page: null });
  const { title, summary } = summarise(article, { maxChars: context.newsroom.summary.maxChars });
  const messages = renderPush(
    'telegram',
    {
      type: 'story',
      label: 'story',
      item: {
        articleId: 1,
        version: 1,
        title,
        summary,
        link: article.link ?? '',
        topics: ['politics'],
        byline: article.byline,
        publishedAt: article.publishedAt?.toISOString() ?? null,
        imageUrl: null,
      },
    },
    context,
  );
  expect(messages).toHaveLength(1);
  const text = messages[0]?.text ?? '';
  expect(text.replace(/\u2066/g, '⟦').replace(/\u2069/g, '⟧')).toMatchInlineSnapshot(`
    "سياسة
    <b><a href="https://example.org/tokayev/">توكاييف رافضاً حرب بوتين على أوكرانيا… كازاخستان تتمرد على حليفها الروسي</a></b>

    يبدو أن الرئيس الروسي فلاديمير بوتين يراجع تحالفاته جراء الموقف المفاجئ لرئيس كازاخستان قاسم جومارت توكاييف أمام حشد من رؤساء الدول والمسؤولين الكبار الذين حضروا منتدى سانت بطرسبرغ الاقتصادي. الانتقام الروسي لم يتأخر طويلاً وأظهر أن بوتين فقد صبره من توكاييف، وجاء رده صاعقاً بقراره وقف شحن النفط الكازاخي عبر خط قزوين إلى الأسواق العالمية.

    بقلم مراسل درج — 12 تموز/ يوليو 2022"
  `);
  expect(prepareText(text, 'HTML', [], 'text').kind).toBe('prepared');
  for (const dirt of ['fbpx', 'إضغط', 'الأكثر قراءة', 'tptn', 'إقرأوا', 'No posts', 'سامر المحمود', 'مافيات', '2024']) {
    expect(text).not.toContain(dirt);
  }
});

test('with photos wanted a short story is its picture with the text below, a long one stays text', async () => {
  const context = await sampleContext();
  const { telegram } = context.newsroom.channels;
  const withPhotos = {
    ...context.newsroom,
    channels: { ...context.newsroom.channels, telegram: { ...telegram, photos: 1 } },
  };
  const item = {
    articleId: 1,
    version: 1,
    title: 'عنوان',
    summary: 'جملة تامة.',
    link: 'https://example.org/a',
    topics: [],
    byline: null,
    publishedAt: null,
    imageUrl: 'https://example.org/a.jpg',
  };
  const rendered = (summary: string, newsroom: Newsroom, more: Partial<PushItem> = {}) =>
    renderPush(
      'telegram',
      { type: 'story', label: 'story', item: { ...item, summary, ...more } },
      { ...context, newsroom },
    )[0];
  const pictureOf = (summary: string, newsroom = withPhotos) => rendered(summary, newsroom)?.imageUrl;
  expect(pictureOf('جملة تامة.')).toBe('https://example.org/a.jpg');
  expect(pictureOf('جملة تامة. '.repeat(100))).toBeUndefined();
  expect(pictureOf('جملة تامة.', context.newsroom)).toBeUndefined();

  const pictures = ['b', 'c', 'd'].map((name) => `https://example.org/${name}.jpg`);
  const albums = {
    ...withPhotos,
    channels: { ...withPhotos.channels, telegram: { ...withPhotos.channels.telegram, photos: 3 } },
  };
  expect(rendered('جملة تامة.', albums, { pictures })).toMatchObject({
    imageUrl: 'https://example.org/a.jpg',
    morePictures: pictures.slice(0, 2),
  });
  for (const [summary, newsroom, more] of [
    ['جملة تامة.', withPhotos, { pictures }],
    ['جملة تامة.', albums, {}],
    ['جملة تامة.', albums, { pictures, imageUrl: null }],
    ['جملة تامة. '.repeat(100), albums, { pictures }],
  ] as const) {
    expect(rendered(summary, newsroom, more)).not.toHaveProperty('morePictures');
  }
});
