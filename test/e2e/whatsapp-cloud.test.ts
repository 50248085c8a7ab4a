import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import { atEnd } from '../setup/cleanup.ts';
import { type Child, runNashra, startNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { editorsGroup } from '../standins/editors-group.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';
import { GraphServer, type Person } from '../standins/whatsapp-cloud/graph-server.ts';
import { rss, rssType } from './feed.ts';
import { type E2eNewsroom, newsroomConfig, startNewsroom } from './newsroom.ts';

const salma: Person = { number: '96170123456', userId: 'LB.13491208655302741918' };
const karim: Person = { number: '963933123456', userId: 'SY.23491208655302741918' };
const hook = '/hooks/whatsapp-cloud';

interface CloudDesk {
  readonly graph: GraphServer;
  readonly newsroom: E2eNewsroom;
  readonly feed: FeedServer;
  readonly env: Readonly<Record<string, string>>;
  /** Starts the whole program, and tells Meta where it is. */
  serve(): Promise<Child & { readonly address: string }>;
  publish(slug: string, title: string): void;
  /** The texts that a person got. */
  got(person: Person): string[];
  ask(person: Person, words: string): Promise<string>;
}

/** A newsroom on the official WhatsApp: no browser, and no bot but for the editors' room. */
async function open(
  cloud: Record<string, unknown> = {},
  source: Record<string, unknown> = {},
  telegram?: { readonly editorsChat: number; readonly editors: readonly number[] },
): Promise<CloudDesk> {
  const graph = await new GraphServer({ templates: [{ name: 'nashra_story', language: 'ar', variables: 3 }] }).start();
  atEnd(() => graph.close());
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, {
      feeds: [{ name: 'main', url: `${feed.url}/feed`, mode: 'auto', pollEvery: '1s', firstRun: 2, ...source }],
      channels: {
        ...(telegram ? { telegram } : {}),
        whatsappCloud: {
          rate: 500,
          templates: [{ edition: 'any', language: 'ar', name: 'nashra_story' }],
          ...cloud,
        },
      },
    }),
  );
  const env = {
    ...(telegram ? {} : { TELEGRAM_BOT_TOKEN: '' }),
    WHATSAPP_CLOUD_TOKEN: graph.token,
    WHATSAPP_CLOUD_PHONE_ID: graph.phoneId,
    WHATSAPP_CLOUD_APP_SECRET: graph.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: 'we chose this one',
    WHATSAPP_CLOUD_API_ROOT: graph.url,
  };
  const got = (person: Person) => graph.to(person).map(({ text }) => text);
  return {
    graph,
    newsroom,
    feed,
    env: { ...newsroom.env, ...env },
    got,
    async serve() {
      const child = await newsroom.serve(env);
      graph.webhookUrl = `${child.address}${hook}`;
      return child;
    },
    publish: (slug, title) => feed.set('/feed', { ...rssType, body: rss({ slug, title }) }),
    async ask(person, words) {
      const before = got(person).length;
      graph.write(person, words);
      await waitFor(() => got(person).length > before, { message: `no answer to «${words}»`, timeoutMs: 30_000 });
      return got(person).at(-1) ?? '';
    },
  };
}

async function pushed({ newsroom }: CloudDesk, count = 1): Promise<number> {
  const finished = () =>
    newsroom.database.db
      .selectFrom('push')
      .select('id')
      .where('state', '=', 'finished')
      .orderBy('id', 'desc')
      .execute();
  await waitFor(async () => (await finished()).length >= count, {
    message: 'the push never finished',
    timeoutMs: 60_000,
  });
  return (await finished())[0]?.id ?? 0;
}

const readers = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({ number: `9617${1_000_000 + index}` }));

