import { type Clock, systemClock } from './clock.ts';
import type { LearntRate } from './found-rate.ts';
import type { LanePacer, Slot, SlotRequest, Urgency } from './lane-pacer.ts';
import { type Caps, type EarlierSends, type HeldBy, SendingCaps } from './sending-caps.ts';
import { type Waiting, waitInLine } from './waiting-line.ts';

/** How fast an account sends that a far end blocks when it looks like a machine. */
export interface CarefulPace extends Caps {
  /** Milliseconds between two messages to many: any length between these, never the same twice in a row. */
  readonly gap: { readonly min: number; readonly max: number };
  /** Before an answer to a person who has just written. Milliseconds. */
  readonly replyGap: { readonly min: number; readonly max: number };
  /** Between two changes of what was sent. Milliseconds. */
  readonly changeGap: { readonly min: number; readonly max: number };
}

/** A clock whose time is epoch milliseconds, and so also a time of day; it may go back. Tests own theirs. */
export type DayClock = Clock;

const dayClock: DayClock = { now: () => Date.now(), after: systemClock.after };

export interface CarefulPacerOptions extends EarlierSends {
  readonly pace: CarefulPace;
  readonly clock?: DayClock;
  readonly random?: () => number;
}

export interface Allowance {
  readonly today: { readonly sent: number; readonly cap: number };
  readonly hour: { readonly sent: number; readonly cap: number };
  /** When the next message to many may leave, and what holds it up until then. */
  readonly next: { readonly at: Date; readonly because: HeldBy | 'gap' | 'stopped' };
}

const hour = 3_600_000;
/** Timers of Node take no more than 24.8 days; and a clock may be set meanwhile. */
const longestSleep = hour;

/**
 * Lets messages leave one by one, as a person would write them: after gaps of random length, so many an hour and a day,
 * fewer while the number is young, only in waking hours. Answers to people are neither capped nor made to wait for the
 * morning, but count. A change of what was sent is a message to nobody: it has a gap of its own, and neither waits for
 * caps or the morning nor counts.
 */
export class CarefulPacer implements LanePacer {
  readonly #pace: CarefulPace;
  readonly #clock: DayClock;
  readonly #random: () => number;
  readonly #caps: SendingCaps;
  readonly #waiting: Waiting[] = [];
  #nextAt = 0;
  #replyAt = 0;
  #changeAt = 0;
  #blockedUntil = 0;
  #cancel: (() => void) | null = null;

  constructor(options: CarefulPacerOptions) {
    this.#pace = options.pace;
    this.#caps = new SendingCaps(options.pace, options);
    this.#clock = options.clock ?? dayClock;
    this.#random = options.random ?? Math.random;
    const { last } = this.#caps;
    if (last !== null) this.#nextAt = last + this.#between(this.#pace.gap);
  }

