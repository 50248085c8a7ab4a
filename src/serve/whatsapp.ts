import { type Board, removeBoard, takeOrders, writeBoard } from '../channels/whatsapp/board.ts';
import type { IncomingMessage } from '../channels/whatsapp/process/protocol.ts';
import { WhatsAppChannel } from '../channels/whatsapp/send.ts';
import { Supervisor, type SupervisorOptions } from '../channels/whatsapp/supervisor.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import { converse } from '../conversation/converse.ts';
import { FloodGuard } from '../conversation/flood-guard.ts';
import { answerWhatsApp, Menus } from '../conversation/whatsapp.ts';
import type { Db } from '../database/database.ts';
import { drainLane } from '../delivery/lane/lane.ts';
import type { LaneContext, LaneOptions } from '../delivery/lane/lane-context.ts';
import { lanesWithWork } from '../delivery/lane/lanes-with-work.ts';
import { ensureLane, markServed } from '../delivery/lane/lease.ts';
import { hasUncertain } from '../delivery/lane/reconcile.ts';
import { sendReply } from '../delivery/lane/send-reply.ts';
import type { CarefulPace, CarefulPacer } from '../delivery/pacing/careful-pacer.ts';
import { recordReached, recordReachedById } from '../delivery/receipts/reached.ts';
import { keepNewest } from '../keep-newest.ts';
import type { Logger } from '../observability/log.ts';
import type { AddressBook } from '../subscribers/addresses.ts';
import { syncDestinations } from '../subscribers/destinations.ts';
import { followMove, knownAddress } from '../subscribers/identity.ts';
import { subscriberStore } from '../subscribers/store.ts';
import { holderName } from './holder.ts';
import { everyInterval } from './loop.ts';
import type { StoryLists } from './story-lists.ts';
import { WhatsAppAlerts } from './whatsapp-alerts.ts';
import { paceOf, pacerOf } from './whatsapp-pace.ts';

export interface WhatsAppParts {
  readonly db: Db;
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
  readonly addresses: AddressBook;
  readonly log: Logger;
  readonly laneContext: LaneContext;
  readonly stories: StoryLists;
  readonly browser: Omit<SupervisorOptions, 'log'>;
  /** Tells the editors' group that the account needs somebody. */
  readonly tellEditors?: (words: string) => Promise<'told' | 'nobody' | 'failed'>;
  /** In place of the newsroom's own pace: the sandbox does not let people wait. */
  readonly pace?: CarefulPace;
}

export interface WhatsAppRunner {
  /** Connects, talks with people and sends until `signal` is aborted. One instance at a time may. */
  run(signal: AbortSignal): Promise<void>;
}

/** How long a stop waits for messages on their way; what takes longer is looked for in the chats by the next start. */
const finishWithin = 4_000;

/** The account: its connection, its conversation and its lane, in the one process that holds the browser. */
export function whatsappRunner(parts: WhatsAppParts): WhatsAppRunner {
  return {
    async run(signal) {
      const supervisor = new Supervisor({ ...parts.browser, log: parts.log });
      const connection = new AbortController();
      const account = new Account(parts, supervisor, connection.signal);
      const running = supervisor.run(connection.signal);
      let timer: NodeJS.Timeout | undefined;
      const stopped = () => {
        timer = setTimeout(() => connection.abort(), finishWithin);
      };
      if (signal.aborted) stopped();
      else signal.addEventListener('abort', stopped, { once: true });
      try {
        await account.run(signal);
      } finally {
        signal.removeEventListener('abort', stopped);
        clearTimeout(timer);
        // Last, so that what is on its way comes to its end.
        connection.abort();
        await running;
      }
    },
  };
}

/** Milliseconds. */
const typingLength = { min: 1_500, max: 4_000 };
const lookEvery = 60_000;
/** Receipts of messages older than this are not waited for. */
const mostAwaited = 20_000;

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  keepNewest(map, mostAwaited);
}

