import { z } from 'zod';
import { pollFeed as poll } from '../src/editions/poll.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';
import { fanOutPush } from './fan-out-push.ts';
import { showProposal } from './show-proposal.ts';

const schema = z.strictObject({ feed: z.string() });

/** Reads one feed and takes in what is new; what that makes is sent or proposed. */
export const pollFeed: JobDefinition<typeof schema, Program> = {
  name: 'poll-feed',
  queue: 'feeds',
  schema,
  id: ({ feed }) => `poll.${feed}`,
  // The feed's own schedule is the retry.
  options: { attempts: 1, removeOnFail: true },
  async handle({ feed }, program, signal) {
    await poll(program.poll, feed, signal, async (push) => {
      await program.queues.add(push.state === 'approved' ? fanOutPush : showProposal, { pushId: push.id });
    });
  },
};
