import type { Logger } from 'pino';
import { keepNewest } from '../../keep-newest.ts';
import { abilitiesOf } from '../abilities.ts';
import type {
  Channel,
  ChatPace,
  Envelope,
  LookResult,
  Reached,
  RenderedMessage,
  SendOutcome,
  Sought,
} from '../channel.ts';
import { DeadlineError, reasonOf } from './process/deadline.ts';
import {
  type Ask,
  changeResultSchema,
  type OwnMessage,
  oursSchema,
  type SendResult,
  sendResultSchema,
} from './process/protocol.ts';
import type { Supervisor } from './supervisor.ts';

export interface WhatsAppChannelParts {
  readonly supervisor: Supervisor;
  readonly log: Logger;
  /** Names the lane: of the newsroom, not of the number, which may change. */
  readonly account: string;
  readonly times?: Partial<WhatsAppTimes>;
  /** Aborted when no connection will come any more: nothing waits for one then. */
  readonly disconnected?: AbortSignal;
  /** How long a person sees «typing…» before a message, at random between these, milliseconds; never when absent. */
  readonly typing?: { readonly min: number; readonly max: number };
}

/** Milliseconds. */
export interface WhatsAppTimes {
  /** How long a message waits for a connection before it goes back to the ledger. */
  readonly connection: number;
  /** How long the library's call may take: it waits for a preview, too. */
  readonly call: number;
  /** How long the server may take to acknowledge. */
  readonly ack: number;
  /** How long nothing is sent after signs that WhatsApp restricts the account. */
  readonly restriction: number;
}

const usualTimes: WhatsAppTimes = { connection: 30_000, call: 20_000, ack: 20_000, restriction: 6 * 3_600_000 };

/** A chat takes one message a second; nobody gets more from us. */
const pace: ChatPace = { messages: 1, perMs: 1_000 };
/** So many people in a row whose message the server refuses: it is about the account, not about them. */
const signsOfRestriction = 3;
/** A look into a chat begins so long before the message left: WhatsApp's clock is not ours. Milliseconds. */
const clocksDiffer = 10 * 60_000;
/** What is remembered of messages in this process, to tell them apart and to try a refused one once more. */
const remembered = 5_000;

export class WhatsAppChannel implements Channel {
  readonly name = 'whatsapp';
  readonly abilities = abilitiesOf.whatsapp;
  readonly lane: string;
  readonly #parts: WhatsAppChannelParts;
  readonly #times: WhatsAppTimes;
  /** People whose message was refused since the last one that was not. */
  readonly #refusedInARow = new Set<string>();
  /** What was refused to whom, once. */
  readonly #refusedOnce = new Map<string, string>();
  readonly #sent = new Set<string>();
  #restrictedUntil = 0;

  constructor(parts: WhatsAppChannelParts) {
    this.#parts = parts;
    this.#times = { ...usualTimes, ...parts.times };
    this.lane = `whatsapp:${parts.account}`;
  }

