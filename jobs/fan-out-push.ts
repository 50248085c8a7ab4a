import { z } from 'zod';
import { fanOutChunk } from '../src/delivery/fan-out.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';
import { drainLane } from './drain-lane.ts';

const schema = z.strictObject({ pushId: z.int().positive() });

/** Writes a push's recipients into the ledger; the lanes start on the first chunk while the rest is written. */
export const fanOutPush: JobDefinition<typeof schema, Program> = {
  name: 'fan-out-push',
  queue: 'pushes',
  schema,
  id: ({ pushId }) => `fan-out.${pushId}`,
  async handle({ pushId }, program, signal) {
    for (let more = true; more && !signal.aborted; ) {
      more = (await fanOutChunk(program.db, pushId)) === 'more';
      for (const lane of program.lanes.keys()) await program.queues.add(drainLane, { lane });
    }
  },
};
