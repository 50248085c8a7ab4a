import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { assets } from '../assets.ts';
import { PhoneView } from './page/phone-view.tsx';
import { placesOf, SandboxPage } from './page/sandbox-page.tsx';
import { linksOf, type Phone, type PhoneRack } from './phone.ts';

export interface SandboxPageOptions {
  /** Of the times on the phones; absent: the machine's. */
  readonly timeZone?: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** What is not on the page, and why; a line each. */
  readonly notes?: readonly string[];
  /** Ends the open event streams, so that the server can stop. */
  readonly stopping?: AbortSignal;
}

/** A silent stream is taken for dead by proxies and browsers. Milliseconds. */
const heartbeatMs = 15_000;

const bodies = {
  say: z.object({ to: z.string(), text: z.string().trim().min(1).max(4_096) }),
  press: z.object({ to: z.string(), messageId: z.coerce.string(), data: z.string().min(1).max(64) }),
  block: z.object({ to: z.string(), act: z.enum(['block', 'unblock']) }),
};

/** `/sandbox` and what belongs to it, to be mounted at the root. For the machine it runs on, without sign-in. */
export function sandboxRoutes(rack: PhoneRack, options: SandboxPageOptions = {}): Hono {
  const app = new Hono();
  const time = () => ({ now: (options.clock ?? Date.now)(), timeZone: options.timeZone });
  const phones = () => rack.phones();

  app.use(
    '/sandbox/*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        // Pictures of stories come from anywhere, the sample's from this machine.
        imgSrc: ["'self'", 'data:', 'http:', 'https:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
    csrf(),
  );

  app.get('/sandbox', (c) => {
    const first = choose(phones(), 'first', c.req.query('first'));
    const second = choose(
      phones().filter((phone) => phone !== first),
      'second',
      c.req.query('second'),
    );
    return c.html(
      html`<!doctype html>${<SandboxPage phones={phones()} first={first} second={second} time={time()} notes={options.notes ?? []} />}`,
    );
  });

  app.get('/sandbox/phones/:id', (c) => {
    const phone = phones().find((candidate) => candidate.id === c.req.param('id'));
    return phone ? c.html(<PhoneView phone={phone} time={time()} />) : c.json({ error: 'no such phone' }, 404);
  });

  app.get('/sandbox/messages', (c) => {
    const since = c.req.query('since');
    const from = since === undefined ? 0 : readInstant(since);
    if (from === null)
      return c.json({ error: `since: got "${since}", takes an ISO instant or epoch milliseconds` }, 400);
    return c.json(sentMessages(phones(), c.req.query('to'), from));
  });

  app.post('/sandbox/say', (c) => act(c, phones(), bodies.say, (phone, { text }) => phone.say(text)));
  app.post('/sandbox/press', (c) =>
    act(c, phones(), bodies.press, (phone, { messageId, data }) => phone.press(messageId, data)),
  );
  app.post('/sandbox/block', (c) =>
    act(c, phones(), bodies.block, (phone, { act: wanted }) => phone.blocking?.[wanted]()),
  );

  app.get('/sandbox/events', (c) =>
    streamSSE(c, async (stream) => {
      const end = rack.listen((event) => {
        void stream.writeSSE({ event: event.kind, data: JSON.stringify(event) });
      });
      const heartbeat = setInterval(() => void stream.write(': still here\n\n'), heartbeatMs);
      await stream.writeSSE({ event: 'ready', data: '{}', retry: 1_000 });
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        if (options.stopping?.aborted) resolve();
        options.stopping?.addEventListener('abort', () => resolve(), { once: true });
      });
      clearInterval(heartbeat);
      end();
    }),
  );

  const client = 'src/sandbox/client';
  const files = {
    'app.css': `${client}/app.css`,
    'app.js': `${client}/app.js`,
    'icon.svg': 'src/console/client/icon.svg',
  };
  app.route('/', assets('/sandbox', files));
  return app;
}

function choose(phones: readonly Phone[], position: 'first' | 'second', id: string | undefined): Phone | null {
  const offered = phones.filter((phone) => placesOf(phone).includes(position));
  return offered.find((phone) => phone.id === id) ?? offered[0] ?? null;
}

/** By the phone's own id, or by where the product sends to (the first phone there). */
function findPhone(phones: readonly Phone[], to: string): Phone | undefined {
  return phones.find((phone) => phone.id === to) ?? phones.find((phone) => phone.to === to);
}

/** What the product sent and is still on the phones, oldest first. */
function sentMessages(phones: readonly Phone[], to: string | undefined, from: number) {
  const seen = new Set<string>();
  return phones
    .filter((phone) => {
      if (seen.has(phone.to) || (to !== undefined && phone.to !== to && phone.id !== to)) return false;
      seen.add(phone.to);
      return true;
    })
    .flatMap((phone) => phone.messages().map((message) => ({ phone, message })))
    .filter(({ message }) => message.sent !== null && message.state !== 'deleted' && message.sentAt >= from)
    .sort((a, b) => a.message.sentAt - b.message.sentAt)
    .map(({ phone, message }) => ({
      channel: phone.channel,
      to: phone.to,
      text: message.sent?.text ?? '',
      parseMode: message.sent?.parseMode ?? null,
      links: linksOf(message),
      sentAt: new Date(message.sentAt).toISOString(),
      messageId: message.id,
      buttons: message.buttons.flat(),
    }));
}

function readInstant(text: string): number | null {
  const value = /^\d{9,}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(value) ? null : value;
}

/** Does what a form or a JSON body asks of one phone. Forms without script are led back to the page. */
async function act<S extends z.ZodType<{ to: string }>>(
  c: Context,
  phones: readonly Phone[],
  schema: S,
  run: (phone: Phone, body: z.infer<S>) => unknown,
): Promise<Response> {
  const json = c.req.header('content-type')?.startsWith('application/json') ?? false;
  const given: unknown = json ? await c.req.json().catch(() => null) : await c.req.parseBody();
  const body = schema.safeParse(given);
  if (!body.success) {
    const [issue] = body.error.issues;
    return c.json({ error: `${issue?.path.join('.') || 'body'}: ${issue?.message}` }, 400);
  }
  const phone = findPhone(phones, body.data.to);
  if (!phone) return c.json({ error: `to: no phone "${body.data.to}"` }, 404);
  try {
    await run(phone, body.data);
  } catch (error) {
    return c.json({ error: error instanceof Error ? error.message : String(error) }, 409);
  }
  if (json || c.req.header('accept')?.includes('application/json')) return c.json({}, 202);
  return c.redirect(cameFrom(c), 303);
}

function cameFrom(c: Context): string {
  const referer = c.req.header('referer') ?? '';
  if (!URL.canParse(referer)) return '/sandbox';
  const { pathname, search } = new URL(referer);
  return pathname === '/sandbox' ? `${pathname}${search}` : '/sandbox';
}
