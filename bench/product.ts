import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'yaml';
import { packageRoot } from '../src/config/package-root.ts';
import type { SpawnedTelegramApi } from '../src/sandbox/telegram/index.ts';
import { putAwayAfterUs } from '../test/setup/put-away.ts';

/** `nashra serve` as a process of its own, as a newsroom runs it. */
export interface Product {
  readonly address: string;
  readonly pid: number;
  /** Largest resident memory so far, MB. */
  readonly peakMemory: () => number;
  /** Resident memory now, MB. */
  readonly memory: () => number;
  /** Sends a signal, whatever state it is in. */
  signal(name: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly databaseUrl: string;
  /** Absent: the queue is on PostgreSQL. */
  readonly redisUrl?: string;
  readonly telegram: SpawnedTelegramApi;
  /** Messages a second. */
  readonly rate: number;
  /** Pictures of a story at most; none without. */
  readonly album?: number;
  readonly feedUrl?: string;
  /** Chat ids of the newsroom's own groups and channels, which get the breaking news too. */
  readonly destinations?: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
}

export async function startProduct(options: ProductOptions): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'nashra-bench-product-'));
  putAwayAfterUs(folder);
  await mkdir(join(folder, 'config'));
  await cp(join(packageRoot, 'config/texts'), join(folder, 'config/texts'), { recursive: true });
  const newsroom = {
    name: { ar: 'درج', en: 'Daraj' },
    site: 'https://daraj.media',
    timeZone: 'Asia/Beirut',
    topics: {},
    feeds: [
      { name: 'main', url: options.feedUrl ?? 'http://127.0.0.1:9/feed', mode: 'auto', pollEvery: '1s', firstRun: 0 },
    ],
    editions: {
      breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' } },
      morning: { kind: 'digest', names: { ar: 'الصباح', en: 'Morning' }, cron: '0 6 1 1 *' },
    },
    channels: {
      telegram: {
        rate: options.rate,
        photos: options.album ? { album: options.album } : false,
        destinations: (options.destinations ?? []).map((chat) => ({ chat, editions: ['breaking'] })),
      },
    },
  };
  await writeFile(join(folder, 'config/newsroom.yaml'), stringify(newsroom));
  const child = spawn(process.execPath, [join(packageRoot, 'dist/src/cli.js'), 'serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LOG_LEVEL: 'error',
      NASHRA_CONFIG: join(folder, 'config/newsroom.yaml'),
      NASHRA_DATA_DIR: join(folder, 'data'),
      NASHRA_SECRET_KEY: '07'.repeat(32),
      DATABASE_URL: options.databaseUrl,
      ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
      TELEGRAM_BOT_TOKEN: options.telegram.token,
      TELEGRAM_API_ROOT: options.telegram.url,
      WHATSAPP: 'off',
      PORT: '0',
      ...options.env,
    },
  });
  const ended = once(child, 'exit').then(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const ready = await firstLine(child, /nashra is ready: (http:\/\/[^/ ]+)/);
  const status = (field: string) => {
    const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
    return Number(line?.[1] ?? Number.NaN) / 1_024;
  };
  return {
    address: ready[1] ?? '',
    pid: child.pid ?? 0,
    peakMemory: () => status('VmHWM'),
    memory: () => status('VmRSS'),
    signal: (name) => void child.kill(name),
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export interface Redis {
  readonly url: string;
  /** SIGKILL, and up again on the same port and file. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's redis-server with the settings that a newsroom is told to use. */
export async function startRedis(options: { readonly fsync?: 'everysec' | 'always' } = {}): Promise<Redis> {
  const durability = ['--appendfsync', options.fsync ?? 'everysec'];
  const folder = await mkdtemp(join(tmpdir(), 'nashra-bench-redis-'));
  putAwayAfterUs(folder);
  const port = await freePort();
  const settings = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', ...durability];
  const start = async () => {
    const started = spawn('redis-server', ['--port', String(port), ...settings], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const failed = once(started, 'error').then(([error]) => {
      throw new Error(`redis-server: ${(error as Error).message}; apt-get install redis-server`);
    });
    await Promise.race([firstLine(started, /Ready to accept connections/), failed]);
    return started;
  };
  let child = await start();
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    crash: async () => {
      await end('SIGKILL');
      child = await start();
    },
    stop: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  if (!child.stdout) throw new Error('the process has no output');
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const match = pattern.exec(line);
    if (!match) continue;
    // What it says later is not read, but must not stop it either.
    child.stdout.resume();
    return match;
  }
  throw new Error(`the process ended before it said ${pattern.source}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Waits until `look` gives something, looking every `everyMs`. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false>,
  options: { readonly everyMs?: number; readonly timeoutMs?: number; readonly what: string },
): Promise<T> {
  const deadline = performance.now() + (options.timeoutMs ?? 60_000);
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`waited too long for ${options.what}`);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 20));
  }
}