  /** Until when nothing is sent, because WhatsApp says that it restricts the account or acts as if; null when it does not. */
  get restrictedUntil(): Date | null {
    const { restriction } = this.#parts.supervisor.status;
    const said = restriction === null ? 0 : (restriction.until ?? Date.now() + this.#times.restriction);
    const until = Math.max(said, this.#restrictedUntil);
    return until > Date.now() ? new Date(until) : null;
  }

  chatPace(): ChatPace {
    return pace;
  }

  async send(address: string, message: RenderedMessage, { signal }: Envelope = {}): Promise<SendOutcome> {
    const { connection, call, ack } = this.#times;
    const over = signal ?? this.#parts.disconnected;
    if (this.restrictedUntil === null && !(await this.#parts.supervisor.readyWithin(connection, over))) {
      // Nothing left, and no try was used up.
      return { kind: 'rateLimited', retryAfterMs: 15_000, scope: 'account' };
    }
    const restricted = this.#heldBack();
    if (restricted) return restricted;
    const began = new Date();
    const typingMs = this.#typingMs(address);
    const question: Ask = {
      op: 'send',
      to: address,
      text: message.text,
      preview: message.linkPreview ? 'shown' : 'left out',
      typingMs,
      callMs: call,
      ackMs: ack,
    };
    const result = await this.#ask(question, typingMs + call + ack + 7_000).then(
      (answer) => sendResultSchema.parse(answer),
      (error: unknown): SendResult => ({
        kind: 'unsettled',
        cause: error instanceof DeadlineError ? 'hang' : 'broken',
        reason: reasonOf(error),
        messageId: null,
      }),
    );
    const outcome =
      result.kind === 'unsettled'
        ? await this.#settle(address, message, began, result)
        : await this.#outcome(address, message, result);
    if (outcome.kind === 'sent') this.#remember(outcome.messageId);
    return outcome;
  }

  async edit(address: string, messageId: string, message: RenderedMessage): Promise<SendOutcome> {
    return this.#change({ op: 'edit', chat: address, messageId, text: message.text }, messageId);
  }

  async delete(address: string, messageId: string): Promise<SendOutcome> {
    return this.#change({ op: 'delete', chat: address, messageId }, messageId);
  }

  async lookFor(address: string, sought: Sought): Promise<LookResult> {
    const since = Math.floor((sought.since.getTime() - clocksDiffer) / 1_000);
    for (let tries = 0; ; tries += 1) {
      if (!(await this.#parts.supervisor.readyWithin(this.#times.connection, this.#parts.disconnected))) {
        return { kind: 'unknown', reason: 'WhatsApp is not connected' };
      }
      const answer = await this.#ask({ op: 'ours', chat: address, since }, 20_000).catch(() => null);
      const ours = oursSchema.safeParse(answer);
      if (ours.success) {
        const seen = find(ours.data.messages, sought);
        if (seen === 'not there') return this.#absence(ours.data.read, sought.since);
        // What waits for the network may yet leave.
        if (seen !== 'waiting') return seen;
      }
      if (tries >= 4) return { kind: 'unknown', reason: 'it stands in the chat, but no server has it' };
      await new Promise((resolve) => setTimeout(resolve, this.#times.ack / 5));
    }
  }

  /** Whether a message that is not in the chat was not sent: only if the chat is known since before it left. */
  async #absence(read: 'all' | 'a part', since: Date): Promise<LookResult> {
    if (read === 'a part') return { kind: 'unknown', reason: 'the chat has too many messages since then' };
    const paired = await this.#parts.supervisor.pairedSince();
    return paired !== null && paired < since
      ? { kind: 'notSent' }
      : { kind: 'unknown', reason: 'the account was paired anew since then' };
  }

  #ask(question: Ask, deadlineMs: number): Promise<unknown> {
    return this.#parts.supervisor.ask(question, deadlineMs);
  }

  #heldBack(): SendOutcome | null {
    const until = this.restrictedUntil;
    return until && { kind: 'rateLimited', retryAfterMs: until.getTime() - Date.now(), scope: 'account' };
  }

  #typingMs(address: string): number {
    const { typing } = this.#parts;
    if (!typing || !isPerson(address)) return 0;
    return Math.round(typing.min + Math.random() * (typing.max - typing.min));
  }

  #remember(messageId: string): void {
    this.#sent.add(messageId);
    keepNewest(this.#sent, remembered);
  }

  async #outcome(
    address: string,
    message: RenderedMessage,
    result: Exclude<SendResult, { kind: 'unsettled' }>,
  ): Promise<SendOutcome> {
    switch (result.kind) {
      case 'acked':
        this.#refusedInARow.clear();
        this.#refusedOnce.delete(address);
        return { kind: 'sent', messageId: result.messageId };
      case 'refused':
        return this.#refused(address, message.text, result.reason);
      case 'noChat':
        return { kind: 'recipientGone', reason: result.reason };
      case 'notSent':
        return { kind: 'transient', reason: result.reason };
    }
  }

