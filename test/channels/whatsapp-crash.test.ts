import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readBoard } from '../../src/channels/whatsapp/board.ts';
import { findChromium } from '../../src/channels/whatsapp/chromium.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { openDatabase } from '../../src/database/database.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { type StandInOptions, WhatsAppStandIn } from '../../src/sandbox/whatsapp/index.ts';
import { atEnd } from '../setup/cleanup.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { descendantsOf, isAlive } from '../setup/process-family.ts';
import { built, type Child, startScript } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';
import { karim, salma } from '../standins/whatsapp-web/open.ts';
import { fastPace } from './fast-pace.ts';
import { finished, pushStory, storyIn } from './pushes.ts';

const database = useDatabase();
const channelId = '120363000000000001@newsletter';
const groupId = '120363000000000002@g.us';
const lane = 'whatsapp:main';
let articleId = 0;
let current: { child: Child | null } = { child: null };

beforeAll(async () => {
  articleId = await storyIn(database.db);
});
afterEach(async () => {
  await current.child?.kill();
  current = { child: null };
  await database.db.deleteFrom('push').execute();
  await database.db.deleteFrom('subscriber').execute();
  await database.db.deleteFrom('channel_status').execute();
});

/** The account's process as `serve` runs it, alone in a process of its own that can be killed. */
async function startAccount(standIn: WhatsAppStandIn, sessionFolder: string): Promise<Child> {
  const chromium = findChromium(process.env.CHROMIUM_PATH ?? null);
  if (chromium.kind === 'missing') throw new Error(chromium.advice);
  const destinations = [channelId, groupId].map((chat) => ({ chat, editions: ['breaking'] }));
  const settings = {
    url: database.url,
    config: join(packageRoot, 'config/newsroom.yaml'),
    newsroom: testNewsroom({ channels: { whatsapp: { destinations } } }),
    pace: fastPace,
    browser: {
      chromium: chromium.path,
      chromiumArguments: standIn.chromiumArguments,
      sessionFolder,
      probeEvery: 500,
      probeDeadline: 1_500,
    },
  };
  const child = await startScript(
    `import { pino } from 'pino';
    import { openDatabase } from ${JSON.stringify(built('src/database/database.js'))};
    import { loadTexts } from ${JSON.stringify(built('src/config/texts.js'))};
    import { addressBook } from ${JSON.stringify(built('src/subscribers/addresses.js'))};
    import { markGone } from ${JSON.stringify(built('src/subscribers/store.js'))};
    import { pushRenderer } from ${JSON.stringify(built('src/serve/render.js'))};
    import { whatsappRunner } from ${JSON.stringify(built('src/serve/whatsapp.js'))};
    const { url, config, newsroom, pace, browser } = ${JSON.stringify(settings)};
    const { db, prepared, close } = openDatabase(url, { onError: () => {} });
    const texts = await loadTexts(config);
    const addresses = addressBook(Buffer.alloc(32, 7));
    const log = pino({ level: 'info' });
    const laneContext = {
      db, prepared, log, addresses,
      render: pushRenderer({ db, newsroom, texts }),
      onGone: (id) => markGone(db, id),
      onMoved: async () => {},
    };
    const stop = new AbortController();
    process.once('SIGTERM', () => stop.abort());
    await whatsappRunner({ db, newsroom, texts, addresses, log, laneContext, pace, browser }).run(stop.signal);
    await close();`,
  );
  current.child = child;
  return child;
}

interface Scene {
  readonly standIn: WhatsAppStandIn;
  /** Kills the account's process with SIGKILL; resolves when its browser is gone too. */
  kill(): Promise<void>;
  start(): Promise<void>;
  readonly child: Child;
  copies(chat: string, key: string): number;
}

async function until(state: string, timeoutMs = 90_000): Promise<void> {
  await waitFor(async () => (await readBoard(database.db, lane))?.state === state, {
    timeoutMs,
    message: `not ${state}`,
  });
}