describe('a newsroom on the official WhatsApp', () => {
  test('a reader joins, is sent text within the day and the template after it, with receipts, and leaves at once', async () => {
    const desk = await open();
    const { graph, newsroom, got, ask } = desk;
    const serve = await desk.serve();
    expect(await ask(salma, 'اشتراك')).toContain('أهلاً بكم في نشرة درج');
    expect(graph.to(salma).at(-1)?.choices).toEqual(['topics', 'editions', 'stop']);
    await ask(karim, 'اشتراك');
    // Karim wrote the day before yesterday, by his clock and by Meta's.
    graph.wroteAt(karim, Date.now() - 48 * 3_600_000);
    await waitFor(
      async () =>
        (
          await sql`update subscriber set wrote_at = wrote_at - interval '2 days'
          where id = (select max(id) from subscriber) and wrote_at is not null`.execute(newsroom.database.db)
        ).numAffectedRows,
      { message: 'Karim never wrote' },
    );
    graph.onSend = () => ({ kind: 'accept', statuses: ['sent', 'delivered', 'read'] });
    desk.publish('one', 'مدرسة بلا سقف');
    await waitFor(() => [salma, karim].every((person) => got(person).join().includes('مدرسة بلا سقف')), {
      message: 'the story never came',
      timeoutMs: 30_000,
    });
    expect(graph.to(salma).at(-1)).toMatchObject({ kind: 'text', previewUrl: true });
    expect(graph.to(karim).at(-1)).toMatchObject({ kind: 'template', template: 'nashra_story/ar' });
    const id = await pushed(desk);
    await waitFor(
      async () => (await newsroom.database.db.selectFrom('receipt').select('kind').execute()).length === 6,
      { message: 'the receipts never came' },
    );
    expect((await booksOf(newsroom.database.db, id)).byState).toMatchObject({ sent: 2, uncertain: 0, pending: 0 });

    expect(await ask(salma, 'إلغاء')).toContain('أُلغي اشتراككم');
    desk.publish('two', 'خبر لا يصلها');
    await pushed(desk, 2);
    await waitFor(() => got(karim).join().includes('خبر لا يصلها'), { message: 'Karim never got the second' });
    expect(got(salma).join()).not.toContain('خبر لا يصلها');

    // Nothing of a number: neither in what was logged nor in the record.
    const { rows } = await sql<{ text: string }>`
      select string_agg(t::text, ' ') as text from (
        select row(d.*)::text as t from delivery d union all select row(e.*)::text from cloud_event e
        union all select row(a.*)::text from audit a) as all_rows`.execute(newsroom.database.db);
    const base64 = [salma, karim].map(({ number }) => Buffer.from(number).toString('base64').slice(2, 12));
    for (const trace of [salma.number, karim.number, ...base64]) {
      expect(rows[0]?.text).not.toContain(trace);
      expect(serve.stdout() + serve.stderr()).not.toContain(trace);
    }
    expect(await serve.kill('SIGTERM')).toBe(0);
  });

  test('a push to more people than Meta allows templates to today says so before it is approved', async () => {
    const desk = await open({ peoplePerDay: 1 }, { firstRun: 0 });
    const { db } = desk.newsroom.database;
    desk.publish('one', 'مدرسة بلا سقف');
    await desk.serve();
    for (const person of [salma, karim]) await desk.ask(person, 'اشتراك');
    await waitFor(() => db.selectFrom('article').select('id').executeTakeFirst(), { message: 'the story never came' });
    await sql`update subscriber set wrote_at = now() - interval '2 days'`.execute(db);
    const args = ['push', 'create', 'https://daraj.media/one', '--at', '2030-01-01T10:00:00Z'];
    const { exit, stdout, stderr } = await runNashra(args, { env: desk.env });
    expect({ exit, stderr }).toMatchObject({ exit: 0 });
    expect(stderr).toContain(
      'official WhatsApp: 2 readers need a template, but only 1 more people may be sent one today',
    );
    expect(stdout).toContain('official WhatsApp: 2 readers');
  });

  test('and so does the proposal in the editors’ room', async () => {
    const editorsChat = -1_009_000_000_007;
    const desk = await open({ peoplePerDay: 1 }, { firstRun: 0, mode: 'review' }, { editorsChat, editors: [1] });
    const group = editorsGroup(desk.newsroom.telegram, editorsChat);
    await desk.serve();
    for (const person of [salma, karim]) await desk.ask(person, 'اشتراك');
    await sql`update subscriber set wrote_at = now() - interval '2 days'`.execute(desk.newsroom.database.db);
    desk.publish('one', 'مدرسة بلا سقف');
    const proposal = await waitFor(
      () => group.messages.find(({ formatted }) => formatted.text.includes('مدرسة بلا سقف')),
      { message: 'there is no proposal', timeoutMs: 30_000 },
    );
    expect(proposal.formatted.text).toMatch(/على واتساب الرسمي[\s\S]*يحتاجون إلى قالب: 2\nالمتاح من الحدّ اليوم: 1/);
  });

  test('doctor says what the number may do, and which editions have no template', async () => {
    const desk = await open();
    const run = (env: Record<string, string> = {}) => runNashra(['doctor'], { env: { ...desk.env, ...env } });
    const well = await run();
    expect(well.stdout).toMatch(/✓ official whatsapp: Daraj, .*quality GREEN, limit TIER_250/);
    expect(well.stdout).toMatch(/✗ whatsapp templates: none for breaking in en: who has not written/);
    const wrong = await run({ WHATSAPP_CLOUD_TOKEN: 'EAAG-of-somebody-else-altogether' });
    expect(wrong.stdout).toMatch(/✗ official whatsapp: Meta answered 190/);
    expect(wrong.stdout).not.toContain('EAAG');
    const half = await runNashra(['doctor'], { env: { ...desk.env, WHATSAPP_CLOUD_APP_SECRET: '' } });
    expect(half.stdout).toContain('WHATSAPP_CLOUD_APP_SECRET: is missing');
  });
});

