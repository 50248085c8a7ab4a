/** How many different people Meta lets a business send templates to in any 24 hours; text to who wrote does not count. */
export type PeopleCap = number | 'unlimited';

export interface PeopleADayParts {
  readonly cap: PeopleCap;
  /** Who was sent a template in the last 24 hours, by the ledger, and when last. */
  readonly recent: () => Promise<readonly { readonly person: string; readonly at: Date }[]>;
  readonly now: () => number;
}

export type Leave =
  | { readonly kind: 'granted' /** It was not sent after all. */; readonly giveBack: () => void }
  /** All places are taken; one is free after this time at the latest known. */
  | { readonly kind: 'wait'; readonly ms: number };

const day = 24 * 3_600_000;
/** Another process may have held the lane meanwhile: the ledger is asked again so often. */
const askEvery = 5 * 60_000;
/** One who has to wait is asked again neither sooner nor later. */
const wait = { least: 60_000, most: 15 * 60_000 };

/**
 * Keeps the account within Meta's limit of people a day, whose breach Meta answers as it answers spam. Who was sent one
 * today already may be sent more.
 */
export class PeopleADay {
  readonly #parts: PeopleADayParts;
  readonly #people = new Map<string, number>();
  #asked: { readonly at: number; readonly answer: Promise<void> } | null = null;

  constructor(parts: PeopleADayParts) {
    this.#parts = parts;
  }

  async ask(person: string): Promise<Leave> {
    const { cap } = this.#parts;
    if (cap === 'unlimited') return { kind: 'granted', giveBack: () => {} };
    await this.#known();
    const now = this.#parts.now();
    const before = this.#people.get(person);
    const counts = before !== undefined && before > now - day;
    if (!counts && this.#counted(now) >= cap) {
      let oldest = now;
      for (const at of this.#people.values()) oldest = Math.min(oldest, at);
      return { kind: 'wait', ms: Math.min(wait.most, Math.max(wait.least, oldest + day - now)) };
    }
    this.#people.set(person, now);
    return {
      kind: 'granted',
      giveBack: () => {
        if (before === undefined) this.#people.delete(person);
        else this.#people.set(person, before);
      },
    };
  }

  #known(): Promise<void> {
    const now = this.#parts.now();
    if (this.#asked !== null && now - this.#asked.at < askEvery) return this.#asked.answer;
    const answer = this.#parts.recent().then((people) => {
      for (const { person, at } of people) {
        this.#people.set(person, Math.max(at.getTime(), this.#people.get(person) ?? 0));
      }
    });
    this.#asked = { at: now, answer };
    // Unanswered, the next one asks again.
    answer.catch(() => {
      this.#asked = null;
    });
    return answer;
  }

  #counted(now: number): number {
    for (const [person, at] of this.#people) if (at <= now - day) this.#people.delete(person);
    return this.#people.size;
  }
}
