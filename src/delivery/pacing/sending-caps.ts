import { type Hours, WakingHours } from './waking-hours.ts';

/** How much an account sends at most, and when. */
export interface Caps {
  readonly perHour: number;
  readonly perDay: number;
  /** A young number begins with `first` a day and may send `growth` times as many each day until it reaches `perDay`. */
  readonly warmUp: { readonly first: number; readonly growth: number };
  /** In which messages to many leave. */
  readonly hours: Hours;
}

/** What is known of the time before. */
export interface EarlierSends {
  /** When the account sent its first message by us; null for one that has not. */
  readonly firstSentAt: Date | null;
  /** Epoch milliseconds of what it sent since yesterday, as far as the ledger knows. */
  readonly sentAt: readonly number[];
  /** What the last run had counted when it was seen last: answers to people too, which are in no ledger. */
  readonly counted?: { readonly at: Date; readonly today: number; readonly hour: number };
}

interface Used {
  readonly sent: number;
  readonly cap: number;
}

export type HeldBy = 'hour' | 'day' | 'night';

const hour = 3_600_000;
const day = 24 * hour;
/** A forecast looks no further. */
const mostDays = 1_000;

/**
 * Counts what an account sends against its cap of an hour and that of a day, which is lower while its number is young. All
 * moments are epoch milliseconds.
 */
export class SendingCaps {
  readonly #caps: Caps;
  readonly #hours: WakingHours;
  #sentAt: number[];
  #firstSentAt: number | null;

  constructor(caps: Caps, earlier: EarlierSends) {
    this.#caps = caps;
    this.#hours = new WakingHours(caps.hours);
    this.#sentAt = [...earlier.sentAt].sort((a, b) => a - b);
    this.#firstSentAt = earlier.firstSentAt?.getTime() ?? null;
    if (earlier.counted) this.#recall(earlier.counted);
  }

  /** What is missing of an earlier count is held to have been sent in its last hour or, for the rest, at that day's start. */
  #recall({ at, today, hour: inHour }: NonNullable<EarlierSends['counted']>): void {
    const then = at.getTime();
    const midnight = this.#hours.midnight(then);
    const known = (since: number) => this.#sentAt.filter((sent) => sent >= since && sent <= then).length;
    const lately = Math.max(0, inHour - known(then - hour));
    const before = Math.max(0, today - known(midnight) - lately);
    this.#sentAt.push(...Array<number>(lately).fill(then), ...Array<number>(before).fill(midnight));
    this.#sentAt.sort((a, b) => a - b);
  }

  /** When the last message left; null when none is known. */
  get last(): number | null {
    return this.#sentAt.at(-1) ?? null;
  }

  /** What was sent of what may be, in this day and in the last hour. */
  used(now: number): { readonly today: Used; readonly hour: Used } {
    return {
      today: { sent: this.#sentSince(this.#hours.midnight(now)), cap: this.#capOn(now) },
      hour: { sent: this.#sentSince(now - hour), cap: this.#caps.perHour },
    };
  }

  /** Until when no message to many may leave, and why; null when one may now. */
  heldUntil(now: number): { readonly at: number; readonly because: HeldBy } | null {
    const opens = this.#hours.opensAt(now);
    if (opens > now) return { at: opens, because: 'night' };
    const { today } = this.used(now);
    if (today.sent >= today.cap) {
      return { at: this.#hours.opensAt(this.#hours.nextMidnight(now)), because: 'day' };
    }
    const lastHour = this.#sentAt.filter((at) => at > now - hour);
    const oldest = lastHour[lastHour.length - this.#caps.perHour];
    return oldest === undefined ? null : { at: oldest + hour, because: 'hour' };
  }

  /** A message leaves. */
  count(at: number): void {
    this.#sentAt = this.#sentAt.filter((sent) => sent > at - 2 * day);
    this.#sentAt.push(at);
  }

  /** One that was counted at this moment did not leave, or leaves at another. */
  uncount(at: number): void {
    const place = this.#sentAt.lastIndexOf(at);
    if (place !== -1) this.#sentAt.splice(place, 1);
  }

  /** A message left: the number's age counts from its first. */
  begun(at: number): void {
    this.#firstSentAt ??= at;
  }

  /**
   * How many messages to many may still leave today, and on which day the last of `count` leaves: 1 is today. Reckoned as
   * if they left from `begin` on, `meanGap` milliseconds apart, and nothing else did.
   */
  forecast(
    count: number,
    { now, begin, meanGap }: { readonly now: number; readonly begin: number; readonly meanGap: number },
  ): { readonly today: number; readonly days: number } {
    const midnight = this.#hours.midnight(now);
    const unsent = this.#capOn(now) - this.#sentSince(midnight);
    const today = Math.max(0, Math.min(unsent, this.#roomFrom(begin, midnight, meanGap)));
    let left = count - today;
    let days = 1;
    let at = midnight;
    while (left > 0 && days < mostDays) {
      at = this.#hours.nextMidnight(at);
      days += 1;
      left -= Math.min(this.#capOn(at, this.#firstSentAt ?? now), this.#roomFrom(Math.max(at, begin), at, meanGap));
    }
    return { today, days };
  }

  /** How many messages fit into the rest of a day's sending hours, by the gaps and by the hour. */
  #roomFrom(at: number, midnight: number, meanGap: number): number {
    const { perHour, hours } = this.#caps;
    const open = midnight + hours.until * hour - Math.max(at, midnight + hours.from * hour);
    if (open <= 0) return 0;
    return Math.max(1, Math.floor(Math.min(open / meanGap, (open / hour) * perHour)));
  }

  /** The day's cap for a number of this age. */
  #capOn(now: number, first = this.#firstSentAt ?? now): number {
    const { perDay, warmUp } = this.#caps;
    const age = Math.max(0, Math.round((this.#hours.midnight(now) - this.#hours.midnight(first)) / day));
    return Math.min(perDay, Math.floor(warmUp.first * warmUp.growth ** age));
  }

  #sentSince(at: number): number {
    return this.#sentAt.filter((sent) => sent >= at).length;
  }
}
