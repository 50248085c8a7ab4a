import type { ChatPace } from '../channels/channel.ts';
import { type Send, SendWindow } from './send-window.ts';
import type { SmallestTrip } from './smallest-trip.ts';

interface Chat {
  readonly window: SendWindow;
  readonly pace: ChatPace;
  usedAt: number;
  blockedUntil: number;
}

/** Chats remembered at most beyond their window, so that a lane to a million people stays small. */
const most = 20_000;

/** The last sends to each chat, as long as the far end may count them. */
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

  leave(name: string, pace: ChatPace, at: number): { readonly window: SendWindow; readonly send: Send } {
    const chat = this.#touch(name, pace, at);
    return { window: chat.window, send: chat.window.leave(at) };
  }

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
    const chat = known ?? { window: new SendWindow(this.#trip), pace, usedAt: now, blockedUntil: 0 };
    if (known) this.#chats.delete(name);
    chat.usedAt = now;
    this.#chats.set(name, chat);
    if (!known) this.#forget(now);
    return chat;
  }

  #forget(now: number): void {
    for (const [name, chat] of this.#chats) {
      const over = chat.usedAt + 2 * chat.pace.perMs + 2_000 < now && chat.blockedUntil <= now;
      if (!over && this.#chats.size <= most) return;
      this.#chats.delete(name);
    }
  }
}