describe('kill -9 on the official WhatsApp', () => {
  test('between request and answer: uncertain after the start, and sent when the status comes; nobody has two', async () => {
    const desk = await open();
    const { graph, newsroom } = desk;
    const { db } = newsroom.database;
    const first = await desk.serve();
    const people = readers(40);
    for (const person of people) graph.write(person, 'اشتراك');
    await waitFor(() => graph.taken.length === people.length, { message: 'not all joined', timeoutMs: 30_000 });
    // Ten are answered, five are lost on the way to Meta, of the rest Meta's answer never comes.
    let count = 0;
    graph.onSend = () => {
      count += 1;
      if (count <= 10) return { kind: 'accept' };
      return { kind: count <= 15 ? 'hang' : 'take and hang' };
    };
    desk.publish('one', 'مدرسة بلا سقف');
    await waitFor(() => count === people.length, { message: 'not all were on their way', timeoutMs: 30_000 });
    await first.kill('SIGKILL');
    const onTheirWay = graph.taken
      .slice(people.length)
      .filter((taken, index) => index >= 10 && taken.reference !== null);
    expect(onTheirWay).toHaveLength(25);

    graph.onSend = () => ({ kind: 'accept' });
    await desk.serve();
    const id = await pushed(desk);
    expect((await booksOf(db, id)).byState).toMatchObject({ sent: 10, uncertain: 30 });
    for (const taken of onTheirWay) graph.status(taken, 'sent');
    await waitFor(async () => (await booksOf(db, id)).byState.sent === 35, { message: 'the statuses settled nothing' });
    expect(await booksOf(db, id)).toMatchObject({ audience: 40, balanced: true });
    const copies = people.map((person) => graph.to(person).filter(({ text }) => text.includes('مدرسة بلا سقف')).length);
    expect(Math.max(...copies)).toBe(1);
    expect(copies.filter((copy) => copy === 0)).toHaveLength(5);
  });

  test('right after a webhook was taken: what it told is worked off by the next start', async () => {
    const desk = await open();
    const { graph } = desk;
    // An instance that has the pages alone takes webhooks and works none off.
    const pages = await startNashra(['serve', '--role', 'console'], { env: desk.env });
    const ready = await waitFor(() => /nashra is ready: (http:\/\/[^/]+)/.exec(pages.stdout()), {
      message: 'no ready line',
      timeoutMs: 40_000,
    });
    graph.webhookUrl = `${ready[1]}${hook}`;
    for (const person of readers(20)) graph.write(person, 'اشتراك');
    await graph.told();
    await pages.kill('SIGKILL');
    expect(graph.taken).toEqual([]);
    await desk.serve();
    await waitFor(() => graph.taken.length === 20, { message: 'not all were answered', timeoutMs: 30_000 });
    const joined = await desk.newsroom.database.db.selectFrom('subscriber').select('state').execute();
    expect(joined.map(({ state }) => state)).toEqual(Array(20).fill('active'));
  });

  test('in the middle of a conversation with many: everybody has joined once, and left who left', async () => {
    const desk = await open();
    const { graph, newsroom } = desk;
    const first = await desk.serve();
    const people = readers(60);
    for (const person of people) graph.write(person, 'اشتراك');
    await waitFor(() => graph.taken.length >= 20, { message: 'it never began', timeoutMs: 30_000 });
    for (const person of people.slice(0, 30)) graph.write(person, 'إلغاء');
    await first.kill('SIGKILL');
    await desk.serve();
    await graph.told();
    await waitFor(
      async () => {
        const rows = await newsroom.database.db.selectFrom('subscriber').select('state').execute();
        return rows.filter(({ state }) => state === 'active').length === 30 && rows.length === 60;
      },
      { message: 'not everybody is as they wished', timeoutMs: 30_000 },
    );
  }, 120_000);
});

test('a forged webhook is refused by the running program, and the challenge is answered', async () => {
  const desk = await open();
  const { address } = await desk.serve();
  const forged = await fetch(`${address}${hook}`, {
    method: 'POST',
    headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
    body: JSON.stringify(desk.graph.envelope({ messages: [] })),
  });
  expect(forged.status).toBe(401);
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': 'we chose this one',
    'hub.challenge': '77',
  });
  expect(await (await fetch(`${address}${hook}?${query}`)).text()).toBe('77');
});