  get rate(): number {
    return 2_000 / (this.#pace.gap.min + this.#pace.gap.max || 2);
  }

  get blockedFor(): number {
    return Math.max(0, this.#blockedUntil - this.#clock.now());
  }

  get learnt(): LearntRate {
    return { rate: this.rate };
  }

  /** What may leave today, and when the next one does. */
  get allowance(): Allowance {
    const now = this.#clock.now();
    const { at, because } = this.#nextBroadcast(now);
    return {
      ...this.#caps.used(now),
      next: { at: new Date(at), because },
    };
  }

  /**
   * How many messages to many may still leave today, and on which day the last of `count` leaves: 1 is today. Reckoned
   * with the mean gap, and with nothing else to send.
   */
  forecast(count: number): { readonly today: number; readonly days: number } {
    const now = this.#clock.now();
    const { gap } = this.#pace;
    const meanGap = Math.max(1, gap.min + gap.max) / 2;
    return this.#caps.forecast(count, { now, begin: Math.max(now, this.#blockedUntil), meanGap });
  }

  take(request: SlotRequest): Promise<Slot> {
    return waitInLine(this.#waiting, request, () => this.#pump());
  }

  /** Long while a cap or the night holds everybody up: the lane then sets its readers aside and lets go. */
  chatWait(_chat: string, urgency: Urgency): number {
    const now = this.#clock.now();
    if (urgency === 'change') return Math.max(0, this.#blockedUntil - now);
    const { at, because } = this.#nextBroadcast(now);
    return because === 'gap' ? 0 : Math.max(0, at - now);
  }

  block(ms: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#clock.now() + ms);
    this.#pump();
  }

  #pump(): void {
    this.#cancel?.();
    this.#cancel = null;
    for (;;) {
      const now = this.#clock.now();
      const entry = this.#mostUrgent();
      if (!entry) return;
      const at = this.#freeAt(entry.request.urgency, now);
      if (at > now) {
        this.#cancel = this.#clock.after(Math.min(at - now, longestSleep), () => this.#pump());
        return;
      }
      this.#waiting.splice(this.#waiting.indexOf(entry), 1);
      entry.grant(this.#slot(entry.request, now));
    }
  }

  #mostUrgent() {
    const first = (urgency: Urgency) => this.#waiting.find(({ request }) => request.urgency === urgency);
    return first('reply') ?? first('change') ?? first('broadcast');
  }

  #freeAt(urgency: Urgency, now: number): number {
    switch (urgency) {
      case 'reply':
        return Math.max(this.#replyAt, this.#blockedUntil);
      case 'change':
        return Math.max(this.#changeAt, this.#blockedUntil);
      case 'broadcast':
        return this.#nextBroadcast(now).at;
    }
  }

  #slot({ urgency }: SlotRequest, now: number): Slot {
    return urgency === 'change' ? this.#changeSlot(now) : this.#messageSlot(urgency, now);
  }

  #changeSlot(now: number): Slot {
    const before = this.#changeAt;
    let at = now;
    this.#changeAt = now + this.#between(this.#pace.changeGap);
    return {
      due: () => Promise.resolve(),
      left: () => {
        const leftAt = this.#clock.now();
        this.#changeAt += leftAt - at;
        at = leftAt;
      },
      answered: (reception) => {
        if (reception.kind !== 'refused') return 'account';
        if (reception.scope === 'account') this.block(reception.retryAfterMs);
        return reception.scope;
      },
      unused: () => {
        this.#changeAt = before;
        this.#pump();
      },
    };
  }

  #messageSlot(urgency: Exclude<Urgency, 'change'>, now: number): Slot {
    const before = { nextAt: this.#nextAt, replyAt: this.#replyAt };
    let at = now;
    this.#caps.count(at);
    this.#replyAt = now + this.#between(this.#pace.replyGap);
    // An answer moves the next message to many only a little: a person, too, answers in between.
    if (urgency === 'broadcast') this.#nextAt = now + this.#between(this.#pace.gap);
    return {
      due: () => Promise.resolve(),
      left: () => {
        const leftAt = this.#clock.now();
        this.#caps.uncount(at);
        this.#caps.count(leftAt);
        if (urgency === 'broadcast') this.#nextAt += leftAt - at;
        at = leftAt;
        this.#caps.begun(leftAt);
      },
      answered: (reception) => {
        if (reception.kind !== 'refused') return 'account';
        this.#caps.uncount(at);
        if (reception.scope === 'account') this.block(reception.retryAfterMs);
        return reception.scope;
      },
      unused: () => {
        this.#caps.uncount(at);
        this.#nextAt = Math.min(this.#nextAt, Math.max(before.nextAt, this.#clock.now()));
        this.#replyAt = before.replyAt;
        this.#pump();
      },
    };
  }

  #nextBroadcast(now: number): { at: number; because: Allowance['next']['because'] } {
    if (this.#blockedUntil > now) return { at: this.#blockedUntil, because: 'stopped' };
    const held = this.#caps.heldUntil(now);
    if (held !== null) return held;
    return { at: this.#nextAt, because: 'gap' };
  }

  #between({ min, max }: { readonly min: number; readonly max: number }): number {
    return Math.round(min + this.#random() * (max - min));
  }
}
