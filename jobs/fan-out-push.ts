import { z } from 'zod';
import { fanOutChunk } from '../src/delivery/fan-out.ts';
import { moreUrgentThan } from '../src/editions/create.ts';
import { settleFare } from '../src/editions/standing-consent.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';
import { drainLane } from './drain-lane.ts';

const schema = z.strictObject({ pushId: z.int().positive() });

/**
 * Writes a push's recipients into the ledger; the lanes start on the first chunk while the rest is written. What is more
 * urgent goes first: large digests may have every worker of this queue, and breaking news does not wait for any of them.
 */
export const fanOutPush: JobDefinition<typeof schema, Program> = {
  name: 'fan-out-push',
  queue: 'pushes',
  schema,
  id: ({ pushId }) => `fan-out.${pushId}`,
  async handle({ pushId }, program, signal) {
    const done = new Set<number>();
    while (!done.has(pushId) && !signal.aborted) {
      const urgent = (await moreUrgentThan(program.db, pushId)).find((id) => !done.has(id));
      const id = urgent ?? pushId;
      await settleFare(program, id);
      // A correction may have to wait for what is on its way: the sweep asks again.
      if ((await fanOutChunk(program.db, id)) === 'finished') done.add(id);
      for (const lane of program.lanes.keys()) await program.queues.add(drainLane, { lane });
    }
  },
};
