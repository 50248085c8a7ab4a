import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  type ChangeRule,
  ChatHistory,
  type Person,
  type SendRule,
  type SentMessage,
  type StoredMessage,
} from './network.ts';
import { type HttpMode, PageServer } from './page-server.ts';

export interface StandInOptions {
  readonly account?: Person;
  readonly people?: readonly Person[];
  readonly groups?: readonly { readonly id: string; readonly name: string }[];
  readonly newsletters?: readonly { readonly id: string; readonly name: string }[];
  /** Builds since July 2026 name the text of a message's id `$1`. */
  readonly keyStyle?: '_serialized' | '$1';
  /** `lid`: an account whose chats are kept under hidden identities. */
  readonly addressing?: 'number' | 'lid';
  /** When the page has all its messages: once the library listens, before it does, or never. */
  readonly sync?: 'heard' | 'early' | 'never';
  readonly reconnectMs?: number;
  /** What becomes of messages that wait in the page when its browser dies: `kept`, the next one sends them by itself. */
  readonly outbox?: 'kept' | 'lost';
  /** By how much WhatsApp's clock is ahead of this machine's; negative: behind. Milliseconds. */
  readonly clockAheadMs?: number;
}

/** Switches of the page; each breaks one thing. */
export interface PageFaults {
  readonly sendHangs?: boolean;
  readonly sendThrows?: string;
  readonly seenHangs?: boolean;
  readonly typingHangs?: boolean;
  readonly noLid?: boolean;
  readonly previewMs?: number;
  readonly previewFails?: boolean;
  readonly historyMs?: number;
}

export type StandInEvent =
  | { readonly kind: 'changed'; readonly chat: string }
  | { readonly kind: 'ref'; readonly ref: string }
  /** A pairing code was asked for and given. */
  | { readonly kind: 'code' }
  | { readonly kind: 'sent'; readonly message: SentMessage }
  | { readonly kind: 'typing'; readonly chat: string };

const said = z.discriminatedUnion('op', [
  z.object({ op: z.literal('refreshQr') }),
  z.object({ op: z.literal('unlink') }),
  z.object({ op: z.literal('takeover') }),
  z.object({ op: z.literal('faultsSet') }),
  z.object({ op: z.literal('aged') }),
  z.object({ op: z.literal('pairingCode'), number: z.string(), question: z.string() }),
  z.object({ op: z.literal('lookUp'), address: z.string(), question: z.string() }),
  z.object({ op: z.literal('history'), chat: z.string(), before: z.string().nullable(), question: z.string() }),
  z.object({ op: z.literal('seen'), chat: z.string() }),
  z.object({ op: z.literal('typing'), chat: z.string() }),
  z.object({ op: z.literal('edit'), id: z.string(), body: z.string(), question: z.string() }),
  z.object({ op: z.literal('revoke'), id: z.string(), question: z.string() }),
  z.object({
    op: z.literal('send'),
    message: z.object({ id: z.string(), chat: z.string(), body: z.string(), preview: z.string().nullable() }),
    question: z.string(),
  }),
]);
type Said = z.infer<typeof said>;

const sampleAccount: Person = { number: '96170000000@c.us', lid: '900000000000@lid', name: 'نشرة درج' };
/** Messages that one look into the past brings. */
const historyPage = 25;

/**
 * WhatsApp's servers, the account's phone and everybody else's, on 127.0.0.1, for the real whatsapp-web.js in a real
 * Chromium. Whatever can go wrong there can be made to.
 */
export class WhatsAppStandIn {
  readonly history: ChatHistory;
  readonly account: Person;
  /** What becomes of each message that the account sends; `index` counts them from 0. */
  onSend: (message: SentMessage, index: number) => SendRule = () => ({ kind: 'accept', acks: [[2, 5]] });
  /** What becomes of each edit and deletion. */
  onChange: (op: 'edit' | 'revoke', id: string) => ChangeRule = () => ({ kind: 'accept' });
  /** As `StandInOptions.sync`, for pages that open from now on. */
  sync: NonNullable<StandInOptions['sync']>;
  /** Why the server gives no pairing code; null when it does. */
  pairingRefusal: string | null = null;
  readonly #server: PageServer;
  readonly #options: StandInOptions;
  readonly #people: Map<string, Person>;
  readonly #sessions = new Set<string>();
  /** People whose number the account was not told. */
  readonly #hidden = new Set<string>();
  readonly #listeners = new Set<(event: StandInEvent) => void>();
  #faults: PageFaults = {};
  #faultsSet: () => void = () => {};
  #aged: () => void = () => {};
  #restriction: { readonly until: number; readonly type: string } | null = null;
  #refs = 0;
  #sends = 0;

