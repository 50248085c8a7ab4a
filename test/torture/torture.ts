import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { type Product, type Redis, startProduct, startRedis, until } from '../../bench/product.ts';
import { addresses, firstChat, openRecord, subscribe } from '../../bench/record.ts';
import { laneOf } from '../../src/channels/telegram/send.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { cancelLane } from '../../src/delivery/lane/cancel-lane.ts';
import { setLaneState } from '../../src/delivery/lane-control.ts';
import { cancelPush, pausePush, resumePush } from '../../src/delivery/push-control.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import { approvePush } from '../../src/editions/decide.ts';
import { type Rule, type SpawnedTelegramApi, spawnTelegramApi } from '../../src/sandbox/telegram/index.ts';
import { seededRandom } from '../setup/random.ts';
import { albumSize, correctSome, makePush, retractSome } from './stories.ts';
import { type Verdict, verdictOn } from './verdict.ts';

export interface TortureOptions {
  readonly seed: number;
  readonly queue: 'postgresql' | 'redis';
  readonly readers: number;
  readonly pushes: number;
  /** For how long something goes wrong every now and then. */
  readonly seconds: number;
  readonly say: (text: string) => void;
}

const rate = 200;
/** The newsroom's own, which get each push besides the readers. */
const groups = [-1_001_000_000_001, -1_001_000_000_002];
/** Behaviours that leave open whether the message arrived. */
const blank: readonly Rule['behaviour']['kind'][] = ['reset', 'gateway', 'malformed'];
const jumpingClock = pathToFileURL(join(packageRoot, 'dist/test/torture/jumping-clock.js')).href;

/**
 * Two instances send pushes while everything that can break breaks, in an order that the seed decides. Then everything
 * is mended, the work ends, and what the Bot API server accepted is compared with the ledger.
 */
