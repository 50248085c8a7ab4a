import type { ChatPace } from '../../channels/channel.ts';
import { countsUntil, type Send } from './send-window.ts';

interface Chat {
  readonly pace: ChatPace;
  /** In the order of leaving. The account's own records of them, so a chat costs little: a broadcast meets a new one each time. */
  sends: Send[];
  blockedUntil: number;
}

/** Chats remembered at most, so that a lane to a million people stays small while one chat has to wait for long. */
const most = 20_000;
/** A chat is remembered a little longer than it counts, for the margin that the pacer adds. Milliseconds. */
const grace = 1_000;
/** What left so many spans ago may still count by the far end's clock. */
const doubtful = 1.25;
/** An answer that has not come so long before it is needed is not counted upon. Milliseconds. */
const answerDue = 100;

/** The last sends to each chat, as long as the far end may count them. All moments are the pacer's clock's, milliseconds. */
export class ChatWindows {
  /** Least recently used first. */
  readonly #chats = new Map<string, Chat>();

  /** Milliseconds until so many more messages may leave at once to this chat; 0 or less when they may now. */
  wait(name: string, now: number, margin: number, messages = 1): number {
    const chat = this.#chats.get(name);
    if (!chat) return 0;
    return Math.max(freeAt(chat, now, chat.pace.perMs + margin, messages), chat.blockedUntil) - now;
  }

  /**
   * How long it is worth to wait before `wait` is asked again: for what is on its way that says the longest that it can
   * be, and its answer, which comes soon, mostly that it is much less.
   */
  rest(name: string, now: number, margin: number, messages = 1): number {
    const sure = this.wait(name, now, margin, messages);
    const chat = this.#chats.get(name);
    if (!chat || sure <= answerDue) return sure;
    const left = freeAt(chat, now, chat.pace.perMs + margin, messages, (send, span) =>
      send.answeredAt === null ? send.leftAt + span : send.arrivedAt + span,
    );
    const least = Math.max(left, chat.blockedUntil) - now;
    return least > answerDue ? Math.min(least, sure) : sure;
  }

  /** Counts a message that leaves to a chat. */
  leave(name: string, pace: ChatPace, send: Send): void {
    const chat = this.#touch(name, pace, send.leftAt);
    chat.sends = [...chat.sends, send];
  }

  /** It was refused or never left: it does not count. */
  withdraw(name: string, send: Send): void {
    const chat = this.#chats.get(name);
    if (chat) chat.sends = chat.sends.filter((other) => other !== send);
  }

  /** Lets nothing leave to a chat until `until`. */
  block(name: string, pace: ChatPace, now: number, until: number): void {
    const chat = this.#touch(name, pace, now);
    chat.blockedUntil = Math.max(chat.blockedUntil, until);
  }

  /** Whether the chat had about all that its pace allows at `leftAt`: a refusal is then about the chat, not the account. */
  isFull(name: string, leftAt: number): boolean {
    const chat = this.#chats.get(name);
    if (chat === undefined) return false;
    const { messages, perMs } = chat.pace;
    return stillCounting(chat, leftAt, doubtful * perMs).length >= 0.75 * messages;
  }

  #touch(name: string, pace: ChatPace, now: number): Chat {
    const known = this.#chats.get(name);
    const chat = known ?? { pace, sends: [], blockedUntil: 0 };
    if (known) this.#chats.delete(name);
    else this.#forget(now);
    this.#chats.set(name, chat);
    return chat;
  }

  #forget(now: number): void {
    for (const [name, chat] of this.#chats) {
      const over = chat.blockedUntil <= now && stillCounting(chat, now, chat.pace.perMs + grace).length === 0;
      if (!over && this.#chats.size <= most) return;
      this.#chats.delete(name);
    }
  }
}

/** When `messages` more fit under the chat's pace, `span` milliseconds long; more than it takes fit when none counts. */
function freeAt(
  chat: Chat,
  now: number,
  span: number,
  messages: number,
  endOf = (send: Send, span: number) => countsUntil(send, now, span),
): number {
  chat.sends = stillCounting(chat, now, doubtful * span);
  const { pace } = chat;
  const sends = stillCounting(chat, now, span);
  const before = Math.max(1, pace.messages - messages + 1);
  if (sends.length < before) return Number.NEGATIVE_INFINITY;
  const ends = sends.map((send) => endOf(send, span)).sort((one, other) => one - other);
  return ends[ends.length - before] ?? Number.NEGATIVE_INFINITY;
}

function stillCounting({ sends }: Chat, now: number, span: number): Send[] {
  return sends.filter((send) => countsUntil(send, now, span) > now);
}
