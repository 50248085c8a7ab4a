import type { ChatWindows } from './chat-windows.ts';
import type { Clock } from './clock.ts';
import type { FoundRate } from './found-rate.ts';
import type { Slot, SlotRequest } from './lane-pacer.ts';
import type { Send, SendWindow } from './send-window.ts';

/** Where messages of an account are counted. */
export interface Counters {
  readonly clock: Clock;
  readonly window: SendWindow;
  readonly chats: ChatWindows;
  readonly rate: FoundRate;
}

type Chat = SlotRequest['chat'];

/** Counts a message that leaves at `at`, for the account and for its chat. */
export function countLeaving({ window, chats }: Counters, chat: Chat, at: number): Send {
  const send = window.leave(at);
  if (chat) chats.leave(chat.name, chat.pace, send);
  return send;
}

/** It was refused or never left: it does not count. */
export function uncount({ window, chats }: Counters, chat: Chat, send: Send): void {
  window.withdraw(send);
  if (chat) chats.withdraw(chat.name, send);
}

/**
 * The slot of a call that counts as several messages: beside the one that `slot` is for, all others leave with it at `at`
 * and count as it does. A chat that takes fewer at once has had its share for as long as so many take at its pace.
 */
export function albumSlot(slot: Slot, { chat, messages = 1 }: SlotRequest, at: number, counters: Counters): Slot {
  const { clock, window, chats, rate } = counters;
  const leaveOthers = (leftAt: number) =>
    Array.from({ length: messages - 1 }, () => countLeaving(counters, chat, leftAt));
  let others = leaveOthers(at);
  const withdraw = () => {
    for (const send of others) uncount(counters, chat, send);
  };
  const restChat = (now: number) => {
    if (!chat || messages <= chat.pace.messages) return;
    chats.block(chat.name, chat.pace, now, now + (messages / chat.pace.messages) * chat.pace.perMs);
  };
  return {
    due: slot.due,
    left: () => {
      const leftAt = clock.now();
      slot.left();
      if (leftAt - at >= 1) {
        withdraw();
        others = leaveOthers(leftAt);
      }
      restChat(leftAt);
    },
    answered: (reception) => {
      const now = clock.now();
      if (reception.kind === 'refused') withdraw();
      else {
        for (const send of others) {
          window.answered(send, now);
          if (reception.kind === 'counted') rate.accepted(now, send.ahead);
        }
        restChat(now);
      }
      return slot.answered(reception);
    },
    unused: () => {
      withdraw();
      slot.unused();
    },
  };
}
