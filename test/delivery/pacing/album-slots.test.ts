import { describe, expect, test } from 'vitest';
import { Pacer } from '../../../src/delivery/pacing/pacer.ts';
import type { Limits } from '../../../src/sandbox/telegram/limits.ts';
import { seededRandom } from '../../setup/random.ts';
import { keepSending, SimulatedFarEnd } from './simulated-far-end.ts';
import { SimulatedTime } from './simulated-time.ts';

const network = { roundTripMs: 50, jitterMs: 4, random: seededRandom(1) };
const oneASecond = { messages: 1, perMs: 1_000 };
const group = { messages: 20, perMs: 60_000 };

/** Sends calls that count as `sizes` messages in turn, without end; counts messages from the tenth second on. */
async function course(limits: Limits, ceiling: number, sizes: readonly number[], seconds = 60) {
  const time = new SimulatedTime();
  const farEnd = new SimulatedFarEnd(time, limits, network);
  const pacer = new Pacer({ rate: ceiling, clock: time });
  let turn = 0;
  void keepSending(pacer, farEnd, () => {
    const messages = sizes[turn % sizes.length] ?? 1;
    turn += 1;
    return { slot: { urgency: 'broadcast', messages, leadMs: 25 } };
  });
  await time.run(seconds * 1_000);
  const perSecond = farEnd.acceptedBetween(10_000, seconds * 1_000) / (seconds - 10);
  return { farEnd, pacer, perSecond };
}

describe('what counts as several messages', () => {
  test.each<[string, Limits, number[], number]>([
    ['albums of four at a strict second', { global: { kind: 'window', perSecond: 28 } }, [4], 0.97],
    // What does not fit into the second waits whole.
    ['albums and texts at a strict second', { global: { kind: 'window', perSecond: 28 } }, [4, 1, 1, 10, 1], 0.8],
    ['albums of ten at a bucket', { global: { kind: 'bucket', perSecond: 28, burst: 28 } }, [10], 0.7],
  ])('%s: all leave without a refusal, none too early', async (_, limits, sizes, share) => {
    const { farEnd, perSecond } = await course(limits, 28, sizes);
    expect(farEnd.refused).toBe(0);
    expect(farEnd.early).toBe(0);
    expect(perSecond).toBeGreaterThan(share * 28);
    expect(perSecond).toBeLessThanOrEqual(28);
  });

  test.each<[string, Limits, number[]]>([
    ['albums of four, a strict second', { global: { kind: 'window', perSecond: 12 } }, [4]],
    ['albums of ten, a strict second', { global: { kind: 'window', perSecond: 12 } }, [10]],
    ['albums and texts, a bucket', { global: { kind: 'bucket', perSecond: 12, burst: 24 } }, [4, 1, 1]],
  ])('finds a limit that nobody told: %s', async (_, limits, sizes) => {
    const { farEnd, perSecond } = await course(limits, 28, sizes, 190);
    expect(perSecond).toBeGreaterThan(0.6 * 12);
    expect(farEnd.acceptedBetween(0, 190_000) / farEnd.refused).toBeGreaterThan(200);
    expect(farEnd.early).toBe(0);
  });

  test.each([1, 3, 4, 10])('%i at once get up again after a moment of few', async (size) => {
    const time = new SimulatedTime();
    const farEnd = new SimulatedFarEnd(time, { global: { kind: 'window', perSecond: 200 } }, network);
    const pacer = new Pacer({ rate: 200, clock: time });
    void keepSending(pacer, farEnd, () => ({ slot: { urgency: 'broadcast', messages: size, leadMs: 25 } }));
    await time.run(60_000);
    farEnd.limiter.limits = { global: { kind: 'window', perSecond: 4 } };
    await time.run(4_000);
    expect(pacer.rate).toBeLessThan(12);
    farEnd.limiter.limits = { global: { kind: 'window', perSecond: 200 } };
    await time.run(36_000);
    expect(farEnd.acceptedBetween(90_000, 100_000)).toBeGreaterThan(0.9 * 2_000);
    expect(farEnd.refused).toBeLessThan(15);
  });

  test('more than the found rate has in a second leaves alone, and what follows waits for all of it', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 3, clock: time });
    const times: number[] = [];
    void (async () => {
      for (const messages of [10, 1, 1]) {
        const slot = await pacer.take({ urgency: 'broadcast', messages });
        times.push(time.now());
        slot.left();
        slot.answered({ kind: 'counted' });
      }
    })();
    await time.run(6_000);
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThanOrEqual(3_333);
    expect(times[2]).toBeLessThan(5_000);
  });

  test('leaves the account as many fewer for others', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 10, clock: time });
    const granted: number[] = [];
    const send = async (messages: number) => {
      const slot = await pacer.take({ urgency: 'broadcast', messages });
      slot.left();
      granted.push(time.now());
      slot.answered({ kind: 'counted' });
    };
    void Promise.all([send(9), send(1), send(1)]);
    await time.run(3_000);
    const [album = 0, one = 0, two = 0] = granted;
    expect(album).toBe(0);
    // Nine tenths of a second's worth has left, so the next waits for its even distance.
    expect(one).toBeGreaterThan(700);
    expect(two).toBeGreaterThan(1_000);
  });

  test('not used, or refused, counts as nothing', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 10, clock: time });
    const chat = { name: 'one', pace: oneASecond };
    (await pacer.take({ urgency: 'broadcast', messages: 8, chat })).unused();
    expect(pacer.chatWait('one')).toBe(0);
    await time.run(2_000);
    const slot = await pacer.take({ urgency: 'broadcast', messages: 8, chat });
    slot.left();
    expect(slot.answered({ kind: 'refused', retryAfterMs: 3_000, scope: 'account' })).toBe('account');
    expect(pacer.blockedFor).toBe(3_000);
  });

  test('fills a group’s minute with each of its pictures', async () => {
    const time = new SimulatedTime();
    const farEnd = new SimulatedFarEnd(time, { group }, network);
    const pacer = new Pacer({ rate: 1_000, clock: time });
    const chat = { name: 'group', pace: group };
    void keepSending(pacer, farEnd, () => ({ slot: { urgency: 'broadcast', messages: 6, chat }, chat: -5 }));
    await time.run(200_000);
    expect(farEnd.refused).toBe(0);
    expect(farEnd.arrivals.filter(({ at }) => at < 60_000)).toHaveLength(3);
    expect(farEnd.arrivals.length).toBeGreaterThanOrEqual(9);
    // Two more fit beside three albums of six, three do not.
    expect(pacer.chatWait('group', 'broadcast', 2)).toBe(0);
    expect(pacer.chatWait('group', 'broadcast', 3)).toBeGreaterThan(1_000);
  });

  test('more than a chat takes at once leaves when nothing counts any more, and the chat rests for all of it', async () => {
    const time = new SimulatedTime();
    const pacer = new Pacer({ rate: 1_000, clock: time });
    const chat = { name: 'one', pace: oneASecond };
    const sent = async (messages: number) => {
      const slot = await pacer.take({ urgency: 'broadcast', messages, chat });
      const at = time.now();
      slot.left();
      slot.answered({ kind: 'counted' });
      return at;
    };
    const times: number[] = [];
    void (async () => {
      for (const messages of [1, 4, 1]) times.push(await sent(messages));
    })();
    await time.run(10_000);
    expect(times[0]).toBe(0);
    expect(times[1]).toBeGreaterThan(1_000);
    expect(times[1]).toBeLessThan(1_100);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(4_000);
    expect(pacer.chatWait('other')).toBe(0);
  });
});
