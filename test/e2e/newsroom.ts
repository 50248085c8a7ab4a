import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { stringify } from 'yaml';
import { type DatabaseHandle, openDatabase } from '../../src/database/database.ts';
import { startTelegramApi, type TelegramApi, type TelegramApiOptions } from '../../src/sandbox/telegram/index.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { atEnd } from '../setup/cleanup.ts';
import { createTestDatabase } from '../setup/database.ts';
import { type Child, startNashra } from '../setup/processes.ts';
import { repository } from '../setup/repository.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';

const secretKey = '5a'.repeat(32);
/** Looks like a real token and is none. */
const token = '7000000001:AAnashra-sandbox-has-no-secret-to-keep';

/** A newsroom whose far ends are in the test: Telegram's server, the feed, the database. The program is the real one. */
export interface E2eNewsroom {
  readonly telegram: TelegramApi;
  readonly database: DatabaseHandle;
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  /** Starts `nashra serve` and waits for its ready line. */
  serve(env?: Readonly<Record<string, string>>): Promise<Child & { readonly address: string }>;
  /** Writes `count` readers of the edition `breaking` into the record, as if they had joined. */
  subscribe(count: number): Promise<void>;
}

export const chatId = (index: number) => 6_000_000 + index;

export async function startNewsroom(
  config: Record<string, unknown>,
  options: {
    readonly telegram?: TelegramApiOptions;
    readonly redisUrl?: string;
    /** `empty`: without our schema, as a newsroom begins. */
    readonly record?: 'migrated' | 'empty';
  } = {},
): Promise<E2eNewsroom> {
  const telegram = await startTelegramApi({ token, unknownChats: 'accepted', ...options.telegram });
  atEnd(() => telegram.close());
  const { url: databaseUrl } = await createTestDatabase(
    options.record === 'empty' ? {} : { template: inject('migrated') },
  );
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'config'));
  await cp(join(repository, 'config/texts'), join(folder, 'config/texts'), { recursive: true });
  await writeFile(join(folder, 'config/newsroom.yaml'), stringify(config));
  const database = openDatabase(databaseUrl, { applicationName: 'test', onError: () => {} });
  atEnd(() => database.close());
  const env = {
    NASHRA_CONFIG: join(folder, 'config/newsroom.yaml'),
    NASHRA_DATA_DIR: join(folder, 'data'),
    NASHRA_SECRET_KEY: secretKey,
    DATABASE_URL: databaseUrl,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_API_ROOT: telegram.url,
    PORT: '0',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
  };
  return {
    telegram,
    database,
    databaseUrl,
    env,
    async serve(more = {}) {
      const child = await startNashra(['serve'], { env: { ...env, ...more } });
      const line = await waitFor(
        () => {
          if (!child.isRunning()) throw new Error(`serve ended: ${child.stderr()}`);
          return /nashra is ready: (http:\/\/[^/]+)/.exec(child.stdout());
        },
        { timeoutMs: 40_000, message: 'serve printed no ready line' },
      );
      return Object.assign(child, { address: line[1] ?? '' });
    },
    async subscribe(count) {
      const book = addressBook(Buffer.from(secretKey, 'hex'));
      const chats = Array.from({ length: count }, (_, index) => String(chatId(index)));
      await sql`
        with people as (
          insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at)
          select (select id from lane limit 1), 'telegram', h, s, 'ar', now()
          from unnest(${chats.map((chat) => book.hash('telegram', chat))}::bytea[],
                      ${chats.map((chat) => book.seal('telegram', chat))}::bytea[]) as t (h, s)
          returning id
        ) insert into subscription (edition, subscriber_id) select 'breaking', id from people`.execute(database.db);
    },
  };
}

/** newsroom.yaml with one feed, as a newsroom would write it. */
export function newsroomConfig(feedUrl: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: { ar: 'درج', en: 'Daraj' },
    site: 'https://daraj.media',
    timeZone: 'Asia/Beirut',
    topics: {},
    feeds: [{ name: 'main', url: feedUrl, mode: 'auto', pollEvery: '1s', firstRun: 2 }],
    editions: { breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' } } },
    channels: { telegram: { rate: 1000 } },
    ...changes,
  };
}
