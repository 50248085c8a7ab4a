import type { ChatPace } from '../../channels/channel.ts';
import { type Send, SendWindow } from './send-window.ts';
import type { SmallestTrip } from './smallest-trip.ts';

interface Chat {
  readonly window: SendWindow;
  readonly pace: ChatPace;
  blockedUntil: number;
}

/** Chats remembered at most, so that a lane to a million people stays small while one chat has to wait for long. */
const most = 20_000;
/** A chat is remembered a little longer than it counts, for the margin that the pacer adds. Milliseconds. */
const grace = 1_000;

/** The last sends to each chat, as long as the far end may count them. All moments are the pacer's clock's, milliseconds. */
export class ChatWindows {
  readonly #trip: SmallestTrip;
  /** Least recently used first. */
  readonly #chats = new Map<string, Chat>();

  constructor(trip: SmallestTrip) {
    this.#trip = trip;
  }

  /** Milliseconds until one more message may leave to this chat; 0 or less when it may now. */
  wait(name: string, now: number, margin: number): number {
    const chat = this.#chats.get(name);
    if (!chat) return 0;
    const free = chat.window.freeAt(now, chat.pace.messages, chat.pace.perMs + margin);
    return Math.max(free, chat.blockedUntil) - now;
  }

  /** Counts a message that leaves to a chat at `at`; its answer is told to the window that is returned. */
  leave(name: string, pace: ChatPace, at: number): { readonly window: SendWindow; readonly send: Send } {
    const chat = this.#touch(name, pace, at);
    return { window: chat.window, send: chat.window.leave(at) };
  }

  /** Lets nothing leave to a chat until `until`. */
  block(name: string, pace: ChatPace, now: number, until: number): void {
    const chat = this.#touch(name, pace, now);
    chat.blockedUntil = Math.max(chat.blockedUntil, until);
  }

  /** Whether the chat had about all that its pace allows: a refusal is then about the chat, not the account. */
  isFull(name: string): boolean {
    const chat = this.#chats.get(name);
    return chat !== undefined && chat.window.counting >= 0.75 * chat.pace.messages;
  }

  #touch(name: string, pace: ChatPace, now: number): Chat {
    const known = this.#chats.get(name);
    const chat = known ?? { window: new SendWindow(this.#trip), pace, blockedUntil: 0 };
    if (known) this.#chats.delete(name);
    else this.#forget(now);
    this.#chats.set(name, chat);
    return chat;
  }

  #forget(now: number): void {
    for (const [name, chat] of this.#chats) {
      const over = chat.blockedUntil <= now && chat.window.isEmpty(now, chat.pace.perMs + grace);
      if (!over && this.#chats.size <= most) return;
      this.#chats.delete(name);
    }
  }
}
