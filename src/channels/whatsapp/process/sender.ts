import { setTimeout as delay } from 'node:timers/promises';
import type whatsapp from 'whatsapp-web.js';
import { keepNewest } from '../../../keep-newest.ts';
import { DeadlineError, reasonOf, withDeadline } from './deadline.ts';
import { bareId, messageIdOf } from './ids.ts';
import { inPage } from './page-scripts.ts';
import type { Request, SendResult } from './protocol.ts';

type SendRequest = Extract<Request, { op: 'send' }>;

/** The browser or its page went away in the middle: what was asked may have happened. */
const broken = /protocol error|target closed|detached frame|context was destroyed|session closed|timed out|crashed/i;
export const isBroken = (reason: string): boolean => broken.test(reason);

const noSuchChat = /no lid for user|invalid wid|wid error/i;
/** Acknowledgements kept for messages whose sender does not wait yet. */
const mostAcks = 2_000;

/**
 * Sends one message after the other and says what became of it. That the library's call resolves proves nothing (it does
 * so for messages that the server then refuses): only the server's acknowledgement does. The id comes from the event
 * that the message was created, because on some builds the call resolves without one.
 */
export class Sender {
  readonly #client: whatsapp.Client;
  readonly #acks = new Map<string, number>();
  readonly #waiting = new Map<string, (ack: number) => void>();
  #creating: { readonly text: string; id: string | null } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(client: whatsapp.Client) {
    this.#client = client;
  }

  /** To be told of every message that the library says was created by us. */
  created(message: whatsapp.Message): void {
    if (this.#creating?.id === null && message.body === this.#creating.text) {
      const whole = messageIdOf(message.id);
      this.#creating.id = whole && bareId(whole);
    }
  }

  acked(messageId: string, ack: number): void {
    const known = this.#acks.get(messageId) ?? 0;
    if (ack !== -1 && ack <= known) return;
    this.#acks.set(messageId, ack);
    keepNewest(this.#acks, mostAcks);
    this.#waiting.get(messageId)?.(ack);
  }

  async send(request: SendRequest): Promise<SendResult> {
    const calling = this.#queue.then(() => this.#call(request));
    this.#queue = calling.catch(() => {});
    const called = await calling;
    return typeof called === 'string' ? this.#untilAcked(called, request.ackMs) : called;
  }

  /** The message's id once it stands in the chat, or why not. One at a time, so that ids are not mixed up. */
  async #call({ to, text, preview, typingMs, callMs }: SendRequest): Promise<string | SendResult> {
    if (typingMs > 0) await this.#type(to, typingMs);
    const creating: { readonly text: string; id: string | null } = { text, id: null };
    this.#creating = creating;
    try {
      const options = { linkPreview: preview === 'shown', sendSeen: false };
      const call = this.#client.sendMessage(to, text, options);
      const message = (await withDeadline(call, callMs, 'sending')) as whatsapp.Message | null | undefined;
      const whole = messageIdOf(message?.id);
      const id = creating.id ?? (whole && bareId(whole));
      if (to.endsWith('@newsletter')) return posted(message, id);
      return id ?? { kind: 'noChat', reason: 'WhatsApp opens no chat with this address' };
    } catch (error) {
      const messageId = creating.id;
      // What a Channel shows of a post says nothing; in a chat, the acknowledgement tells.
      if (messageId !== null && !to.endsWith('@newsletter')) return messageId;
      const reason = reasonOf(error);
      if (error instanceof DeadlineError) return { kind: 'unsettled', cause: 'hang', reason, messageId };
      if (isBroken(reason)) return { kind: 'unsettled', cause: 'broken', reason, messageId };
      return noSuchChat.test(reason) ? { kind: 'noChat', reason } : { kind: 'notSent', reason };
    } finally {
      this.#creating = null;
    }
  }

  async #untilAcked(messageId: string, ackMs: number): Promise<SendResult> {
    const heard = new Promise<number>((resolve) => {
      const known = this.#acks.get(messageId) ?? 0;
      if (known !== 0) resolve(known);
      else this.#waiting.set(messageId, resolve);
    });
    let ack: number;
    try {
      ack = await withDeadline(heard, ackMs, 'the server’s acknowledgement');
    } catch {
      ack = await this.#look(messageId);
    } finally {
      this.#waiting.delete(messageId);
    }
    if (ack >= 1) return { kind: 'acked', messageId };
    if (ack === -1) return { kind: 'refused', reason: 'WhatsApp’s server refused the message' };
    return { kind: 'unsettled', cause: 'noAck', reason: `no acknowledgement within ${ackMs} ms`, messageId };
  }

  /** Shows that somebody writes, as people do. Whatever becomes of it, the message follows. */
  async #type(to: string, ms: number): Promise<void> {
    const { pupPage } = this.#client;
    if (!pupPage || !/@(c\.us|lid)$/.test(to)) return;
    await withDeadline(inPage(pupPage, 'typing', to), 2_000, 'typing').catch(() => {});
    await delay(ms);
  }

  /** The event may have been lost: the page itself knows. */
  async #look(messageId: string): Promise<number> {
    const { pupPage } = this.#client;
    if (!pupPage) return 0;
    const ack = await withDeadline(inPage(pupPage, 'ackOf', messageId), 2_000, 'looking').catch(() => 0);
    return typeof ack === 'number' ? ack : 0;
  }
}

/** A post to a Channel counts as acknowledged even when it was refused; only what was taken has the server's number. */
function posted(message: whatsapp.Message | null | undefined, id: string | null): SendResult {
  if (!message || id === null) return { kind: 'noChat', reason: 'the account cannot post to this Channel' };
  const { serverId } = (message as unknown as { _data?: { serverId?: unknown } })._data ?? {};
  return serverId === undefined || serverId === null
    ? { kind: 'refused', reason: 'WhatsApp’s server refused the post' }
    : { kind: 'acked', messageId: id };
}