class Account {
  readonly #parts: WhatsAppParts;
  readonly #supervisor: Supervisor;
  readonly #channel: WhatsAppChannel;
  readonly #awaited = new Map<string, { pushId: number; subscriberId: number }>();
  /** A phone may have a message before we know which of ours it was. */
  readonly #acks = new Map<string, number>();
  #lookedAt = 0;
  readonly #guard = new FloodGuard();
  readonly #menus = new Menus();
  #since = { state: '', at: new Date() };
  /** One person's messages are answered one after the other. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(parts: WhatsAppParts, supervisor: Supervisor, disconnected: AbortSignal) {
    const { newsroom, log } = parts;
    const { account, restPeriod, typing } = newsroom.channels.whatsapp;
    this.#parts = parts;
    this.#supervisor = supervisor;
    this.#channel = new WhatsAppChannel({
      supervisor,
      log,
      account,
      times: { restriction: restPeriod },
      disconnected,
      ...(typing ? { typing: typingLength } : {}),
    });
  }

  async run(signal: AbortSignal): Promise<void> {
    const { db, log, newsroom, addresses } = this.#parts;
    const lane = await this.#lane();
    const at = { id: lane.laneId, channel: 'whatsapp' } as const;
    await syncDestinations(db, addresses, at, newsroom.channels.whatsapp.destinations);
    const alerts = new WhatsAppAlerts({
      db,
      log,
      lane: this.#channel.lane,
      texts: this.#parts.texts[newsroom.languages[0] ?? 'ar'],
      timeZone: newsroom.timeZone,
      tell: this.#parts.tellEditors ?? (async () => 'nobody'),
    });
    const forget = this.#supervisor.listen({
      state: ({ state }) => alerts.heard(state.kind),
      message: (message) => this.#queue(message, lane),
      ack: (messageId, ack) => {
        keep(this.#acks, messageId, Math.max(ack, this.#acks.get(messageId) ?? 0));
        void this.#receipt(messageId, ack, lane.laneId);
      },
      moved: (from, to) => {
        followMove(db, addresses, { channel: 'whatsapp', from, to }).catch((error: Error) =>
          log.error({ error: error.message }, 'a change of number was not recorded'),
        );
      },
    });
    const context: LaneContext = {
      ...this.#parts.laneContext,
      onSent: ({ pushId, subscriberId }, messageId) => {
        keep(this.#awaited, messageId, { pushId, subscriberId });
        // It is sent because the server said so, whether or not we heard more since.
        void this.#receipt(messageId, Math.max(1, this.#acks.get(messageId) ?? 0), lane.laneId);
      },
    };
    await Promise.all([
      everyInterval('whatsapp lane', 500, log, signal, async () => {
        if (this.#supervisor.status.state.kind !== 'ready' || this.#channel.restrictedUntil !== null) return;
        if ((await lanesWithWork(db)).includes(this.#channel.lane) || (await this.#looksAgain(lane.laneId))) {
          await drainLane(context, lane, signal);
        }
      }),
      everyInterval('whatsapp board', 1_000, log, signal, async () => {
        await this.#obey();
        await markServed(db, [this.#channel.lane]);
        const board = this.#board(lane.pacer);
        await writeBoard(db, this.#channel.lane, board);
        await alerts.look(board, new Date());
      }),
    ]);
    forget();
    await Promise.all(this.#turns.values());
    // A board that nobody keeps would show a state that has passed.
    await removeBoard(db, this.#channel.lane).catch(() => {});
  }

  /** What stands in a chat and waits for the network is looked for again; a drain begins with that. */
  async #looksAgain(laneId: number): Promise<boolean> {
    if (Date.now() - this.#lookedAt < lookEvery) return false;
    this.#lookedAt = Date.now();
    return hasUncertain(this.#parts.db, laneId);
  }

  async #lane(): Promise<LaneOptions & { readonly pacer: CarefulPacer }> {
    const { db, newsroom } = this.#parts;
    const laneId = await ensureLane(db, this.#channel.lane, 'whatsapp');
    const pacer = await pacerOf(db, { id: laneId, name: this.#channel.lane }, this.#parts.pace ?? paceOf(newsroom));
    return { laneId, channel: this.#channel, pacer, holder: holderName(), inFlight: 8 };
  }

  #queue(message: IncomingMessage, lane: LaneOptions): void {
    const before = this.#turns.get(message.chat) ?? Promise.resolve();
    const turn = before
      .then(() => this.#answer(message, lane))
      .catch((error: Error) => this.#parts.log.error({ error: error.message }, 'a message was not answered'))
      .finally(() => {
        if (this.#turns.get(message.chat) === turn) this.#turns.delete(message.chat);
      });
    this.#turns.set(message.chat, turn);
  }

  async #answer(message: IncomingMessage, lane: LaneOptions): Promise<void> {
    const { db, newsroom, texts, addresses } = this.#parts;
    const names = { channel: 'whatsapp', number: message.number, hidden: message.lid ?? message.chat } as const;
    const hidden = names.hidden.endsWith('@lid') ? names.hidden : null;
    const address = await knownAddress(db, addresses, { ...names, hidden });
    const context = {
      newsroom,
      texts,
      subscribers: subscriberStore(db, addresses),
      laneId: lane.laneId,
      botName: null,
      ...this.#parts.stories,
    };
    const replies = await answerWhatsApp(
      { address, text: message.text },
      { texts, guard: this.#guard, menus: this.#menus, converse: (incoming) => converse(incoming, context) },
    );
    // Once more, so that who has just joined is known by both names.
    await knownAddress(db, addresses, { ...names, hidden });
    for (const reply of replies) {
      const outcome = await sendReply(lane, message.chat, reply);
      if (outcome.kind !== 'sent') this.#parts.log.warn({ outcome: outcome.kind }, 'an answer did not arrive');
    }
    // What is not marked as seen comes again after a crash.
    await this.#supervisor.ask({ op: 'seen', chat: message.chat }, 6_000).catch(() => {});
  }

  async #receipt(messageId: string, ack: number, laneId: number): Promise<void> {
    if (ack < 1) return;
    const { db, log } = this.#parts;
    const reached = ack >= 3 ? 'read' : ack === 2 ? 'delivered' : 'server';
    const delivery = this.#awaited.get(messageId);
    try {
      // Of one sent before a restart the ledger alone knows whose it is.
      if (delivery) await recordReached(db, delivery, reached);
      else await recordReachedById(db, { laneId, messageId }, reached);
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'a receipt was not recorded');
    }
  }

  async #obey(): Promise<void> {
    for (const order of await takeOrders(this.#parts.db, this.#channel.lane)) {
      this.#parts.log.info({ order: order.kind }, 'WhatsApp: as ordered');
      if (order.kind === 'pair') this.#supervisor.pairBy(order.number);
      else if (order.kind === 'pause') this.#supervisor.pause();
      else if (order.kind === 'resume') this.#supervisor.resume();
      else await this.#supervisor.logOut();
    }
  }

  #board(pacer: CarefulPacer): Board {
    const { state, account, lastError, restarts } = this.#supervisor.status;
    const { today, hour, next } = pacer.allowance;
    if (this.#since.state !== state.kind) this.#since = { state: state.kind, at: new Date() };
    return {
      state: state.kind,
      reason: 'reason' in state ? state.reason : null,
      qr: state.kind === 'pairing' ? state.qr : null,
      code: state.kind === 'pairing' ? state.code : null,
      account: account?.replace(/@.*/, '') ?? null,
      since: (state.kind === 'ready' ? state.since : this.#since.at).toISOString(),
      today,
      hour,
      next: { at: next.at.toISOString(), because: next.because },
      restrictedUntil: this.#channel.restrictedUntil?.toISOString() ?? null,
      lastError: lastError && { reason: lastError.reason, at: lastError.at.toISOString() },
      restarts,
    };
  }
}
