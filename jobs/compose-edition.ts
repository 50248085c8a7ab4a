import { z } from 'zod';
import { composeDigest } from '../src/editions/digest.ts';
import { composeWeekly } from '../src/editions/weekly.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';
import { fanOutPush } from './fan-out-push.ts';

const schema = z.strictObject({ edition: z.string(), instant: z.iso.datetime() });

/** Composes the push of one tick of an edition, a digest or what was read most, and starts it. */
export const composeEdition: JobDefinition<typeof schema, Program> = {
  name: 'compose-edition',
  queue: 'editions',
  schema,
  // Milliseconds, because BullMQ allows an id only two colons.
  id: ({ edition, instant }) => `edition:${edition}:${Date.parse(instant)}`,
  async handle(payload, program) {
    const config = program.newsroom.editions[payload.edition];
    if (config === undefined || config.kind === 'breaking') {
      throw new Error(`there is no scheduled edition named ${payload.edition} in newsroom.yaml now`);
    }
    const tick = { edition: payload.edition, instant: new Date(payload.instant) };
    const composed =
      config.kind === 'weekly'
        ? await composeWeekly(program.db, tick, config, program.newsroom.mostRead)
        : await composeDigest(program.db, tick, config, program.summarise);
    program.log.info({ ...payload, ...composed }, 'edition composed');
    if (composed.kind === 'composed') await program.queues.add(fanOutPush, { pushId: composed.pushId });
  },
};
