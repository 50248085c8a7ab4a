import { z } from 'zod';

const count = z.number().positive();

/** What a server permits. Everything is optional: an absent limit does not exist. May be changed while it runs. */
export const limitsSchema = z.strictObject({
  /** All messages of the bot: at most `perSecond` in any 1,000 ms, or a bucket that refills at that rate. */
  global: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('window'), perSecond: count }),
      z.strictObject({ kind: z.literal('bucket'), perSecond: count, burst: count }),
    ])
    .optional(),
  /** After a refusal by the global limit, everything is refused for so long. Milliseconds. */
  punishMs: count.optional(),
  /** Messages to one private chat in any `perMs`. */
  chat: z.strictObject({ messages: count, perMs: count }).optional(),
  /** Messages to one group, supergroup or channel in any `perMs`. */
  group: z.strictObject({ messages: count, perMs: count }).optional(),
  /** Paid broadcasts pass the global limit, at most so many in any second. Absent: they are like all others. */
  paid: z.strictObject({ perSecond: count }).optional(),
});
export type Limits = z.infer<typeof limitsSchema>;

/** Telegram's published guidance: 30 a second, one a second to a chat, 20 a minute to a group. */
export const publishedLimits: Limits = {
  global: { kind: 'window', perSecond: 30 },
  chat: { messages: 1, perMs: 1_000 },
  group: { messages: 20, perMs: 60_000 },
  paid: { perSecond: 1_000 },
};

export interface Request {
  /** Milliseconds of a clock that never goes back. */
  readonly now: number;
  readonly chat: number;
  /** An album counts as its pictures. */
  readonly messages: number;
  readonly fare: 'free' | 'paid';
}

export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly waitMs: number; readonly scope: 'account' | 'chat' };

const allowed: Verdict = { kind: 'allowed' };

/** Decides on every message in turn. A refused message uses up nothing. */
export class Limiter {
  #limits: Limits;
  readonly #all = new Window();
  readonly #paid = new Window();
  #bucket = { tokens: Number.POSITIVE_INFINITY, at: 0 };
  readonly #chats = new Map<number, Window>();
  #lockedUntil = 0;
  #sweepAt = 100_000;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get limits(): Limits {
    return this.#limits;
  }

  /** New limits hold from the next message on; what was sent before still counts. */
  set limits(limits: Limits) {
    this.#limits = limits;
  }

  decide(request: Request): Verdict {
    const { now, messages } = request;
    const { punishMs, paid } = this.#limits;
    const pays = request.fare === 'paid' && paid !== undefined;
    if (now < this.#lockedUntil) return { kind: 'refused', waitMs: this.#lockedUntil - now, scope: 'account' };
    const accountWait = pays ? this.#paid.wait(now, messages, paid.perSecond, 1_000) : this.#globalWait(request);
    if (accountWait > 0) {
      const waitMs = Math.max(accountWait, punishMs ?? 0);
      if (punishMs !== undefined) this.#lockedUntil = now + punishMs;
      return { kind: 'refused', waitMs, scope: 'account' };
    }
    const chatWait = this.#chatWait(request);
    if (chatWait > 0) return { kind: 'refused', waitMs: chatWait, scope: 'chat' };
    if (pays) this.#paid.add(now, messages);
    else {
      this.#all.add(now, messages);
      this.#bucket.tokens -= messages;
    }
    if (this.#chatLimit(request.chat)) this.#window(request.chat).add(now, messages);
    return allowed;
  }

  #globalWait({ now, messages }: Request): number {
    const global = this.#limits.global;
    // Without a limit the past still counts once one is set, but a second of it is enough.
    if (!global) return this.#all.wait(now, 0, Number.POSITIVE_INFINITY, 1_000);
    if (global.kind === 'window') return this.#all.wait(now, messages, global.perSecond, 1_000);
    const { tokens, at } = this.#bucket;
    const full = Math.min(global.burst, tokens + ((now - at) * global.perSecond) / 1_000);
    this.#bucket = { tokens: full, at: now };
    this.#all.wait(now, 0, Number.POSITIVE_INFINITY, 1_000);
    return full >= messages ? 0 : ((messages - full) * 1_000) / global.perSecond;
  }

  #chatLimit(chat: number): { messages: number; perMs: number } | undefined {
    return chat < 0 ? this.#limits.group : this.#limits.chat;
  }

  #chatWait({ now, chat, messages }: Request): number {
    const limit = this.#chatLimit(chat);
    if (!limit) return 0;
    if (this.#chats.size >= this.#sweepAt) this.#sweep(now);
    return this.#window(chat).wait(now, messages, limit.messages, limit.perMs);
  }

  #window(chat: number): Window {
    let window = this.#chats.get(chat);
    if (!window) {
      window = new Window();
      this.#chats.set(chat, window);
    }
    return window;
  }

  /** Forgets chats whose last message no longer counts. */
  #sweep(now: number): void {
    for (const [chat, window] of this.#chats) {
      if (window.idleSince(now, this.#chatLimit(chat)?.perMs ?? 0)) this.#chats.delete(chat);
    }
    this.#sweepAt = Math.max(100_000, this.#chats.size * 2);
  }
}

/** Times of the messages that still count, in a ring that grows. */
class Window {
  #times = new Float64Array(2);
  #head = 0;
  #size = 0;

  /** Milliseconds until `messages` more fit under `limit` in any `perMs`; 0 when they fit now. */
  wait(now: number, messages: number, limit: number, perMs: number): number {
    while (this.#size > 0 && now - this.#at(0) >= perMs) {
      this.#head = (this.#head + 1) % this.#times.length;
      this.#size--;
    }
    const excess = this.#size + messages - limit;
    if (excess <= 0) return 0;
    // An album larger than the whole limit can only wait for an empty window.
    return this.#at(Math.min(Math.ceil(excess), this.#size) - 1) + perMs - now;
  }

  add(now: number, messages: number): void {
    for (let i = 0; i < messages; i++) {
      if (this.#size === this.#times.length) this.#grow();
      this.#times[(this.#head + this.#size) % this.#times.length] = now;
      this.#size++;
    }
  }

  idleSince(now: number, perMs: number): boolean {
    return this.#size === 0 || now - this.#at(this.#size - 1) >= perMs;
  }

  #at(index: number): number {
    return this.#times[(this.#head + index) % this.#times.length] ?? Number.NEGATIVE_INFINITY;
  }

  #grow(): void {
    const grown = new Float64Array(this.#times.length * 2);
    for (let i = 0; i < this.#size; i++) grown[i] = this.#at(i);
    this.#times = grown;
    this.#head = 0;
  }
}
