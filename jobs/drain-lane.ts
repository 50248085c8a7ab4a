import { z } from 'zod';
import { drainLane as drain } from '../src/delivery/lane/lane.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';

const schema = z.strictObject({ lane: z.string() });

/** Sends what is due in one lane. Any number may be asked for; the lane's lease lets one at a time work. */
export const drainLane: JobDefinition<typeof schema, Program> = {
  name: 'drain-lane',
  queue: 'lanes',
  schema,
  id: ({ lane }) => `drain.${lane.replaceAll(':', '.')}`,
  options: { attempts: 1, removeOnFail: true },
  async handle({ lane }, program, signal) {
    const sending = program.lanes.get(lane);
    if (!sending) throw new Error(`no account of this instance sends in ${lane}: is its token still configured?`);
    const result = await drain(program.laneContext, sending, signal);
    program.log.debug({ lane, result }, 'lane drained');
  },
};
