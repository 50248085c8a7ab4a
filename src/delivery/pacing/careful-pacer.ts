import { type Clock, systemClock } from './clock.ts';
import type { LearntRate } from './found-rate.ts';
import type { LanePacer, Slot, SlotRequest, Urgency } from './lane-pacer.ts';
import { type Waiting, waitInLine } from './waiting-line.ts';
import { type Hours, WakingHours } from './waking-hours.ts';

/** How fast an account sends that a far end blocks when it looks like a machine. */
export interface CarefulPace {
  /** Milliseconds between two messages to many: any length between these, never the same twice in a row. */
  readonly gap: { readonly min: number; readonly max: number };
  /** Before an answer to a person who has just written. Milliseconds. */
  readonly replyGap: { readonly min: number; readonly max: number };
  /** Between two changes of what was sent. Milliseconds. */
  readonly changeGap: { readonly min: number; readonly max: number };
  readonly perHour: number;
  readonly perDay: number;
  /** A young number begins with `first` a day and may send `growth` times as many each day until it reaches `perDay`. */
  readonly warmUp: { readonly first: number; readonly growth: number };
  /** In which messages to many leave. */
  readonly hours: Hours;
}

/** A clock whose time is epoch milliseconds, and so also a time of day; it may go back. Tests own theirs. */
export type DayClock = Clock;

export const dayClock: DayClock = { now: () => Date.now(), after: systemClock.after };

export interface CarefulPacerOptions {
  readonly pace: CarefulPace;
  /** When the account sent its first message by us; null for one that has not. */
  readonly firstSentAt: Date | null;
  /** Epoch milliseconds of what it sent since yesterday, as far as the ledger knows. */
  readonly sentAt: readonly number[];
  /** What the last run had counted when it was seen last: answers to people too, which are in no ledger. */
  readonly counted?: { readonly at: Date; readonly today: number; readonly hour: number };
  readonly clock?: DayClock;
  readonly random?: () => number;
}

export interface Allowance {
  readonly today: { readonly sent: number; readonly cap: number };
  readonly hour: { readonly sent: number; readonly cap: number };
  /** When the next message to many may leave, and what holds it up until then. */
  readonly next: { readonly at: Date; readonly because: 'gap' | 'hour' | 'day' | 'night' | 'stopped' };
}

