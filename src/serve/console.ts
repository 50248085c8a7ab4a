import type { Hono } from 'hono';
import type { Texts } from '../config/texts.ts';
import { consoleRoutes } from '../console/routes.tsx';
import { pushLink, pushStory } from '../editions/push-link.ts';
import type { OutgoingLink } from '../messages/outgoing-link.ts';
import { readiness } from '../observability/health.ts';
import type { Program } from './program.ts';
import { templateReachHere } from './template-reach.ts';
import { overCap } from './whatsapp-reach.ts';

/** `/console`, of this instance. */
export function consoleHere(
  program: Program,
  words: { readonly texts: Texts; readonly outgoing: OutgoingLink },
  stopping: AbortSignal,
): Hono {
  const { db, newsroom, environment, poll } = program;
  return consoleRoutes({
    ...words,
    db,
    newsroom,
    publicUrl: environment.publicUrl,
    mode: environment.mode,
    pushLink: (link, signal) => pushLink(poll, link, signal),
    pushStory: (articleId) => pushStory(poll, articleId),
    summarise: program.summarise,
    readiness: () => readiness(db, program.queues, 2_000),
    overCap: (pushId) => overCap(db, newsroom, pushId),
    templateReach: (pushId) => templateReachHere(db, environment, newsroom, pushId),
    now: () => new Date(),
    stopping,
  });
}
