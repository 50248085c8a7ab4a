import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Environment } from '../config/environment.ts';
import { loadEnvironment } from '../config/environment.ts';
import { ConfigError } from '../config/error.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import type { Newsroom } from '../config/newsroom.ts';
import { isSandboxFeed } from '../config/newsroom.ts';
import { loadTexts } from '../config/texts.ts';
import { type Db, openDatabase } from '../database/database.ts';
import { startEmbedded } from '../database/embedded/index.ts';
import { pendingMigrations } from '../database/migrate.ts';
import { listUsers } from '../users/store.ts';
import { examineMostRead } from './doctor-most-read.ts';
import { examineTelegram } from './doctor-telegram.ts';
import { whatsappAccount, whatsappBrowser } from './doctor-whatsapp.ts';
import { examineWhatsAppCloud } from './doctor-whatsapp-cloud.ts';
import { CommandFailure } from './failure.ts';
import { type Json, print } from './output.ts';

/** One part of the installation: what was found, and how to mend it when it is not well. */
export interface Finding {
  readonly part: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly mend?: string;
}

export async function doctor(options: Json): Promise<void> {
  const findings = await examine();
  print(findings, options, () =>
    findings
      .map(
        ({ part, ok, detail, mend }) => `${ok ? '✓' : '✗'} ${part}: ${detail}${ok || !mend ? '' : `\n    → ${mend}`}`,
      )
      .join('\n'),
  );
  const ill = findings.filter((finding) => !finding.ok).length;
  if (ill > 0) throw new CommandFailure(ill === 1 ? 'one part is not well' : `${ill} parts are not well`);
}

/** Looks at every part that `serve` needs, changing nothing but an empty data folder. Never throws. */
async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [node()];
  let environment: Environment;
  try {
    environment = loadEnvironment();
    findings.push({ part: 'environment', ok: true, detail: 'every variable that is set can be read' });
  } catch (error) {
    return [...findings, ...problems('environment', error, 'correct it in .env; .env.example explains each')];
  }
  const newsroom = await configuration(environment, findings);
  findings.push(...(await Promise.all([dataFolder(environment), port(environment), secretKey(environment)])));
  findings.push(...(await database(environment, newsroom)));
  findings.push(await queue(environment));
  findings.push(...(await examineTelegram(environment, newsroom)), whatsappBrowser(environment));
  if (newsroom) {
    findings.push(...sampleFeeds(environment, newsroom));
    findings.push(...(await examineWhatsAppCloud(environment, newsroom)));
  }
  return findings;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { part: 'node', ok, detail: `version ${process.versions.node}`, mend: 'install Node.js 20.19 or newer' };
}

async function configuration(environment: Environment, findings: Finding[]): Promise<Newsroom | null> {
  try {
    const newsroom = await loadNewsroom(environment.configFile);
    const counts = `${newsroom.feeds.length} feeds, ${Object.keys(newsroom.editions).length} editions`;
    const warnings: string[] = [];
    await loadTexts(environment.configFile, (warning) => warnings.push(warning));
    findings.push({ part: 'newsroom', ok: true, detail: `${environment.configFile}: ${counts}` });
    findings.push(...warnings.map((detail) => ({ part: 'texts', ok: true, detail })));
    return newsroom;
  } catch (error) {
    findings.push(...problems('newsroom', error, 'correct the file; its comments explain each setting'));
    return null;
  }
}

async function dataFolder({ dataDir }: Environment): Promise<Finding> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK | constants.X_OK);
    return { part: 'data folder', ok: true, detail: dataDir };
  } catch (error) {
    const mend = `make it writable for this user (chown), or set NASHRA_DATA_DIR to a folder that is`;
    return { part: 'data folder', ok: false, detail: `${dataDir}: ${message(error)}`, mend };
  }
}

function port({ port, host }: Environment): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? { part: 'port', ok: true, detail: `${host}:${port} is in use (by a running nashra, if you started one)` }
          : {
              part: 'port',
              ok: false,
              detail: `${host}:${port}: ${error.message}`,
              mend: 'set PORT or HOST to another',
            },
      ),
    );
    server.listen(port, host, () =>
      server.close(() => resolve({ part: 'port', ok: true, detail: `${host}:${port} is free` })),
    );
  });
}

async function secretKey(environment: Environment): Promise<Finding> {
  if (environment.secretKey) return { part: 'secret key', ok: true, detail: 'NASHRA_SECRET_KEY is set' };
  if (environment.mode === 'sandbox')
    return { part: 'secret key', ok: true, detail: 'the sandbox makes one in the data folder' };
  return {
    part: 'secret key',
    ok: false,
    detail: 'NASHRA_SECRET_KEY is not set, so subscribers’ addresses cannot be encrypted',
    mend: 'run `openssl rand -hex 32`, put the result in .env, and keep a copy in a safe place',
  };
}