export async function torture(options: TortureOptions): Promise<Verdict> {
  const random = seededRandom(options.seed);
  const record = await openRecord('restart');
  const redis = options.queue === 'redis' ? await startRedis({ fsync: 'always' }) : null;
  const telegram = await spawnTelegramApi({
    unknownChats: 'accepted',
    record: 'messages',
    latency: { ms: 50, jitterMs: 20 },
    limits: { global: { kind: 'window', perSecond: rate } },
  });
  const people = Array.from({ length: options.readers }, (_, index) => firstChat + index);
  // Known people and groups: the server keeps what they got.
  await telegram.control.join(people.map((id) => ({ id, firstName: String(id), standing: 'started' })));
  for (const id of groups) {
    await telegram.control.addGroup({ id, title: String(id), type: 'supergroup', members: [], bot: 'administrator' });
  }
  const lane = laneOf(telegram.token);
  await subscribe(record.db, { lane, edition: 'breaking', count: options.readers });
  const folder = await mkdtemp(join(tmpdir(), 'nashra-torture-'));
  const stage = new Stage({ ...options, random, record, redis, telegram, lane, folder });
  try {
    await stage.startWorkers();
    await stage.play();
    await stage.mend();
    await stage.finish();
    return await verdictOn({
      db: record.db,
      addresses,
      telegram: telegram.control,
      chats: [...people, ...groups],
      ambiguous: stage.ambiguous,
      inFlightAtKills: stage.inFlightAtKills.size,
      kills: stage.kills,
    });
  } finally {
    await stage.close();
    await telegram.close();
    await redis?.stop();
    await record.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a process was there to be killed. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

interface StageParts extends TortureOptions {
  readonly random: () => number;
  readonly record: Awaited<ReturnType<typeof openRecord>>;
  readonly redis: Redis | null;
  readonly telegram: SpawnedTelegramApi;
  readonly lane: string;
  /** For the workers' clocks. */
  readonly folder: string;
}

class Stage {
  /** Answers that were made to tell nothing of what happened: each may leave one message uncertain. */
  ambiguous = 0;
  /** Messages that the ledger had on their way when a process was killed or stopped, all kills together. */
  readonly inFlightAtKills = new Set<string>();
  kills = 0;
  readonly #parts: StageParts;
  readonly #workers: (Product | null)[] = [null, null];
  #pushes = 0;
  /** Pushes that wait for an editor. */
  readonly #proposed: number[] = [];

  constructor(parts: StageParts) {
    this.#parts = parts;
  }

  async startWorkers(): Promise<void> {
    for (const index of this.#workers.keys()) await this.#startWorker(index);
  }

  async play(): Promise<void> {
    const { random, seconds, pushes } = this.#parts;
    const end = performance.now() + seconds * 1_000;
    await this.#push();
    while (performance.now() < end) {
      await delay(200 + random() * 900);
      if (this.#pushes < pushes && random() < 0.35) await this.#push();
      else if (random() < 0.3) await this.#changeWhatWasSent();
      else await this.#somethingBreaks();
    }
    while (this.#pushes < pushes) await this.#push();
    while (this.#proposed.length > 0) await this.#approve();
  }

  async mend(): Promise<void> {
    const { telegram, record } = this.#parts;
    await telegram.control.setRules([]);
    for (const [index, worker] of this.#workers.entries()) {
      worker?.signal('SIGCONT');
      if (!worker) await this.#startWorker(index);
    }
    await this.#patiently(async () => {
      const paused = await record.db.selectFrom('push').select('id').where('state', '=', 'paused').execute();
      for (const { id } of paused) await resumePush(record.db, { pushId: id, actor: 'torture' });
    });
  }

  async finish(): Promise<void> {
    const { record } = this.#parts;
    const open = () =>
      this.#patiently(async () => {
        const { rows } = await sql<{ open: number }>`
          select (select count(*) from push where state not in ('finished', 'cancelled'))
               + (select count(*) from delivery where state in ('pending', 'sending')) as open`.execute(record.db);
        return Number(rows[0]?.open ?? 0);
      });
    await until(async () => (await open()) === 0, {
      everyMs: 300,
      timeoutMs: 180_000,
      what: 'all pushes to end',
    }).catch(async (error: Error) => {
      const { rows } = await sql<{ left: string }>`
        select p.id || ' is ' || p.state || coalesce(' (' || p.pause_reason || ')', '') || ': ' || coalesce(
          (select string_agg(of.count || ' ' || of.state, ', ')
           from (select state, count(*) from delivery d where d.push_id = p.id group by state) of), 'no deliveries') as left
        from push p where p.state not in ('finished', 'cancelled')
        union all select 'lane ' || l.name || ' is ' || l.state || ', held by ' || coalesce(l.holder, 'nobody')
          || ' until ' || coalesce(l.lease_until::text, '-') || ', now ' || now() || ', the last change of a delivery '
          || coalesce((select max(changed_at) from delivery)::text, '-') || ', pace ' || coalesce(l.pace::text, '-')
        from lane l`.execute(record.db);
      throw new Error(`${error.message}; ${rows.map(({ left }) => left).join('; ')}`);
    });
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) {
      worker?.signal('SIGCONT');
      await worker?.stop();
    }
  }

  async #push(): Promise<void> {
    const { random, record } = this.#parts;
    this.#pushes += 1;
    const key = `t${this.#pushes}-`;
    const kind = random() < 0.3 ? 'breaking' : 'digest';
    const policy: UncertainPolicy = random() < 0.5 ? 'resend' : 'leave';
    // Approved at once, or at a moment that comes later.
    const state = random() < 0.3 ? 'proposed' : 'approved';
    this.#parts.say(`push ${key} ${kind} ${policy} ${state}`);
    const id = await this.#patiently(() => makePush(record.db, { key, kind, policy, state }));
    if (state === 'proposed') this.#proposed.push(id);
  }

  async #approve(): Promise<void> {
    const { record } = this.#parts;
    const pushId = this.#proposed.shift();
    if (pushId === undefined) return;
    this.#parts.say(`push ${pushId} is approved`);
    await this.#patiently(() => approvePush(record.db, { pushId, actor: 'torture', as: 'story' }));
  }

  async #somethingBreaks(): Promise<void> {
    const { random, redis } = this.#parts;
    const worker = Math.floor(random() * this.#workers.length);
    if (this.#proposed.length > 0 && random() < 0.3) return this.#approve();
    if (random() < 0.12) return this.#jumpClock(worker);
    if (random() < 0.12) return this.#holdLane();
    const draw = random();
    if (draw < 0.3) await this.#killWorker(worker);
    else if (draw < 0.38) await this.#freezeWorker(worker);
    else if (draw < 0.5) await this.#killDatabase();
    else if (draw < 0.6 && redis) await this.#killRedis(redis);
    else if (draw < 0.85) await this.#confuseNetwork();
    else await this.#steer();
  }

  async #killWorker(index: number): Promise<void> {
    const worker = this.#workers[index];
    if (!worker) return this.#startWorker(index);
    this.#parts.say(`kill -9 worker ${index}`);
    await this.#countInFlight(() => worker.signal('SIGKILL'));
    await worker.ended;
    this.#workers[index] = null;
    if (this.#parts.random() < 0.7) await this.#startWorker(index);
  }

  /** Longer than a lease: it comes back as a holder whose lane went to another. */
  async #freezeWorker(index: number): Promise<void> {
    const worker = this.#workers[index];
    if (!worker) return;
    this.#parts.say(`freeze worker ${index} for 7 s`);
    await this.#countInFlight(() => worker.signal('SIGSTOP'));
    await delay(7_000);
    worker.signal('SIGCONT');
  }

  /** An hour or two forth or back, or right again: leases and paces must not notice. */
  async #jumpClock(index: number): Promise<void> {
    const worker = this.#workers[index];
    if (!worker) return;
    const hours = [-2, -1, 0, 1, 2][Math.floor(this.#parts.random() * 5)] ?? 0;
    this.#parts.say(`the clock of worker ${index} is ${hours} h off`);
    await writeFile(this.#clockOf(index), String(hours * 3_600_000));
    worker.signal('SIGUSR2');
  }

  #clockOf(index: number): string {
    return join(this.#parts.folder, `clock-${index}`);
  }

  async #killDatabase(): Promise<void> {
    const { record } = this.#parts;
    this.#parts.say('kill -9 PostgreSQL');
    await this.#countInFlight(async () => {
      // A server started anew answers a moment before its number is known here.
      for (let tries = 0; tries < 50 && !killed(record.serverPid); tries += 1) await delay(20);
    });
  }

  async #killRedis(redis: Redis): Promise<void> {
    this.#parts.say('kill -9 Redis');
    await redis.crash();
  }

  async #confuseNetwork(): Promise<void> {
    const { random, telegram } = this.#parts;
    const times = 1 + Math.floor(random() * 8);
    const behaviours: readonly Rule['behaviour'][] = [
      { kind: 'reset', when: 'before' },
      { kind: 'reset', when: 'after' },
      { kind: 'gateway', status: 502, when: 'after' },
      { kind: 'gateway', status: 500, when: 'before' },
      { kind: 'malformed', when: 'after' },
      { kind: 'slow', ms: 1_500, when: 'after' },
      // Longer than our patience: the answer comes when nobody waits for it any more.
      { kind: 'slow', ms: 31_000, when: 'after' },
      { kind: 'flood', retryAfter: 1 },
      { kind: 'refuse', code: 400, description: 'Bad Request: message is too long' },
    ];
    const behaviour = behaviours[Math.floor(random() * behaviours.length)];
    if (!behaviour) return;
    this.#parts.say(`${times} × ${JSON.stringify(behaviour)}`);
    const tellsNothing = behaviour.kind === 'slow' ? behaviour.ms > 30_000 : blank.includes(behaviour.kind);
    if (tellsNothing) this.ambiguous += times;
    await telegram.control.addRules([{ chats: { kind: 'share', probability: 0.3 }, times, behaviour }]);
  }

  async #steer(): Promise<void> {
    const { random, record } = this.#parts;
    const draw = random();
    await this.#patiently(async () => {
      const push = await record.db
        .selectFrom('push')
        .select(['id', 'state'])
        .where('state', 'in', ['sending', 'paused'])
        .orderBy('id', draw < 0.5 ? 'asc' : 'desc')
        .executeTakeFirst();
      if (!push) return this.#sendToMissed();
      const input = { pushId: push.id, actor: 'torture' };
      if (push.state === 'paused') await resumePush(record.db, input);
      else if (draw < 0.3) await cancelPush(record.db, input);
      else await pausePush(record.db, input);
      this.#parts.say(`steered push ${push.id} from ${push.state}`);
    });
  }

  /** Of the last push that is over, those who certainly missed it. */
  async #sendToMissed(): Promise<void> {
    const { record } = this.#parts;
    const over = await record.db
      .selectFrom('push')
      .select('id')
      .where('state', '=', 'finished')
      .where('corrects', 'is', null)
      .orderBy('id', 'desc')
      .executeTakeFirst();
    if (!over) return;
    const sent = await sendToMissed(record.db, { pushId: over.id, actor: 'torture', which: ['failed'] });
    this.#parts.say(`push ${over.id} to those who missed it: ${sent.kind === 'done' ? sent.readers : sent.kind}`);
  }

  /** The account sends no push for a moment; what waits in it may be set aside, as far as it has come to rest. */
  async #holdLane(): Promise<void> {
    const { random, record, lane } = this.#parts;
    const bring = (state: 'paused' | 'open') =>
      this.#patiently(() => setLaneState(record.db, { lane, state, actor: 'torture' }));
    await bring('paused');
    await delay(300 + random() * 1_200);
    const end =
      random() < 0.4 ? (await this.#patiently(() => cancelLane(record.db, { lane, actor: 'torture' }))).kind : null;
    this.#parts.say(`the lane was paused${end === null ? '' : `, cancelled (${end})`} and reopened`);
    await bring('open');
  }

  async #changeWhatWasSent(): Promise<void> {
    const { random, record } = this.#parts;
    const [which, draw] = [random(), random()];
    const change = draw < 0.75 ? correctSome : retractSome;
    const said = await this.#patiently(() => change(record.db, which));
    if (said !== null) this.#parts.say(said);
  }

  async #startWorker(index: number): Promise<void> {
    const { record, redis, telegram } = this.#parts;
    for (let tries = 0; ; tries += 1) {
      try {
        this.#workers[index] = await startProduct({
          databaseUrl: record.url,
          ...(redis ? { redisUrl: redis.url } : {}),
          telegram,
          rate,
          album: albumSize,
          destinations: groups,
          env: {
            LOG_LEVEL: 'silent',
            NODE_OPTIONS: `--import ${jumpingClock}`,
            NASHRA_CLOCK_OFFSET: this.#clockOf(index),
          },
        });
        return;
      } catch (error) {
        if (tries > 5) throw error;
        await delay(500);
      }
    }
  }

  /** What is on its way when `kill` comes: what was just before, and what was marked until then. */
  async #countInFlight(kill: () => void | Promise<void>): Promise<void> {
    this.kills += 1;
    await this.#findInFlight(new Date());
    await kill();
    await this.#findInFlight(new Date());
  }

  async #findInFlight(until: Date): Promise<void> {
    const { record } = this.#parts;
    const { rows } = await this.#patiently(() =>
      sql<{ attempt: string }>`
        select concat_ws(':', push_id, subscriber_id, attempts) as attempt from delivery
        -- Of a push in several messages, the next may be known not to have left.
        where state = 'sending' and rest is distinct from 'waits' and changed_at <= ${until}`.execute(record.db),
    );
    // An attempt that two kills find on its way is one.
    for (const { attempt } of rows) this.inFlightAtKills.add(attempt);
  }

  /** The database may be away, which is part of the play. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (tries > 100) throw error;
        await delay(200);
      }
    }
  }
}
