import { z } from 'zod';
import { ruleSchema } from './behaviours.ts';
import type { Dispatcher } from './dispatch.ts';
import { limitsSchema } from './limits.ts';
import type { Phones } from './phones.ts';
import type { Statistics } from './statistics.ts';
import type { Exchange, WireResponse } from './wire.ts';

export type ControlHandler = (exchange: Exchange) => void;

export interface ControlledServer {
  readonly dispatcher: Dispatcher;
  readonly phones: Phones;
  readonly statistics: () => Statistics;
  readonly reset: () => void;
}

const standing = z.enum(['new', 'started', 'blocked', 'deactivated']);
const bodies = {
  latency: z.strictObject({ ms: z.number().nonnegative(), jitterMs: z.number().nonnegative() }),
  rules: z.array(ruleSchema),
  people: z.array(
    z.strictObject({
      id: z.int().positive(),
      firstName: z.string(),
      lastName: z.string().optional(),
      username: z.string().optional(),
      languageCode: z.string().optional(),
      standing: standing.optional(),
    }),
  ),
  group: z.strictObject({
    id: z.int().negative(),
    title: z.string(),
    type: z.enum(['group', 'supergroup', 'channel']),
    members: z.array(z.int()),
    bot: z.enum(['member', 'administrator']),
  }),
  say: z.strictObject({ from: z.int(), text: z.string(), chat: z.int().optional() }),
  press: z.strictObject({ from: z.int(), message: z.int(), button: z.string(), chat: z.int().optional() }),
  standing: z.strictObject({ people: z.array(z.int()), standing }),
};

type Reply = { readonly json: unknown } | { readonly lines: Iterable<string> } | { readonly missing: string };

/** Routes under `/_control`, for a process that started this server in another one. Wrong input answers 400 with why. */
export function controlRoutes(server: ControlledServer): ControlHandler {
  return (exchange) => {
    const { method, target } = exchange.head;
    try {
      const url = new URL(target, 'http://control');
      const given: unknown = exchange.body.length > 0 ? JSON.parse(exchange.body.toString()) : undefined;
      exchange.answer(encode(route(server, `${method} ${url.pathname.slice('/_control'.length)}`, given, url)));
    } catch (error) {
      const body = error instanceof Error ? error.message : String(error);
      exchange.answer({ status: 400, contentType: 'text/plain', body });
    }
  };
}

function route(server: ControlledServer, name: string, given: unknown, url: URL): Reply {
  const { dispatcher, phones } = server;
  const { limiter, behaviours, world } = dispatcher;
  const done: Reply = { json: {} };
  switch (name) {
    case 'GET /statistics':
      return { json: server.statistics() };
    case 'POST /reset':
      server.reset();
      return done;
    case 'POST /limits':
      limiter.limits = limitsSchema.parse(given);
      return done;
    case 'POST /latency':
      dispatcher.latency = bodies.latency.parse(given);
      return done;
    case 'POST /rules':
      behaviours.set(bodies.rules.parse(given));
      return done;
    case 'POST /rules/add':
      for (const rule of bodies.rules.parse(given)) behaviours.add(rule);
      return done;
    case 'GET /counts':
      return { lines: counts(world.record.counts()) };
    case 'GET /accepted':
      return { lines: accepted(server) };
    case 'GET /timeline':
      return { json: timeline(server, Number(url.searchParams.get('bucketMs') ?? 100)) };
    case 'POST /people':
      for (const { standing: initial, ...details } of bodies.people.parse(given)) {
        phones.join(withoutUndefined(details));
        if (initial) world.chats.setStanding(details.id, initial);
      }
      return done;
    case 'POST /group':
      phones.group(bodies.group.parse(given));
      return done;
    case 'POST /standing':
      return setStanding(server, bodies.standing.parse(given));
    case 'POST /say':
      return say(server, bodies.say.parse(given));
    case 'POST /press':
      return press(server, bodies.press.parse(given));
    case 'GET /messages':
      return { json: world.chats.messages(Number(url.searchParams.get('chat'))) };
    default:
      return { missing: name };
  }
}

function setStanding(
  { dispatcher, phones }: ControlledServer,
  { people, standing }: z.infer<typeof bodies.standing>,
): Reply {
  for (const id of people) {
    const person = phones.person(id);
    if (standing === 'blocked') person?.block();
    else if (standing === 'started' && person?.standing === 'blocked') person.unblock();
    else dispatcher.world.chats.setStanding(id, standing);
  }
  return { json: {} };
}

function say({ phones, dispatcher }: ControlledServer, { from, text, chat }: z.infer<typeof bodies.say>): Reply {
  const group = chat === undefined ? null : dispatcher.world.chats.get(chat);
  const message =
    group?.kind === 'group' ? phones.group(group.details).say(from, text) : phones.person(from)?.say(text);
  if (!message) throw new Error(`nobody with id ${from} is on this server`);
  return { json: { messageId: message.id } };
}

function press({ phones, dispatcher }: ControlledServer, given: z.infer<typeof bodies.press>): Reply {
  const group = given.chat === undefined ? null : dispatcher.world.chats.get(given.chat);
  const pressed =
    group?.kind === 'group'
      ? phones.group(group.details).press(given.from, given.message, given.button)
      : phones.person(given.from)?.press(given.message, given.button);
  if (!pressed) throw new Error(`nobody with id ${given.from} is on this server`);
  return { json: { id: pressed.id } };
}

function* counts(byChat: ReadonlyMap<number, number>): Generator<string> {
  for (const [chat, count] of byChat) yield `${chat},${count}\n`;
}

function* accepted({ dispatcher }: ControlledServer): Generator<string> {
  for (const { chat, messageId, at, textHash, state } of dispatcher.world.record.messages()) {
    yield `${chat},${messageId},${at},${textHash},${state}\n`;
  }
}

/** Accepted messages in each interval since the first one. */
function timeline({ dispatcher }: ControlledServer, bucketMs: number): { from: number | null; accepted: number[] } {
  if (!(bucketMs >= 1)) throw new Error(`bucketMs: got ${bucketMs}, takes a number of milliseconds from 1`);
  const from = dispatcher.world.record.span.firstAt;
  const buckets: number[] = [];
  for (const { at } of dispatcher.world.record.messages()) {
    const index = Math.floor((at - (from ?? at)) / bucketMs);
    buckets[index] = (buckets[index] ?? 0) + 1;
  }
  return { from, accepted: Array.from(buckets, (count) => count ?? 0) };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
}

function encode(reply: Reply): WireResponse {
  if ('missing' in reply) return { status: 404, contentType: 'text/plain', body: `no such route: ${reply.missing}` };
  if ('json' in reply) return { status: 200, contentType: 'application/json', body: JSON.stringify(reply.json) };
  return { status: 200, contentType: 'text/plain', body: encodeLines(reply.lines) };
}

/** In parts, since the account of a million messages is one long text. */
function encodeLines(lines: Iterable<string>): Buffer[] {
  const parts: Buffer[] = [];
  let text = '';
  for (const line of lines) {
    text += line;
    if (text.length < 65_536) continue;
    parts.push(Buffer.from(text));
    text = '';
  }
  return [...parts, Buffer.from(text)];
}
