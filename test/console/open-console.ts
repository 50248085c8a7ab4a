import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import type { Page } from 'playwright-core';
import type { Newsroom } from '../../src/config/newsroom.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { createHttp } from '../../src/console/http.ts';
import { opsOnly } from '../../src/console/ops-only.ts';
import type { ConsoleParts } from '../../src/console/parts.ts';
import { consoleRoutes } from '../../src/console/routes.tsx';
import { whatsappRoutes } from '../../src/console/whatsapp/routes.tsx';
import type { Db } from '../../src/database/database.ts';
import type { UserRole } from '../../src/database/schema.ts';
import { pushLink, pushStory } from '../../src/editions/push-link.ts';
import { postgresBackend } from '../../src/queue/backend.ts';
import { openQueues } from '../../src/queue/queues.ts';
import { pollContext } from '../../src/serve/poll-context.ts';
import { overCap } from '../../src/serve/whatsapp-reach.ts';
import { openSession } from '../../src/users/session.ts';
import { atEnd } from '../setup/cleanup.ts';
import { testNewsroom } from '../setup/newsroom.ts';

export interface OpenConsole {
  readonly address: string;
  readonly newsroom: Newsroom;
  /** Somebody who is signed in, in a browser without scripts. */
  signedIn(name: string, role: UserRole): Promise<Visitor>;
  /** Somebody who is not. */
  readonly visitor: Visitor;
  /** Signs a real browser's page in. */
  signIn(page: Page, name: string, role: UserRole): Promise<void>;
}

export interface Visitor {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** A form; redirects are not followed. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** The page as text, which must be there. */
  page(path: string): Promise<string>;
}

/** The console on a record, over HTTP on this machine; ends with the test file. `site`: where stories are read from. */
export async function openConsole(
  database: { readonly db: Db; readonly url: string },
  changes: Partial<ConsoleParts> & {
    readonly site?: string;
    readonly logged?: (line: string) => void;
    readonly opsPassword?: string;
  } = {},
): Promise<OpenConsole> {
  const { db } = database;
  const { site, logged, opsPassword = null, ...rest } = changes;
  const newsroom = changes.newsroom ?? testNewsroom();
  const stop = new AbortController();
  const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
  const log = logged ? pino({}, { write: logged }) : pino({ level: 'silent' });
  const poll = pollContext({ db, newsroom, log, site: { address: site ?? null } });
  const queues = openQueues(await postgresBackend(database.url, () => {}), log);
  const ops = opsOnly({ db, password: opsPassword, publicUrl: rest.publicUrl ?? null });
  const app = createHttp({
    queues,
    metrics: { contentType: 'text/plain', metrics: async () => '' } as never,
    readiness: async () => [],
    ops,
    log,
  });
  app.route('/', whatsappRoutes({ db, lane: 'whatsapp:main', timeZone: newsroom.timeZone, ops, advice: 'start it' }));
  app.route(
    '/',
    consoleRoutes({
      db,
      newsroom,
      texts: texts.ar,
      outgoing: ({ link }) => link,
      publicUrl: null,
      mode: 'live',
      pushLink: (link, signal) => pushLink(poll, link, signal),
      pushStory: (articleId) => pushStory(poll, articleId),
      summarise: poll.intake.summarise,
      readiness: async () => [{ part: 'database', ok: true, detail: 'answers' }],
      overCap: (pushId) => overCap(db, newsroom, pushId),
      templateReach: async () => null,
      now: () => new Date(),
      stopping: stop.signal,
      ...rest,
    }),
  );
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  atEnd(async () => {
    stop.abort();
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await poll.fetcher.close();
    await queues.close();
  });

  const visitorWith = (cookie: string | null): Visitor => {
    const headersOf = (more: Readonly<Record<string, string>>) => ({
      ...(cookie === null ? {} : { cookie: `nashra=${cookie}` }),
      origin: address,
      ...more,
    });
    const get: Visitor['get'] = (path, headers = {}) =>
      fetch(`${address}${path}`, { headers: headersOf(headers), redirect: 'manual' });
    return {
      get,
      post: (path, fields, headers = {}) =>
        fetch(`${address}${path}`, {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers: headersOf(headers),
          redirect: 'manual',
        }),
      page: async (path) => {
        const answer = await get(path);
        const text = await answer.text();
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
        return text;
      },
    };
  };
  const sessionOf = async (name: string, role: UserRole): Promise<string> => {
    const { id } = await db
      .insertInto('app_user')
      .values({ name, role })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ role }))
      .returning('id')
      .executeTakeFirstOrThrow();
    return openSession(db, id);
  };
  return {
    address,
    newsroom,
    visitor: visitorWith(null),
    signedIn: async (name, role) => visitorWith(await sessionOf(name, role)),
    signIn: async (page, name, role) => {
      const value = await sessionOf(name, role);
      await page.context().addCookies([{ name: 'nashra', value, url: address, httpOnly: true, sameSite: 'Lax' }]);
    },
  };
}
