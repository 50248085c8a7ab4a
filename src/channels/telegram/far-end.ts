import type { Api } from 'grammy';
import type { SendOutcome } from '../channel.ts';
import type { AlbumWaits } from './album.ts';
import type { Refused } from './refused.ts';

/** Telegram, and what it refused lately. */
export interface FarEnd {
  readonly api: Api;
  readonly refused: Refused;
  readonly waits: AlbumWaits;
}

export type Sent = Extract<SendOutcome, { kind: 'sent' }>;