const hour = 3_600_000;
const day = 24 * hour;
/** Timers of Node take no more than 24.8 days; and a clock may be set meanwhile. */
const longestSleep = hour;
/** A forecast looks no further. */
const mostDays = 1_000;

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
  readonly #hours: WakingHours;
  readonly #waiting: Waiting[] = [];
  #sentAt: number[];
  #firstSentAt: number | null;
  #nextAt = 0;
  #replyAt = 0;
  #changeAt = 0;
  #blockedUntil = 0;
  #cancel: (() => void) | null = null;

  constructor(options: CarefulPacerOptions) {
    this.#pace = options.pace;
    this.#hours = new WakingHours(options.pace.hours);
    this.#clock = options.clock ?? dayClock;
    this.#random = options.random ?? Math.random;
    this.#sentAt = [...options.sentAt].sort((a, b) => a - b);
    this.#firstSentAt = options.firstSentAt?.getTime() ?? null;
    if (options.counted) this.#recall(options.counted);
    const last = this.#sentAt.at(-1);
    if (last !== undefined) this.#nextAt = last + this.#between(this.#pace.gap);
  }

  /** What is missing of an earlier count is held to have been sent in its last hour or, for the rest, at that day's start. */
  #recall({ at, today, hour: inHour }: NonNullable<CarefulPacerOptions['counted']>): void {
    const then = at.getTime();
    const midnight = this.#hours.midnight(then);
    const known = (since: number) => this.#sentAt.filter((sent) => sent >= since && sent <= then).length;
    const lately = Math.max(0, inHour - known(then - hour));
    const before = Math.max(0, today - known(midnight) - lately);
    this.#sentAt.push(...Array<number>(lately).fill(then), ...Array<number>(before).fill(midnight));
    this.#sentAt.sort((a, b) => a - b);
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
      today: { sent: this.#sentSince(this.#hours.midnight(now)), cap: this.#capOn(now) },
      hour: { sent: this.#sentSince(now - hour), cap: this.#pace.perHour },
      next: { at: new Date(at), because },
    };
  }

  /**
   * How many messages to many may still leave today, and on which day the last of `count` leaves: 1 is today. Reckoned
   * with the mean gap, and with nothing else to send.
   */
  forecast(count: number): { readonly today: number; readonly days: number } {
    const now = this.#clock.now();
    const midnight = this.#hours.midnight(now);
    const begin = Math.max(now, this.#blockedUntil);
    const unsent = this.#capOn(now) - this.#sentSince(midnight);
    const today = Math.max(0, Math.min(unsent, this.#roomFrom(begin, midnight)));
    let left = count - today;
    let days = 1;
    let at = midnight;
    while (left > 0 && days < mostDays) {
      at = this.#hours.nextMidnight(at);
      days += 1;
      left -= Math.min(this.#capOn(at, this.#firstSentAt ?? now), this.#roomFrom(Math.max(at, begin), at));
    }
    return { today, days };
  }

  /** How many messages fit into the rest of a day's sending hours, by the gaps and by the hour. */
  #roomFrom(at: number, midnight: number): number {
    const { from, until } = this.#pace.hours;
    const open = midnight + until * hour - Math.max(at, midnight + from * hour);
    if (open <= 0) return 0;
    const { gap, perHour } = this.#pace;
    const byGaps = (2 * open) / Math.max(1, gap.min + gap.max);
    return Math.max(1, Math.floor(Math.min(byGaps, (open / hour) * perHour)));
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
    this.#count(at);
    this.#replyAt = now + this.#between(this.#pace.replyGap);
    // An answer moves the next message to many only a little: a person, too, answers in between.
    if (urgency === 'broadcast') this.#nextAt = now + this.#between(this.#pace.gap);
    return {
      due: () => Promise.resolve(),
      left: () => {
        const leftAt = this.#clock.now();
        this.#uncount(at);
        this.#count(leftAt);
        if (urgency === 'broadcast') this.#nextAt += leftAt - at;
        at = leftAt;
        this.#firstSentAt ??= leftAt;
      },
      answered: (reception) => {
        if (reception.kind !== 'refused') return 'account';
        this.#uncount(at);
        if (reception.scope === 'account') this.block(reception.retryAfterMs);
        return reception.scope;
      },
      unused: () => {
        this.#uncount(at);
        this.#nextAt = Math.min(this.#nextAt, Math.max(before.nextAt, this.#clock.now()));
        this.#replyAt = before.replyAt;
        this.#pump();
      },
    };
  }

  #nextBroadcast(now: number): { at: number; because: Allowance['next']['because'] } {
    if (this.#blockedUntil > now) return { at: this.#blockedUntil, because: 'stopped' };
    const opens = this.#hours.opensAt(now);
    if (opens > now) return { at: opens, because: 'night' };
    if (this.#sentSince(this.#hours.midnight(now)) >= this.#capOn(now)) {
      return { at: this.#hours.opensAt(this.#hours.nextMidnight(now)), because: 'day' };
    }
    const lastHour = this.#sentAt.filter((at) => at > now - hour);
    const oldest = lastHour[lastHour.length - this.#pace.perHour];
    if (oldest !== undefined) return { at: oldest + hour, because: 'hour' };
    return { at: this.#nextAt, because: 'gap' };
  }

  /** The day's cap for a number of this age. */
  #capOn(now: number, first = this.#firstSentAt ?? now): number {
    const { perDay, warmUp } = this.#pace;
    const age = Math.max(0, Math.round((this.#hours.midnight(now) - this.#hours.midnight(first)) / day));
    return Math.min(perDay, Math.floor(warmUp.first * warmUp.growth ** age));
  }

  #sentSince(at: number): number {
    return this.#sentAt.filter((sent) => sent >= at).length;
  }

  #count(at: number): void {
    this.#sentAt = this.#sentAt.filter((sent) => sent > at - 2 * day);
    this.#sentAt.push(at);
  }

  #uncount(at: number): void {
    const place = this.#sentAt.lastIndexOf(at);
    if (place !== -1) this.#sentAt.splice(place, 1);
  }

  #between({ min, max }: { readonly min: number; readonly max: number }): number {
    return Math.round(min + this.#random() * (max - min));
  }
}
