import type { BotCommand } from 'grammy/types';
import type { Chats } from './chats.ts';
import type { PressedButtons } from './presses.ts';
import type { AcceptanceRecord } from './record.ts';
import type { UpdateQueue } from './updates.ts';
import type { Webhook } from './webhook.ts';

/** Everything the methods of the Bot API work on. */
export interface World {
  readonly chats: Chats;
  readonly updates: UpdateQueue;
  readonly webhook: Webhook;
  readonly presses: PressedButtons;
  readonly record: AcceptanceRecord;
  readonly profile: BotProfile;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** `accepted`: any positive chat id is somebody who started the bot, as a benchmark wants it. */
  readonly unknownChats: 'refused' | 'accepted';
  /** Whether the address of a picture is believed or fetched, as Telegram does. */
  readonly pictures: 'trusted' | 'fetched';
}

/** What the bot told BotFather's methods about itself. Keys: language code, or '' for everybody. */
export interface BotProfile {
  readonly names: Map<string, string>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
  /** Keys: scope and language code. */
  readonly commands: Map<string, readonly BotCommand[]>;
}

export function emptyProfile(): BotProfile {
  return { names: new Map(), descriptions: new Map(), shortDescriptions: new Map(), commands: new Map() };
}
