/** Outcomes that are looked back at. */
const looksBack = 100;
/** So many bad ones in a row from the start on, or this share of a full look back, stop a push. */
const inARow = 20;
const share = 0.6;

export type Judgement = 'goes on' | 'trips';

/** So many readers who seem gone with no message arriving in between stop a push: when none has arrived at all, and else. */
const goneInARow = { untilOneArrives: 20, after: 200 };

/**
 * Stops a push that does not arrive: what is refused again and again will be refused to everybody (a text that the far
 * end does not take). Readers who seem gone are no trouble of the push: of a list that is mostly dead they are taken off,
 * as soon as a message did arrive after them, which shows that the account is well. When none arrives for long, it may be
 * that the token is another bot's, to whom everybody seems gone: then the push stops too, and a person says what it is, so
 * that a mistake of ours never empties the list of subscribers.
 */
export class Breaker {
  readonly #pushes = new Map<number, Recent>();
  /** By push that tripped: since when it is known to be paused; from never on until then. */
  readonly #tripped = new Map<number, number>();
  /** Pushes of which a person said that who seems gone is. */
  readonly #confirmed = new Set<number>();
  #seemGone: (() => Promise<void>)[] = [];
  #goneInARow = 0;
  #arrived: 'none yet' | 'some' = 'none yet';

  /**
   * Counts an outcome. A bad one may trip; what follows it is not counted, until something of the push arrives again or
   * somebody resumes it.
   */
  record(pushId: number, outcome: 'good' | 'bad'): Judgement {
    if (outcome === 'good') {
      this.#tripped.delete(pushId);
      this.#arrived = 'some';
      this.#goneInARow = 0;
    }
    if (this.#tripped.has(pushId)) return 'goes on';
    const recent = this.#pushes.get(pushId) ?? new Recent();
    this.#pushes.set(pushId, recent);
    recent.add(outcome);
    if (outcome === 'good' || !recent.isTrouble) return 'goes on';
    this.#trip(pushId);
    return 'trips';
  }

  /** A reader seems gone. Keeps what is to be done about that until it can be believed. */
  gone(pushId: number, deactivate: () => Promise<void>): Judgement {
    const since = this.#tripped.get(pushId);
    // Whoever is found gone while it is asked whether they are waits for the answer, too.
    if (since === undefined || since === Number.POSITIVE_INFINITY) this.#seemGone.push(deactivate);
    if (since !== undefined || this.#confirmed.has(pushId)) return 'goes on';
    this.#goneInARow += 1;
    const most = this.#arrived === 'some' ? goneInARow.after : goneInARow.untilOneArrives;
    if (this.#goneInARow < most) return 'goes on';
    this.#trip(pushId);
    return 'trips';
  }

  #trip(pushId: number): void {
    this.#tripped.set(pushId, Number.POSITIVE_INFINITY);
    this.#pushes.delete(pushId);
    this.#goneInARow = 0;
  }

  /** A person said that readers of this push who seem gone are: it does not trip for them any more. */
  confirm(pushId: number): void {
    this.#tripped.delete(pushId);
    this.#confirmed.add(pushId);
  }

  /** A push that tripped is paused since now: who seemed gone may not be. */
  paused(pushId: number, now = performance.now()): void {
    this.#seemGone = [];
    if (this.#tripped.has(pushId)) this.#tripped.set(pushId, now);
  }

  /** The ledger, asked at `askedAt`, gave readers of a push: if it was paused before, it has been resumed. */
  given(pushId: number, askedAt: number): void {
    if ((this.#tripped.get(pushId) ?? askedAt) < askedAt) this.#tripped.delete(pushId);
  }

  /** Whether readers seem gone of whom nobody knows it yet. */
  get isWaiting(): boolean {
    return this.#seemGone.length > 0;
  }

  /** A message arrived, or the work ended without trouble: those who seemed gone are, unless that is being asked just now. */
  async believe(): Promise<void> {
    if ([...this.#tripped.values()].includes(Number.POSITIVE_INFINITY)) return;
    const held = this.#seemGone;
    this.#seemGone = [];
    for (const deactivate of held) await deactivate();
  }
}

/** The last outcomes of a push. */
class Recent {
  readonly #outcomes: ('good' | 'bad')[] = [];
  #bad = 0;

  add(outcome: 'good' | 'bad'): void {
    this.#outcomes.push(outcome);
    if (outcome === 'bad') this.#bad += 1;
    if (this.#outcomes.length > looksBack && this.#outcomes.shift() === 'bad') this.#bad -= 1;
  }

  get isTrouble(): boolean {
    const { length } = this.#outcomes;
    if (length < looksBack) return length >= inARow && this.#bad === length;
    return this.#bad >= share * looksBack;
  }
}
