import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wishIn } from '../../src/conversation/words.ts';
import type { PushItem } from '../../src/editions/push.ts';
import { renderPush, renderTitles, renderWords } from '../../src/messages/index.ts';
import { sampleContext } from './context.ts';

const item: PushItem = {
  articleId: 1,
  version: 1,
  title: 'من يحاسب المصارف؟',
  summary: 'رفعت مجموعة من المودعين دعوى جديدة أمام القضاء في بيروت.',
  link: 'https://daraj.media/banks/?utm=1&b=2',
  topics: ['politics'],
  byline: 'هلا نصر الدين',
  publishedAt: '2026-11-23T09:00:00Z',
  imageUrl: null,
};

describe('a story on WhatsApp', () => {
  test('has a bold title, its summary, and its link alone on a line', async () => {
    const context = await sampleContext();
    const [message, ...more] = renderPush('whatsapp', { type: 'story', label: 'breaking', item }, context);
    expect(more).toEqual([]);
    expect(message?.markup).toBe('whatsapp');
    expect(message?.linkPreview).toBe(true);
    expect(message?.text.split('\n')).toEqual([
      '*عاجل*',
      '*من يحاسب المصارف؟*',
      '',
      'رفعت مجموعة من المودعين دعوى جديدة أمام القضاء في بيروت.',
      '',
      'https://daraj.media/banks/?utm=1&b=2',
      '',
      expect.stringContaining('هلا نصر الدين'),
    ]);
  });

  test('keeps no half of a letter of a very long byline', async () => {
    const byline = '😀 مراسلنا في الشمال '.repeat(20);
    const [message] = renderPush(
      'whatsapp',
      { type: 'story', label: 'story', item: { ...item, byline } },
      await sampleContext(),
    );
    expect(message?.text).not.toContain('\ufffd');
    expect(message?.text).toContain('بقلم 😀 مراسلنا في الشمال');
  });

  test('says how to leave only when asked to, as its last line', async () => {
    const context = await sampleContext();
    const push = { type: 'story', label: 'story', item } as const;
    const lastLine = (optOutLine: 'shown' | 'left out') =>
      renderPush('whatsapp', push, { ...context, optOutLine })[0]
        ?.text.split('\n')
        .at(-1);
    expect(lastLine('shown')).toBe('لإلغاء الاشتراك أرسلوا كلمة: إلغاء');
    expect(lastLine('left out')).not.toContain('إلغاء');
  });

  test('an Arabic line that opens with a Latin name or a number still reads from the right', async () => {
    const context = await sampleContext();
    const [message] = renderPush(
      'whatsapp',
      { type: 'story', label: 'story', item: { ...item, summary: 'Netflix تحذف الفيلم من منصّتها.' } },
      context,
    );
    const summary = message?.text.split('\n').find((part) => part.includes('Netflix')) ?? '';
    expect(summary.startsWith('\u200F\u2066Netflix\u2069')).toBe(true);
  });

  test('nothing in a source becomes markup, moves the link or closes the bold title', async () => {
    const context = await sampleContext();
    const source = fc.string({
      unit: fc.constantFrom('*', '_', '~', '`', '>', '-', ' ', '\n', 'ا', 'a', '1', '\u202E'),
    });
    fc.assert(
      fc.property(source, source, (title, summary) => {
        const [message] = renderPush(
          'whatsapp',
          { type: 'story', label: 'story', item: { ...item, title, summary, topics: [], byline: null } },
          context,
        );
        const all = message?.text.split('\n') ?? [];
        const bold = all[0] ?? '';
        expect(bold.slice(1, -1)).not.toMatch(/[*~`\n\u202E]/);
        expect(bold).toMatch(/^\*\S(.*\S)?\*$/u);
        expect(all.slice(1).join('\n')).not.toMatch(/[*~`\u202E]|(^|\n)(> |- )/);
        expect(all).toContain('https://daraj.media/banks/?utm=1&b=2');
      }),
    );
  });
});

test('a digest gives each story its number, its line and its link, and no preview', async () => {
  const context = await sampleContext();
  const edition = Object.keys(context.newsroom.editions).at(-1) ?? '';
  const [message] = renderPush(
    'whatsapp',
    {
      type: 'digest',
      edition,
      instant: '2026-11-23T06:00:00Z',
      items: [item, { ...item, link: 'https://a.example/2' }],
    },
    context,
  );
  expect(message?.linkPreview).toBe(false);
  expect(message?.text.match(/^https:\/\/\S+$/gm)).toEqual([item.link, 'https://a.example/2']);
  expect(message?.text).toContain('2. من يحاسب المصارف؟');
});

test('commands in our words become words that the conversation understands', async () => {
  for (const language of ['ar', 'en'] as const) {
    const { texts } = await sampleContext(language);
    const shown = renderWords('whatsapp', texts.say('help.text', { newsroom: 'درج' })).text;
    expect(shown).not.toMatch(/\/[a-z]/);
    const words = [...shown.matchAll(/\*([^*]+)\*/g)].map(([, word = '']) => wishIn(word, null));
    expect(words).toEqual(['latest', 'mostread', 'topics', 'editions', 'language', 'privacy', 'stop']);
  }
});

test('the latest stories stand under one another with their links', () => {
  const { text } = renderTitles('whatsapp', 'أحدث ما نشرته درج', [{ title: 'قصة', link: 'https://daraj.media/1' }]);
  expect(text).toBe('*أحدث ما نشرته درج*\n\n*قصة*\nhttps://daraj.media/1');
});
