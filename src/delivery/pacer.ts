/** Time as the pacer needs it: milliseconds that never go back, and a way to wait. Tests own theirs. */
export interface PacerClock {
  now(): number;
  /** Calls `wake` after `ms`; returns how to cancel. */
  after(ms: number, wake: () => void): () => void;
}

export const systemClock: PacerClock = {
  now: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};

/** A reply to a person goes before a broadcast. */
export type Urgency = 'reply' | 'broadcast';

/** Leave to send one message now. */
export interface Slot {
  /** To be called when the answer is there (or will never come): it tells when the message arrived. */
  answered(): void;
}

export interface PacerOptions {
  /** The ceiling: messages a second that the account may send. */
  readonly rate: number;
  readonly clock?: PacerClock;
}

interface Send {
  readonly sentAt: number;
  arrivedAt: number | null;
}

interface Waiting {
  readonly grant: (slot: Slot) => void;
}

const window = 1_000;
/** An unanswered send is taken to have arrived this long after it left, so that one that hangs cannot stop the lane. */
const overdue = 2_000;
/** Added to the window because clocks and queues are not exact; grows by itself when the far end refuses. */
const smallestMargin = 3;
const largestMargin = 50;
/** Spacing below the even one, so that a sender that was held up can catch up inside its window. */
const spacing = 0.9;
/** After a refusal the rate falls to this share, and climbs back by `climb` of the ceiling for each second without one. */
const fall = 0.8;
const climb = 0.01;

/**
 * Lets messages leave as fast as a far end permits that counts them over a sliding second, without refusals.
 *
 * Send *i + L* leaves no earlier than one window and a small margin after the estimated *arrival* of send *i*: the later
 * of its sending and its answer less the smallest round trip seen. Counting from arrivals, not departures, is what makes
 * 99 % of the limit reachable over a network that jitters. A refusal stops everything until the time the far end named,
 * lowers the rate and widens the margin; the rate climbs back while there are none.
 */
export class Pacer {
  readonly #ceiling: number;
  readonly #clock: PacerClock;
  readonly #waiting: Record<Urgency, Waiting[]> = { reply: [], broadcast: [] };
  /** The last sends, oldest first; never more than one window's worth. */
  #recent: Send[] = [];
  #rate: number;
  #margin = smallestMargin;
  #smallestTrip = Number.POSITIVE_INFINITY;
  #lastSentAt = Number.NEGATIVE_INFINITY;
  #blockedUntil = Number.NEGATIVE_INFINITY;
  #climbedAt: number;
  #cancelTimer: (() => void) | null = null;
  #refusals = 0;

  constructor(options: PacerOptions) {
    this.#ceiling = options.rate;
    this.#rate = options.rate;
    this.#clock = options.clock ?? systemClock;
    this.#climbedAt = this.#clock.now();
  }

  /** The rate aimed at now, messages a second. */
  get rate(): number {
    return this.#rate;
  }

  /** How often the far end refused so far. */
  get refusals(): number {
    return this.#refusals;
  }

  /** Waits for leave to send. Rejects with the signal's reason when `signal` is aborted first; nothing is used up then. */
  take(urgency: Urgency, signal?: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const queue = this.#waiting[urgency];
      const abandon = () => {
        const place = queue.indexOf(entry);
        if (place !== -1) queue.splice(place, 1);
        reject(signal?.reason);
      };
      const entry: Waiting = {
        grant: (slot) => {
          signal?.removeEventListener('abort', abandon);
          resolve(slot);
        },
      };
      signal?.addEventListener('abort', abandon, { once: true });
      queue.push(entry);
      this.#pump();
    });
  }

  /** The far end refused and named a time to wait, milliseconds: nothing leaves before it has passed. */
  refused(retryAfterMs: number): void {
    const now = this.#clock.now();
    this.#refusals += 1;
    // Refusals of one burst count once: the messages were on their way together.
    if (now >= this.#blockedUntil) {
      this.#rate = Math.max(Math.min(1, this.#ceiling), this.#rate * fall);
      this.#margin = Math.min(largestMargin, this.#margin * 2);
    }
    this.block(retryAfterMs);
  }

  /** Lets nothing leave for `ms` milliseconds. */
  block(ms: number): void {
    this.#blockedUntil = Math.max(this.#blockedUntil, this.#clock.now() + ms);
    this.#climbedAt = this.#blockedUntil;
    this.#pump();
  }

  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (;;) {
      const next = this.#waiting.reply[0] ? this.#waiting.reply : this.#waiting.broadcast;
      if (next.length === 0) return;
      const now = this.#clock.now();
      this.#climbBack(now);
      const wait = this.#earliest() - now;
      if (wait > 0) {
        this.#cancelTimer = this.#clock.after(wait, () => this.#pump());
        return;
      }
      next.shift()?.grant(this.#leave(now));
    }
  }

  #leave(now: number): Slot {
    const send: Send = { sentAt: now, arrivedAt: null };
    this.#recent.push(send);
    this.#lastSentAt = now;
    return {
      answered: () => {
        if (send.arrivedAt !== null) return;
        const at = this.#clock.now();
        this.#smallestTrip = Math.min(this.#smallestTrip, at - send.sentAt);
        send.arrivedAt = Math.max(send.sentAt, at - this.#smallestTrip);
        this.#pump();
      },
    };
  }

  #earliest(): number {
    const perWindow = Math.max(1, Math.floor(this.#rate));
    const span = (perWindow / this.#rate) * window + this.#margin;
    while (this.#recent.length > perWindow) this.#recent.shift();
    const first = this.#recent.length === perWindow ? this.#recent[0] : undefined;
    const free = first ? (first.arrivedAt ?? first.sentAt + overdue) + span : Number.NEGATIVE_INFINITY;
    const spaced = this.#lastSentAt + (spacing * window) / this.#rate;
    return Math.max(free, spaced, this.#blockedUntil);
  }

  #climbBack(now: number): void {
    if (now <= this.#climbedAt) return;
    const seconds = (now - this.#climbedAt) / 1_000;
    this.#climbedAt = now;
    if (this.#rate < this.#ceiling) {
      this.#rate = Math.min(this.#ceiling, this.#rate + seconds * climb * this.#ceiling);
    }
    if (this.#margin > smallestMargin) this.#margin = Math.max(smallestMargin, this.#margin - seconds * 0.2);
  }
}
