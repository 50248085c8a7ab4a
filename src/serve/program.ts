import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { LaneContext, LaneOptions } from '../delivery/lane/lane-context.ts';
import type { PollContext } from '../editions/poll-context.ts';
import type { Summarise } from '../editions/summary-of.ts';
import type { Logger } from '../observability/log.ts';
import type { Queues } from '../queue/queues.ts';
import type { AddressBook } from '../subscribers/addresses.ts';

/** What the jobs of a running instance work with. */
export interface Program {
  readonly environment: Environment;
  readonly newsroom: Newsroom;
  readonly log: Logger;
  readonly db: Db;
  readonly queues: Queues;
  readonly addresses: AddressBook;
  readonly summarise: Summarise;
  readonly poll: PollContext;
  /** The newsroom's site: in the sandbox the sample's, as long as the sample's feed is read. */
  readonly siteOf: () => string;
  /** The key that counted links are signed with. */
  readonly linkKey: Buffer;
  /** The accounts that this instance can send with, by lane name. */
  readonly lanes: ReadonlyMap<string, LaneOptions>;
  readonly laneContext: LaneContext;
  /** Shows a proposal to the editors, on whatever channel they work. */
  readonly showProposal: (pushId: number) => Promise<void>;
  /** Shows them that a story changed after it was sent. */
  readonly showOffer: (offerId: number) => Promise<void>;
}
