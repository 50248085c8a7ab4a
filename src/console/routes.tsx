import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { limitedBody } from '../limited-body.ts';
import { consoleAssets } from './assets.ts';
import { auditRoutes } from './audit/routes.tsx';
import { watchChanges } from './changes.ts';
import { deskRoutes } from './desk/routes.tsx';
import { editionRoutes } from './editions/routes.tsx';
import { eventRoutes } from './events.ts';
import { type SignedIn, signedIn } from './guard.ts';
import { operationRoutes } from './operations/routes.tsx';
import type { ConsoleParts } from './parts.ts';
import { pushRoutes } from './pushes/routes.tsx';
import { readerRoutes } from './readers/routes.tsx';
import { signInRoutes } from './sign-in/routes.tsx';
import { storyRoutes } from './stories/routes.tsx';
import { userRoutes } from './users/routes.tsx';

/** Bytes of a form: a corrected summary with its note is some thousands. */
const mostBody = 256 * 1024;

/** `/console`: where editors decide and ops look after the desk. */
export function consoleRoutes(parts: ConsoleParts): Hono {
  const app = new Hono();
  const publicOrigin = parts.publicUrl === null ? null : new URL(parts.publicUrl).origin;
  app.use(
    '/console/*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
    csrf({ origin: (origin, c) => origin === new URL(c.req.url).origin || origin === publicOrigin }),
    limitedBody(mostBody),
  );
  app.route('/', consoleAssets());
  app.route('/', signInRoutes(parts));

  const inside = new Hono<SignedIn>();
  inside.use('/console/*', signedIn(parts.db));
  const changes = watchChanges(parts.db, parts.stopping);
  inside.route('/', eventRoutes({ db: parts.db, changes }));
  inside.route('/', deskRoutes(parts));
  inside.route('/', storyRoutes(parts));
  inside.route('/', pushRoutes(parts));
  inside.route('/', editionRoutes(parts));
  inside.route('/', readerRoutes(parts));
  inside.route('/', operationRoutes(parts));
  inside.route('/', auditRoutes(parts));
  inside.route('/', userRoutes(parts));
  app.route('/', inside);
  return app;
}
