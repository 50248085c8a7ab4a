import { aboutMethods, allowedUpdates } from './about.ts';
import { type Answer, forbidden, migratedTo, type Refusal, refusals, tooManyRequests } from './answer.ts';
import type { Behaviour, Behaviours } from './behaviours.ts';
import { changingMethods } from './changing.ts';
import type { Limiter } from './limits.ts';
import type { Method, MethodTable } from './method.ts';
import type { Latency } from './options.ts';
import { integerParam, isSet, type Params } from './params.ts';
import { sendingMethods } from './sending.ts';
import type { Tally } from './statistics.ts';
import type { World } from './world.ts';

/** What goes back over the wire. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'raw'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' };

export interface Dispatcher {
  readonly world: World;
  readonly limiter: Limiter;
  readonly behaviours: Behaviours;
  readonly tally: Tally;
  latency: Latency;
  readonly random: () => number;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

const methods: MethodTable = { ...aboutMethods, ...sendingMethods, ...changingMethods };

/** Carries out one call. `name` in lower case; `gone` is asked for only by calls that wait for updates. */
export function dispatch(
  server: Dispatcher,
  name: string,
  params: Params,
  gone: () => AbortSignal,
): Outcome | Promise<Outcome> {
  if (name === 'getupdates') return getUpdates(server, params, gone);
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return answer(refusals.unknownMethod);
  if (server.latency.ms === 0 && server.latency.jitterMs === 0) return arrive(server, name, method, params);
  return travel(server, name, method, params);
}

async function travel(server: Dispatcher, name: string, method: Method, params: Params): Promise<Outcome> {
  await delay(oneWay(server));
  const outcome = await arrive(server, name, method, params);
  await delay(oneWay(server));
  return outcome;
}

function oneWay({ latency, random }: Dispatcher): number {
  return Math.max(0, latency.ms / 2 + (random() - 0.5) * latency.jitterMs);
}

function arrive(server: Dispatcher, name: string, method: Method, params: Params): Outcome | Promise<Outcome> {
  const chat = integerParam(params, 'chat_id');
  const behaviour = server.behaviours.find(name, method.acts, chat);
  const act = (): Outcome | Promise<Outcome> => {
    const refused = limit(server, method, params, chat) ?? (behaviour ? refusalOf(behaviour) : null);
    if (refused) return answer(refused);
    const result = method.run(server.world, params);
    return result instanceof Promise ? result.then(answer) : answer(result);
  };
  return behaviour ? misbehave(behaviour, act) : act();
}

/** Checks the limits; a call that is let through has used them up. */
function limit(server: Dispatcher, method: Method, params: Params, chat: number | null): Refusal | null {
  if (!method.counts || chat === null) return null;
  const now = server.now();
  const messages = method.counts(params);
  server.tally.arrived(now, chat, server.latency.ms + server.latency.jitterMs + 20);
  const fare = isSet(params, 'allow_paid_broadcast') ? 'paid' : 'free';
  const verdict = server.limiter.decide({ now, chat, messages, fare });
  if (verdict.kind === 'refused') {
    server.tally.refused(now, chat, verdict.scope, verdict.waitMs);
    return tooManyRequests(verdict.waitMs);
  }
  if (fare === 'paid' && server.limiter.limits.paid) server.tally.paid += messages;
  return null;
}

/** The refusal that a behaviour stands for; null when it is one of the network's. */
function refusalOf(behaviour: Behaviour): Refusal | null {
  switch (behaviour.kind) {
    case 'blocked':
      return refusals.blocked;
    case 'deactivated':
      return refusals.deactivated;
    case 'notFound':
      return refusals.chatNotFound;
    case 'kicked':
      return forbidden('bot was kicked from the group chat');
    case 'migrated':
      return migratedTo(behaviour.to);
    case 'flood':
      return tooManyRequests(behaviour.retryAfter * 1_000);
    case 'refuse':
      return { kind: 'refused', code: behaviour.code, description: behaviour.description };
    default:
      return null;
  }
}

async function misbehave(behaviour: Behaviour, act: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  if (behaviour.kind === 'slow') {
    if (behaviour.when === 'before') await delay(behaviour.ms);
    const outcome = await act();
    if (behaviour.when === 'after') await delay(behaviour.ms);
    return outcome;
  }
  if (!('when' in behaviour)) return act();
  if (behaviour.when === 'after') await act();
  switch (behaviour.kind) {
    case 'reset':
      return { kind: 'reset' };
    case 'silent':
      return { kind: 'silence' };
    case 'malformed':
      return { kind: 'raw', status: 200, contentType: 'application/json', body: '{"ok":true,"result":{"message_id":' };
    case 'gateway':
      if (behaviour.body === 'json') {
        const body = '{"message":"Endpoint request timed out"}';
        return { kind: 'raw', status: behaviour.status, contentType: 'application/json', body };
      }
      return {
        kind: 'raw',
        status: behaviour.status,
        contentType: 'text/html',
        body: `<html><head><title>${behaviour.status}</title></head><body><h1>${behaviour.status}</h1></body></html>`,
      };
  }
}

async function getUpdates(server: Dispatcher, params: Params, gone: () => AbortSignal): Promise<Outcome> {
  const { world, behaviours } = server;
  const poll = async (): Promise<Outcome> => {
    if (world.webhook.active === 'yes') return answer(refusals.webhookActive);
    const kinds = allowedUpdates(params);
    if (kinds) world.updates.allow(kinds);
    const limitGiven = integerParam(params, 'limit') ?? 100;
    const request = {
      offset: integerParam(params, 'offset') ?? 0,
      limit: limitGiven >= 1 && limitGiven <= 100 ? limitGiven : 100,
      timeoutMs: Math.min(Math.max(integerParam(params, 'timeout') ?? 0, 0), 50) * 1_000,
    };
    return answer(await world.updates.poll(request, gone()));
  };
  const behaviour = behaviours.find('getupdates', 'otherwise', null);
  if (!behaviour) return poll();
  const refused = refusalOf(behaviour);
  return refused ? answer(refused) : misbehave(behaviour, poll);
}

/** A call that the bot put into its answer to a webhook. */
export async function performEmbedded(server: Dispatcher, method: string, params: Params): Promise<void> {
  await dispatch(server, method.toLowerCase(), params, () => new AbortController().signal);
}

const answer = (value: Answer): Outcome => ({ kind: 'answer', answer: value });

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
