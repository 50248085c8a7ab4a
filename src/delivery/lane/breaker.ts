/** Outcomes that are looked back at. */
const looksBack = 100;
/** So many bad ones in a row from the start on, or this share of a full look back, stop a push. */
const inARow = 20;
const share = 0.6;

export type Judgement = 'goes on' | 'trips';

/**
 * Stops a push that does not arrive: what is refused again and again will be refused to everybody (a text that the far
 * end does not take, the token of another bot). Readers who seem to be gone are believed only when a message did arrive
 * after them, so that a mistake of ours never empties the list of subscribers.
 */
export class Breaker {
  readonly #pushes = new Map<number, Recent>();
  /** By push that tripped: since when it is known to be paused; from never on until then. */
  readonly #tripped = new Map<number, number>();
  #seemGone: (() => Promise<void>)[] = [];

  /**
   * Counts an outcome. A bad one may trip; what follows it is not counted, until something of the push arrives again or
   * somebody resumes it.
   */
  record(pushId: number, outcome: 'good' | 'bad'): Judgement {
    if (outcome === 'good') this.#tripped.delete(pushId);
    if (this.#tripped.has(pushId)) return 'goes on';
    const recent = this.#pushes.get(pushId) ?? new Recent();
    this.#pushes.set(pushId, recent);
    recent.add(outcome);
    if (outcome === 'good' || !recent.isTrouble) return 'goes on';
    this.#tripped.set(pushId, Number.POSITIVE_INFINITY);
    this.#pushes.delete(pushId);
    this.#seemGone = [];
    return 'trips';
  }

  /** A push that tripped is paused since now. */
  paused(pushId: number, now = performance.now()): void {
    if (this.#tripped.has(pushId)) this.#tripped.set(pushId, now);
  }

  /** The ledger, asked at `askedAt`, gave readers of a push: if it was paused before, it has been resumed. */
  given(pushId: number, askedAt: number): void {
    if ((this.#tripped.get(pushId) ?? askedAt) < askedAt) this.#tripped.delete(pushId);
  }

  /** Keeps what is to be done about a reader who seems to be gone until it can be believed. */
  hold(pushId: number, deactivate: () => Promise<void>): void {
    if (!this.#tripped.has(pushId)) this.#seemGone.push(deactivate);
  }

  /** Whether readers seem gone of whom nobody knows it yet. */
  get isWaiting(): boolean {
    return this.#seemGone.length > 0;
  }

  /** A message arrived, or the work ended without trouble: those who seemed gone are. */
  async believe(): Promise<void> {
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
