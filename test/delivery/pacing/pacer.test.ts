import { describe, expect, test } from 'vitest';
import type { Slot } from '../../../src/delivery/pacing/lane-pacer.ts';
import { Pacer } from '../../../src/delivery/pacing/pacer.ts';
import type { Limits } from '../../../src/sandbox/telegram/limits.ts';
import { seededRandom } from '../../setup/random.ts';
import { keepSending, SimulatedFarEnd } from './simulated-far-end.ts';
import { SimulatedTime } from './simulated-time.ts';
import { StallingClock } from './stalling-clock.ts';

interface Course {
  readonly ceiling: number;
  readonly limits: Limits;
  readonly seconds: number;
  readonly seed?: number;
}

/** Sends without end over a network of 50 ± 2 ms; counts from the tenth second on, when it has settled. */
async function course({ ceiling, limits, seconds, seed = 1 }: Course) {
  const time = new SimulatedTime();
  const farEnd = new SimulatedFarEnd(time, limits, { roundTripMs: 50, jitterMs: 4, random: seededRandom(seed) });
  const pacer = new Pacer({ rate: ceiling, clock: time });
  void keepSending(pacer, farEnd, () => ({ slot: { urgency: 'broadcast' } }));
  await time.run(seconds * 1_000);
  const perSecond = farEnd.acceptedBetween(10_000, seconds * 1_000) / (seconds - 10);
  return { time, farEnd, pacer, perSecond };
}

const strict = (perSecond: number): Limits => ({ global: { kind: 'window', perSecond } });
const bucket = (perSecond: number): Limits => ({ global: { kind: 'bucket', perSecond, burst: 30 } });
const punishing = (perSecond: number): Limits => ({ ...strict(perSecond), punishMs: 3_000 });

describe('with the right ceiling', () => {
  test.each([
    ['a strict second', strict(30), 30],
    ['a bucket', bucket(30), 30],
    ['a server that punishes', punishing(30), 30],
    ['a strict second at 1,000', strict(1_000), 1_000],
  ])('%s: all that is allowed leaves, and nothing is refused', async (_, limits, ceiling) => {
    const { farEnd, perSecond } = await course({ ceiling, limits, seconds: 40 });
    expect(farEnd.refused).toBe(0);
    expect(perSecond).toBeGreaterThan(0.99 * ceiling);
    expect(perSecond).toBeLessThanOrEqual(ceiling);
  });
});

describe('when the limit has to be found', () => {
  test.each([
    ['a strict second', strict(12), 0.97, 300],
    ['a large bucket', bucket(12), 0.96, 200],
    ['a server that punishes', punishing(12), 0.95, 300],
  ])('%s: nearly all that is allowed leaves, with few refusals', async (_, limits, share, messages) => {
    for (const seed of [1, 2, 3, 4]) {
      const { farEnd, perSecond } = await course({ ceiling: 30, limits, seconds: 190, seed });
      expect(perSecond).toBeGreaterThan(share * 12);
      expect(farEnd.accepted / farEnd.refused).toBeGreaterThan(messages);
      expect(farEnd.early).toBe(0);
    }
  });

  test.each([
    ['a strict second', strict],
    ['a bucket', bucket],
  ])('%s that allows less from one moment on is followed at once, and back up soon', async (_, limits) => {
    const { time, farEnd } = await course({ ceiling: 30, limits: limits(30), seconds: 60 });
    farEnd.limiter.limits = limits(12);
    await time.run(60_000);
    // The first seconds go into finding out.
    expect(farEnd.acceptedBetween(68_000, 120_000) / 52).toBeGreaterThan(0.94 * 12);
    farEnd.limiter.limits = limits(30);
    await time.run(60_000);
    expect(farEnd.acceptedBetween(135_000, 180_000) / 45).toBeGreaterThan(0.99 * 30);
    expect(farEnd.accepted / farEnd.refused).toBeGreaterThan(200);
    expect(farEnd.early).toBe(0);
  });

  test('the new limit of a strict second is known after two refusals, however far it fell', async () => {
    for (const limit of [3, 7, 19, 26]) {
      const { time, farEnd, pacer } = await course({ ceiling: 30, limits: strict(30), seconds: 20 });
      farEnd.limiter.limits = strict(limit);
      await time.run(5_000);
      expect(pacer.rate).toBe(limit);
      // What was on its way together is refused together.
      expect(farEnd.refused).toBeLessThanOrEqual(4);
    }
  });

  test('a sender that is held up now and then is not mistaken for a lower limit', async () => {
    const time = new SimulatedTime();
    const random = seededRandom(1);
    const process = new StallingClock(time, { everyMs: 2_000, forMs: 100, random });
    const farEnd = new SimulatedFarEnd(time, strict(30), { roundTripMs: 50, jitterMs: 4, random });
    const pacer = new Pacer({ rate: 30, clock: process });
    void keepSending(pacer, farEnd, () => ({ slot: { urgency: 'broadcast' } }), { process, markMs: () => 5 });
    await time.run(120_000);
    expect(farEnd.refused).toBe(0);
    expect(pacer.rate).toBe(30);
  });

  test('what was learnt is where the next run begins', () => {
    const time = new SimulatedTime();
    expect(new Pacer({ rate: 30, learnt: { rate: 12 }, clock: time }).rate).toBe(12);
    expect(new Pacer({ rate: 10, learnt: { rate: 12 }, clock: time }).rate).toBe(10);
  });
});