  constructor(options: StandInOptions = {}) {
    this.#options = options;
    this.sync = options.sync ?? 'heard';
    this.history = new ChatHistory(() => this.#now());
    this.account = options.account ?? sampleAccount;
    this.#people = new Map((options.people ?? []).map((person) => [person.number, person]));
    this.#server = new PageServer({
      settings: () => ({
        version: '2.3000.1043220887',
        keyStyle: options.keyStyle ?? '_serialized',
        addressing: options.addressing ?? 'number',
        sync: this.sync,
        reconnectMs: options.reconnectMs ?? 300,
        outbox: options.outbox ?? 'lost',
        groups: options.groups ?? [],
        newsletters: options.newsletters ?? [],
      }),
      opened: (page, session) => this.#welcome(page, session),
      closed: () => {},
      said: (page, message) => this.#heard(page, said.parse(message)),
    });
  }

  async start(): Promise<this> {
    await this.#server.listen();
    return this;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  /** To be given to Chromium; nothing of the real network can be reached with them. */
  get chromiumArguments(): readonly string[] {
    return this.#server.chromiumArguments;
  }

  get pagesOpen(): number {
    return this.#server.pages.length;
  }

  get sends(): number {
    return this.#sends;
  }

  set http(mode: HttpMode) {
    this.#server.http = mode;
  }

  listen(listener: (event: StandInEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The account's phone scans the code that the page shows. */
  scan(session = randomBytes(8).toString('hex')): void {
    this.#sessions.add(session);
    for (const page of this.#server.pages) this.#deliverWaiting(page);
    this.#toAll({ op: 'paired', session, account: this.account });
  }

  /** A profile that was paired before is let in without a scan. */
  allow(session: string): void {
    this.#sessions.add(session);
  }

  join(person: Person): Person {
    this.#people.set(person.number, person);
    return person;
  }

  /** A person writes to the account. Waits on the server when no page is there. `as`: which identity the page sees. */
  write(person: Person, body: string, how: { as?: 'number' | 'lid' | 'lid only'; type?: 'chat' | 'image' } = {}): void {
    const as = how.as ?? (this.#options.addressing === 'lid' ? 'lid' : 'number');
    if (as === 'lid only') this.#hidden.add(person.number);
    else this.#hidden.delete(person.number);
    const message = this.history.received(person.number, body, how.type ?? 'chat');
    this.#changed(person.number);
    this.#toAll(this.#incoming(person, message, as));
  }

  /** Resolves when the page has them; at once when there is none. */
  async setFaults(faults: PageFaults): Promise<void> {
    this.#faults = faults;
    const off = {
      sendHangs: false,
      sendThrows: '',
      seenHangs: false,
      noLid: false,
      previewFails: false,
      typingHangs: false,
    };
    const heard = new Promise<void>((resolve) => {
      this.#faultsSet = resolve;
    });
    this.#toAll({ op: 'faults', switches: { ...off, previewMs: 0, historyMs: 0, ...faults } });
    if (this.pagesOpen > 0) await heard;
  }

  /** The server restricts the account until then, epoch milliseconds («reach-out timelock»), or does not any more. */
  restrict(until: number | null, type = 'RESTRICT_ALL_COMPANIONS'): void {
    this.#restriction = until === null ? null : { until, type };
    this.#toAll({ op: 'restriction', restriction: this.#restriction });
  }

  /** The phone of a chat has, or shows, what holds these words: acknowledgement 2 or 3. */
  reach(chat: string, words: string, ack: 2 | 3): void {
    for (const { id, body } of this.history.of(chat)) {
      if (!body.includes(words)) continue;
      this.history.ack(chat, id, ack);
      this.#toAll({ op: 'ack', id, ack });
    }
  }

  /** As if all of a chat had happened so much earlier; resolves when it has in the page too. Milliseconds. */
  async age(person: Person, ms: number): Promise<void> {
    this.history.age(person.number, ms);
    const heard = new Promise<void>((resolve) => {
      this.#aged = resolve;
    });
    this.#toAll({ op: 'aged', chats: [person.number, person.lid], seconds: Math.floor(ms / 1_000) });
    if (this.pagesOpen > 0) await heard;
  }

  setState(state: string): void {
    this.#toAll({ op: 'state', state });
  }

  /** The account is logged out on its phone; the page leaves `afterMs` later. */
  logOut(afterMs = 50): void {
    this.#sessions.clear();
    this.#toAll({ op: 'logout', afterMs });
  }

  /** Something that the page does to itself. */
  disturb(what: 'reload' | 'pushState' | 'frame' | { readonly blockMs: number }): void {
    this.#toAll(typeof what === 'string' ? { op: what } : { op: 'block', ms: what.blockMs });
  }

  cutNetwork(): void {
    this.#server.cut();
  }

  rotateQr(): void {
    this.#toAll({ op: 'ref', ref: this.#ref() });
  }

  #welcome(page: string, session: string): void {
    const common = {
      op: 'welcome',
      people: this.#known(),
      switches: this.#faults,
      restriction: this.#restriction,
      // As the real page, which shows the last message of each chat.
      last: this.history.chats().flatMap((chat) => {
        const message = this.history.of(chat).at(-1);
        return message?.fromMe === 'yes' && !chat.endsWith('@newsletter') ? [{ chat, message }] : [];
      }),
    };
    if (!this.#sessions.has(session)) {
      this.#server.send(page, { ...common, account: null, ref: this.#ref() });
      return;
    }
    // What arrived meanwhile is there before anybody in the page listens, as on the real page.
    this.#deliverWaiting(page);
    this.#server.send(page, { ...common, account: this.account, ref: null });
  }

  #deliverWaiting(page: string): void {
    for (const chat of this.history.chats()) {
      const person = this.#people.get(chat);
      const unread = this.history.unread(chat);
      const waiting = this.history.of(chat).filter((message) => message.fromMe === 'no');
      if (!person || unread === 0) continue;
      for (const message of waiting.slice(-unread)) this.#server.send(page, this.#incoming(person, message, 'number'));
    }
  }

  #known(): Person[] {
    return [...this.#people.values(), this.account].filter(({ number }) => !this.#hidden.has(number));
  }

  #incoming(person: Person, message: StoredMessage, as: 'number' | 'lid' | 'lid only'): object {
    return {
      op: 'incoming',
      from: as === 'number' ? person.number : person.lid,
      person: as === 'lid only' ? null : person,
      message: { ...message, name: person.name },
      unread: this.history.unread(person.number),
    };
  }

  #heard(page: string, message: Said): void {
    const answer = (value: unknown) => {
      if ('question' in message) this.#server.send(page, { op: 'answer', question: message.question, value });
    };
    const refuse = (error: string) => {
      if ('question' in message) this.#server.send(page, { op: 'answer', question: message.question, error });
    };
    switch (message.op) {
      case 'refreshQr':
        this.rotateQr();
        break;
      case 'unlink':
        this.#sessions.clear();
        break;
      case 'faultsSet':
        this.#faultsSet();
        break;
      case 'aged':
        this.#aged();
        break;
      case 'takeover':
        this.#server.send(page, { op: 'state', state: 'CONNECTED' });
        break;
      case 'pairingCode':
        if (this.pairingRefusal !== null) refuse(this.pairingRefusal);
        else {
          answer('ABCD1234');
          this.#tell({ kind: 'code' });
        }
        break;
      case 'lookUp':
        answer(this.#known().find(({ number, lid }) => number === message.address || lid === message.address) ?? null);
        break;
      case 'history':
        answer(this.#page(message.chat, message.before));
        break;
      case 'seen':
        this.history.seen(message.chat);
        break;
      case 'typing':
        this.#tell({ kind: 'typing', chat: message.chat });
        break;
      case 'edit':
      case 'revoke': {
        const { id } = message;
        const rule = this.onChange(message.op, id);
        if (rule.kind === 'refuse') refuse(rule.result);
        if (rule.kind !== 'accept') break;
        const chat = message.op === 'edit' ? this.history.edit(id, message.body) : this.history.revoke(id);
        if (chat !== null) this.#changed(chat);
        answer(null);
        break;
      }
      case 'send':
        this.#send(page, message.message, answer);
        break;
    }
  }

  #page(chat: string, before: string | null): readonly StoredMessage[] {
    const all = this.history.of(chat);
    const end = before === null ? all.length : all.findIndex((message) => message.id === before);
    return all.slice(Math.max(0, end - historyPage), Math.max(0, end));
  }

  #send(page: string, message: SentMessage, answer: (value: unknown) => void): void {
    const rule = this.onSend(message, this.#sends);
    this.#sends += 1;
    switch (rule.kind) {
      case 'drop':
        break;
      case 'refuse':
        answer({ messageSendResult: rule.result });
        break;
      case 'silent':
        this.#arrive(message);
        break;
      case 'accept':
        setTimeout(() => {
          this.#arrive(message);
          answer({ messageSendResult: 'OK', t: Math.floor(this.#now() / 1_000), serverId: this.#sends });
          this.#ack(page, message, 1);
          for (const [ack, ms] of rule.acks ?? []) setTimeout(() => this.#ack(page, message, ack), ms);
        }, rule.delayMs ?? 0);
    }
  }

  #arrive(message: SentMessage): void {
    this.history.sent(message, this.#sends);
    this.#tell({ kind: 'sent', message });
    this.#changed(message.chat);
  }

  #ack(page: string, message: SentMessage, ack: number): void {
    this.history.ack(message.chat, message.id, ack);
    if (!message.chat.endsWith('@newsletter')) this.#server.send(page, { op: 'ack', id: message.id, ack });
  }

  #now(): number {
    return Date.now() + (this.#options.clockAheadMs ?? 0);
  }

  #toAll(message: object): void {
    for (const page of this.#server.pages) this.#server.send(page, message);
  }

  #ref(): string {
    this.#refs += 1;
    const ref = `2@standin-ref-${this.#refs}`;
    this.#tell({ kind: 'ref', ref });
    return ref;
  }

  #changed(chat: string): void {
    this.#tell({ kind: 'changed', chat });
  }

  #tell(event: StandInEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
