import type { Logger } from 'pino';
import type { Channel, RenderedMessage } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import type { Fare, UncertainPolicy } from '../../database/schema.ts';
import type { AddressBook } from '../../subscribers/addresses.ts';
import type { LanePacer } from '../pacing/lane-pacer.ts';
import type { References } from '../receipts/reference.ts';
import type { Claimed } from './claim.ts';

/** What the lane asks of the rest of the product. */
export interface LaneContext {
  readonly db: Db;
  /** The same database for marks and results, see `DatabaseHandle`. */
  readonly prepared: Db;
  readonly log: Logger;
  readonly addresses: AddressBook;
  /** Names the messages for what is told of them later; without, they carry none. */
  readonly references?: References;
  /**
   * A push as this channel says it in a language; the parts of a long one are sent one after the other. A text never
   * older than `revision`, in as many parts as what it is to replace, and paid for only where the newsroom allows it.
   * Rejects with `Unrenderable` when the push is at fault.
   */
  readonly render: (
    pushId: number,
    language: string,
    channel: Channel,
    wanted: { readonly revision: number; readonly parts: number | null; readonly fare: Fare },
  ) => Promise<PreparedPush>;
  /** The reader cannot be reached any more. May be called twice. */
  readonly onGone: (subscriberId: number, reason: string) => Promise<void>;
  /** The reader is to be found at another address. May be called twice. */
  readonly onMoved: (subscriberId: number, channel: Channel, address: string) => Promise<void>;
  /** A message is with the far end, under this id. */
  readonly onSent?: (claimed: Claimed, messageId: string) => void;
}

export interface PreparedPush {
  readonly messages: readonly RenderedMessage[];
  readonly uncertainPolicy: UncertainPolicy;
}

export interface LaneOptions {
  readonly laneId: number;
  readonly channel: Channel;
  readonly pacer: LanePacer;
  /** For messages whose faster sending is paid for: they do not count among the others. */
  readonly paidPacer?: LanePacer;
  /** Names this process among all. */
  readonly holder: string;
  /** Most messages on their way at once, and most that are answered and not on record yet; 256 without. */
  readonly inFlight?: number;
  /** How long to wait for more work before letting go, milliseconds; 1,000 without. */
  readonly linger?: number;
}
