import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { KyselyPlugin, QueryId } from 'kysely';
import { pino } from 'pino';
import type { Channel, RenderedMessage } from '../../src/channels/channel.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { openDatabase } from '../../src/database/database.ts';
import { drainLane } from '../../src/delivery/lane/lane.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';

/**
 * Drains a lane, as a process of its own, until it has come to the point that `POINT` names: there it ends itself by
 * SIGKILL, between two instructions. Points are `before` and `after` each of what a push in several messages needs, counted:
 * `mark 1`, `send 1`, `arrived 1`, `leaving 1`, `send 2`, `result 1`.
 */
const {
  POINT = '',
  DATABASE_URL = '',
  API_ROOT = '',
  TOKEN = '',
  LANE = '',
  TEXTS = '[]',
  POLICY = 'leave',
} = process.env;

const counts = new Map<string, number>();

function begins(deed: string): string {
  const count = (counts.get(deed) ?? 0) + 1;
  counts.set(deed, count);
  const name = `${deed} ${count}`;
  passes(`before ${name}`);
  return name;
}

function passes(point: string): void {
  if (point !== POINT) return;
  writeSync(1, point);
  process.kill(process.pid, 'SIGKILL');
}

/** What a statement of the ledger is for, by its own words. */
const deeds = [
  ['mark', /set state = 'sending'/],
  ['arrived', /set rest = 'waits'/],
  ['leaving', /set rest = 'left'/],
  ['result', /retry_in_ms/],
] as const;

const running = new WeakMap<QueryId, string>();
const mortal: KyselyPlugin = {
  transformQuery({ node, queryId }) {
    const text = node.kind === 'RawNode' ? node.sqlFragments.join('?') : '';
    const deed = deeds.find(([, words]) => words.test(text));
    if (deed) running.set(queryId, begins(deed[0]));
    return node;
  },
  async transformResult({ result, queryId }) {
    const name = running.get(queryId);
    if (name !== undefined) passes(`after ${name}`);
    return result;
  },
};

const handle = openDatabase(DATABASE_URL, { onError: () => {} });
const telegram = telegramChannel({ token: TOKEN, apiRoot: API_ROOT });
const channel: Channel = {
  ...telegram,
  // A chat's own pace would only make the tests long.
  chatPace: () => ({ messages: 1, perMs: 50 }),
  async send(...message) {
    const name = begins('send');
    const outcome = await telegram.send(...message);
    passes(`after ${name}`);
    return outcome;
  },
};
const messages: RenderedMessage[] = JSON.parse(TEXTS).map((text: string) => ({ text, markup: 'telegram-html' }));
await drainLane(
  {
    db: handle.db,
    prepared: handle.prepared.withPlugin(mortal),
    log: pino({ level: 'silent' }),
    addresses: addressBook(Buffer.alloc(32, 7)),
    render: async () => ({ messages, uncertainPolicy: POLICY === 'resend' ? 'resend' : 'leave' }),
    onGone: async () => {},
    onMoved: async () => {},
  },
  { laneId: Number(LANE), channel, pacer: new Pacer({ rate: 1_000 }), holder: randomUUID(), linger: 5_000 },
  new AbortController().signal,
);
await telegram.close();
await handle.close();
