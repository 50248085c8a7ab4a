import { z } from 'zod';
import { refreshMostRead as refresh } from '../src/editions/most-read.ts';
import { FeedError } from '../src/feeds/error.ts';
import type { JobDefinition } from '../src/queue/job.ts';
import type { Program } from '../src/serve/program.ts';

const schema = z.strictObject({});

/** Asks the newsroom's site for its most read stories. */
export const refreshMostRead: JobDefinition<typeof schema, Program> = {
  name: 'refresh-most-read',
  queue: 'feeds',
  schema,
  id: () => 'most-read',
  // Its own schedule is the retry.
  options: { attempts: 1, removeOnFail: true },
  async handle(_, { db, poll, newsroom, log, siteOf }, signal) {
    const config = { ...newsroom.mostRead, site: siteOf() };
    try {
      log.debug(await refresh(db, poll.fetcher, config, { now: new Date(), signal }), 'most read stories asked for');
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      if (!signal.aborted) log.warn({ error: error.message }, 'the most read stories could not be asked for');
    }
  },
};
