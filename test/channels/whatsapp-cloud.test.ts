import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signBody } from '../../src/channels/whatsapp-cloud/signature.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { templateReach } from '../../src/delivery/template-reach.ts';
import { useDatabase } from '../setup/migrated.ts';
import { waitFor } from '../setup/wait.ts';
import type { Person } from '../standins/whatsapp-cloud/graph-server.ts';
import {
  addresses,
  type CloudNewsroom,
  deliveryOf,
  karim,
  openCloud,
  proposal,
  push,
  receiptsOf,
  salma,
  stopDesks,
  subscribe,
} from './cloud-newsroom.ts';
import { storyIn } from './pushes.ts';

const database = useDatabase();
let articleId = 0;

beforeAll(async () => {
  articleId = await storyIn(database.db);
});
afterEach(stopDesks);
beforeEach(async () => {
  await sql`delete from push`.execute(database.db);
  await sql`delete from subscriber`.execute(database.db);
  await sql`delete from cloud_event`.execute(database.db);
  await sql`update lane set state = 'open', holder = null, lease_until = null, blocked_until = null, pace = null,
    trouble_since = null, trouble_holds = 0`.execute(database.db);
});

const people = () =>
  database.db.selectFrom('subscriber').select(['id', 'state', 'wrote_at', 'lane_id']).orderBy('id').execute();
const waiting = async () =>
  (
    await sql<{ count: number }>`select count(*)::integer as count from cloud_event where event is not null`.execute(
      database.db,
    )
  ).rows[0]?.count;
const justNow = () => new Date();
const yesterday = () => new Date(Date.now() - 25 * 3_600_000);

/** Waits until everything that Meta told was taken and worked off. */
async function settled(newsroom: CloudNewsroom): Promise<void> {
  await newsroom.graph.told();
  await waitFor(async () => (await waiting()) === 0, { message: 'events wait' });
}

async function withReader(newsroom: CloudNewsroom, wroteAt: Date | null, person: Person = salma): Promise<number> {
  if (wroteAt) newsroom.graph.wroteAt(person, wroteAt.getTime());
  return subscribe(database.db, newsroom.served.lane.laneId, person, wroteAt);
}

