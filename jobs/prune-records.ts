import { z } from 'zod';
import { pruneRecords } from '../src/database/retention.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';

const schema = z.strictObject({ day: z.iso.date() });

/** Once a day takes out of the record what the newsroom keeps no longer. */
export const pruneOldRecords: JobDefinition<typeof schema, Program> = {
  name: 'prune-records',
  queue: 'records',
  schema,
  id: ({ day }) => `prune.${day}`,
  async handle(_, program, signal) {
    const pruned = await pruneRecords(program.db, program.newsroom.retention, new Date(), signal);
    program.log.info(pruned, 'records older than the newsroom keeps them were taken out');
  },
};
