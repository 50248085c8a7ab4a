import type { Hono } from 'hono';
import type { RenderedMessage } from '../channels/channel.ts';
import { addressOfNumber, isUserId } from '../channels/whatsapp-cloud/addresses.ts';
import { lateFailureOf, meaningOf, type NamedError } from '../channels/whatsapp-cloud/errors.ts';
import type { CloudEvent, CloudPerson } from '../channels/whatsapp-cloud/events.ts';
import {
  eventFailed,
  eventsDone,
  forgetOldEvents,
  keepEvents,
  type Waiting,
  waitingEvents,
} from '../channels/whatsapp-cloud/inbox.ts';
import { interactiveOf } from '../channels/whatsapp-cloud/interactive.ts';
import { PeopleADay } from '../channels/whatsapp-cloud/people-a-day.ts';
import { cloudLane, WhatsAppCloudChannel } from '../channels/whatsapp-cloud/send.ts';
import { cloudWebhook } from '../channels/whatsapp-cloud/webhook.ts';
import type { WhatsAppCloudEnvironment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import { converse } from '../conversation/converse.ts';
import { FloodGuard } from '../conversation/flood-guard.ts';
import { answerWhatsApp, Menus, type Written } from '../conversation/whatsapp.ts';
import type { Db } from '../database/database.ts';
import type { LaneOptions } from '../delivery/lane/lane-context.ts';
import { ensureLane } from '../delivery/lane/lease.ts';
import { sendReply } from '../delivery/lane/send-reply.ts';
import { setLaneState } from '../delivery/lane-control.ts';
import { type Arrival, recordArrivals } from '../delivery/receipts/arrivals.ts';
import type { DeliveryReport } from '../delivery/receipts/delivery-report.ts';
import { type FailureRecorded, recordFailure, seemsGone } from '../delivery/receipts/late-failure.ts';
import type { References } from '../delivery/receipts/reference.ts';
import { recentlyTemplated } from '../delivery/template-reach.ts';
import type { Logger } from '../observability/log.ts';
import type { AddressBook } from '../subscribers/addresses.ts';
import { followMove, knownAddress } from '../subscribers/identity.ts';
import { forgetWrote, markGone, recordWrote, subscriberStore } from '../subscribers/store.ts';
import { accountPace } from './account-pace.ts';
import { everyInterval, Wake } from './loop.ts';
import type { ServedChannel } from './served-channel.ts';
import type { StoryLists } from './story-lists.ts';

export interface WhatsAppCloudParts {
  readonly db: Db;
  readonly settings: WhatsAppCloudEnvironment;
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
  readonly addresses: AddressBook;
  readonly references: References;
  readonly stories: StoryLists;
  readonly log: Logger;
  /** Tells the editors something that a person has to see to. */
  readonly tellEditors: (words: string) => Promise<unknown>;
  /** How long an answer of the API may take. Milliseconds; the channel's own without. */
  readonly deadlineMs?: number;
}

export interface ServedWhatsAppCloud extends ServedChannel {
  readonly lane: LaneOptions;
  readonly webhook: { readonly path: string; readonly routes: Hono };
  close(): Promise<void>;
}

/** How often it is looked for what other instances' pages took in. Milliseconds. */
const lookEvery = 500;
const batch = 500;
/** Tries before an event is given up: about twenty minutes. */
const mostTries = 11;

/** The official WhatsApp API: any instance sends in its lane and takes webhooks, one of them works these off. */
export async function serveWhatsAppCloud(parts: WhatsAppCloudParts): Promise<ServedWhatsAppCloud> {
  const { db, settings, newsroom, addresses, log } = parts;
  const { apiVersion, rate, peoplePerDay } = newsroom.channels.whatsappCloud;
  const laneId = await ensureLane(db, cloudLane(settings.phoneId), 'whatsapp');
  const people = new PeopleADay({
    cap: peoplePerDay,
    recent: () => recentlyTemplated(db, laneId),
    now: () => Date.now(),
  });
  const channel = new WhatsAppCloudChannel({
    account: { apiRoot: settings.apiRoot, version: apiVersion, phoneId: settings.phoneId, token: settings.token },
    log,
    fingerprint: (id) => fingerprintOf(addresses, id),
    people: { ask: (address) => people.ask(addresses.hash('whatsapp', address).toString('hex')) },
    onRestricted: (error) =>
      void holdLane(error).catch((failure: Error) =>
        log.error({ lane: channel.lane, error: failure.message }, 'the lane could not be held'),
      ),
    ...(parts.deadlineMs === undefined ? {} : { deadlineMs: parts.deadlineMs }),
  });
  async function holdLane({ code, title }: NamedError): Promise<void> {
    const held = await setLaneState(db, { lane: channel.lane, state: 'paused', actor: 'whatsapp' });
    if (held.kind !== 'done') return;
    log.error({ lane: channel.lane }, `the lane is held: when that is mended, nashra lane resume ${channel.lane}`);
    const words = parts.texts[newsroom.languages[0] ?? 'ar'];
    await parts.tellEditors(words.say('editors.accountHeld', { lane: channel.lane, reason: `${code}: ${title}` }));
  }
  const pace = await accountPace(db, { laneId, lane: channel.lane }, { rate });
  const lane: LaneOptions = { laneId, channel, ...pace };
  const wake = new Wake();
  const desk = new CloudDesk(parts, channel, lane);
  const routes = cloudWebhook({
    ...settings,
    log,
    now: () => new Date(),
    keep: async (events) => {
      if ((await keepEvents(db, addresses, channel.lane, events)) > 0) wake.ring();
    },
  });
  return {
    role: 'bot',
    lock: 'whatsapp-cloud',
    lane,
    webhook: { path: '/whatsapp-cloud', routes },
    async run(signal) {
      await Promise.all([
        everyInterval('whatsapp cloud', lookEvery, log, signal, () => desk.workOff(signal), wake),
        everyInterval('whatsapp cloud memory', 3_600_000, log, signal, () => forgetOldEvents(db)),
      ]);
    },
    close: () => channel.close(),
  };
}

/** 24 characters that are the same for the same message, and from which nothing can be read. */
const fingerprintOf = (addresses: AddressBook, id: string): string =>
  addresses.hash('whatsapp', `message ${id}`).subarray(0, 18).toString('base64url');

type MessageEvent = Extract<CloudEvent, { kind: 'message' }>;

class CloudDesk {
  readonly #parts: WhatsAppCloudParts;
  readonly #channel: WhatsAppCloudChannel;
  readonly #lane: LaneOptions;
  readonly #guard = new FloodGuard();
  readonly #menus = new Menus();
  /** What is left of answers that could not be sent whole, by their event: nobody is told the beginning again. */
  readonly #unsent = new Map<number, readonly RenderedMessage[]>();

  constructor(parts: WhatsAppCloudParts, channel: WhatsAppCloudChannel, lane: LaneOptions) {
    this.#parts = parts;
    this.#channel = channel;
    this.#lane = lane;
  }

  /** Works off everything that waits: each person's events in their order, people side by side, statuses all at once. */
  async workOff(signal: AbortSignal): Promise<void> {
    const { db, addresses } = this.#parts;
    while (!signal.aborted) {
      const waiting = await waitingEvents(db, addresses, this.#channel.lane, batch);
      if (waiting.length === 0) return;
      const statuses = waiting.filter(({ event }) => event.kind === 'status');
      const early = await this.#statuses(statuses);
      await eventsDone(
        db,
        statuses.filter((one) => !early.includes(one)),
      );
      for (const one of early) await this.#later(one, [], 'its message is still on its way');
      const people = new Map<string | null, Waiting[]>();
      for (const one of waiting) {
        if (one.event.kind === 'status') continue;
        const who = 'from' in one.event ? (one.event.from.number ?? one.event.from.userId) : null;
        people.set(who, [...(people.get(who) ?? []), one]);
      }
      await Promise.all([...people.values()].map((events) => this.#inOrder(events, signal)));
    }
  }

  async #inOrder(events: readonly Waiting[], signal: AbortSignal): Promise<void> {
    const { db } = this.#parts;
    for (const [index, waiting] of events.entries()) {
      if (signal.aborted) return;
      try {
        await this.#take(waiting);
        await eventsDone(db, [waiting]);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        // What the same person did afterwards has to wait for it.
        if ((await this.#later(waiting, events.slice(index + 1), reason)) === 'waits') return;
      }
    }
  }

  async #later(waiting: Waiting, following: readonly Waiting[], reason: string): Promise<'waits' | 'given up'> {
    const { db, log } = this.#parts;
    const told = { kind: waiting.event.kind, error: reason };
    if (waiting.tries + 1 < mostTries) {
      log.info(told, 'an event of WhatsApp waits to be tried again');
      await eventFailed(db, waiting, following);
      return 'waits';
    }
    log.error(told, 'an event of WhatsApp was given up');
    this.#unsent.delete(waiting.id);
    await eventsDone(db, [waiting]);
    return 'given up';
  }

  async #take({ id, event }: Waiting): Promise<void> {
    const { db, addresses, log } = this.#parts;
    switch (event.kind) {
      case 'message':
        return this.#answer(id, event);
      case 'moved':
        return this.#follow(event.from, event.to);
      case 'preference': {
        // To take up again what they stopped is no consent: the person comes back with «اشتراك».
        if (event.wish === 'resume') return;
        const address = await knownAddress(db, addresses, namesOf(event.from));
        await subscriberStore(db, addresses).leave({ channel: 'whatsapp', address }, 'left');
        return;
      }
      case 'trouble':
        if (meaningOf(event.error.code).kind === 'restricted') this.#channel.restrict(event.error);
        else log.error({ lane: this.#channel.lane, ...event.error }, 'WhatsApp tells of trouble with the account');
        return;
      case 'status':
        return;
    }
  }

  async #answer(id: number, { from, said, at }: MessageEvent): Promise<void> {
    const { db, addresses } = this.#parts;
    const wroteAt = new Date(at);
    const address = await knownAddress(db, addresses, namesOf(from));
    await recordWrote(db, addresses, { channel: 'whatsapp', address }, wroteAt);
    if (said.kind === 'sign') return;
    const replies = this.#unsent.get(id) ?? (await this.#repliesTo(address, { from, said, at }));
    for (const [index, reply] of replies.entries()) {
      const outcome = await sendReply(this.#lane, address, reply, { wroteAt });
      if (outcome.kind === 'transient' || outcome.kind === 'rateLimited') {
        this.#unsent.set(id, replies.slice(index));
        throw new Error(`the answer could not be sent (${'reason' in outcome ? outcome.reason : outcome.kind})`);
      }
      if (outcome.kind !== 'sent') this.#parts.log.warn({ outcome: outcome.kind }, 'an answer did not arrive');
    }
    this.#unsent.delete(id);
  }

  async #repliesTo(
    address: string,
    { from, said, at }: Pick<MessageEvent, 'from' | 'said' | 'at'>,
  ): Promise<readonly RenderedMessage[]> {
    const { db, newsroom, texts, addresses } = this.#parts;
    const written: Written =
      said.kind === 'action'
        ? { address, action: said.action }
        : { address, text: said.kind === 'text' ? said.text : null };
    const context = {
      newsroom,
      texts,
      subscribers: subscriberStore(db, addresses),
      laneId: this.#lane.laneId,
      botName: null,
      ...this.#parts.stories,
    };
    const replies = await answerWhatsApp(written, {
      texts,
      guard: this.#guard,
      menus: this.#menus,
      converse: (incoming) => converse(incoming, context),
      hasButtonsFor: (message) => interactiveOf(message) !== null,
    });
    // Once more, so that who has just joined is known by both names, and as somebody who wrote.
    await knownAddress(db, addresses, namesOf(from));
    await recordWrote(db, addresses, { channel: 'whatsapp', address }, new Date(at));
    return replies;
  }

  async #follow(from: CloudPerson, to: CloudPerson): Promise<void> {
    const { db, addresses } = this.#parts;
    const before = await knownAddress(db, addresses, namesOf(from));
    const names = namesOf(to);
    if (names.number !== null || isUserId(before)) {
      const after = names.number ?? names.hidden;
      if (after !== null) await followMove(db, addresses, { channel: 'whatsapp', from: before, to: after });
      await knownAddress(db, addresses, names);
    } else {
      // Known by a number that stays: only the id that hides it is another.
      await knownAddress(db, addresses, { ...names, number: before });
    }
  }

  /** Returns those that have to be told again. */
  async #statuses(statuses: readonly Waiting[]): Promise<Waiting[]> {
    const { db, references, addresses, log } = this.#parts;
    const arrivals: Arrival[] = [];
    const failures: { waiting: Waiting; told: DeliveryReport; error: NamedError }[] = [];
    for (const waiting of statuses) {
      const { event } = waiting;
      if (event.kind !== 'status') continue;
      const error = event.error ?? { code: 131000, title: 'failed without a reason' };
      const sending = event.reference === null ? null : references.read(event.reference);
      if (event.status === 'failed' && meaningOf(error.code).kind === 'restricted') this.#channel.restrict(error);
      if (sending === null) {
        // An answer in the conversation: the person may ask again.
        if (event.status === 'failed') log.warn({ reason: `${error.code}: ${error.title}` }, 'an answer failed later');
        continue;
      }
      const told = { sending, messageId: fingerprintOf(addresses, event.id), at: new Date(event.at) };
      if (event.status === 'failed') failures.push({ waiting, told, error });
      else arrivals.push({ ...told, kind: event.status === 'sent' ? 'server' : event.status });
    }
    // Arrivals first: what a phone has cannot have failed.
    await recordArrivals(db, arrivals);
    const early: Waiting[] = [];
    for (const { waiting, told, error } of failures) {
      if ((await this.#failed(told, error)) === 'early') early.push(waiting);
    }
    return early;
  }

  async #failed(told: DeliveryReport, error: NamedError): Promise<FailureRecorded> {
    const { db } = this.#parts;
    const { subscriberId } = told.sending;
    const late = lateFailureOf(error.code);
    // Before it goes back to be sent, so that it is not sent as text again.
    if (late.kind === 'again' && late.as === 'template') await forgetWrote(db, subscriberId, told.at);
    const recorded = await recordFailure(db, {
      ...told,
      reason: `${error.code}: ${error.title}`,
      next: late.kind === 'again' ? { kind: 'again', afterMs: late.afterMs } : { kind: late.kind },
    });
    if (late.kind === 'gone' && (late.reader === 'left' || (await seemsGone(db, subscriberId)))) {
      await markGone(db, subscriberId);
    }
    return recorded;
  }
}

function namesOf({ number, userId }: CloudPerson): {
  readonly channel: 'whatsapp';
  readonly number: string | null;
  readonly hidden: string | null;
} {
  return { channel: 'whatsapp', number: number === null ? null : addressOfNumber(number), hidden: userId };
}
