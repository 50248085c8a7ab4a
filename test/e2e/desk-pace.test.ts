import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { chatId, newsroomConfig, startNewsroom } from './newsroom.ts';

const editorsChat = -1_007_100_000_400;
const rana = { id: 710_000_401, firstName: 'رنا', languageCode: 'ar' };

test('a wait that Telegram asks for when the desk brings a proposal up to date holds for the whole account', {
  timeout: 90_000,
}, async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const url = `${feed.url}/feed`;
  const newsroom = await startNewsroom(
    newsroomConfig(url, {
      feeds: [{ name: 'main', url, mode: 'review', pollEvery: '1s', firstRun: 2 }],
      channels: { telegram: { rate: 1_000, editorsChat, editors: [rana.id] } },
    }),
  );
  const { phones, behaviours } = newsroom.telegram;
  phones.join(rana).say('/start');
  const reader = phones.join({ id: chatId(0), firstName: 'قارئة' });
  const group = editorsGroup(newsroom.telegram, editorsChat, [rana.id]);
  await newsroom.serve();
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const proposal = () => group.messages.find(({ formatted }) => formatted.text.includes('الحافلة'));
  const { id } = await waitFor(proposal, { message: 'nothing was proposed', timeoutMs: 40_000 });

  behaviours.add({
    chats: { kind: 'listed', ids: [editorsChat] },
    methods: ['editMessageText'],
    times: 1,
    behaviour: { kind: 'flood', retryAfter: 3 },
  });
  const pressed = performance.now();
  group.press(rana.id, id, 'إسقاط');
  await waitFor(() => (newsroom.telegram.statistics().byStatus['429'] ?? 0) > 0, { message: 'it was not edited' });
  reader.say('/start');
  await waitFor(() => reader.messages.some(({ from }) => from.is_bot), { message: 'the reader got no answer' });
  expect(performance.now() - pressed).toBeGreaterThan(2_900);
  await waitFor(() => proposal()?.formatted.text.includes('القرار'), { message: 'the decision was never shown' });
});