describe('the conversation on the official WhatsApp', () => {
  test('a person joins with a word, chooses with buttons and lists, and leaves at once', async () => {
    const { graph, ask, start } = await openCloud(database);
    start();
    const welcome = await ask(salma, () => graph.write(salma, 'اشتراك'));
    expect(welcome.kind).toBe('interactive');
    expect(welcome.field).toBe('to');
    expect(welcome.choices).toEqual(['topics', 'editions', 'stop']);
    const topics = await ask(salma, () => graph.press(salma, 'topics'));
    expect(topics.titles).toEqual(['✓ سياسة', '✓ اقتصاد', '✓ كلّ المواضيع']);
    await ask(salma, () => graph.press(salma, 'topic:economy:off'));
    const [row] = await database.db.selectFrom('subscriber').select('topics').execute();
    expect(row?.topics).toEqual(['politics']);
    const goodbye = await ask(salma, () => graph.write(salma, 'إلغاء'));
    expect(goodbye.text).toContain('أُلغي اشتراككم');
    expect((await people()).map(({ state }) => state)).toEqual(['left']);
  });

  test('choices that no list takes are numbered, and the numbers are understood', async () => {
    const { graph, ask, start } = await openCloud(database);
    start();
    await ask(salma, () => graph.write(salma, 'اشتراك'));
    // The title of this edition is longer than the 24 characters of a row.
    await database.db.updateTable('subscriber').set({ language: 'en' }).execute();
    const answer = await ask(salma, () => graph.write(salma, 'privacy'));
    expect(answer.kind === 'interactive' ? answer.titles : [answer.text]).not.toEqual([]);
    const number = await ask(salma, () => graph.write(salma, '1'));
    expect(number.text).toBeTruthy();
    expect(await people()).toEqual([]);
  });

  test('the same message brought five times, at once and again later, is answered once', async () => {
    const newsroom = await openCloud(database);
    const { graph } = newsroom;
    const body = graph.envelope({
      contacts: [{ wa_id: salma.number, user_id: salma.userId }],
      messages: [
        {
          from: salma.number,
          id: 'wamid.same',
          timestamp: `${Math.floor(Date.now() / 1_000)}`,
          type: 'text',
          text: { body: 'مساعدة' },
        },
      ],
    });
    graph.wroteAt(salma, Date.now());
    for (let time = 0; time < 4; time += 1) graph.post(body);
    await graph.told();
    newsroom.start();
    await settled(newsroom);
    graph.post(body);
    await settled(newsroom);
    expect(graph.to(salma)).toHaveLength(1);
  });

  test('an answer that could not be sent is sent later as it was, without what had arrived of it', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = (_, count) => (count === 1 ? { kind: 'refuse', http: 503, code: 131016 } : { kind: 'accept' });
    const welcome = await newsroom.ask(salma, () => graph.write(salma, 'اشتراك'));
    // Asked again, they would be told that they are subscribed already.
    expect(welcome.choices).toEqual(['topics', 'editions', 'stop']);
    await settled(newsroom);
    expect(graph.to(salma)).toHaveLength(1);
  });

  test('what was taken before a crash is answered after it; nothing readable waits in the record', async () => {
    const newsroom = await openCloud(database);
    newsroom.graph.write(salma, 'اشتراك');
    await newsroom.graph.told();
    const { rows } = await sql<{ event: Buffer; key: Buffer }>`select event, key from cloud_event`.execute(database.db);
    expect(rows).toHaveLength(1);
    expect(
      Buffer.concat([rows[0]?.event ?? Buffer.of(), rows[0]?.key ?? Buffer.of()]).toString('latin1'),
    ).not.toContain(salma.number);
    newsroom.start();
    await settled(newsroom);
    expect(newsroom.graph.to(salma)).toHaveLength(1);
    const [done] = await database.db.selectFrom('cloud_event').select('event').execute();
    expect(done?.event).toBeNull();
  });

  test('kinds we do not know are passed over, and a picture is answered', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.message(salma, { type: 'something new', news: {} });
    graph.message(salma, { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } });
    graph.post({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'news', value: {} }] }] });
    graph.post({ object: 'page', entries: 'none' });
    const other = graph.envelope({
      messages: [{ from: '1555', id: 'wamid.other', timestamp: '1', type: 'text', text: { body: 'اشتراك' } }],
    });
    graph.post(JSON.parse(JSON.stringify(other).replace(graph.phoneId, '999999')));
    await settled(newsroom);
    expect(graph.taken).toEqual([]);
    const answer = await newsroom.ask(salma, () => graph.message(salma, { type: 'image', image: { id: '1' } }));
    expect(answer.text).toContain('النصوص');
  });

  test('who hides the number is known by the id, and by both names once the number shows', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph, ask } = newsroom;
    const hidden: Person = { ...salma, hides: 'number' };
    graph.ids.set(salma.userId ?? '', salma.number);
    const welcome = await ask(hidden, () => graph.write(hidden, 'اشتراك'));
    expect([welcome.field, welcome.to]).toEqual(['recipient', salma.userId]);
    const first = await push(database.db, articleId, { key: 'hidden' });
    await newsroom.drain();
    expect(graph.to(salma).at(-1)?.to).toBe(salma.userId);
    const already = await ask(salma, () => graph.write(salma, 'اشتراك'));
    expect([already.field, already.to]).toEqual(['to', salma.number]);
    expect(await people()).toHaveLength(1);
    // Hides it again: still the same person, and left means left.
    await ask(hidden, () => graph.write(hidden, 'إلغاء'));
    expect((await people()).map(({ state }) => state)).toEqual(['left']);
    expect((await booksOf(database.db, first)).byState.sent).toBe(1);
  });

  test('a change of number is followed', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    await withReader(newsroom, justNow());
    graph.tell({
      messages: [
        {
          from: salma.number,
          id: 'wamid.moved',
          timestamp: `${Math.floor(Date.now() / 1_000)}`,
          type: 'system',
          system: {
            type: 'user_changed_number',
            body: 'changed',
            wa_id: '96171999999',
            user_id: 'LB.999',
            previous_user_id: salma.userId,
          },
        },
      ],
    });
    await settled(newsroom);
    await push(database.db, articleId, { key: 'moved' });
    graph.wroteAt({ number: '96171999999' }, Date.now());
    await newsroom.drain();
    expect(graph.taken.map(({ to }) => to)).toEqual(['96171999999']);
  });

  test('who presses «stop» in WhatsApp itself has left', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    await withReader(newsroom, justNow());
    const preference = { wa_id: salma.number, category: 'marketing_messages', timestamp: '1764200000' };
    newsroom.graph.tell({ user_preferences: [{ ...preference, value: 'stop' }] });
    await settled(newsroom);
    expect((await people()).map(({ state }) => state)).toEqual(['left']);
    newsroom.graph.tell({ user_preferences: [{ ...preference, value: 'resume' }] });
    await settled(newsroom);
    expect((await people()).map(({ state }) => state)).toEqual(['left']);
  });

  test('one person on both WhatsApp accounts is one reader, sent to by the one they asked last', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { rows } = await sql<{ id: number }>`
      insert into lane (name, channel) values ('whatsapp:main', 'whatsapp')
      on conflict (name) do update set channel = excluded.channel returning id`.execute(database.db);
    await subscribe(database.db, rows[0]?.id ?? 0, salma, null);
    await newsroom.ask(salma, () => newsroom.graph.write(salma, 'اشتراك'));
    await settled(newsroom);
    const known = await people();
    expect(known).toHaveLength(1);
    expect(known[0]?.lane_id).toBe(newsroom.served.lane.laneId);
    expect(known[0]?.wrote_at).not.toBeNull();
  });
});

