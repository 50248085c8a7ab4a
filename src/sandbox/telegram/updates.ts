import type { Update } from 'grammy/types';
import { type Answer, ok, refusals } from './answer.ts';

type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** Kinds that a bot only gets when it asks for them by name. */
const onRequest: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];
/** Telegram keeps updates for a day; a server that nobody polls must not fill the memory either. */
const maxPending = 100_000;

export interface PollRequest {
  /** Updates below it are confirmed and forgotten; negative: only the last so many are kept. */
  readonly offset: number;
  readonly limit: number;
  readonly timeoutMs: number;
}

/** Updates that wait for the bot, by long polling or for a webhook to carry them. */
export class UpdateQueue {
  #pending: Update[] = [];
  #nextId: number;
  #allowed: ReadonlySet<string> | null = null;
  #waiter: { readonly end: (answer: Answer) => void; readonly limit: number } | null = null;
  #onAdded: (() => void) | null = null;

  constructor(firstId: number) {
    this.#nextId = firstId;
  }

  get pendingCount(): number {
    return this.#pending.length;
  }

  get allowed(): readonly string[] | null {
    return this.#allowed === null ? null : [...this.#allowed];
  }

  /** Kinds to keep from now on; an empty list means the default: all but those on request. */
  allow(kinds: readonly string[]): void {
    this.#allowed = kinds.length === 0 ? null : new Set(kinds);
  }

  /** Calls back whenever an update was added; a webhook lives on it. */
  onAdded(listener: (() => void) | null): void {
    this.#onAdded = listener;
  }

  add<K extends UpdateKind>(kind: K, content: NonNullable<Update[K]>): void {
    const wanted = this.#allowed ? this.#allowed.has(kind) : !onRequest.includes(kind);
    if (!wanted) return;
    this.#pending.push({ update_id: this.#nextId++, [kind]: content });
    if (this.#pending.length > maxPending) this.#pending.shift();
    this.#waiter?.end(ok(this.#pending.slice(0, this.#waiter.limit)));
    this.#onAdded?.();
  }

  first(): Update | undefined {
    return this.#pending[0];
  }

  confirm(beforeId: number): void {
    this.#pending = this.#pending.filter((update) => update.update_id >= beforeId);
  }

  clear(): void {
    this.#pending = [];
  }

  /** Answers at once when updates wait, else when one comes, the time is over, another poller came or `gone` fires. */
  poll(request: PollRequest, gone: AbortSignal): Promise<Answer> {
    this.#waiter?.end(refusals.otherPoller);
    if (request.offset < 0) this.#pending = this.#pending.slice(request.offset);
    else this.confirm(request.offset);
    if (this.#pending.length > 0 || request.timeoutMs <= 0) {
      return Promise.resolve(ok(this.#pending.slice(0, request.limit)));
    }
    return new Promise((resolve) => {
      const end = (answer: Answer) => {
        clearTimeout(timer);
        gone.removeEventListener('abort', leave);
        if (this.#waiter?.end === end) this.#waiter = null;
        resolve(answer);
      };
      const leave = () => end(ok([]));
      const timer = setTimeout(leave, request.timeoutMs);
      gone.addEventListener('abort', leave);
      this.#waiter = { end, limit: request.limit };
    });
  }

  /** Ends a waiting poll with this answer. */
  endPoll(answer: Answer): void {
    this.#waiter?.end(answer);
  }
}