/** The database, and what it knows of the WhatsApp account and of what is read most. */
async function database(environment: Environment, newsroom: Newsroom | null): Promise<Finding[]> {
  const mend = environment.databaseUrl
    ? 'check DATABASE_URL, and that the server runs and lets this machine in'
    : 'read the message; with a PostgreSQL of your own, set DATABASE_URL';
  try {
    const known = async (db: Db) => [
      await whoMayComeIn(environment, db),
      ...(newsroom
        ? [...(await whatsappAccount(environment, newsroom, db)), ...(await examineMostRead(environment, newsroom, db))]
        : []),
    ];
    if (environment.databaseUrl) return await databaseAt(environment.databaseUrl, 'DATABASE_URL', known);
    const quiet = () => {};
    const server = await startEmbedded({
      dataDir: environment.dataDir,
      log: { info: quiet, warn: quiet, error: quiet },
    });
    try {
      return await databaseAt(server.url, `embedded, ${server.dataDir}`, known);
    } finally {
      await server.release();
    }
  } catch (error) {
    return [{ part: 'database', ok: false, detail: message(error), mend }];
  }
}

async function databaseAt(url: string, where: string, known: (db: Db) => Promise<Finding[]>): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version').finally(() => client.end());
  const handle = openDatabase(url, { max: 1, onError: () => {} });
  try {
    const pending = await pendingMigrations(handle.db);
    const state = pending.length === 0 ? 'schema up to date' : `${pending.length} migrations to run (serve does it)`;
    const detail = `PostgreSQL ${rows[0]?.server_version ?? '?'} (${where}), ${state}`;
    return [{ part: 'database', ok: true, detail }, ...(pending.length === 0 ? await known(handle.db) : [])];
  } finally {
    await handle.close();
  }
}

async function whoMayComeIn({ mode, publicUrl, host }: Environment, db: Db): Promise<Finding> {
  const part = 'console';
  const users = (await listUsers(db)).filter(({ state }) => state !== 'shut out');
  const chiefs = users.filter(({ role }) => role === 'chief').length;
  const local = ['127.0.0.1', 'localhost', '::1'].includes(host);
  const safe = local || publicUrl?.startsWith('https:') === true;
  const nobody =
    mode === 'sandbox'
      ? 'sample users, from this machine'
      : 'nobody may come in yet: nashra users add NAME --role chief';
  const who = users.length === 0 ? nobody : `${users.length} may come in, ${chiefs} of them chief`;
  if (safe) return { part, ok: true, detail: who };
  return {
    part,
    ok: false,
    detail: `${who}, but HOST=${host} is reached without https, where no password is asked for`,
    mend: 'put it behind a web server with https and set NASHRA_PUBLIC_URL to its address',
  };
}

async function queue({ redisUrl }: Environment): Promise<Finding> {
  if (!redisUrl) return { part: 'queue', ok: true, detail: 'BullMQ on PostgreSQL (set REDIS_URL for Redis)' };
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 });
  redis.on('error', () => {});
  try {
    await redis.connect();
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    if (policy && policy !== 'noeviction') {
      const mend = 'set maxmemory-policy noeviction in redis.conf: BullMQ must never lose a key';
      return { part: 'queue', ok: false, detail: `Redis answers, but evicts keys (${policy})`, mend };
    }
    return { part: 'queue', ok: true, detail: 'Redis answers' };
  } catch (error) {
    return { part: 'queue', ok: false, detail: message(error), mend: 'check REDIS_URL, and that the server runs' };
  } finally {
    redis.disconnect();
  }
}

function sampleFeeds(environment: Environment, newsroom: Newsroom): Finding[] {
  if (environment.mode === 'sandbox') return [];
  return newsroom.feeds.filter(isSandboxFeed).map((feed) => ({
    part: `feed ${feed.name}`,
    ok: false,
    detail: `its url is ${feed.url}, the sample of the sandbox`,
    mend: 'put the address of your own feed in newsroom.yaml',
  }));
}

function problems(part: string, error: unknown, mend: string): Finding[] {
  const lines = error instanceof ConfigError ? error.problems : [message(error)];
  return lines.map((detail) => ({ part, ok: false, detail, mend }));
}

function message(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message || (error as NodeJS.ErrnoException).code || error.name}${cause}`;
}
