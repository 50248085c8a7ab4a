import { describe, expect, test } from 'vitest';
import type { ChannelName } from '../../src/channels/channel.ts';
import type { PushContent, PushItem } from '../../src/editions/push.ts';
import { renderPush, renderStories } from '../../src/messages/index.ts';
import { readingMinutes } from '../../src/messages/reading-time.ts';
import { sampleContext } from './context.ts';

const item: PushItem = {
  articleId: 1,
  version: 1,
  title: 'إرجاء ثالث للاقتراع البلدي',
  summary: 'أُرجئ الاقتراع من دون موعد جديد.',
  link: 'https://example.org/1',
  topics: ['politics'],
  byline: 'ليان عسّاف',
  publishedAt: '2026-04-12T06:00:00Z',
  imageUrl: null,
};
const story = (changes: Partial<PushItem> = {}): PushContent => ({
  type: 'story',
  label: 'story',
  item: { ...item, ...changes },
});
const listed = (number: number, title = `عنوان ${number}`) => ({
  articleId: number,
  title,
  link: `https://example.org/${number}`,
  publishedAt: '2026-01-05T06:00:00Z',
});
const shown = (text: string) => text.replace(/[\u2066-\u2069\u200f]/g, '');
const render = async (content: PushContent, channel: ChannelName = 'telegram', language: 'ar' | 'en' = 'ar') =>
  renderPush(channel, content, await sampleContext(language)).map((message) => shown(message.text));

describe('how long a story takes to read', () => {
  test.each([
    [150, 'قراءة دقيقة'],
    [270, 'قراءة دقيقتين'],
    [420, 'قراءة 3 دقائق'],
    [1_380, 'قراءة 10 دقائق'],
    [1_520, 'قراءة 11 دقيقة'],
    [13_800, 'قراءة 100 دقيقة'],
  ])('%i words: «%s»', async (words, expected) => {
    expect((await render(story({ words })))[0]).toMatch(new RegExp(` — ${expected}$`));
  });

  test('nothing is said of a teaser, nor of a push that an older version made', async () => {
    expect(readingMinutes(99)).toBeNull();
    expect((await render(story()))[0]).toMatch(/نيسان\/ أبريل 2026$/);
  });

  test('in English, on WhatsApp', async () => {
    expect((await render(story({ words: 150 }), 'whatsapp', 'en'))[0]).toMatch(/ — 1-minute read$/);
    expect((await render(story({ words: 500 }), 'whatsapp', 'en'))[0]).toMatch(/ — 4-minute read$/);
  });
});

const longest = `قال الوزير إن ${'اللقاح '.repeat(46)}يصل غداً.`;

describe('a digest’s line about a story is its first sentence, whole', () => {
  test.each([
    ['قال وزير الصحة د. سامي نصر إن اللقاح يصل غداً. ولم يزد.', 'قال وزير الصحة د. سامي نصر إن اللقاح يصل غداً.'],
    // As long as a summary may be.
    [`${longest} ولم يزد.`, longest],
    ['قالت أم محمد: «لن نعود. سئمنا الوعود». وباعت بيتها.', 'قالت أم محمد: «لن نعود. سئمنا الوعود».'],
    ['اتسع ثقب بعرض 2.5 متر (راجع م. 3. من التقرير). وأُغلق الطريق.', 'اتسع ثقب بعرض 2.5 متر (راجع م. 3. من التقرير).'],
  ])('%s', async (summary, told) => {
    const digest: PushContent = {
      type: 'digest',
      edition: 'morning',
      instant: '2026-04-12T06:00:00Z',
      items: [{ ...item, summary }],
    };
    for (const channel of ['telegram', 'whatsapp'] as const) {
      expect((await render(digest, channel))[0]?.split('\n')).toContain(told);
    }
  });
});

