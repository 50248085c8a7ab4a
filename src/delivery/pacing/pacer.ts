import type { Reception } from '../../channels/channel.ts';
import { keepNewest } from '../../keep-newest.ts';
import { albumSlot, type Counters, countLeaving, uncount } from './album-slot.ts';
import { ChatWindows } from './chat-windows.ts';
import { afterExactly, type Clock, systemClock } from './clock.ts';
import { FoundRate, type LearntRate } from './found-rate.ts';
import type { LanePacer, Slot, SlotRequest, Urgency } from './lane-pacer.ts';
import { Margin, type Timing } from './margin.ts';
import { type Send, SendWindow } from './send-window.ts';
import { SmallestTrip } from './smallest-trip.ts';
import { type Waiting, waitInLine } from './waiting-line.ts';

export interface PacerOptions {
  /** The ceiling: messages a second that the account may send. */
  readonly rate: number;
  readonly learnt?: LearntRate;
  readonly clock?: Clock;
}

const second = 1_000;
/** A timer that woke late is made up for, by this much. Milliseconds. */
const lateness = 5;
/** Up to so many messages a second leave exactly at their time: it takes processor time (see `afterExactly`). */
const mostExactly = 100;
const mostSuspects = 1_000;

/**
 * Lets messages leave as fast as a far end permits that counts them over a sliding second, without refusals.
 *
 * A message leaves when fewer than the rate's worth of messages can still be counted (see `SendWindow`), at least a
 * share of the even distance after the one before. A refusal stops everything until the time the far end named has
 * passed, and teaches the rate (see `FoundRate`). Replies leave before changes, and those before broadcasts; all count
 * alike. A message to a chat that cannot take one yet lets others pass.
 */
export class Pacer implements LanePacer {
  readonly #clock: Clock;
  readonly #rate: FoundRate;
  readonly #waiting: Record<Urgency, Waiting[]> = { reply: [], change: [], broadcast: [] };
  readonly #trip = new SmallestTrip();
  readonly #window: SendWindow;
  readonly #chats = new ChatWindows();
  readonly #counters: Counters;
  /** Chats whose message was refused while nothing spoke for a limit of the account. */
  readonly #suspects = new Set<string>();
  readonly #margin: Margin;
  #nextSpaced = Number.NEGATIVE_INFINITY;
  #blockedUntil = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #refusals = 0;

  constructor(options: PacerOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#rate = new FoundRate(options.rate, this.#clock.now(), options.learnt);
    this.#margin = new Margin(this.#trip, this.#clock.now());
    this.#window = new SendWindow(this.#trip);
    this.#counters = { clock: this.#clock, window: this.#window, chats: this.#chats, rate: this.#rate };
  }

  /** The rate aimed at now, messages a second. */
  get rate(): number {
    return this.#rate.rate;
  }

  /** How often the far end refused so far. */
  get refusals(): number {
    return this.#refusals;
  }

  /** What to begin with after a restart. */
  get learnt(): LearntRate {
    return this.#rate.learnt;
  }

  takeUp(learnt: LearntRate): void {
    this.#rate.takeUp(learnt, this.#clock.now());
    this.#pump();
  }

