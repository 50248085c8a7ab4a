import type { Logger } from 'pino';
import type { Channel, ChannelAbilities, ChatPace, LookResult, RenderedMessage, SendOutcome } from '../channel.ts';
import { DeadlineError, reasonOf } from './process/deadline.ts';
import { type Ask, changeResultSchema, recentSchema, type SendResult, sendResultSchema } from './process/protocol.ts';
import type { Supervisor } from './supervisor.ts';

export interface WhatsAppChannelParts {
  readonly supervisor: Supervisor;
  readonly log: Logger;
  /** Names the lane: of the newsroom, not of the number, which may change. */
  readonly account: string;
  readonly times?: Partial<WhatsAppTimes>;
  /** Aborted when no connection will come any more: nothing waits for one then. */
  readonly disconnected?: AbortSignal;
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

/** https://faq.whatsapp.com: messages can be edited for 15 minutes and deleted for everyone for about two days. */
const abilities: ChannelAbilities = {
  maxTextLength: 65_536,
  maxCaptionLength: 1_024,
  buttons: false,
  silent: false,
  editWindowMs: 15 * 60_000,
  deleteWindowMs: 60 * 3_600_000,
};

/** A chat takes one message a second; nobody gets more from us. */
const pace: ChatPace = { messages: 1, perMs: 1_000 };
/** So many people in a row whose message the server refuses: it is about the account, not about them. */
const signsOfRestriction = 3;
/** Messages of a chat that are read to find one. */
const readBack = 30;

export class WhatsAppChannel implements Channel {
  readonly name = 'whatsapp';
  readonly abilities = abilities;
  readonly lane: string;
  readonly #parts: WhatsAppChannelParts;
  readonly #times: WhatsAppTimes;
  #refusedInARow = 0;
  #restrictedUntil = 0;

  constructor(parts: WhatsAppChannelParts) {
    this.#parts = parts;
    this.#times = { ...usualTimes, ...parts.times };
    this.lane = `whatsapp:${parts.account}`;
  }

  /** Until when nothing is sent because WhatsApp refused message after message; null when it does not. */
  get restrictedUntil(): Date | null {
    return this.#restrictedUntil > Date.now() ? new Date(this.#restrictedUntil) : null;
  }

  chatPace(): ChatPace {
    return pace;
  }

  async send(address: string, message: RenderedMessage, signal?: AbortSignal): Promise<SendOutcome> {
    const restricted = this.#restrictedUntil - Date.now();
    if (restricted > 0) return { kind: 'rateLimited', retryAfterMs: restricted, scope: 'account' };
    const { connection, call, ack } = this.#times;
    if (!(await this.#parts.supervisor.readyWithin(connection, signal ?? this.#parts.disconnected))) {
      // Nothing left, and no try was used up.
      return { kind: 'rateLimited', retryAfterMs: 15_000, scope: 'account' };
    }
    const began = new Date();
    const preview = message.linkPreview ? 'shown' : 'left out';
    const question: Ask = { op: 'send', to: address, text: message.text, preview, callMs: call, ackMs: ack };
    const result = await this.#ask(question, call + ack + 5_000).then(
      (answer) => sendResultSchema.parse(answer),
      (error: unknown): SendResult => ({
        kind: 'unsettled',
        cause: error instanceof DeadlineError ? 'hang' : 'broken',
        reason: reasonOf(error),
      }),
    );
    return result.kind === 'unsettled' ? this.#settle(address, message, began, result) : this.#outcome(result);
  }

  async edit(_address: string, messageId: string, message: RenderedMessage): Promise<SendOutcome> {
    return this.#change({ op: 'edit', messageId, text: message.text }, messageId);
  }

  async delete(_address: string, messageId: string): Promise<SendOutcome> {
    return this.#change({ op: 'delete', messageId }, messageId);
  }

  async lookFor(address: string, message: RenderedMessage, since: Date): Promise<LookResult> {
    // WhatsApp counts in whole seconds, and its clock is not ours.
    const from = since.getTime() - 5_000;
    for (let tries = 0; ; tries += 1) {
      if (!(await this.#parts.supervisor.readyWithin(this.#times.connection, this.#parts.disconnected))) {
        return { kind: 'unknown', reason: 'WhatsApp is not connected' };
      }
      const answer = await this.#ask({ op: 'recent', chat: address, limit: readBack }, 20_000).catch(() => null);
      const recent = recentSchema.safeParse(answer);
      if (recent.success) {
        const wanted = message.text.trim();
        const ours = recent.data.filter(
          ({ from: who, text, at }) => who === 'us' && at >= from && text.trim() === wanted,
        );
        const arrived = ours.find(({ ack }) => ack >= 1);
        if (arrived) return { kind: 'sent', messageId: arrived.messageId };
        if (ours.length === 0) return { kind: 'notSent' };
        if (ours.every(({ ack }) => ack === -1)) return { kind: 'notSent' };
        // It stands in the chat and waits for the network: it may yet leave.
      }
      if (tries >= 4) return { kind: 'unknown', reason: 'it stands in the chat, but no server has it' };
      await new Promise((resolve) => setTimeout(resolve, this.#times.ack / 5));
    }
  }

  #ask(question: Ask, deadlineMs: number): Promise<unknown> {
    return this.#parts.supervisor.ask(question, deadlineMs);
  }

  #outcome(result: Exclude<SendResult, { kind: 'unsettled' }>): SendOutcome {
    switch (result.kind) {
      case 'acked':
        this.#refusedInARow = 0;
        return { kind: 'sent', messageId: result.messageId };
      case 'refused':
        return this.#refused(result.reason);
      case 'noChat':
        return { kind: 'recipientGone', reason: result.reason };
      case 'notSent':
        return { kind: 'transient', reason: result.reason };
    }
  }

  #refused(reason: string): SendOutcome {
    this.#refusedInARow += 1;
    if (this.#refusedInARow < signsOfRestriction) return { kind: 'rejected', reason };
    this.#restrictedUntil = Date.now() + this.#times.restriction;
    this.#refusedInARow = 0;
    this.#parts.log.error(
      { hours: this.#times.restriction / 3_600_000 },
      'WhatsApp refuses one message after the other: nothing more is sent for now; look at the phone',
    );
    return { kind: 'rateLimited', retryAfterMs: this.#times.restriction, scope: 'account' };
  }

  /** Something went wrong in the middle: the chat itself says whether the message is there. */
  async #settle(
    address: string,
    message: RenderedMessage,
    began: Date,
    result: Extract<SendResult, { kind: 'unsettled' }>,
  ): Promise<SendOutcome> {
    // A call that hangs may yet go through, unless its browser is gone.
    if (result.cause === 'hang') this.#parts.supervisor.renew(`a message hangs: ${result.reason}`);
    const looked = await this.lookFor(address, message, began);
    if (looked.kind === 'sent') return looked;
    if (looked.kind === 'notSent') return { kind: 'transient', reason: `${result.reason}; it is not in the chat` };
    return { kind: 'uncertain', reason: `${result.reason}; ${looked.reason}` };
  }

  async #change(question: Ask, messageId: string): Promise<SendOutcome> {
    try {
      const result = changeResultSchema.parse(await this.#ask(question, 20_000));
      return result.kind === 'done' ? { kind: 'sent', messageId } : { kind: 'rejected', reason: result.reason };
    } catch (error) {
      return { kind: 'transient', reason: reasonOf(error) };
    }
  }
}
