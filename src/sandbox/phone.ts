import type { ChannelName } from '../channels/channel.ts';

/** A phone on the sandbox page, of whatever channel. */
export interface Phone {
  /** Stable, fit for an address: names the phone in links and forms. */
  readonly id: string;
  readonly channel: ChannelName;
  /** Where the product sends to reach this conversation. Two phones in one group have the same. */
  readonly to: string;
  /** Whose phone it is. */
  readonly owner: string;
  /** The conversation it shows: the newsroom's bot, or a group. */
  readonly title: string;
  readonly language: 'ar' | 'en';
  /** On which side of the page it is offered. */
  readonly place: 'subscribers' | 'editors';
  readonly standing: PhoneStanding;
  /** Oldest first. */
  messages(): readonly PhoneMessage[];
  commands(): readonly PhoneCommand[];
  say(text: string): void | Promise<void>;
  /** Throws when the message has no such button. */
  press(messageId: string, data: string): void | Promise<void>;
  /** Absent where nobody can be blocked, as in a group. */
  readonly blocking?: { block(): void; unblock(): void };
}

/** `new`: the conversation was never opened; `gone`: the account was deleted. */
export type PhoneStanding = 'new' | 'open' | 'blocked' | 'gone';

export interface PhoneCommand {
  /** What it writes: `/latest`, «الأخبار». */
  readonly says: string;
  readonly description: string;
}

export interface PhoneMessage {
  readonly id: string;
  /** `mine`: written by the phone's owner. */
  readonly side: 'mine' | 'theirs';
  /** Null where it goes without saying. */
  readonly author: string | null;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly state: 'sent' | 'edited' | 'deleted';
  readonly sound: 'normal' | 'silent';
  readonly text: string;
  readonly marks: readonly TextMark[];
  /** Addresses of pictures above the text. */
  readonly pictures: readonly string[];
  readonly buttons: readonly (readonly PhoneButton[])[];
  /** By the product, as it gave it over; null for what people write. */
  readonly sent: { readonly text: string; readonly parseMode: string | null } | null;
}

/** How a part of the text looks; `command` also stands for hashtags and mentions. Offsets in UTF-16 code units. */
export type TextMark = { readonly from: number; readonly to: number } & (
  | {
      readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'code' | 'block' | 'quote' | 'command';
    }
  | { readonly kind: 'link'; readonly url: string }
);

export type PhoneButton =
  | { readonly label: string; readonly data: string }
  | { readonly label: string; readonly url: string };

export type PhoneEvent =
  | { readonly kind: 'changed' | 'typing'; readonly to: string }
  | { readonly kind: 'notice'; readonly phone: string; readonly text: string; readonly alert: 'yes' | 'no' };

/** All phones of the sandbox; those of several channels put together by `joinRacks`. */
export interface PhoneRack {
  phones(): readonly Phone[];
  /** Calls back until the returned function is called. */
  listen(listener: (event: PhoneEvent) => void): () => void;
}

export function joinRacks(...racks: readonly PhoneRack[]): PhoneRack {
  return {
    phones: () => racks.flatMap((rack) => rack.phones()),
    listen: (listener) => {
      const ends = racks.map((rack) => rack.listen(listener));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

/** Addresses a message leads to, each once, in reading order. */
export function linksOf(message: PhoneMessage): readonly string[] {
  const links = message.marks.filter((mark) => mark.kind === 'link').sort((a, b) => a.from - b.from);
  return [...new Set(links.map((mark) => mark.url))];
}
