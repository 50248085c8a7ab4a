import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PushContent, PushItem } from '../../src/editions/push.ts';
import { renderPush, renderTitles, renderWords } from '../../src/messages/index.ts';
import { plainText } from '../../src/messages/plain-text.ts';
import { prepareText } from '../../src/sandbox/telegram/index.ts';
import { sampleContext } from './context.ts';

const isolates = /[\u2066-\u2069]/g;
/** All of them are ours: those of the source are taken out. */
const ourMarks = /[\u2066-\u2069\u200E\u200F]/g;

/** What a source may hold: markup, entities, quotes, direction marks, halves of characters, very much of it. */
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('خبرٌ', 'عاجل', ' ', 'Daraj', '٢٠٢٦', '12:30', '10-12%', '،', '.', '؟') },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          '<b>',
          '</b>',
          '</a>',
          '<a href="https://evil.example">',
          '<tg-spoiler>',
          '<!--',
          '&',
          '&amp;',
          '&lt',
          '&#x3c;',
          '"',
          "'",
          '`',
          '*',
          '_',
          '/start',
          '@someone',
          'tg://user?id=1',
          'javascript:alert(1)',
        ),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '\u202e',
          '\u2066',
          '\u2069',
          '\u200f',
          '\u061c',
          '\ud800',
          '\udc00',
          '\0',
          '\n\n',
          '\u200b',
          '\ufeff',
        ),
      },
      { weight: 2, arbitrary: fc.constantFrom('👩‍👩‍👧‍👧', '🇱🇧', 'é', 'ﷺ', '𐤀') },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
      { weight: 1, arbitrary: fc.integer({ min: 100, max: 5_000 }).map((count) => 'طويل '.repeat(count)) },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const address = fc.oneof(
  fc.constant('https://daraj.media/قصة-طويلة/?a=1&b="2"'),
  hostile.map((rest) => `https://example.org/${rest}`),
  hostile,
);

const item: fc.Arbitrary<PushItem> = fc.record({
  articleId: fc.constant(1),
  version: fc.constant(1),
  title: hostile,
  summary: hostile,
  link: address,
  topics: fc.subarray(['politics', 'investigations', 'unknown']),
  byline: fc.option(hostile),
  publishedAt: fc.option(fc.constant('2026-11-23T10:00:00Z')),
  imageUrl: fc.constant(null),
});

const changed: fc.Arbitrary<PushItem> = fc
  .record({
    item,
    change: fc.oneof(
      fc.record({ kind: fc.constant('corrected' as const), note: hostile }),
      fc.record({ kind: fc.constant('retracted' as const), reason: hostile }),
    ),
  })
  .map(({ item: of, change }) => ({ ...of, change }));

const digest = fc.record({
  type: fc.constant('digest' as const),
  edition: fc.constant('morning'),
  instant: fc.constant('2026-11-23T05:00:00Z'),
  items: fc.array(fc.oneof({ arbitrary: item, weight: 3 }, changed), { maxLength: 30 }),
});
const correctedStory = fc.record({
  type: fc.constant('story' as const),
  item: changed,
  label: fc.constant('story' as const),
});

const content: fc.Arbitrary<PushContent> = fc.oneof(
  fc.record({
    type: fc.constant('story' as const),
    item,
    label: fc.constantFrom('breaking' as const, 'story' as const),
  }),
  fc.record({
    type: fc.constant('correction' as const),
    edits: fc.constant([]),
    now: fc.oneof(digest, correctedStory),
  }),
  fc.record({ type: fc.constant('retraction' as const), items: fc.array(item), reason: hostile }),
  fc.record({
    type: fc.constant('notice' as const),
    items: fc.array(changed, { maxLength: 3 }),
    to: fc.constant('all' as const),
  }),
  digest,
);

function storiesIn(push: PushContent): readonly PushItem[] {
  if (push.type === 'correction') return storiesIn(push.now);
  if (push.type === 'most-read') return [];
  return push.type === 'story' ? [push.item] : push.items;
}

/** Depth of open isolates at the end and at its lowest. */
function isolateBalance(text: string): { readonly end: number; readonly lowest: number } {
  let depth = 0;
  let lowest = 0;
  for (const mark of text.match(isolates) ?? []) {
    depth += mark === '\u2069' ? -1 : 1;
    lowest = Math.min(lowest, depth);
  }
  return { end: depth, lowest };
}

/** What Telegram's reader makes of the message, or why it refuses it. */
function asTelegramReadsIt(html: string): string | { text: string; links: string[] } {
  const prepared = prepareText(html, 'HTML', [], 'text');
  if (prepared.kind !== 'prepared') return JSON.stringify(prepared);
  const { text, entities } = prepared.formatted;
  return { text, links: entities.flatMap((entity) => (entity.type === 'text_link' ? [entity.url] : [])) };
}

