import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { type DatabaseHandle, type Db, openDatabase } from '../src/database/database.ts';
import { startEmbedded } from '../src/database/embedded/index.ts';
import { migrate } from '../src/database/migrate.ts';
import type { PushKind, UncertainPolicy } from '../src/database/schema.ts';
import { inTransaction } from '../src/database/transaction.ts';
import type { LaneContext } from '../src/delivery/lane/lane-context.ts';
import { ensureLane } from '../src/delivery/lane/lease.ts';
import { createPush, type NewPush } from '../src/editions/create.ts';
import { priorities } from '../src/editions/push.ts';
import { addressBook } from '../src/subscribers/addresses.ts';
import { putAwayAfterUs } from '../test/setup/put-away.ts';

/** A PostgreSQL of the benchmark's own, with the settings a newsroom gets: durable, nothing switched off. */
export interface BenchRecord {
  readonly handle: DatabaseHandle;
  readonly db: Db;
  readonly prepared: Db;
  readonly url: string;
  /** Of the server; its tree is what PostgreSQL costs. Another one after a crash. */
  readonly serverPid: number;
  close(): Promise<void>;
}

/** `supervise`: whether a killed server is started again. */
export async function openRecord(supervise: 'restart' | 'leave' = 'leave'): Promise<BenchRecord> {
  const dataDir = await mkdtemp(join(tmpdir(), 'nashra-bench-'));
  // Root runs PostgreSQL as another account, which must be able to enter.
  await chmod(dataDir, 0o755);
  putAwayAfterUs(dataDir);
  const server = await startEmbedded({
    dataDir,
    supervise,
    log: { info: () => {}, warn: () => {}, error: console.error },
  });
  const handle = openDatabase(server.url, { onError: () => {} });
  await migrate(handle.db);
  return {
    handle,
    db: handle.db,
    prepared: handle.prepared,
    url: server.url,
    get serverPid() {
      return server.pid;
    },
    close: async () => {
      await handle.close();
      await server.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const addresses = addressBook(Buffer.alloc(32, 7));
export const firstChat = 1_000_000;

/** Subscribers of an edition, with real sealed addresses: chats from `firstChat` on. Made in parts, so memory stays flat. */
export async function subscribe(
  db: Db,
  audience: { readonly lane: string; readonly edition: string; readonly count: number; readonly from?: number },
): Promise<number> {
  const laneId = await ensureLane(db, audience.lane, 'telegram');
  const start = audience.from ?? firstChat;
  const part = 20_000;
  for (let done = 0; done < audience.count; done += part) {
    const chats = Array.from({ length: Math.min(part, audience.count - done) }, (_, index) =>
      String(start + done + index),
    );
    const hashes = chats.map((chat) => addresses.hash('telegram', chat));
    const sealed = chats.map((chat) => addresses.seal('telegram', chat));
    await sql`
      with people as (
        insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at)
        select ${laneId}, 'telegram', h, s, 'ar', now()
        from unnest(${hashes}::bytea[], ${sealed}::bytea[]) as t (h, s)
        returning id
      ) insert into subscription (edition, subscriber_id) select ${audience.edition}, id from people`.execute(db);
  }
  await sql`analyze subscriber, subscription`.execute(db);
  return laneId;
}

/** An approved push to an edition. */
export function approvedPush(db: Db, key: string, edition: string, kind: PushKind = 'breaking'): Promise<number> {
  return newPush(db, { key, edition, kind, uncertain: 'leave', state: 'approved' });
}

export async function newPush(
  db: Db,
  push: Pick<NewPush, 'key' | 'edition' | 'kind' | 'state'> & { readonly uncertain: UncertainPolicy },
): Promise<number> {
  const { key, kind } = push;
  const { id } = await inTransaction(db, (trx) =>
    createPush(trx, {
      ...push,
      topics: [],
      // A digest of nothing: its heading, with the key in it, is the whole message.
      content: { type: 'digest', edition: key, instant: '2026-03-01T06:00:00.000Z', items: [] },
      createdBy: 'bench',
      priority: priorities[kind],
    }),
  );
  return id;
}

/** A lane's surroundings with a short story as the message of every push. */
export function laneContext(
  { db, prepared }: Pick<DatabaseHandle, 'db' | 'prepared'>,
  textOf: (pushId: number) => string,
): LaneContext {
  return {
    db,
    prepared,
    log: pino({ level: 'silent' }),
    addresses,
    render: async (pushId) => ({
      messages: [{ text: textOf(pushId), markup: 'telegram-html' }],
      uncertainPolicy: 'leave',
    }),
    onGone: async () => {},
    onMoved: async () => {},
  };
}

/** Of the length that a story's message has. */
export const storyText = (pushId: number) =>
  `<b><a href="https://example.org/${pushId}">قصة ${pushId}: بلدية المرسى تسيّر حافلة ليلية واحدة</a></b>\n\n${'تسيّر بلدية مدينة المرسى منذ مطلع الشهر حافلة ليلية واحدة بين المرفأ والمستشفى الجامعي. '.repeat(3)}`;