describe('who goes first', () => {
  const grantedIn = async (time: SimulatedTime, waiting: Promise<Slot>[]) => {
    const order: number[] = [];
    waiting.forEach((slot, index) => {
      void slot.then(() => order.push(index));
    });
    await time.run(10_000);
    return order;
  };

  test('a reply goes before a broadcast that waits longer', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 1, clock: time });
    await pacer.take({ urgency: 'broadcast' });
    const order = await grantedIn(time, [pacer.take({ urgency: 'broadcast' }), pacer.take({ urgency: 'reply' })]);
    expect(order).toEqual([1, 0]);
  });

  test('a chat that has had its share lets others pass', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 30, clock: time });
    const chat = (name: string) => ({ name, pace: { messages: 1, perMs: 5_000 } });
    await pacer.take({ urgency: 'broadcast', chat: chat('one') });
    const order = await grantedIn(time, [
      pacer.take({ urgency: 'broadcast', chat: chat('one') }),
      pacer.take({ urgency: 'broadcast', chat: chat('two') }),
    ]);
    expect(order).toEqual([1, 0]);
    expect(pacer.chatWait('one')).toBeGreaterThan(0);
    expect(pacer.chatWait('three')).toBe(0);
  });

  test('who gives up waiting uses nothing up', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 1, clock: time });
    await pacer.take({ urgency: 'broadcast' });
    const leaving = new AbortController();
    const given = pacer.take({ urgency: 'broadcast', signal: leaving.signal });
    leaving.abort(new Error('stopped'));
    await expect(given).rejects.toThrow('stopped');
    expect(await grantedIn(time, [pacer.take({ urgency: 'broadcast' })])).toEqual([0]);
  });
});

test('a refusal stops everything until its time has passed', async () => {
  const time = new SimulatedTime();
  const pacer = new Pacer({ rate: 30, clock: time });
  const slot = await pacer.take({ urgency: 'broadcast' });
  slot.left();
  expect(slot.answered({ kind: 'refused', retryAfterMs: 7_000, scope: 'account' })).toBe('account');
  let grantedAt = 0;
  void pacer.take({ urgency: 'reply' }).then(() => {
    grantedAt = time.now();
  });
  await time.run(6_999);
  expect(grantedAt).toBe(0);
  expect(pacer.blockedFor).toBe(1);
  await time.run(2);
  expect(grantedAt).toBeGreaterThanOrEqual(7_000);
});

test('a refusal of a chat that had its share holds up only that chat, though the far end does not say so', async () => {
  const time = new SimulatedTime();
  const pacer = new Pacer({ rate: 30, clock: time });
  const chat = { name: 'group', pace: { messages: 20, perMs: 60_000 } };
  let scope = '';
  for (let sent = 0; sent <= 16; sent += 1) {
    const taken = pacer.take({ urgency: 'broadcast', chat });
    await time.run(100);
    const slot = await taken;
    slot.left();
    scope = slot.answered(
      sent < 16 ? { kind: 'counted' } : { kind: 'refused', retryAfterMs: 20_000, scope: 'account' },
    );
  }
  expect(scope).toBe('chat');
  expect(pacer.blockedFor).toBe(0);
  expect(pacer.chatWait('group')).toBe(20_000);
});