describe('the label over a title', () => {
  const labelled = (title: string, label: 'story' | 'breaking'): PushContent => ({
    type: 'story',
    label,
    item: { ...item, title },
  });

  test.each(['telegram', 'whatsapp'] as const)('is left out where the title says it itself, on %s', async (channel) => {
    const first = async (title: string, label: 'story' | 'breaking') =>
      (await render(labelled(title, label), channel))[0]?.split('\n')[0];
    expect(await first('عاجل | زلزال في الشمال', 'breaking')).toContain('زلزال');
    expect(await first('سياسة: ما بعد الاقتراع', 'story')).toContain('ما بعد');
    expect(await first('زلزال في الشمال', 'breaking')).toMatch(/^\W*(?:<b>)?عاجل/);
    expect(await first('سياسة بلا سياسيين', 'story')).toBe('سياسة');
  });
});

describe('what to read also', () => {
  const related = [listed(2), listed(3)];

  test('stands under the story, with links, and is not there where there is nothing', async () => {
    expect((await render(story({ related })))[0]).toMatch(
      /2026\n\n<b>اقرأوا أيضاً<\/b>\n• <a href="https:\/\/example\.org\/2">عنوان 2<\/a>\n• <a href="https:\/\/example\.org\/3">عنوان 3<\/a>$/,
    );
    expect((await render(story({ related }), 'whatsapp'))[0]).toMatch(
      /2026\n\n\*اقرأوا أيضاً\*\n• عنوان 2\nhttps:\/\/example\.org\/2\n• عنوان 3\nhttps:\/\/example\.org\/3$/,
    );
    expect((await render(story({ related: [] })))[0]).not.toContain('اقرأوا');
  });

  test('the story’s own link comes first, so that the preview is of it', async () => {
    const [text = ''] = await render(story({ related }), 'whatsapp');
    expect(text.indexOf('example.org/1')).toBeLessThan(text.indexOf('example.org/2'));
  });

  test('links of every story leave as the newsroom has them', async () => {
    const context = { ...(await sampleContext()), outgoing: ({ link }: { link: string }) => `${link}?from=us` };
    const [message] = renderPush('telegram', story({ related }), context);
    expect(message?.text.match(/\?from=us/g)).toHaveLength(3);
  });
});

describe('what is read most', () => {
  const list: PushContent = {
    type: 'most-read',
    edition: 'weekly',
    instant: '2026-01-09T08:00:00Z',
    items: [listed(1, 'الأوّل'), listed(2, 'الثاني')],
  };

  test('on Telegram', async () => {
    expect(await render(list)).toEqual([
      '<b>الأكثر قراءة — 9 كانون الثاني/ يناير 2026</b>\n\n1. <b><a href="https://example.org/1">الأوّل</a></b>\n5 كانون الثاني/ يناير 2026\n\n2. <b><a href="https://example.org/2">الثاني</a></b>\n5 كانون الثاني/ يناير 2026',
    ]);
  });

  test('on WhatsApp', async () => {
    expect(await render(list, 'whatsapp')).toEqual([
      '*الأكثر قراءة — 9 كانون الثاني/ يناير 2026*\n\n*1. الأوّل*\n5 كانون الثاني/ يناير 2026\nhttps://example.org/1\n\n*2. الثاني*\n5 كانون الثاني/ يناير 2026\nhttps://example.org/2',
    ]);
  });

  test('titles of at most 200 characters, and as many messages as are needed', async () => {
    const items = Array.from({ length: 10 }, (_, index) => ({
      ...listed(index, 'كلمة '.repeat(80)),
      link: `https://example.org/${'%D9%82'.repeat(100)}/${index}`,
    }));
    for (const channel of ['telegram', 'whatsapp'] as const) {
      const messages = renderStories(channel, 'الأكثر قراءة', items, await sampleContext());
      const text = messages.map((message) => message.text).join('\n\n');
      for (const line of text.split('\n')) {
        const title = shown(line)
          .replace(/<[^>]+>|[*]|^\d+\. /g, '')
          .trim();
        if (title.startsWith('كلمة')) expect(title.length).toBeLessThanOrEqual(200);
      }
      expect(text.match(/كلمة…/g)).toHaveLength(10);
      expect(messages).toHaveLength(channel === 'telegram' ? 1 : 3);
    }
  });
});
