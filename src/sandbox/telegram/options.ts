import type { Rule } from './behaviours.ts';
import type { Limits } from './limits.ts';
import type { RecordDetail } from './record.ts';

export interface Latency {
  /** Round trip without the server's own time, half on each way. Milliseconds. */
  readonly ms: number;
  /** Each way is longer or shorter by at most half of it, evenly. Milliseconds. */
  readonly jitterMs: number;
}

export interface TelegramApiOptions {
  /** 0 (default): any free one. Always on 127.0.0.1. */
  readonly port?: number;
  readonly token?: string;
  readonly botName?: string;
  readonly botUsername?: string;
  readonly limits?: Limits;
  readonly latency?: Latency;
  readonly rules?: readonly Rule[];
  readonly record?: RecordDetail;
  readonly unknownChats?: 'refused' | 'accepted';
  readonly pictures?: 'trusted' | 'fetched';
  /** `open`: `/_control` lets another process read and change what this server does. */
  readonly control?: 'open' | 'closed';
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** 0 ≤ n < 1: jitter, shares of calls, ids of callback queries. */
  readonly random?: () => number;
}

/** Looks like a real one and is none; the number before the colon is the bot's id. */
export const defaultToken = '7000000001:AAnashra-sandbox-has-no-secret-to-keep';

/** Long enough to keep ids of one run apart from those of an earlier one: four for each second since 2024. */
export function firstIdAt(epochMs: number): number {
  return Math.max(1, Math.floor((epochMs - Date.UTC(2024, 0, 1)) / 250));
}
