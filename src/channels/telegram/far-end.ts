import type { Api } from 'grammy';
import type { AlbumWaits } from './album.ts';
import type { Kind } from './message-id.ts';
import type { Refused } from './refused.ts';

/** Telegram, and what it refused lately. */
export interface FarEnd {
  readonly api: Api;
  /** Pictures and markup, whoever is to get them. */
  readonly refused: Refused<string>;
  /** Chats that took no picture, until they got what was to be under it. */
  readonly withoutPicture: Refused<string>;
  readonly waits: AlbumWaits;
  /** Messages that are not of the kind that an edit took them for, and what they are. */
  readonly kinds: Refused<Kind>;
}