describe('the webhook', () => {
  test('shows Meta that it is ours, and nobody else', async () => {
    const { webhookUrl } = await openCloud(database);
    const ask = (token: string) =>
      fetch(
        `${webhookUrl}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '1158201444' })}`,
      );
    const right = await ask('we chose this one');
    expect([right.status, await right.text()]).toEqual([200, '1158201444']);
    expect((await ask('another')).status).toBe(403);
    expect((await ask('')).status).toBe(403);
  });

  test('a forged, a changed or an unsigned body changes nothing', async () => {
    const { webhookUrl, graph } = await openCloud(database);
    const body = JSON.stringify(
      graph.envelope({
        messages: [{ from: '1555', id: 'wamid.1', timestamp: '1', type: 'text', text: { body: 'اشتراك' } }],
      }),
    );
    const right = signBody(body, graph.appSecret);
    const attempts = [
      [body, signBody(body, 'f'.repeat(32))],
      [`${body} `, right],
      [body, right.replace('sha256=', 'sha1=')],
      [body, `${right}00`],
      [body, ''],
      [body, undefined],
    ] as const;
    for (const [sent, signature] of attempts) {
      const headers = signature === undefined ? {} : { 'x-hub-signature-256': signature };
      expect((await fetch(webhookUrl, { method: 'POST', body: sent, headers })).status).toBe(401);
    }
    expect(await waiting()).toBe(0);
    const signed = { 'x-hub-signature-256': right };
    expect((await fetch(webhookUrl, { method: 'POST', body, headers: signed })).status).toBe(200);
    expect(await waiting()).toBe(1);
  });

  test('a body larger than Meta sends is not read', async () => {
    const { webhookUrl, graph } = await openCloud(database);
    const body = ' '.repeat(5 * 1_024 * 1_024);
    const headers = { 'x-hub-signature-256': signBody(body, graph.appSecret) };
    expect((await fetch(webhookUrl, { method: 'POST', body, headers })).status).toBe(413);
  });
});