  /** A refusal may be about this message, this person or the account; WhatsApp Web is told only that there was one. */
  async #refused(address: string, text: string, reason: string): Promise<SendOutcome> {
    await this.#parts.supervisor.restrictionNow();
    if (isPerson(address)) this.#refusedInARow.add(address);
    if (this.#refusedInARow.size >= signsOfRestriction) this.#rest();
    const restricted = this.#heldBack();
    // Nobody's try: it waits with all others.
    if (restricted) return restricted;
    if (this.#refusedOnce.get(address) === text) {
      this.#refusedOnce.delete(address);
      return { kind: 'rejected', reason };
    }
    this.#refusedOnce.set(address, text);
    keepNewest(this.#refusedOnce, remembered);
    return { kind: 'transient', reason };
  }

  #rest(): void {
    this.#restrictedUntil = Date.now() + this.#times.restriction;
    this.#refusedInARow.clear();
    this.#refusedOnce.clear();
    this.#parts.log.error(
      { hours: this.#times.restriction / 3_600_000 },
      'WhatsApp refuses one person’s message after the other: nothing more is sent for now; look at the phone',
    );
  }

  /** Something went wrong in the middle: the chat itself says whether the message is there. */
  async #settle(
    address: string,
    message: RenderedMessage,
    since: Date,
    { cause, reason, messageId }: Extract<SendResult, { kind: 'unsettled' }>,
  ): Promise<SendOutcome> {
    // A call that hangs may yet go through, unless its browser is gone.
    if (cause === 'hang') this.#parts.supervisor.renew(`a message hangs: ${reason}`);
    const looked = await this.lookFor(address, { message, since, messageId, notThese: this.#sent });
    switch (looked.kind) {
      case 'sent':
        return { kind: 'sent', messageId: looked.messageId };
      case 'notSent':
        return { kind: 'transient', reason: `${reason}; it is not in the chat` };
      case 'unknown':
        return {
          kind: 'uncertain',
          reason: `${reason}; ${looked.reason}`,
          ...(messageId === null ? {} : { messageId }),
        };
    }
  }

  async #change(question: Ask, messageId: string): Promise<SendOutcome> {
    try {
      const result = changeResultSchema.parse(await this.#ask(question, 20_000));
      return result.kind === 'done' ? { kind: 'sent', messageId } : { kind: 'unchangeable', reason: result.reason };
    } catch (error) {
      return { kind: 'transient', reason: reasonOf(error) };
    }
  }
}

const isPerson = (address: string): boolean => /@(c\.us|lid)$/.test(address);

type Seen = LookResult | 'not there' | 'waiting';

/** Finds a message by its id, else by its words, among what the account wrote. */
function find(ours: readonly OwnMessage[], { message, messageId, notThese }: Sought): Seen {
  const others = ours.filter((one) => !notThese.has(one.messageId));
  const byId = others.filter((one) => one.messageId === messageId);
  const same = byId.length > 0 ? byId : others.filter(({ text }) => text.trim() === message.text.trim());
  const arrived = same.find(({ ack }) => ack >= 1);
  if (arrived) return { kind: 'sent', messageId: arrived.messageId, reached: reachedOf(arrived.ack) };
  if (same.some(({ ack }) => ack === 0)) return 'waiting';
  const links = linksOf(message.text);
  const akin = others.some(({ ack, text }) => ack !== -1 && links !== '' && linksOf(text) === links);
  // After a change of its words in the configuration, say.
  return akin ? { kind: 'unknown', reason: 'the same links stand in the chat under other words' } : 'not there';
}

const linksOf = (text: string): string => (text.match(/https?:\/\/\S+/g) ?? []).join(' ');

/** 1: the server has it, 2: the phone, 3: read, 4: a recording was heard. */
const reachedOf = (ack: number): Reached => (ack >= 3 ? 'read' : ack === 2 ? 'delivered' : 'server');
