import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Check } from '../observability/health.ts';
import type { Queues } from '../queue/queues.ts';
import { theme } from './assets.ts';
import type { Operating } from './ops-only.ts';

export interface HttpParts {
  readonly queues: Queues;
  readonly metrics: Registry;
  readonly readiness: () => Promise<readonly Check[]>;
  /** Who may see ops pages. */
  readonly ops: MiddlewareHandler<Operating>;
  readonly log: Logger;
}

/** The HTTP face of an instance: health, metrics and the queue board. Further pages are mounted by the caller. */
export function createHttp(parts: HttpParts): Hono {
  const app = new Hono();
  // What a page says for itself stays.
  app.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      xFrameOptions: 'SAMEORIGIN',
      strictTransportSecurity: 'max-age=15552000',
      overwrite: false,
    }),
  );

  app.get('/', (context) => context.redirect('/console'));
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    const checks = await parts.readiness();
    const ready = checks.every((check) => check.ok);
    return context.json({ status: ready ? 'ready' : 'not ready', checks }, ready ? 200 : 503);
  });

  app.route('/', theme());

  const { ops } = parts;
  app.get('/metrics', ops, async (context) => {
    try {
      const body = await parts.metrics.metrics();
      return context.body(body, 200, { 'content-type': parts.metrics.contentType });
    } catch (error) {
      // The database is away: say so instead of showing half the figures as if they were all.
      const reason = error instanceof Error ? error.message : String(error);
      return context.text(`metrics cannot be read now: ${reason}\n`, 503);
    }
  });
  app.use('/queues', ops);
  // A page elsewhere must not add or remove jobs through the browser of somebody who has the password.
  app.use('/queues/*', ops, csrf());
  app.route('/queues', queueBoard(parts.queues));

  app.notFound((context) => context.text('There is no such page.\n', 404));
  app.onError((error, context) => {
    // A guard's refusal is an answer: that a password is wanted, that another site may not post here.
    if (error instanceof HTTPException) return error.getResponse();
    // The route, not the address: that of an invitation lets its reader in.
    parts.log.error({ error, route: routePath(context, -1) }, 'request failed');
    return context.text('Something failed here; the log says what.\n', 500);
  });
  return app;
}

function queueBoard(queues: Queues): Hono {
  const adapter = new HonoAdapter(serveStatic);
  adapter.setBasePath('/queues');
  createBullBoard({
    queues: [...queues.all.values()].map((queue) => new BullMQAdapter(queue)),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'نشرة Nashra' } },
  });
  return adapter.registerPlugin();
}