describe('a push on the official WhatsApp', () => {
  test('goes as text to who wrote within 24 hours, else as the template; receipts follow; no number is in the ledger', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = () => ({ kind: 'accept', statuses: ['read', 'sent', 'delivered'] });
    const near = await withReader(newsroom, justNow());
    const far = await withReader(newsroom, yesterday(), karim);
    const title = 'ثلاثة أعوام\tعلى قرار   مجلس الأمن\n2672: «نعم» لـ*الحدود*';
    const id = await push(database.db, articleId, { key: 'both', title });
    await newsroom.drain();
    await settled(newsroom);
    const [text] = graph.to(salma);
    expect(text?.kind).toBe('text');
    expect(text?.previewUrl).toBe(true);
    expect(text?.text).toContain('https://daraj.media/both');
    const [templated] = graph.to(karim);
    expect(templated?.template).toBe('nashra_story/ar');
    expect(templated?.text.split('\n')).toEqual([
      'ثلاثة أعوام على قرار مجلس الأمن 2672: «نعم» لـ∗الحدود∗',
      'نصّ الموجز.',
      'https://daraj.media/both',
    ]);
    expect(await receiptsOf(database.db, id)).toEqual(['delivered', 'delivered', 'read', 'read', 'server', 'server']);
    for (const reader of [near, far]) {
      const { state, message_id } = await deliveryOf(database.db, id, reader);
      expect(state).toBe('sent');
      expect(message_id).toMatch(/^[\w-]{24}$/);
    }
    expect((await booksOf(database.db, id)).balanced).toBe(true);
    expect(graph.refused).toEqual([]);
  });

  test('without a template, who has not written is told of in the books, with the reason', async () => {
    const newsroom = await openCloud(database, { templates: 'missing' });
    const far = await withReader(newsroom, yesterday());
    const id = await push(database.db, articleId, { key: 'none' });
    await newsroom.drain();
    const { state, reason } = await deliveryOf(database.db, id, far);
    expect(state).toBe('failed');
    expect(reason).toContain('no template for this edition and language');
    expect(newsroom.graph.taken).toEqual([]);
  });

  test.each(['refused', 'fails later'] as const)(
    'a window that Meta says is closed (%s): the template follows, once',
    async (closedWindow) => {
      const newsroom = await openCloud(database, { server: { closedWindow } });
      newsroom.start();
      // By our record they wrote just now; Meta knows nothing of it.
      const reader = await subscribe(database.db, newsroom.served.lane.laneId, salma, justNow());
      const id = await push(database.db, articleId, { key: `closed-${closedWindow}` });
      await newsroom.drain();
      await settled(newsroom);
      await newsroom.drain();
      await settled(newsroom);
      expect(newsroom.graph.taken.filter(({ kind }) => kind === 'template')).toHaveLength(1);
      expect((await deliveryOf(database.db, id, reader)).state).toBe('sent');
      expect((await booksOf(database.db, id)).byState).toMatchObject({ sent: 1, failed: 0, pending: 0 });
    },
  );

  test.each([
    [131049, 'failed', 'active'],
    [130472, 'failed', 'active'],
    [131026, 'gone', 'active'],
    [131050, 'gone', 'gone'],
  ] as const)(
    'accepted and failed later with %i: the ledger says %s, the reader is %s',
    async (code, state, reader) => {
      const newsroom = await openCloud(database);
      newsroom.start();
      newsroom.graph.onSend = () => ({ kind: 'fail later', code });
      const person = await withReader(newsroom, justNow());
      const id = await push(database.db, articleId, { key: `late-${code}` });
      await newsroom.drain();
      await settled(newsroom);
      const recorded = await deliveryOf(database.db, id, person);
      expect(recorded.state).toBe(state);
      expect(recorded.reason).toMatch(new RegExp(`^${code}: `));
      expect((await people())[0]?.state).toBe(reader);
      expect((await booksOf(database.db, id)).balanced).toBe(true);
    },
  );

  test('a reader whose messages came back twice in a row seems gone', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    newsroom.graph.onSend = () => ({ kind: 'fail later', code: 131026 });
    await withReader(newsroom, justNow());
    for (const key of ['first', 'second']) {
      expect((await people())[0]?.state).toBe('active');
      await push(database.db, articleId, { key });
      await newsroom.drain();
      await settled(newsroom);
    }
    expect((await people())[0]?.state).toBe('gone');
  });

  test('word of a failure that comes after the phone has it, or twice, or of another try, changes nothing', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    const reader = await withReader(newsroom, justNow());
    const id = await push(database.db, articleId, { key: 'contrary' });
    await newsroom.drain();
    await settled(newsroom);
    const [taken] = graph.taken;
    if (!taken) throw new Error('nothing was sent');
    graph.status(taken, 'failed', 131026);
    await settled(newsroom);
    expect((await deliveryOf(database.db, id, reader)).state).toBe('sent');
    const forged = {
      ...taken,
      reference: taken.reference?.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) ?? null,
    };
    graph.status(forged, 'failed', 131049);
    await settled(newsroom);
    expect((await deliveryOf(database.db, id, reader)).state).toBe('sent');
  });

  test('told of in the wrong order, failed is failed, and what a phone has was sent after all', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = () => ({ kind: 'accept', statuses: [] });
    const reader = await withReader(newsroom, justNow());
    const id = await push(database.db, articleId, { key: 'order' });
    await newsroom.drain();
    const [taken] = graph.taken;
    if (!taken) throw new Error('nothing was sent');
    graph.status(taken, 'failed', 131049);
    await settled(newsroom);
    graph.status(taken, 'sent');
    await settled(newsroom);
    expect((await deliveryOf(database.db, id, reader)).state).toBe('failed');
    graph.status(taken, 'delivered');
    await settled(newsroom);
    expect((await deliveryOf(database.db, id, reader)).state).toBe('sent');
    expect((await booksOf(database.db, id)).balanced).toBe(true);
  });

  test('a batch of a thousand statuses in one webhook is taken in', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = () => ({ kind: 'accept', statuses: [] });
    const people = Array.from({ length: 250 }, (_, index) => ({ number: `9617000${1_000 + index}` }));
    for (const person of people) await withReader(newsroom, justNow(), person);
    const id = await push(database.db, articleId, { key: 'batch' });
    await newsroom.drain();
    const statuses = graph.taken.flatMap((taken) =>
      (['read', 'sent', 'delivered', 'sent'] as const).map((status) => graph.statusOf(taken, status)),
    );
    graph.tell({ statuses });
    await settled(newsroom);
    expect(await receiptsOf(database.db, id)).toHaveLength(750);
    expect((await booksOf(database.db, id)).byState.sent).toBe(250);
  });
});

