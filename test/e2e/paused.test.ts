import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { chatId, newsroomConfig, startNewsroom } from './newsroom.ts';

test('editors are told once of a push that stopped by itself, and can let it go on', { timeout: 90_000 }, async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const editorsChat = -1_009_000_000_002;
  const readers = Array.from({ length: 60 }, (_, index) => chatId(index));
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, { channels: { telegram: { rate: 100, editorsChat, editors: [1] } } }),
    {
      telegram: {
        rules: [
          {
            chats: { kind: 'listed', ids: readers },
            behaviour: { kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' },
          },
        ],
      },
    },
  );
  const group = editorsGroup(newsroom.telegram, editorsChat);
  await newsroom.serve();
  await newsroom.subscribe(readers.length);
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const told = () => group.messages.filter(({ formatted }) => formatted.text.includes('توقّف من تلقاء نفسه'));
  const [message] = await waitFor(() => (told().length > 0 ? told() : null), {
    message: 'the editors were not told',
    timeoutMs: 40_000,
  });
  const { text } = message?.formatted ?? { text: '' };
  expect(text).toContain('«الحافلة الليلية»');
  expect(text).toContain('message text is empty');
  const { id } = await newsroom.database.db.selectFrom('push').select('id').executeTakeFirstOrThrow();
  expect(text).toContain(`nashra push resume ${id}`);
  await waitFor(
    async () =>
      (await newsroom.database.db.selectFrom('push').select('pause_to_tell').executeTakeFirst())?.pause_to_tell ===
      false,
    { message: 'it would be told again' },
  );
  expect(told()).toHaveLength(1);
  expect((await runNashra(['push', 'resume', String(id)], { env: newsroom.env })).exit).toBe(0);
});