describe.each(['ar', 'en'] as const)('whatever a source says, in %s', async (language) => {
  const context = await sampleContext(language);

  test('Telegram takes the message, it fits, and the only links are the stories’ own', () => {
    fc.assert(
      fc.property(content, (push) => {
        const items = storiesIn(push);
        const own = new Set(items.filter((one) => URL.canParse(one.link)).map((one) => new URL(one.link).href));
        for (const message of renderPush('telegram', push, context)) {
          expect(message.markup).toBe('telegram-html');
          const read = asTelegramReadsIt(message.text);
          if (typeof read === 'string') throw new Error(`refused: ${read}`);
          expect(read.text.length).toBeLessThanOrEqual(4_096);
          expect(isolateBalance(read.text)).toEqual({ end: 0, lowest: 0 });
          for (const link of read.links) {
            expect(link).toMatch(/^https?:/);
            // The stand-in, as Telegram, writes hosts and paths in its own way: compared as addresses.
            expect(own).toContain(new URL(link).href);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('what replaces a long digest is in as many messages, and each of them fits', () => {
    fc.assert(
      fc.property(digest, hostile, (push, note) => {
        const parts = renderPush('telegram', push, context).length;
        const items = push.items.map((one): PushItem => ({ ...one, change: { kind: 'corrected', note } }));
        const corrected = renderPush('telegram', { ...push, items }, { ...context, parts });
        expect(corrected).toHaveLength(parts);
        for (const message of corrected) {
          const read = asTelegramReadsIt(message.text);
          if (typeof read === 'string') throw new Error(`refused: ${read}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a story says its title and its whole summary as they are, or no summary', () => {
    fc.assert(
      fc.property(item, (story) => {
        const [message] = renderPush('telegram', { type: 'story', item: story, label: 'breaking' }, context);
        const read = asTelegramReadsIt(message?.text ?? '');
        if (typeof read === 'string') throw new Error(`refused: ${read}`);
        const shown = read.text.replace(ourMarks, '').replace(/\s+/g, ' ');
        const [title, summary] = [plainText(story.title), plainText(story.summary)];
        if (title.length < 500) expect(shown).toContain(title);
        if (summary.length < 2_000 && title.length < 500) expect(shown).toContain(summary);
        const web = URL.canParse(story.link) && /^https?:$/.test(new URL(story.link).protocol);
        expect(read.links.map((link) => new URL(link).href)).toEqual(web ? [new URL(story.link).href] : []);
      }),
      { numRuns: 300 },
    );
  });

  test('a digest has every story once, in order, and is parted only between stories', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 }), (lengths) => {
        const items = lengths.map((length, index) => ({
          articleId: index,
          version: 1,
          title: `قصة${index}ـ ${'ك'.repeat(length)}`,
          summary: 'جملة تامة.',
          link: `https://example.org/${index}`,
          topics: [],
          byline: null,
          publishedAt: null,
          imageUrl: null,
        }));
        const digest = { type: 'digest' as const, edition: 'morning', instant: '2026-11-23T05:00:00Z', items };
        const reads = renderPush('telegram', digest, context).map((message) => asTelegramReadsIt(message.text));
        const links = reads.flatMap((read) => (typeof read === 'string' ? [read] : read.links));
        expect(links).toEqual(items.map((one) => one.link));
        for (const read of reads) expect(typeof read === 'string' ? read : read.text).toMatch(/جملة تامة\.$/);
      }),
      { numRuns: 100 },
    );
  });

  test('our own words and lists take anything too', () => {
    fc.assert(
      fc.property(hostile, address, (words, link) => {
        for (const message of [
          renderWords('telegram', `a${words.slice(0, 2_000)}`),
          renderTitles('telegram', 'الأحدث', [{ title: words, link }]),
        ]) {
          expect(typeof asTelegramReadsIt(message.text)).toBe('object');
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('commands in our words can be pressed', () => {
  const prepared = prepareText(
    renderWords('telegram', 'للمغادرة: /stop، وللاختيار /topics\n/latest').text,
    'HTML',
    [],
    'text',
  );
  if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
  const { text, entities } = prepared.formatted;
  expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual([
    ['bot_command', '/stop'],
    ['bot_command', '/topics'],
    ['bot_command', '/latest'],
  ]);
});

test('an address in our words is found whole, without the marks around it', () => {
  const prepared = prepareText(
    renderWords('telegram', 'الصفحة https://daraj.media/قصة غير موجودة').text,
    'HTML',
    [],
    'text',
  );
  if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
  const { text, entities } = prepared.formatted;
  expect(entities.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual([
    'https://daraj.media/قصة',
  ]);
});
