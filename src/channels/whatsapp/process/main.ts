import type { Page } from 'puppeteer';
import type whatsapp from 'whatsapp-web.js';
import { z } from 'zod';
import { DeadlineError, reasonOf, withDeadline } from './deadline.ts';
import { bareId, messageIdOf } from './ids.ts';
import { Inbox } from './inbox.ts';
import { closeClient, createClient, type KeptClient } from './library.ts';
import { inPage } from './page-scripts.ts';
import {
  type ChangeResult,
  type ProcessEvent,
  probeSchema,
  type Request,
  type Restriction,
  requestSchema,
  restrictionSchema,
} from './protocol.ts';
import { isBroken, Sender } from './sender.ts';

/**
 * The process that holds whatsapp-web.js and its browser, started by the supervisor. Whatever happens in here ends here:
 * it may be killed at any moment, and ends by itself when the supervisor does.
 */
let running: { client: KeptClient; sender: Sender; inbox: Inbox; ready: 'yes' | 'no' } | null = null;

const tell = (message: object) => process.send?.(message, undefined, undefined, () => {});
const emit = (event: ProcessEvent) => tell(event);

process.on('unhandledRejection', (error) => emit({ event: 'fault', reason: reasonOf(error) }));
process.on('uncaughtException', (error) => emit({ event: 'fault', reason: reasonOf(error) }));
process.on('disconnect', () => void end());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

process.on('message', (message) => {
  const request = requestSchema.parse(message);
  handle(request).then(
    (value) => tell({ answer: 'value', id: request.id, value }),
    (error) => tell({ answer: 'failure', id: request.id, reason: reasonOf(error) }),
  );
});

async function end(): Promise<never> {
  if (running) await closeClient(running.client, 4_000);
  process.exit(0);
}

async function handle(request: Request): Promise<unknown> {
  if (request.op === 'start') return start(request);
  if (request.op === 'stop') {
    setImmediate(() => void end());
    return null;
  }
  if (!running?.client.pupPage) throw new Error('the browser has not started');
  const { client, sender, ready } = running;
  const page = running.client.pupPage;
  switch (request.op) {
    case 'probe':
      return whole(probeSchema.parse(await inPage(page, 'probe')), ready);
    case 'nudge':
      return inPage(page, 'nudge');
    case 'refreshQr':
      return inPage(page, 'refreshQr');
    case 'send':
      return sender.send(request);
    case 'edit':
      return changed(inPage(page, 'edit', request.chat, request.messageId, request.text), 'editing');
    case 'delete':
      return changed(inPage(page, 'revoke', request.chat, request.messageId), 'deleting');
    case 'ours':
      return withDeadline(inPage(page, 'ours', request.chat, request.since), 15_000, 'reading a chat');
    case 'seen':
      return withDeadline(inPage(page, 'seen', request.chat), 5_000, 'marking as seen');
    case 'logOut':
      return withDeadline(client.logout(), 10_000, 'logging out').catch((error: unknown) => {
        if (error instanceof DeadlineError) throw error;
        return null;
      });
  }
}

/** The library is ready when it said so and is still in the page: a reload takes it out. */
function whole(probe: z.infer<typeof probeSchema>, ready: 'yes' | 'no'): z.infer<typeof probeSchema> {
  return { ...probe, ready: ready === 'yes' ? probe.ready : 'no' };
}

/** @throws {Error} when nobody knows what became of it: it may be tried again, a change made twice is one change. */
async function changed(work: Promise<unknown>, what: string): Promise<ChangeResult> {
  try {
    const outcome = await withDeadline(work, 15_000, what);
    return outcome === 'done' ? { kind: 'done' } : { kind: 'notAllowed', reason: String(outcome) };
  } catch (error) {
    if (error instanceof DeadlineError || isBroken(reasonOf(error))) throw error;
    return { kind: 'notAllowed', reason: reasonOf(error) };
  }
}

const acksSchema = z.array(z.object({ messageId: z.string(), ack: z.int() }));

/** What came while nobody listened: acknowledgements of our messages, and a restriction of the account. */
async function sinceLastTime(page: Page): Promise<Restriction | null> {
  const acks = acksSchema.safeParse(await withDeadline(inPage(page, 'acks'), 5_000, 'reading acknowledgements'));
  for (const { messageId, ack } of acks.data ?? []) emit({ event: 'ack', messageId, ack });
  const known = await withDeadline(inPage(page, 'restriction'), 2_000, 'asking for restrictions');
  return restrictionSchema.nullable().parse(known);
}

async function start(request: Extract<Request, { op: 'start' }>): Promise<null> {
  const client = createClient(request, emit);
  const inbox = new Inbox(client, (message) => emit({ event: 'message', message }));
  const current = { client, sender: new Sender(client), inbox, ready: 'no' as 'yes' | 'no' };
  running = current;
  client.on('qr', (text: string) => emit({ event: 'qr', text }));
  client.on('code', (text: string) => emit({ event: 'code', text }));
  client.on('authenticated', () => emit({ event: 'authenticated' }));
  client.on('change_state', (state: unknown) => emit({ event: 'state', state: String(state) }));
  client.on('disconnected', (reason: unknown) => emit({ event: 'disconnected', reason: String(reason) }));
  client.on('message_create', (message: whatsapp.Message) => {
    if (message.fromMe) current.sender.created(message);
    else inbox.received(message);
  });
  client.on('message_ack', (message: whatsapp.Message, ack: number) => {
    const whole = messageIdOf(message.id);
    // A Channel's post is acknowledged whatever became of it.
    if (whole === null || whole.includes('@newsletter')) return;
    const messageId = bareId(whole);
    current.sender.acked(messageId, ack);
    emit({ event: 'ack', messageId, ack });
  });
  client.on('contact_changed', (_message: unknown, from: string, to: string) => emit({ event: 'moved', from, to }));
  // It comes again after each navigation inside the page.
  client.on('ready', () => {
    const { pupPage, info } = client;
    if (!pupPage) return;
    inPage(pupPage, 'boundPreviews', request.previewMs)
      .then(() => inbox.catchUp())
      .then(() => sinceLastTime(pupPage))
      .catch((error: unknown) => {
        emit({ event: 'fault', reason: reasonOf(error) });
        return null;
      })
      .then((restriction) => {
        if (current.ready === 'yes') return;
        current.ready = 'yes';
        const number = `${info.wid.user}@${info.wid.server}`;
        emit({ event: 'ready', number, name: info.pushname ?? '', restriction });
      });
  });
  await client.initialize();
  return null;
}
