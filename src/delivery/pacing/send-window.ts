import { SmallestTrip } from './smallest-trip.ts';

/** One send, as long as it may count at the far end. */
export interface Send {
  /** When it left, by our clock. */
  readonly leftAt: number;
  /** How many others count in the second before: what the far end had let through in it if it refuses this one. */
  readonly ahead: number;
  answeredAt: number | null;
  /** The latest moment at which it can have arrived. */
  arrivedAt: number;
}

/** A send without an answer is taken to have arrived this long after it left, so that one that hangs stops nothing. */
const overdue = 2_000;
/** Milliseconds, as all times here. */
const second = 1_000;

/**
 * Until when a send may count at a far end that looks at `span` milliseconds. As long as there is no answer nobody can
 * know; then it is the moment at which it will be taken to have arrived, so ask again after it, or after an answer.
 */
export function countsUntil(send: Send, now: number, span: number): number {
  const isOnItsWay = send.answeredAt === null && send.leftAt + overdue > now;
  return isOnItsWay ? send.leftAt + overdue : send.arrivedAt + span;
}

/**
 * The sends that a far end may still be counting, if it counts those of the last so many milliseconds.
 *
 * Where exactly a message is counted is not known. It cannot have been later than its answer less the way back, and the
 * way there and back took at least the smallest round trip seen; so *answered − smallest trip* is a bound in the time of
 * departures, and a message that leaves one span after it cannot meet it inside the span. Little's law gives the price:
 * L sends per span + mean(round trip − smallest round trip). Counting by departures alone would be refused, counting from
 * answers would lose a round trip on every span.
 */
export class SendWindow {
  readonly #trip: SmallestTrip;
  /** Answered sends that may still count, by arrival, oldest first. */
  #arrived: Send[] = [];
  /** Where they begin; what is before has stopped counting. */
  #first = 0;
  /** In the order of leaving. */
  readonly #unanswered: Send[] = [];

  /** `trip` may be shared by windows that look at the same network. */
  constructor(trip: SmallestTrip = new SmallestTrip()) {
    this.#trip = trip;
  }

  get smallestTrip(): number {
    return this.#trip.value;
  }

  /** How many sends may still count. */
  get counting(): number {
    return this.#arrived.length - this.#first + this.#unanswered.length;
  }

  /** Counts a message that leaves at `at`. */
  leave(at: number): Send {
    const send: Send = { leftAt: at, ahead: this.#within(at, second), answeredAt: null, arrivedAt: at + overdue };
    this.#unanswered.push(send);
    return send;
  }

  /** The far end took it, as an answer at `at` says. */
  answered(send: Send, at: number): void {
    if (send.answeredAt !== null) return;
    send.answeredAt = at;
    if (this.#trip.add(at - send.leftAt, at) === 'smallest') this.#estimateAgain();
    // A send given up as overdue is among the arrived already; its late answer changes nothing.
    if (this.#isUnansweredNoMore(send)) this.#settle(send);
  }

  /** Somebody else's message, known only when it is with the far end. */
  heardOf(at: number): void {
    this.#insert({ leftAt: at, ahead: this.#within(at, second), answeredAt: at, arrivedAt: at });
  }

  /** It was refused or never left: it does not count. */
  withdraw(send: Send): void {
    if (this.#isUnansweredNoMore(send)) return;
    const place = this.#arrived.indexOf(send, this.#first);
    if (place !== -1) this.#arrived.splice(place, 1);
  }

  /**
   * The earliest moment at which one more fits under `most` sends in any `span` milliseconds; never later than an
   * answer that has yet to come can make it, so ask again after each.
   */
  freeAt(now: number, most: number, span: number): number {
    this.#forget(now, Math.max(span, second));
    const stay = most - 1 - this.#unanswered.length;
    if (stay >= 0) {
      const place = this.#arrived.length - 1 - stay;
      return place < this.#first ? Number.NEGATIVE_INFINITY : (this.#arrived[place]?.arrivedAt ?? 0) + span;
    }
    const [oldest] = this.#unanswered;
    return oldest ? oldest.leftAt + overdue : Number.NEGATIVE_INFINITY;
  }

  /** How many arrived in the `span` before `at`, or may still arrive. */
  #within(at: number, span: number): number {
    let from = this.#first;
    let to = this.#arrived.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#arrived[middle]?.arrivedAt ?? 0) > at - span) to = middle;
      else from = middle + 1;
    }
    return this.#arrived.length - from + this.#unanswered.length;
  }

  #forget(now: number, span: number): void {
    const { length } = this.#arrived;
    while (this.#first < length && (this.#arrived[this.#first]?.arrivedAt ?? 0) + span <= now) this.#first += 1;
    if (this.#first > 64 && this.#first > length / 2) {
      this.#arrived.splice(0, this.#first);
      this.#first = 0;
    }
    for (let [oldest] = this.#unanswered; oldest && oldest.leftAt + overdue <= now; [oldest] = this.#unanswered) {
      this.#unanswered.shift();
      this.#settle(oldest);
    }
  }

  /** Answers come nearly in the order of leaving, so it is found near the beginning. */
  #isUnansweredNoMore(send: Send): boolean {
    const place = this.#unanswered.indexOf(send);
    if (place === -1) return false;
    this.#unanswered.splice(place, 1);
    return true;
  }

  #settle(send: Send): void {
    send.arrivedAt = this.#arrivalOf(send);
    this.#insert(send);
  }

  #insert(send: Send): void {
    let place = this.#arrived.length;
    while (place > this.#first && (this.#arrived[place - 1]?.arrivedAt ?? 0) > send.arrivedAt) place -= 1;
    this.#arrived.splice(place, 0, send);
  }

  #arrivalOf(send: Send): number {
    if (send.answeredAt === null) return send.leftAt + overdue;
    return Math.max(send.leftAt, send.answeredAt - this.#trip.value);
  }

  /** A faster round trip shows that earlier estimates were too early (the first calls open connections, for one). */
  #estimateAgain(): void {
    this.#arrived.splice(0, this.#first);
    this.#first = 0;
    for (const send of this.#arrived) send.arrivedAt = this.#arrivalOf(send);
    this.#arrived.sort((one, other) => one.arrivedAt - other.arrivedAt);
  }
}
