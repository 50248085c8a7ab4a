import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, expect } from 'vitest';
import { type TelegramChannel, telegramChannel } from '../../src/channels/telegram/send.ts';
import type { Db } from '../../src/database/database.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { drainLane } from '../../src/delivery/lane/lane.ts';
import type { LaneContext, LaneOptions } from '../../src/delivery/lane/lane-context.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { startTelegramApi, type TelegramApi, type TelegramApiOptions } from '../../src/sandbox/telegram/index.ts';
import { useDatabase } from '../setup/migrated.ts';
import { built, startScript } from '../setup/processes.ts';
import { approvedPush, book, fanOutWhole, subscribe } from './audience.ts';

/** A lane that sends over a Bot API of its own, begun by each test with `start`; call it at the top of the file. */
export interface TelegramLane {
  readonly db: Db;
  readonly prepared: Db;
  readonly databaseUrl: string;
  readonly api: TelegramApi;
  readonly channel: TelegramChannel;
  readonly id: number;
  /** With so many readers of the edition `breaking`. */
  start(readers: number, options?: TelegramApiOptions): Promise<void>;
  /** A push to all of them, whose audience is in the ledger. */
  push(key?: string, options?: Parameters<typeof approvedPush>[2]): Promise<number>;
  drain(options?: Draining): ReturnType<typeof drainLane>;
  /** A process of its own drains it, saying `texts`, until it kills itself at `point` (see `mortal-holder.ts`). */
  diesAt(point: string, texts: readonly string[], policy?: UncertainPolicy): Promise<void>;
}

interface Draining extends Partial<LaneOptions> {
  readonly context?: Partial<LaneContext>;
  readonly signal?: AbortSignal | undefined;
}

export function useTelegramLane(): TelegramLane {
  const database = useDatabase();
  let started: Pick<TelegramLane, 'api' | 'channel' | 'id'> | undefined;
  const lane = () => {
    if (!started) throw new Error('the lane is there only after start()');
    return started;
  };
  beforeEach(async () => {
    await database.db.deleteFrom('push').execute();
    await database.db.deleteFrom('subscriber').execute();
  });
  afterEach(async () => {
    await started?.channel.close();
    await started?.api.close();
    started = undefined;
  });
  return {
    get db() {
      return database.db;
    },
    get prepared() {
      return database.prepared;
    },
    get databaseUrl() {
      return database.url;
    },
    get api() {
      return lane().api;
    },
    get channel() {
      return lane().channel;
    },
    get id() {
      return lane().id;
    },
    async start(readers, options) {
      const { db } = database;
      const api = await startTelegramApi({ unknownChats: 'accepted', ...options });
      const channel = telegramChannel({ token: api.token, apiRoot: api.url });
      started = { api, channel, id: await ensureLane(db, channel.lane, 'telegram') };
      const working = { blocked_until: null, trouble_since: null, trouble_reason: null, trouble_holds: 0 };
      await db
        .updateTable('lane')
        .set({ ...working, holder: null, lease_until: null, pace: null })
        .execute();
      await subscribe(db, started.id, readers);
    },
    async push(key = randomUUID(), options = {}) {
      const id = await approvedPush(database.db, key, options);
      await fanOutWhole(database.db, id, fanOutChunk);
      return id;
    },
    drain({ context, signal = new AbortController().signal, ...options } = {}) {
      const { channel, id: laneId } = lane();
      return drainLane(
        {
          db: database.db,
          prepared: database.prepared,
          log: pino({ level: 'silent' }),
          addresses: book,
          render: async () => ({ messages: [{ text: 'خبر', markup: 'telegram-html' }], uncertainPolicy: 'leave' }),
          onGone: async () => {},
          onMoved: async () => {},
          ...context,
        },
        { laneId, channel, pacer: new Pacer({ rate: 10_000 }), holder: randomUUID(), linger: 50, ...options },
        signal,
      );
    },
    async diesAt(point, texts, policy = 'leave') {
      const { api, id } = lane();
      const child = await startScript(`await import(${JSON.stringify(built('test/setup/mortal-holder.js'))})`, {
        env: {
          POINT: point,
          DATABASE_URL: database.url,
          API_ROOT: api.url,
          TOKEN: api.token,
          LANE: String(id),
          TEXTS: JSON.stringify(texts),
          POLICY: policy,
        },
      });
      expect(await child.ended, `${child.stdout()}${child.stderr()}`).toBe('SIGKILL');
      expect(child.stdout()).toBe(point);
    },
  };
}
