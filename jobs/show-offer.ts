import { z } from 'zod';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';

const schema = z.strictObject({ offerId: z.int().positive() });

/** Puts the change of a story that was sent before the editors, or brings up to date what they see of it. */
export const showOffer: JobDefinition<typeof schema, Program> = {
  name: 'show-offer',
  queue: 'editions',
  schema,
  id: ({ offerId }) => `offer.${offerId}`,
  handle: ({ offerId }, program) => program.showOffer(offerId),
};