describe('Meta’s limit of people a day', () => {
  const readers = Array.from({ length: 3 }, (_, index): Person => ({ number: `9617000${1_000 + index}` }));

  test('holds up those past it and nobody else; who has one today may get more; the next day brings the rest', async () => {
    const { db } = database;
    const newsroom = await openCloud(database, { peoplePerDay: 2 });
    for (const person of readers) await withReader(newsroom, yesterday(), person);
    await withReader(newsroom, justNow());
    const first = await push(db, articleId, { key: 'limited' });
    await newsroom.drain();
    expect(newsroom.graph.taken.map(({ kind }) => kind).sort()).toEqual(['template', 'template', 'text']);
    expect((await booksOf(db, first)).byState).toMatchObject({ sent: 3, pending: 1 });
    await stopDesks();

    // After a start the ledger says who had one.
    const again = await openCloud(database, { peoplePerDay: 2 });
    await withReader(again, null, karim);
    const second = await push(db, articleId, { key: 'limited-too' });
    await again.drain();
    expect((await booksOf(db, second)).byState).toMatchObject({ sent: 3, pending: 2 });
    await stopDesks();

    await sql`update delivery set changed_at = changed_at - interval '25 hours', due_at = null`.execute(db);
    await sql`update subscriber set wrote_at = now() - interval '50 hours'`.execute(db);
    const later = await openCloud(database, { peoplePerDay: 5 });
    await later.drain();
    expect((await booksOf(db, first)).byState).toMatchObject({ sent: 4, pending: 0 });
    expect((await booksOf(db, second)).byState).toMatchObject({ sent: 5, pending: 0 });
  });

  test('is told of before a push is approved', async () => {
    const { db } = database;
    const newsroom = await openCloud(database, { peoplePerDay: 2 });
    for (const person of readers) await withReader(newsroom, yesterday(), person);
    await withReader(newsroom, justNow());
    const name = newsroom.served.lane.channel.lane;
    const id = await proposal(db, articleId, 'told');
    expect(await templateReach(db, id, { name, cap: 2 })).toEqual({ readers: 3, left: 2 });
    expect(await templateReach(db, id, { name, cap: 3 })).toBeNull();
    expect(await templateReach(db, id, { name, cap: 'unlimited' })).toBeNull();
  });
});

