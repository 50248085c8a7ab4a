import type { AnyJob } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';
import { composeEdition } from './compose-edition.ts';
import { drainLane } from './drain-lane.ts';
import { fanOutPush } from './fan-out-push.ts';
import { pollFeed } from './poll-feed.ts';
import { pruneOldRecords } from './prune-records.ts';
import { refreshMostRead } from './refresh-most-read.ts';
import { showOffer } from './show-offer.ts';
import { showProposal } from './show-proposal.ts';

export { composeEdition, drainLane, fanOutPush, pollFeed, pruneOldRecords, refreshMostRead, showOffer, showProposal };

/** Every kind of background work, in the order of the story's way. */
export const jobs: readonly AnyJob<Program>[] = [
  pollFeed,
  composeEdition,
  showProposal,
  showOffer,
  fanOutPush,
  drainLane,
  pruneOldRecords,
  refreshMostRead,
];
