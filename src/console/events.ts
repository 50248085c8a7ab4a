import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Db } from '../database/database.ts';
import { userOfSession } from '../users/session.ts';
import type { Changes } from './changes.ts';
import type { SignedIn } from './guard.ts';
import { topics } from './page.tsx';

/** A line at least so often: who is not there any more is noticed, and what stands between does not give the stream up. Milliseconds. */
const beat = 20_000;

/** `/console/events`: names what has changed, for `Live` parts of pages. */
export function eventRoutes({ db, changes }: { readonly db: Db; readonly changes: Changes }): Hono<SignedIn> {
  const app = new Hono<SignedIn>();
  app.get('/console/events', (c) => {
    // A web server in front passes on each line as it comes.
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      const say = (event: string) => stream.writeSSE({ event, data: '' });
      const beating = setInterval(async () => {
        try {
          const user = await userOfSession(db, c.get('session'), 'looks');
          // Who was shut out meanwhile sees nothing more; what was not taken yet is dropped.
          if (user === undefined) stream.abort();
          else await say('beat');
        } catch {
          // The record is away for a while: the next beat asks again.
        }
      }, beat);
      try {
        // Between the page and this stream anything may have changed.
        for (const topic of topics) await say(topic);
        for await (const changed of changes.watch(ended.signal)) {
          for (const topic of changed) await say(topic);
        }
      } finally {
        clearInterval(beating);
      }
    });
  });
  return app;
}
