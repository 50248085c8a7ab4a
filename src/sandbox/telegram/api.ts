import { ok } from './answer.ts';
import { Behaviours } from './behaviours.ts';
import { Chats } from './chats.ts';
import { controlRoutes } from './control.ts';
import { type Dispatcher, performEmbedded } from './dispatch.ts';
import { listen } from './http.ts';
import { Limiter, type Limits } from './limits.ts';
import { defaultToken, firstIdAt, type TelegramApiOptions } from './options.ts';
import { Phones } from './phones.ts';
import { PressedButtons } from './presses.ts';
import { AcceptanceRecord, type AcceptedMessage } from './record.ts';
import { type Statistics, Tally } from './statistics.ts';
import { UpdateQueue } from './updates.ts';
import { Webhook } from './webhook.ts';
import { emptyProfile, type World } from './world.ts';

/** A running Bot API server. */
export interface TelegramApi {
  /** For grammY's `apiRoot`. */
  readonly url: string;
  readonly token: string;
  readonly phones: Phones;
  readonly behaviours: Behaviours;
  limits: Limits;
  latency: Dispatcher['latency'];
  /** The server's own account of what it accepted, oldest first. */
  accepted(): Iterable<AcceptedMessage>;
  /** How many messages each chat got. */
  counts(): ReadonlyMap<number, number>;
  statistics(): Statistics;
  /** Forgets the account and the statistics; conversations and limits stay. */
  reset(): void;
  /** Cuts all connections and stops. */
  close(): Promise<void>;
}

/**
 * Starts a Bot API server on 127.0.0.1 that answers as Telegram's does, in memory. It throws when the port is taken.
 * Of text markup it reads HTML; methods it does not have answer 404 as unknown ones do.
 */
export async function startTelegramApi(options: TelegramApiOptions = {}): Promise<TelegramApi> {
  const token = options.token ?? defaultToken;
  const clock = options.clock ?? Date.now;
  const random = options.random ?? Math.random;
  const firstId = firstIdAt(clock());
  const bot = {
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: options.botName ?? 'نشرة',
    username: options.botUsername ?? 'nashra_sandbox_bot',
  };
  const updates = new UpdateQueue(firstId);
  const webhook = new Webhook(updates, (method, params) => performEmbedded(dispatcher, method, params), clock);
  const world: World = {
    chats: new Chats(bot, firstId),
    updates,
    webhook,
    presses: new PressedButtons(clock, random),
    record: new AcceptanceRecord(options.record ?? 'messages', firstId),
    profile: emptyProfile(),
    clock,
    unknownChats: options.unknownChats ?? 'refused',
    pictures: options.pictures ?? 'trusted',
  };
  const tally = new Tally();
  const dispatcher: Dispatcher = {
    world,
    limiter: new Limiter(options.limits ?? {}),
    behaviours: new Behaviours(options.rules ?? [], random),
    tally,
    latency: options.latency ?? { ms: 0, jitterMs: 0 },
    random,
    now: () => performance.now(),
  };
  const phones = new Phones(world);
  const statistics = (): Statistics => ({
    requests: tally.requests,
    byMethod: tally.byMethod,
    byStatus: tally.byStatus,
    accepted: world.record.total,
    firstAcceptedAt: world.record.span.firstAt,
    lastAcceptedAt: world.record.span.lastAt,
    refusedAccount: tally.refusedAccount,
    refusedChat: tally.refusedChat,
    early: tally.early,
    abandoned: tally.abandoned,
    inFlight: tally.inFlight,
    mostInFlight: tally.mostInFlight,
    connections: face.connections(),
    stars: tally.paid / 10,
  });
  const reset = () => {
    tally.reset();
    world.record.clear();
  };
  const control = options.control === 'open' ? controlRoutes({ dispatcher, phones, statistics, reset }) : null;
  const face = await listen(dispatcher, token, options.port ?? 0, control);
  return {
    url: `http://127.0.0.1:${face.port}`,
    token,
    phones,
    behaviours: dispatcher.behaviours,
    get limits() {
      return dispatcher.limiter.limits;
    },
    set limits(limits: Limits) {
      dispatcher.limiter.limits = limits;
    },
    get latency() {
      return dispatcher.latency;
    },
    set latency(latency) {
      dispatcher.latency = latency;
    },
    accepted: () => world.record.messages(),
    counts: () => world.record.counts(),
    statistics,
    reset,
    close: async () => {
      webhook.set(null);
      updates.endPoll(ok([]));
      await face.close();
    },
  };
}
