import { z } from 'zod';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';

const schema = z.strictObject({ pushId: z.int().positive() });

/** Puts a proposed push before the editors, with the buttons to decide. */
export const showProposal: JobDefinition<typeof schema, Program> = {
  name: 'show-proposal',
  queue: 'editions',
  schema,
  id: ({ pushId }) => `proposal.${pushId}`,
  handle: ({ pushId }, program) => program.showProposal(pushId),
};
