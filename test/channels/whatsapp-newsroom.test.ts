import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Board, giveOrder, readBoard } from '../../src/channels/whatsapp/board.ts';
import { findChromium } from '../../src/channels/whatsapp/chromium.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import type { LaneContext } from '../../src/delivery/lane/lane-context.ts';
import type { CarefulPace } from '../../src/delivery/pacing/careful-pacer.ts';
import { correctPush } from '../../src/editions/correct.ts';
import { type Person, type StandInOptions, WhatsAppStandIn } from '../../src/sandbox/whatsapp/index.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { storyLists } from '../../src/serve/story-lists.ts';
import { whatsappRunner } from '../../src/serve/whatsapp.ts';
import { pacerOf } from '../../src/serve/whatsapp-pace.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { markGone } from '../../src/subscribers/store.ts';
import { atEnd } from '../setup/cleanup.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';
import { karim, salma } from '../standins/whatsapp-web/open.ts';
import { fastPace } from './fast-pace.ts';
import { pushStory, storyIn, finished as untilFinished } from './pushes.ts';

const database = useDatabase();
const addresses = addressBook(Buffer.alloc(32, 7));
/** All that the program says in this file, at its most talkative. */
const logged: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
const channelId = '120363000000000001@newsletter';
const lane = 'whatsapp:main';

let articleId = 0;
let stopCurrent: () => Promise<void> = async () => {};

beforeAll(async () => {
  articleId = await storyIn(database.db);
});
afterEach(() => stopCurrent());

beforeEach(async () => {
  await database.db.deleteFrom('channel_status').execute();
  await database.db.deleteFrom('push').execute();
  await database.db.deleteFrom('subscriber').execute();
  await database.db
    .updateTable('lane')
    .set({ holder: null, lease_until: null, blocked_until: null, trouble_since: null, trouble_holds: 0 })
    .execute();
});

interface Newsroom {
  readonly standIn: WhatsAppStandIn;
  board(): Promise<Board | null>;
  until(state: string): Promise<void>;
  /** The texts of a chat, what the account wrote. */
  said(chat: string): string[];
  stop(): Promise<void>;
  restart(): void;
}

async function open(options: StandInOptions = {}, pace: CarefulPace = fastPace): Promise<Newsroom> {
  const { db } = database;
  const standIn = await new WhatsAppStandIn({
    people: [salma, karim],
    newsletters: [{ id: channelId, name: 'درج' }],
    ...options,
  }).start();
  atEnd(() => standIn.close());
  const chromium = findChromium(process.env.CHROMIUM_PATH ?? null);
  if (chromium.kind === 'missing') throw new Error(chromium.advice);
  const newsroom = testNewsroom({
    channels: { whatsapp: { optOutEvery: 1, destinations: [{ chat: channelId, editions: ['breaking'] }] } },
  });
  const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
  const laneContext: LaneContext = {
    db,
    prepared: database.prepared,
    log,
    addresses,
    render: pushRenderer({ db, newsroom, texts }),
    onGone: async (id) => void (await markGone(db, id)),
    onMoved: async () => {},
  };
  const runner = whatsappRunner({
    db,
    newsroom,
    texts,
    addresses,
    log,
    laneContext,
    stories: storyLists(db, newsroom, ({ link }) => link),
    pace,
    browser: {
      chromium: chromium.path,
      chromiumArguments: standIn.chromiumArguments,
      sessionFolder: await temporaryFolder(),
      probeEvery: 500,
      probeDeadline: 1_500,
    },
  });
  let stopping = new AbortController();
  let running = runner.run(stopping.signal);
  const stop = async () => {
    stopping.abort();
    await running;
  };
  stopCurrent = stop;
  const board = () => readBoard(db, lane);
  return {
    standIn,
    board,
    until: async (state) => {
      await waitFor(async () => (await board())?.state === state, { timeoutMs: 25_000, message: `not ${state}` });
    },
    said: (chat) => standIn.history.of(chat).flatMap(({ fromMe, body }) => (fromMe === 'yes' ? [body] : [])),
    stop,
    restart() {
      stopping = new AbortController();
      running = runner.run(stopping.signal);
    },
  };
}

async function paired(options: StandInOptions = {}, pace: CarefulPace = fastPace): Promise<Newsroom> {
  const newsroom = await open(options, pace);
  await newsroom.until('pairing');
  expect((await newsroom.board())?.qr).toContain('2@standin-ref-');
  newsroom.standIn.scan();
  await newsroom.until('ready');
  return newsroom;
}

