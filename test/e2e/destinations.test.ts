import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

async function newsroomWithChannel(
  chat: number,
  also: Readonly<Record<string, unknown>> = {},
  room: { readonly editorsChat?: number; readonly editors?: readonly number[] } = {},
) {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const channels = { telegram: { rate: 30, ...room, destinations: [{ chat, editions: ['breaking'] }] } };
  const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`, { channels, ...also }));
  return { feed, newsroom };
}

/** Quiet hours that began two hours ago and end in two, whatever the time of day. */
function aroundNow(timeZone: string): { from: string; to: string } {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const at = (hours: number) => format.format(Date.now() + hours * 3_600_000);
  return { from: at(-2), to: at(2) };
}

test('a story goes to the newsroom’s own channel, without sound in quiet hours', { timeout: 60_000 }, async () => {
  const channel = -1_009_000_000_001;
  const { feed, newsroom } = await newsroomWithChannel(channel, { quietHours: aroundNow('Asia/Beirut') });
  const group = newsroom.telegram.phones.group({
    id: channel,
    title: 'قناة درج',
    type: 'channel',
    members: [],
    bot: 'administrator',
  });
  await newsroom.serve();
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const message = await waitFor(() => group.messages.find(({ formatted }) => formatted.text.includes('الحافلة')), {
    message: 'the story never came to the channel',
    timeoutMs: 30_000,
  });
  expect(message.formatted.text).toContain('الحافلة الليلية');
  expect(message.sound).toBe('silent');
  expect(await newsroom.database.db.selectFrom('push').select('audience').execute()).toEqual([{ audience: 1 }]);
});

test('a channel that the bot may not post to is named to the editors and by doctor, and gets the next story once it may', {
  timeout: 90_000,
}, async () => {
  const channel = -1_009_000_000_002;
  const editorsChat = -1_009_000_000_003;
  const { feed, newsroom } = await newsroomWithChannel(channel, {}, { editorsChat, editors: [1] });
  const editors = editorsGroup(newsroom.telegram, editorsChat);
  const told = () =>
    editors.messages.map(({ formatted }) => formatted.text).filter((text) => text.includes('تعذّر النشر'));
  const doctor = async () => (await runNashra(['doctor'], { env: newsroom.env })).stdout;
  expect(await doctor()).toMatch(/✗ destination -1009000000002: .*chat not found\n +→ .*administrator/);
  const served = await newsroom.serve();
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  await waitFor(() => served.stderr().includes('could not be posted to'), {
    message: 'nobody was told',
    timeoutMs: 30_000,
  });
  const [words] = await waitFor(() => (told().length > 0 ? told() : null), { message: 'the editors were not told' });
  expect(words).toContain(String(channel));
  expect(words).toContain('chat not found');
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one and a half', title: 'قطار الليل' }) });
  await waitFor(() => served.stderr().split('could not be posted to').length > 2, {
    message: 'the second story was not tried',
    timeoutMs: 30_000,
  });
  const group = newsroom.telegram.phones.group({
    id: channel,
    title: 'قناة درج',
    type: 'channel',
    members: [],
    bot: 'administrator',
  });
  feed.set('/feed', { ...rssType, body: rss({ slug: 'two', title: 'ترامواي الصباح' }) });
  await waitFor(() => group.messages.find(({ formatted }) => formatted.text.includes('ترامواي')), {
    message: 'the next story never came to the channel',
    timeoutMs: 30_000,
  });
  await waitFor(
    async () =>
      (await newsroom.database.db.selectFrom('subscriber').select('lost_at').executeTakeFirstOrThrow()).lost_at ===
      null,
    { message: 'it would not be told again' },
  );
  expect(told()).toHaveLength(1);
  expect(await doctor()).toContain('✓ destination -1009000000002: the bot may post there');
});

test('a group that became a supergroup is posted to over restarts, and editors and doctor say its new id', {
  timeout: 150_000,
}, async () => {
  const before = -4_001;
  const after = -1_009_000_000_004;
  const editorsChat = -1_009_000_000_005;
  const { feed, newsroom } = await newsroomWithChannel(before, {}, { editorsChat, editors: [1] });
  const editors = editorsGroup(newsroom.telegram, editorsChat);
  const group = newsroom.telegram.phones.group({
    id: before,
    title: 'أصدقاء درج',
    type: 'group',
    members: [],
    bot: 'administrator',
  });
  let served = await newsroom.serve();
  const there = group.migrate(after);
  const arrives = async (slug: string, title: string) => {
    feed.set('/feed', { ...rssType, body: rss({ slug, title }) });
    await waitFor(() => there.messages.some(({ formatted }) => formatted.text.includes(title)), {
      message: `«${title}» never came to the group`,
      timeoutMs: 30_000,
    });
  };
  await arrives('one', 'الحافلة الليلية');
  for (const [slug, title] of [
    ['two', 'قطار الليل'],
    ['three', 'ترامواي الصباح'],
  ] as const) {
    await served.kill();
    served = await newsroom.serve();
    await arrives(slug, title);
  }
  await served.kill();
  expect(there.messages).toHaveLength(3);
  expect(await newsroom.database.db.selectFrom('subscriber').select(['state', 'destination']).execute()).toEqual([
    { state: 'active', destination: true },
  ]);
  const told = editors.messages.map(({ formatted }) => formatted.text).filter((text) => text.includes('معرّف جديد'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(String(before));
  expect(told[0]).toContain(String(after));
  const { stdout } = await runNashra(['doctor'], { env: newsroom.env });
  expect(stdout).toMatch(/✗ destination -4001: it is the chat -1009000000004 now\n +→ write -1009000000004/);
});
