import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

test('a push to a lane that nobody serves says so, ends when its time is over, and can be sent then', {
  timeout: 120_000,
}, async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const editorsChat = -1_009_000_000_002;
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, { channels: { telegram: { rate: 100, editorsChat, editors: [1] } } }),
  );
  const group = editorsGroup(newsroom.telegram, editorsChat);
  const { db } = newsroom.database;
  const nashra = (...args: string[]) => runNashra(args, { env: newsroom.env });
  await newsroom.serve();
  await newsroom.subscribe(6);
  const served = await db.selectFrom('lane').select(['id', 'name']).executeTakeFirstOrThrow();
  const old = await ensureLane(db, 'telegram:42', 'telegram');
  await sql`
    update subscriber set lane_id = ${old} where id in (select id from subscriber order by id limit 2)`.execute(db);
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const { id } = await waitFor(() => db.selectFrom('push').select('id').executeTakeFirst(), {
    message: 'there is no push',
    timeoutMs: 30_000,
  });
  await waitFor(async () => (await booksOf(db, id)).byState.sent === 4, {
    message: 'those of the served lane did not get it',
    timeoutMs: 30_000,
  });
  const open = await nashra('push', 'show', String(id));
  expect(open.stdout).toContain('2 wait in telegram:42, which no running instance serves');
  expect(open.stdout).toMatch(/who has not got it by \d{4}-.*Z will not/);
  const lanes = await nashra('lane', 'list');
  expect(lanes.stdout).toContain('2 messages wait in telegram:42, which no running instance serves');
  expect(lanes.stdout).not.toContain(`wait in ${served.name}`);

  await sql`update push set expires_at = now() where id = ${id}`.execute(db);
  const told = () => group.messages.filter(({ formatted }) => formatted.text.includes('انقضت مهلة إرسال'));
  const [message] = await waitFor(() => (told().length > 0 ? told() : null), {
    message: 'the editors were not told',
    timeoutMs: 40_000,
  });
  expect(message?.formatted.text).toContain('«الحافلة الليلية»');
  expect(message?.formatted.text).toContain('عدد الباقين: 2 من 6');
  const ended = await nashra('push', 'show', String(id));
  expect(ended.stdout).toContain('finished: 100 % of 6');
  expect(ended.stdout).toContain('2 excluded: not sent within 2 days');
  expect(ended.stdout).toContain('the books balance');

  const missed = await nashra('push', 'missed', String(id));
  expect(missed.stdout).toContain(`to the 2 not reached in time: nashra push missed ${id} --send`);

  await sql`update delivery set lane_id = ${served.id} where lane_id = ${old}`.execute(db);
  const again = await nashra('push', 'missed', String(id), '--send');
  expect(again.stderr).toContain(`2 readers are sent push ${id} again`);
  expect(again.stdout).toContain('6 sent');
  await waitFor(
    async () => (await db.selectFrom('push').select('expiry_to_tell').executeTakeFirst())?.expiry_to_tell === false,
    { message: 'it would be told again' },
  );
  expect(told()).toHaveLength(1);
});