async function answer(
  newsroom: Newsroom,
  person: Person,
  body: string,
  as?: 'number' | 'lid' | 'lid only',
): Promise<string> {
  const before = newsroom.said(person.number).length;
  newsroom.standIn.write(person, body, as === undefined ? {} : { as });
  await waitFor(() => newsroom.said(person.number).length > before, { message: `no answer to «${body}»` });
  return newsroom.said(person.number).at(-1) ?? '';
}

const push = (key: string) => pushStory(database.db, articleId, key);

const people = () =>
  database.db.selectFrom('subscriber').select(['id', 'state', 'destination']).orderBy('id').execute();

const finished = (pushId: number, timeoutMs = 20_000) => untilFinished(database.db, pushId, timeoutMs);

describe('a newsroom on WhatsApp', () => {
  test('pairs; people join, choose by number and leave; a push reaches them and the Channel, with receipts', async () => {
    const newsroom = await paired();
    newsroom.standIn.onSend = () => ({
      kind: 'accept',
      acks: [
        [2, 5],
        [3, 10],
      ],
    });
    const welcome = await answer(newsroom, salma, 'اشتراك');
    expect(welcome).toContain('رقم هذه المحادثة مُشفّراً');
    expect(welcome).toContain('1. المواضيع\n');
    expect(await answer(newsroom, salma, '١')).toContain('1. ✓ سياسة');
    expect(await answer(newsroom, salma, '2')).toMatch(/1\. ✓ سياسة\n.*2\. اقتصاد/);
    expect(await answer(newsroom, salma, '9')).toContain('لا خيار بهذا الرقم');
    await answer(newsroom, karim, 'اشترك');

    const first = await push('first');
    await finished(first);
    const message = newsroom.said(salma.number).at(-1) ?? '';
    expect(message.split('\n')).toContain('https://daraj.media/first');
    expect(message).toContain('*قصة first*'.replace('first', '\u2066first\u2069'));
    expect(message.split('\n').at(-1)).toBe('لإلغاء الاشتراك أرسلوا كلمة: إلغاء');
    expect(newsroom.said(channelId)).toHaveLength(1);
    expect((await booksOf(database.db, first)).byState).toMatchObject({ sent: 3, failed: 0, uncertain: 0 });
    await waitFor(
      async () =>
        (await database.db.selectFrom('receipt').selectAll().where('kind', '=', 'read').execute()).length === 2,
      { message: 'the receipts did not come' },
    );

    for (const word of ['إلغاء', 'stop', 'وقف']) {
      await answer(newsroom, salma, 'اشتراك');
      await answer(newsroom, salma, word);
      expect((await people()).filter(({ destination, state }) => !destination && state === 'active')).toHaveLength(1);
    }
    const second = await push('second');
    await finished(second);
    expect(newsroom.said(salma.number).some((text) => text.includes('daraj.media/second'))).toBe(false);
    expect(newsroom.said(karim.number).some((text) => text.includes('daraj.media/second'))).toBe(true);
  }, 180_000);

  test.each(['number', 'lid'] as const)(
    'one person is one subscriber, by number or by lid (%s account)',
    async (addressing) => {
      const newsroom = await paired({ addressing });
      await answer(newsroom, salma, 'اشتراك', 'lid only');
      expect(await answer(newsroom, salma, 'اشتراك', 'number')).toContain('أنتم مشتركون');
      expect(await answer(newsroom, salma, 'اشتراك', 'lid')).toContain('أنتم مشتركون');
      expect((await people()).filter(({ destination }) => !destination)).toHaveLength(1);
      const id = await push(`one-${addressing}`);
      await finished(id);
      expect(newsroom.said(salma.number).filter((text) => text.includes('daraj.media/one'))).toHaveLength(1);
      // Her number is hidden again: she is still known.
      expect(await answer(newsroom, salma, 'إلغاء', 'lid only')).toContain('أُلغي اشتراككم');
      expect((await people()).filter(({ destination }) => !destination)).toMatchObject([{ state: 'left' }]);
    },
    180_000,
  );

  test('who writes «stop» while the program is down has left when it is back', async () => {
    const newsroom = await paired();
    await answer(newsroom, salma, 'اشتراك');
    // A pairing is on the disk some seconds after it was made.
    await newsroom.stop();
    newsroom.standIn.write(salma, 'stop');
    newsroom.restart();
    await waitFor(async () => (await people()).some(({ state }) => state === 'left'), {
      timeoutMs: 25_000,
      message: 'the word was lost',
    });
  }, 180_000);

  test('messages that a dead process had on their way are looked for in the chats: sent stays, lost is sent', async () => {
    const newsroom = await paired();
    for (const person of [salma, karim]) await answer(newsroom, person, 'اشتراك');
    const id = await push('crash');
    await finished(id);
    const before = newsroom.said(salma.number).length;
    await newsroom.stop();
    // As a killed process leaves it: both on their way; only Salma's had arrived.
    newsroom.standIn.history.forget(karim.number, 'daraj.media/crash');
    await sql`update delivery set state = 'sending', message_id = null where push_id = ${id}`.execute(database.db);
    await sql`update push set state = 'sending', finished_at = null where id = ${id}`.execute(database.db);
    newsroom.restart();
    await newsroom.until('ready');
    await finished(id);
    expect(newsroom.said(salma.number)).toHaveLength(before);
    expect(newsroom.said(karim.number).filter((text) => text.includes('daraj.media/crash'))).toHaveLength(1);
    expect((await booksOf(database.db, id)).byState).toMatchObject({ sent: 3, uncertain: 0 });
  }, 180_000);

  test('receipts come in any order, before the answer to the send, and after a restart', async () => {
    const newsroom = await paired();
    const kinds = async (pushId: number) =>
      (await database.db.selectFrom('receipt').selectAll().where('push_id', '=', pushId).orderBy('kind').execute()).map(
        ({ kind }) => kind,
      );
    await answer(newsroom, salma, 'اشتراك');
    const all = ['delivered', 'read', 'server'];
    newsroom.standIn.onSend = () => ({
      kind: 'accept',
      acks: [
        [3, 0],
        [2, 20],
      ],
    });
    const first = await push('order');
    await finished(first);
    // The Channel's server has its post; nobody tells who read it.
    const expected = [...all, 'server'].sort();
    await waitFor(async () => (await kinds(first)).join() === expected.join(), { message: 'receipts are missing' });

    newsroom.standIn.onSend = () => ({ kind: 'accept' });
    const second = await push('later');
    await finished(second);
    await waitFor(async () => (await kinds(second)).join() === 'server,server', {
      message: 'the server’s are missing',
    });
    await newsroom.stop();
    newsroom.standIn.reach(salma.number, 'daraj.media/later', 2);
    newsroom.restart();
    await newsroom.until('ready');
    await waitFor(async () => (await kinds(second)).includes('delivered'), { message: 'what came meanwhile is lost' });
    newsroom.standIn.reach(salma.number, 'daraj.media/later', 3);
    await waitFor(async () => (await kinds(second)).join() === expected.join(), { message: 'what came later is lost' });
    await nobodyNamedInRecord();
  }, 180_000);

  test('a message that nobody acknowledged is uncertain, and sent by a late acknowledgement', async () => {
    const newsroom = await paired();
    await answer(newsroom, salma, 'اشتراك');
    newsroom.standIn.onSend = ({ chat }) => (chat === salma.number ? { kind: 'silent' } : { kind: 'accept' });
    const id = await push('late');
    const uncertain = async () => (await booksOf(database.db, id)).byState.uncertain;
    await waitFor(async () => (await uncertain()) === 1, { timeoutMs: 60_000, message: 'it is not uncertain' });
    newsroom.standIn.reach(salma.number, 'daraj.media/late', 2);
    await waitFor(async () => (await uncertain()) === 0, { message: 'it stayed unknown' });
    expect((await booksOf(database.db, id)).byState).toMatchObject({ sent: 2 });
    expect(newsroom.said(salma.number).filter((text) => text.includes('daraj.media/late'))).toHaveLength(1);
  }, 180_000);

  test('a push larger than today’s cap waits for tomorrow, and answers go on', async () => {
    const newsroom = await paired({}, { ...fastPace, perDay: 4 });
    for (const person of [salma, karim]) await answer(newsroom, person, 'اشتراك');
    const id = await push('cap');
    await waitFor(async () => (await newsroom.board())?.next.because === 'day', { message: 'the cap was not reached' });
    await waitFor(async () => (await booksOf(database.db, id)).byState.pending === 1, { message: 'none waits' });
    const rows = await database.db.selectFrom('delivery').select('due_at').where('state', '=', 'pending').execute();
    expect(rows[0]?.due_at?.getTime() ?? 0).toBeGreaterThan(Date.now());
    expect(await answer(newsroom, salma, 'مساعدة')).toContain('إلغاء');
  }, 180_000);

  test('a correction edits what was sent although the day’s cap is used up and the next message is an hour away', async () => {
    const hour = 3_600_000;
    // Two answers, and the push to two people and the Channel.
    const newsroom = await paired({}, { ...fastPace, perDay: 5 });
    for (const person of [salma, karim]) await answer(newsroom, person, 'اشتراك');
    const sent = await push('wrong');
    await finished(sent);
    await waitFor(async () => (await newsroom.board())?.next.because === 'day', { message: 'the cap was not reached' });
    const ordered = await correctPush(database.db, {
      pushId: sent,
      actor: 'rana',
      notice: 'none',
      edits: [{ articleId, title: 'عنوان مصحَّح', change: { kind: 'corrected', note: 'كان العنوان خطأ.' } }],
    });
    if (ordered.kind !== 'made') throw new Error(JSON.stringify(ordered));
    while ((await fanOutChunk(database.db, ordered.pushId)) === 'more');
    await finished(ordered.pushId);
    for (const person of [salma, karim]) expect(newsroom.said(person.number).join('\n')).toContain('عنوان مصحَّح');
    expect((await booksOf(database.db, ordered.pushId)).byState).toMatchObject({ sent: 3, failed: 0 });
    expect((await newsroom.board())?.today).toEqual({ sent: 5, cap: 5 });
    // Nor does it count after a restart.
    const { id } = await database.db.selectFrom('lane').select('id').where('name', '=', lane).executeTakeFirstOrThrow();
    await database.db.deleteFrom('channel_status').execute();
    const pace = { ...fastPace, gap: { min: hour, max: hour } };
    expect((await pacerOf(database.db, { id, name: lane }, pace)).allowance.today.sent).toBe(3);
  }, 180_000);

  test('ops pause, resume and log out through the record', async () => {
    const newsroom = await paired();
    await giveOrder(database.db, lane, { kind: 'pause' });
    await newsroom.until('paused');
    await giveOrder(database.db, lane, { kind: 'resume' });
    await newsroom.until('ready');
    await giveOrder(database.db, lane, { kind: 'logout' });
    await newsroom.until('pairing');
  }, 180_000);
});