/** An account that is paired, with Salma and Karim, a Channel and a group as its readers. */
async function scene(options: StandInOptions = {}): Promise<Scene> {
  const standIn = await new WhatsAppStandIn({
    people: [salma, karim],
    newsletters: [{ id: channelId, name: 'درج' }],
    groups: [{ id: groupId, name: 'غرفة الأخبار' }],
    ...options,
  }).start();
  atEnd(() => standIn.close());
  const sessionFolder = await temporaryFolder();
  let child = await startAccount(standIn, sessionFolder);
  await until('pairing');
  standIn.scan();
  await until('ready');
  for (const person of [salma, karim]) {
    standIn.write(person, 'اشتراك');
    await waitFor(() => standIn.history.of(person.number).length > 1, { message: 'no answer came' });
  }
  // A pairing is on the disk some seconds after it was made; a good end waits for that.
  await child.kill();
  child = await startAccount(standIn, sessionFolder);
  await until('ready');
  return {
    standIn,
    get child() {
      return child;
    },
    async kill() {
      const family = descendantsOf(child.pid);
      await child.kill('SIGKILL');
      for (const { pid } of family) signal(pid, 'SIGCONT');
      await waitFor(() => !family.some(({ pid }) => isAlive(pid)), { message: 'the browser outlived its program' });
      await sql`delete from channel_status`.execute(database.db);
    },
    async start() {
      child = await startAccount(standIn, sessionFolder);
    },
    copies: (chat, key) => standIn.history.of(chat).filter(({ body }) => body.includes(`daraj.media/${key}`)).length,
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

const states = async (pushId: number) =>
  (await database.db.selectFrom('delivery').select('state').where('push_id', '=', pushId).execute()).map(
    ({ state }) => state,
  );

/** After the next start everybody has it once, and the ledger says so. */
async function everybodyOnce(open: Scene, pushId: number, key: string): Promise<void> {
  await open.start();
  await finished(database.db, pushId, 120_000);
  await waitFor(async () => (await booksOf(database.db, pushId)).byState.uncertain === 0, {
    timeoutMs: 90_000,
    message: 'something stayed unknown',
  });
  for (const chat of [salma.number, karim.number, channelId, groupId]) expect(open.copies(chat, key)).toBe(1);
  expect((await booksOf(database.db, pushId)).byState).toMatchObject({ sent: 4, failed: 0, uncertain: 0 });
}

describe('kill -9 of the whole program while a message is on its way: it ends as sent or not, and nobody has it twice', () => {
  test('before the browser was asked', async () => {
    const open = await scene();
    const holder = descendantsOf(open.child.pid).find(({ command }) => command.includes('process/main.js'));
    signal(holder?.pid ?? 0, 'SIGSTOP');
    const id = await pushStory(database.db, articleId, 'before');
    await waitFor(async () => (await states(id)).includes('sending'), { message: 'nothing began' });
    expect(open.copies(salma.number, 'before')).toBe(0);
    await open.kill();
    await everybodyOnce(open, id, 'before');
  }, 300_000);

  test.each(['lost', 'kept'] as const)(
    'in the call, before the server has it; what waits in the page is %s',
    async (outbox) => {
      const open = await scene({ outbox });
      const key = `call-${outbox}`;
      const dropped: string[] = [];
      const asked = new Promise<void>((resolve) => {
        open.standIn.onSend = (message) => {
          if (message.chat !== salma.number) return { kind: 'accept' };
          dropped.push(message.id);
          resolve();
          return { kind: 'drop' };
        };
      });
      const id = await pushStory(database.db, articleId, key);
      await asked;
      await open.kill();
      expect(open.copies(salma.number, key)).toBe(0);
      open.standIn.onSend = () => ({ kind: 'accept' });
      await everybodyOnce(open, id, key);
      // The page’s own second try where it could make one, else ours.
      const arrived = open.standIn.history.of(salma.number).find((message) => message.body.includes(key));
      expect(dropped.includes(arrived?.id ?? '')).toBe(outbox === 'kept');
    },
    300_000,
  );

  test('after the server has it, before the answer', async () => {
    const open = await scene();
    const arrived = new Promise<void>((resolve) => {
      open.standIn.onSend = () => {
        resolve();
        return { kind: 'silent' };
      };
    });
    const id = await pushStory(database.db, articleId, 'answer');
    await arrived;
    await open.kill();
    open.standIn.onSend = () => ({ kind: 'accept' });
    await everybodyOnce(open, id, 'answer');
  }, 300_000);

  test('after the answer, before the ledger', async () => {
    const open = await scene();
    const other = openDatabase(database.url, { onError: () => {} });
    atEnd(() => other.close());
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      open.standIn.onSend = () => {
        resolve();
        return { kind: 'accept', delayMs: 700 };
      };
    });
    const id = await pushStory(database.db, articleId, 'ledger');
    await begun;
    const locked = other.db.transaction().execute(async (trx) => {
      await sql`select 1 from delivery where push_id = ${id} for update`.execute(trx);
      await held;
    });
    await waitFor(
      async () => {
        const { rows } = await sql<{ count: number }>`
          select count(*)::integer as count from pg_stat_activity
          where wait_event_type = 'Lock' and query like '%update delivery%' and datname = current_database()`.execute(
          database.db,
        );
        return open.copies(salma.number, 'ledger') === 1 && (rows[0]?.count ?? 0) > 0;
      },
      { message: 'no result waits for the ledger' },
    );
    await open.kill();
    release();
    await locked;
    expect(await states(id)).toContain('sending');
    open.standIn.onSend = () => ({ kind: 'accept' });
    await everybodyOnce(open, id, 'ledger');
  }, 300_000);
});

test('a browser outlives its program by moments only', async () => {
  const open = await scene();
  const browsers = descendantsOf(open.child.pid).filter(({ command }) => command.includes('--user-data-dir'));
  expect(browsers.length).toBeGreaterThan(0);
  const began = performance.now();
  await open.kill();
  expect(performance.now() - began).toBeLessThan(10_000);
  expect(browsers.some(({ pid }) => isAlive(pid))).toBe(false);
}, 120_000);
