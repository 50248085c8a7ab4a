import { expect, test } from 'vitest';
import type { PushContent } from '../../src/editions/push.ts';
import { renderPush } from '../../src/messages/index.ts';
import { maxCaptionLength } from '../../src/sandbox/telegram/index.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { sampleContext } from './context.ts';

const { texts, timeZone } = await sampleContext();
const newsroom = testNewsroom({ channels: { telegram: { photos: true } } });

function corrected(words: { readonly summary: string; readonly note: string }) {
  const now: PushContent = {
    type: 'story',
    label: 'breaking',
    item: {
      articleId: 1,
      version: 2,
      title: 'قرار جديد',
      summary: words.summary,
      link: 'https://daraj.media/1',
      topics: [],
      byline: 'كاتبة',
      publishedAt: '2026-03-01T06:00:00.000Z',
      imageUrl: 'https://daraj.media/a.jpg',
      change: { kind: 'corrected', note: words.note },
    },
  };
  const [message] = renderPush('telegram', { type: 'correction', edits: [], now }, { newsroom, texts, timeZone });
  if (!message) throw new Error('nothing was rendered');
  return message;
}

test.each([
  ['a text that has grown', { summary: 'كلمة '.repeat(300), note: 'العدد 12 لا 21.' }],
  ['a long note', { summary: 'نصّ الموجز.', note: 'تفصيل '.repeat(300) }],
])('%s fits below the picture that the story was sent with', (_, words) => {
  const { text, caption = text } = corrected(words);
  expect(caption).toContain('قرار جديد');
  expect(caption.replace(/<[^>]*>/g, '').length).toBeLessThanOrEqual(maxCaptionLength);
  expect(caption).toContain(words.note.slice(0, 12));
});

test('where it was sent as text, all of the new text is told', () => {
  expect(corrected({ summary: 'كلمة '.repeat(300), note: 'العدد 12 لا 21.' }).text).toContain('كلمة '.repeat(299));
});