test('a thousand readers get a push once each', async () => {
  const crowd = Array.from({ length: 1_000 }, (_, index) => ({
    number: `9617${2_000_000 + index}@c.us`,
    lid: `82${1_000_000 + index}@lid`,
    name: `قارئ ${index}`,
  }));
  const newsroom = await paired({ people: crowd });
  const { id: laneId } = await database.db
    .selectFrom('lane')
    .select('id')
    .where('name', '=', lane)
    .executeTakeFirstOrThrow();
  await sql`
    with readers as (
      insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at)
      select ${laneId}, 'whatsapp', h, s, 'ar', now()
      from unnest(${crowd.map(({ number }) => addresses.hash('whatsapp', number))}::bytea[],
                  ${crowd.map(({ number }) => addresses.seal('whatsapp', number))}::bytea[]) as t (h, s)
      returning id
    ) insert into subscription (edition, subscriber_id) select 'breaking', id from readers`.execute(database.db);
  const began = performance.now();
  const id = await push('thousand');
  await finished(id, 60_000);
  console.log(`1,000 readers in ${Math.round(performance.now() - began)} ms`);
  expect((await booksOf(database.db, id)).byState).toMatchObject({ sent: 1_001, failed: 0, uncertain: 0 });
  expect(crowd.every(({ number }) => newsroom.said(number).length === 1)).toBe(true);
}, 120_000);

const personal = [salma, karim].flatMap(({ number, lid, name }) => [number.slice(0, -5), lid.slice(0, -4), name]);

/** Looks through every row of every table. */
async function nobodyNamedInRecord(): Promise<void> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(database.db);
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(database.db);
    if (name === 'delivery') expect(rows.length).toBeGreaterThan(0);
    const text = rows.map((row) => row.text).join('\n');
    for (const word of [...personal, '@c.us', '@lid']) expect(text, name).not.toContain(word);
  }
}

test('nothing in the log of all this names a person', () => {
  expect(logged.length).toBeGreaterThan(50);
  const said = logged.map((line) => JSON.stringify({ ...JSON.parse(line), time: 0, pid: 0, hostname: '' })).join('\n');
  for (const word of personal) expect(said).not.toContain(word);
  // Nobody else’s number or id either.
  expect(said).not.toMatch(/\d{8,}|@(c\.us|lid|s\.whatsapp\.net)/);
});