describe('trouble on the official WhatsApp', () => {
  test('a connection that broke after the request: uncertain, until the status settles it', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = () => ({ kind: 'take and break' });
    const reader = await withReader(newsroom, justNow());
    const id = await push(database.db, articleId, { key: 'broke' });
    await newsroom.drain();
    expect((await deliveryOf(database.db, id, reader)).state).toBe('uncertain');
    const [taken] = graph.taken;
    if (!taken) throw new Error('nothing was taken');
    graph.status(taken, 'sent');
    await settled(newsroom);
    expect(await deliveryOf(database.db, id, reader)).toMatchObject({ state: 'sent', reason: null });
    expect(graph.taken).toHaveLength(1);
  });

  test('no answer in time is uncertain; a word of failure settles that, too', async () => {
    const newsroom = await openCloud(database, { deadlineMs: 300 });
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = () => ({ kind: 'take and hang' });
    const reader = await withReader(newsroom, justNow());
    const id = await push(database.db, articleId, { key: 'hangs' });
    await newsroom.drain();
    expect(await deliveryOf(database.db, id, reader)).toMatchObject({
      state: 'uncertain',
      reason: 'no answer in time',
    });
    const [taken] = graph.taken;
    if (!taken) throw new Error('nothing was taken');
    graph.status(taken, 'failed', 131049);
    await settled(newsroom);
    expect((await deliveryOf(database.db, id, reader)).state).toBe('failed');
  });

  test('a storm of refusals for speed costs nobody the message', async () => {
    const newsroom = await openCloud(database, { server: { throughput: 5 }, rate: 200 });
    const { graph } = newsroom;
    const people = Array.from({ length: 30 }, (_, index) => ({ number: `9617000${1_000 + index}` }));
    for (const person of people) await withReader(newsroom, justNow(), person);
    const id = await push(database.db, articleId, { key: 'storm' });
    await waitFor(
      async () => {
        await newsroom.drain();
        return (await booksOf(database.db, id)).byState.sent === 30;
      },
      { timeoutMs: 90_000, message: 'not all have it' },
    );
    expect(graph.refused.length).toBeGreaterThan(0);
    expect(new Set(graph.taken.map(({ to }) => to)).size).toBe(30);
    expect(graph.taken).toHaveLength(30);
  }, 120_000);

  test('the limit of one pair of numbers holds up this one person only', async () => {
    const newsroom = await openCloud(database);
    const { graph } = newsroom;
    graph.onSend = ({ to }) => (to === salma.number ? { kind: 'refuse', http: 400, code: 131056 } : { kind: 'accept' });
    const held = await withReader(newsroom, justNow());
    const free = await withReader(newsroom, justNow(), karim);
    const id = await push(database.db, articleId, { key: 'pair' });
    await newsroom.drain();
    expect((await deliveryOf(database.db, id, held)).state).toBe('pending');
    expect((await deliveryOf(database.db, id, free)).state).toBe('sent');
  });

  test.each([131031, 368, 131048])(
    'an account that Meta restricts (%i) holds its lane until a person reopens it',
    async (code) => {
      const newsroom = await openCloud(database);
      const { graph } = newsroom;
      graph.onSend = () => ({ kind: 'refuse', http: 403, code });
      for (const person of [salma, karim]) await withReader(newsroom, justNow(), person);
      const id = await push(database.db, articleId, { key: `locked-${code}` });
      await newsroom.drain();
      const lane = await waitFor(
        () => database.db.selectFrom('lane').selectAll().where('state', '=', 'paused').executeTakeFirst(),
        { message: 'the lane is open' },
      );
      expect(lane.name).toBe(`whatsapp-cloud:${graph.phoneId}`);
      expect((await booksOf(database.db, id)).byState.pending).toBe(2);
      const [audit] = await database.db.selectFrom('audit').select(['actor', 'action']).orderBy('id', 'desc').execute();
      expect(audit).toEqual({ actor: 'whatsapp', action: 'lane.pause' });
      await waitFor(() => newsroom.told.length === 1, { message: 'the editors were not told' });
      expect(newsroom.told[0]).toContain(`${code}`);
    },
  );

  test('a refused token is waited for, at no message’s cost', async () => {
    const newsroom = await openCloud(database, { server: { token: 'EAAG-another-token-altogether' } });
    const reader = await withReader(newsroom, justNow());
    const id = await push(database.db, articleId, { key: 'token' });
    (newsroom.graph as { token: string }).token = 'EAAG-changed-at-meta-meanwhile';
    await newsroom.drain();
    const { state, reason } = await deliveryOf(database.db, id, reader);
    expect(state).toBe('pending');
    expect(reason).toContain('190');
  });

  test.each([
    [{ kind: 'page', http: 502 }, 'uncertain'],
    [{ kind: 'page', http: 400 }, 'pending'],
    [{ kind: 'refuse', http: 500, code: 131000 }, 'pending'],
    [{ kind: 'refuse', http: 400, code: 131051 }, 'failed'],
    [{ kind: 'refuse', http: 400, code: 132001 }, 'failed'],
  ] as const)('%o ends as %s', async (behaviour, state) => {
    const newsroom = await openCloud(database);
    newsroom.graph.onSend = () => behaviour;
    const reader = await withReader(newsroom, justNow());
    const id = await push(database.db, articleId, { key: `end-${JSON.stringify(behaviour)}` });
    await newsroom.drain();
    expect((await deliveryOf(database.db, id, reader)).state).toBe(state);
  });

  test('an answer that Meta could not take is given when it can', async () => {
    const newsroom = await openCloud(database);
    newsroom.start();
    const { graph } = newsroom;
    graph.onSend = (_, count) => (count < 3 ? { kind: 'refuse', http: 503, code: 131016 } : { kind: 'accept' });
    const answer = await newsroom.ask(salma, () => graph.write(salma, 'مساعدة'));
    expect(answer.text).toContain('أحدث القصص');
    expect(graph.to(salma)).toHaveLength(1);
  });
});

test('addresses of people are the same on both WhatsApp lanes', () => {
  expect(addresses.hash('whatsapp', `${salma.number}@c.us`)).toHaveLength(32);
});