  /** Milliseconds for which nothing leaves because the far end said so; 0 when it does not. */
  get blockedFor(): number {
    return Math.max(0, this.#blockedUntil - this.#clock.now());
  }

  /** Waits for leave to send. Rejects with the signal's reason when it is aborted first. */
  take(request: SlotRequest): Promise<Slot> {
    return waitInLine(this.#waiting[request.urgency], request, () => this.#pump());
  }

  /** Milliseconds after which to ask whether this chat can take so many messages at once; 0 when it can now. */
  chatWait(chat: string, _urgency: Urgency = 'broadcast', messages = 1): number {
    return Math.max(0, this.#chats.rest(chat, this.#clock.now(), this.#margin.ms, messages));
  }

  /** Another process sent a message through the same account just now: it counts among ours. */
  sentElsewhere(): void {
    this.#window.heardOf(this.#clock.now());
  }

  /** Lets nothing leave for `ms` milliseconds. */
  block(ms: number): void {
    const until = this.#clock.now() + ms;
    if (until <= this.#blockedUntil) return;
    this.#blockedUntil = until;
    this.#pump();
  }

  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (;;) {
      const now = this.#clock.now();
      this.#margin.shrink(now, this.#timing);
      const next = this.#nextReady(now);
      if (next.kind === 'nobody') return;
      const { leadMs: lead = 0, messages = 1 } = next.kind === 'ready' ? next.waiting.request : {};
      const at = Math.max(next.at, this.#accountFreeAt(now, messages));
      if (next.kind === 'later' || at - lead > now) {
        this.#cancelTimer = this.#clock.after(Math.max(0, at - lead - now), () => this.#pump());
        return;
      }
      this.#remove(next.waiting);
      const { request, grant } = next.waiting;
      const leaves = Math.max(at, now);
      grant(messages === 1 ? this.#slot(request, leaves, now) : this.#albumSlot(request, leaves, now));
    }
  }

  /** The first in line whose chat can take a message. */
  #nextReady(
    now: number,
  ):
    | { readonly kind: 'ready'; readonly waiting: Waiting; readonly at: number }
    | { readonly kind: 'later'; readonly at: number }
    | { readonly kind: 'nobody' } {
    let soonest = Number.POSITIVE_INFINITY;
    for (const queue of [this.#waiting.reply, this.#waiting.change, this.#waiting.broadcast]) {
      for (const waiting of queue) {
        const { chat, leadMs = 0, messages } = waiting.request;
        const wait = chat ? this.#chats.wait(chat.name, now, this.#margin.ms, messages) : 0;
        if (wait <= leadMs) return { kind: 'ready', waiting, at: now + Math.max(0, wait) };
        soonest = Math.min(soonest, now + wait);
      }
    }
    return soonest === Number.POSITIVE_INFINITY ? { kind: 'nobody' } : { kind: 'later', at: soonest };
  }

  #remove(waiting: Waiting): void {
    const queue = this.#waiting[waiting.request.urgency];
    queue.splice(queue.indexOf(waiting), 1);
  }

  /** When the account can send so many messages at once. */
  #accountFreeAt(now: number, messages: number): number {
    let free = this.#windowFreeAt(now, messages);
    const moment = free - now > 0.3 * second ? 'used up' : 'any';
    if (this.#blockedUntil <= now && this.#rate.searchIsDue(now, moment)) {
      this.#rate.search(now);
      free = this.#windowFreeAt(now, messages);
    }
    return Math.max(free, this.#nextSpaced, this.#blockedUntil);
  }

  /**
   * More messages than the rate has in its span leave when none counts any more. In a search they leave as soon as one would,
   * as far as its goal: it goes up by what was borne beyond the rate, and where all have to fit below it nothing ever is.
   */
  #windowFreeAt(now: number, messages: number): number {
    const { most, span } = this.#shape();
    const others = messages - 1;
    const together = others === 0 ? most : Math.min(Math.max(most, Math.floor(this.#rate.goal)), most + others);
    return this.#window.freeAt(now, Math.max(1, together - others), span + this.#margin.ms);
  }

  /** Whole messages, and the time in which so many leave at the rate. */
  #shape(): { readonly most: number; readonly span: number } {
    const { rate } = this.#rate;
    if (rate === Number.POSITIVE_INFINITY) return { most: rate, span: second };
    const most = Math.max(1, Math.floor(rate));
    return { most, span: (most / rate) * second };
  }

  #slot(request: SlotRequest, at: number, now: number): Slot {
    const { chat } = request;
    this.#nextSpaced = Math.max(this.#nextSpaced, at - lateness) + this.#rate.distance(now);
    let send = countLeaving(this.#counters, chat, at);
    const withdraw = () => uncount(this.#counters, chat, send);
    return {
      due: () => (at <= now ? Promise.resolve() : this.#until(at)),
      left: () => {
        const leftAt = this.#clock.now();
        if (leftAt - at < 1) return;
        // It was held up on our side: it counts from when it left.
        withdraw();
        send = countLeaving(this.#counters, chat, leftAt);
      },
      answered: (reception) => {
        const answeredAt = this.#clock.now();
        let scope: 'account' | 'chat' = 'account';
        if (reception.kind === 'refused') {
          withdraw();
          scope = this.#refused(send, chat, reception, answeredAt);
        } else {
          this.#window.answered(send, answeredAt);
          if (reception.kind === 'counted') {
            this.#rate.accepted(answeredAt, send.ahead);
            if (chat) this.#suspects.delete(chat.name);
          }
        }
        this.#pump();
        return scope;
      },
      unused: () => {
        withdraw();
        this.#pump();
      },
    };
  }

  /** The slot of a call that counts as several messages, and the distance that they keep from what follows. */
  #albumSlot(request: SlotRequest, at: number, now: number): Slot {
    const { messages = 1 } = request;
    const slot = this.#slot(request, at, now);
    this.#nextSpaced += (messages - 1) * this.#rate.distance(at);
    if (messages > this.#shape().most && this.#rate.phase !== 'searching') {
      this.#nextSpaced = Math.max(this.#nextSpaced, at + (messages / this.#rate.rate) * second);
    }
    return albumSlot(slot, request, at, this.#counters);
  }

  #until(at: number): Promise<void> {
    return new Promise((resolve) => {
      const ms = Math.max(0, at - this.#clock.now());
      if (this.#timing === 'exactly') afterExactly(this.#clock, ms, resolve);
      else this.#clock.after(ms, resolve);
    });
  }

  get #timing(): Timing {
    return this.#rate.rate <= mostExactly ? 'exactly' : 'by timer';
  }

  #refused(
    send: Send,
    chat: SlotRequest['chat'],
    refusal: Extract<Reception, { kind: 'refused' }>,
    now: number,
  ): 'account' | 'chat' {
    this.#refusals += 1;
    if (chat && this.#isAboutChat(chat.name, send.leftAt, refusal)) {
      this.#chats.block(chat.name, chat.pace, now, now + refusal.retryAfterMs);
      return 'chat';
    }
    if (chat) {
      this.#suspects.add(chat.name);
      keepNewest(this.#suspects, mostSuspects);
    }
    // What was on its way together is refused together, and says so only once.
    if (send.leftAt >= this.#blockedUntil) {
      const fault = this.#rate.refused(now, { ahead: send.ahead, retryAfterMs: refusal.retryAfterMs });
      if (fault === 'timing') this.#margin.widen();
    } else if (this.#blockedUntil > now) {
      this.#rate.alsoRefused(send.ahead);
    }
    this.block(refusal.retryAfterMs);
    return 'account';
  }

  /**
   * Telegram does not say whether the chat or the whole account has to wait. It is the chat when the chat had its share
   * by our own count, or when its message is refused again although all others got through in between.
   */
  #isAboutChat(name: string, leftAt: number, refusal: Extract<Reception, { kind: 'refused' }>): boolean {
    return (
      refusal.scope === 'chat' ||
      this.#chats.isFull(name, leftAt) ||
      (this.#suspects.has(name) && this.blockedFor === 0)
    );
  }
}
