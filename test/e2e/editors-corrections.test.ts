import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { chatId, newsroomConfig, startNewsroom } from './newsroom.ts';

const editorsChat = -1_007_100_000_300;
const rana = { id: 710_000_201, firstName: 'رنا', lastName: 'شاهين', languageCode: 'ar' };
const offersHead = 'تغيّر نصّ قصة سبق إرسالها';

test('a story that changes after it was sent is offered to the editors, who correct it, undo, and correct it with a notice', async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, { channels: { telegram: { rate: 1_000, editorsChat, editors: [rana.id] } } }),
  );
  const { db } = newsroom.database;
  const { phones } = newsroom.telegram;
  phones.join(rana).say('/start');
  const reader = phones.join({ id: chatId(0), firstName: 'قارئة' });
  reader.say('/start');
  const group = editorsGroup(newsroom.telegram, editorsChat, [rana.id]);
  await newsroom.serve();
  await newsroom.subscribe(1);
  const publish = (title: string) => feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title }) });
  const read = () =>
    reader.messages
      .filter(({ from, deletedAt }) => from.is_bot && deletedAt === null)
      .map(({ formatted }) => formatted.text.replace(/[\u200F\u2066-\u2069]/g, ''))
      .filter((text) => text.includes('الحافلة'));
  const offers = () => group.messages.filter(({ formatted }) => formatted.text.includes('الحافلة'));
  const offer = () => offers().at(-1)?.formatted.text ?? '';
  const press = async (label: string, until: string) => {
    const message = offers().at(-1);
    if (!message) throw new Error('there is no offer');
    group.press(rana.id, message.id, label);
    await waitFor(() => offer().includes(until), { message: `«${until}» was not shown after «${label}»` });
  };

  publish('الحافلة الليلية');
  await waitFor(() => read().length === 1, { message: 'the story was not sent', timeoutMs: 30_000 });

  // A comma is nothing to tell of; a change of the title is, and of two changes in a row one offer tells.
  publish('الحافلة، الليلية');
  const published = new Date();
  await waitFor(() => db.selectFrom('feed').select('id').where('succeeded_at', '>', published).executeTakeFirst(), {
    message: 'the feed was not read again',
    timeoutMs: 30_000,
  });
  expect(await db.selectFrom('correction_offer').select('id').execute()).toEqual([]);
  publish('الحافلة المسائية');
  await waitFor(() => offer().includes('المسائية'), { message: 'nothing was offered', timeoutMs: 30_000 });
  publish('الحافلة الصباحية');
  await waitFor(() => offer().includes('الصباحية'), {
    message: 'the offer was not kept up to date',
    timeoutMs: 30_000,
  });
  expect(offers()).toHaveLength(1);
  expect(offer()).toContain(offersHead);
  expect(offer()).not.toContain('المسائية');
  const marks = offers()[0]?.formatted.entities.map(({ type, offset, length }) => [
    type,
    offer().slice(offset, offset + length),
  ]);
  expect(marks).toContainEqual(['strikethrough', 'الليلية']);
  expect(marks).toContainEqual(['underline', 'الصباحية']);
  expect(read()).toEqual([expect.stringContaining('الحافلة الليلية')]);

  await press('تصحيح ما أُرسل', 'القرار: يُصحَّح ما أُرسل — رنا شاهين');
  await press('تراجع', offersHead);
  await press('تصحيح وإشعار القرّاء', 'القرار: يُصحَّح ما أُرسل — رنا شاهين');
  // What was undone is cancelled; the other begins when the time to undo is over.
  await db.updateTable('push').set({ send_at: new Date() }).where('kind', 'in', ['correction', 'notice']).execute();
  await waitFor(() => read().length === 2, { message: 'the reader was not told', timeoutMs: 30_000 });
  expect(read()[0]).toContain('الحافلة الصباحية');
  expect(read()[0]).toContain('صُحِّح نصّ هذه القصة بعد إرسالها.');
  expect(read()[1]).toMatch(/^تصحيح\nالحافلة الصباحية/);
  const states = await db
    .selectFrom('push')
    .select(['kind', 'state'])
    .where('kind', '=', 'correction')
    .orderBy('id')
    .execute();
  expect(states).toEqual([
    { kind: 'correction', state: 'cancelled' },
    { kind: 'correction', state: 'finished' },
  ]);
  const decided = offers().at(-1);
  if (!decided) throw new Error('the offer is gone');
  const told: string[] = [];
  phones.listen((event) => {
    if (event.kind === 'notice') told.push(event.text);
  });
  group.press(rana.id, decided.id, 'تراجع');
  await waitFor(() => told.some((words) => words.includes('لم يعد التراجع ممكناً')), {
    message: 'the late undo was not refused',
  });

  // Back to what the readers had at first: that is a change again, against what they have now.
  publish('الحافلة الليلية');
  await waitFor(() => offers().length === 2, { message: 'the next change was not offered', timeoutMs: 30_000 });
  await press('لا حاجة إلى تصحيح', 'القرار: لا حاجة إلى تصحيح — رنا شاهين');
  expect(read()).toHaveLength(2);
}, 120_000);
