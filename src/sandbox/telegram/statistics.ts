/** What the server saw. Counts since the start or the last reset. */
export interface Statistics {
  readonly requests: number;
  readonly byMethod: Readonly<Record<string, number>>;
  /** Messages accepted. */
  readonly accepted: number;
  readonly firstAcceptedAt: number | null;
  readonly lastAcceptedAt: number | null;
  readonly refusedAccount: number;
  readonly refusedChat: number;
  /** Calls that came while an earlier 429 of the same scope forbade them, long enough after it to have known. */
  readonly early: number;
  /** Answers by HTTP status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Calls whose client was gone before the answer. */
  readonly abandoned: number;
  readonly inFlight: number;
  readonly mostInFlight: number;
  readonly connections: number;
  /** Paid messages × 0.1. */
  readonly stars: number;
}

export class Tally {
  requests = 0;
  refusedAccount = 0;
  refusedChat = 0;
  early = 0;
  abandoned = 0;
  inFlight = 0;
  mostInFlight = 0;
  paid = 0;
  readonly #methods = new Map<string, number>();
  readonly #statuses = new Map<number, number>();
  #account = { since: 0, until: 0 };
  readonly #chats = new Map<number, { readonly since: number; readonly until: number }>();

  called(method: string): void {
    this.requests++;
    this.#methods.set(method, (this.#methods.get(method) ?? 0) + 1);
    this.inFlight++;
    if (this.inFlight > this.mostInFlight) this.mostInFlight = this.inFlight;
  }

  answered(status: number): void {
    this.inFlight--;
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
  }

  lost(): void {
    this.inFlight--;
    this.abandoned++;
  }

  /** `graceMs`: how long the news of a refusal may take to reach the client. */
  arrived(now: number, chat: number, graceMs: number): void {
    const locks = [this.#account, this.#chats.get(chat)];
    if (locks.some((lock) => lock && now > lock.since + graceMs && now < lock.until)) this.early++;
  }

  refused(now: number, chat: number, scope: 'account' | 'chat', waitMs: number): void {
    // What the client is told: whole seconds.
    const lock = { since: now, until: now + Math.max(1, Math.ceil(waitMs / 1_000)) * 1_000 };
    if (scope === 'account') {
      this.refusedAccount++;
      if (lock.until > this.#account.until) {
        this.#account = { since: now < this.#account.until ? this.#account.since : now, until: lock.until };
      }
    } else {
      this.refusedChat++;
      this.#chats.set(chat, lock);
    }
  }

  reset(): void {
    this.requests = 0;
    this.refusedAccount = 0;
    this.refusedChat = 0;
    this.early = 0;
    this.abandoned = 0;
    this.mostInFlight = this.inFlight;
    this.paid = 0;
    this.#methods.clear();
    this.#statuses.clear();
    this.#account = { since: 0, until: 0 };
    this.#chats.clear();
  }

  get byMethod(): Record<string, number> {
    return Object.fromEntries(this.#methods);
  }

  get byStatus(): Record<string, number> {
    return Object.fromEntries(this.#statuses);
  }
}
