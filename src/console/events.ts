import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Db } from '../database/database.ts';
import { userOfSession } from '../users/session.ts';
import type { Changes } from './changes.ts';
import type { SignedIn } from './guard.ts';

/** A line at least so often: who is not there any more is noticed, and what stands between does not give the stream up. Milliseconds. */
const beat = 20_000;

/** `/console/events`: names what has changed, for `Live` parts of pages. */
export function eventRoutes(parts: {
  readonly db: Db;
  readonly changes: Changes;
  readonly stopping: AbortSignal;
}): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.get('/console/events', (c) =>
    streamSSE(c, async (stream) => {
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      const signal = AbortSignal.any([ended.signal, parts.stopping]);
      // Whoever was away may have missed anything.
      if (c.req.header('last-event-id') !== undefined) {
        for (const topic of ['desk', 'pushes', 'lanes', 'feeds'])
          await stream.writeSSE({ event: topic, data: '', id: '1' });
      }
      const beating = setInterval(async () => {
        // Who was shut out meanwhile sees nothing more.
        const user = await userOfSession(parts.db, c.get('session'), 'looks').catch(() => undefined);
        if (user === undefined) ended.abort();
        else await stream.writeSSE({ event: 'beat', data: '', id: '1' }).catch(() => ended.abort());
      }, beat);
      try {
        await stream.writeSSE({ event: 'beat', data: '', id: '1' });
        for await (const topics of parts.changes.watch(signal)) {
          for (const topic of topics) await stream.writeSSE({ event: topic, data: '', id: '1' });
        }
      } finally {
        clearInterval(beating);
      }
    }),
  );
  return app;
}
