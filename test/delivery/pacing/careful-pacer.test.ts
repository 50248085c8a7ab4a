import { describe, expect, test } from 'vitest';
import { type CarefulPace, CarefulPacer, type DayClock } from '../../../src/delivery/pacing/careful-pacer.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A clock that jumps to whatever is waited for. */
class OwnedClock implements DayClock {
  time: number;
  #timers: { at: number; wake: () => void }[] = [];

  constructor(start: string) {
    this.time = Date.parse(start);
  }

  now(): number {
    return this.time;
  }

  after(ms: number, wake: () => void): () => void {
    const timer = { at: this.time + ms, wake };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Goes on until `done` or until nobody waits any more. */
  async run(done: () => boolean): Promise<void> {
    while (!done()) {
      await new Promise((resolve) => setImmediate(resolve));
      if (done()) return;
      const next = this.#timers.sort((a, b) => a.at - b.at).shift();
      if (!next) throw new Error('nobody waits for anything');
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

const pace: CarefulPace = {
  gap: { min: 20_000, max: 60_000 },
  replyGap: { min: 1_000, max: 3_000 },
  changeGap: { min: 1_000, max: 4_000 },
  perHour: 60,
  perDay: 200,
  warmUp: { first: 20, growth: 1.5 },
  hours: { from: 8, until: 22, timeZone: 'Asia/Beirut' },
};

const old = new Date('2025-01-01T00:00:00Z');

async function send(pacer: CarefulPacer, clock: OwnedClock, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    let granted = false;
    const taken = pacer.take({ urgency: 'broadcast' }).then((slot) => {
      slot.left();
      slot.answered({ kind: 'counted' });
      times.push(clock.now());
      granted = true;
    });
    await clock.run(() => granted);
    await taken;
  }
  return times;
}

const beirut = (at: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Beirut', dateStyle: 'short', timeStyle: 'medium' }).format(at);
const gapsOf = (times: readonly number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));

describe('messages to many', () => {
  test('leave after gaps of any length in the range, not of one length', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], clock });
    const gaps = gapsOf(await send(pacer, clock, 60));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation).toBeGreaterThan(8_000);
    expect(new Set(gaps).size).toBeGreaterThan(50);
  });

  test('are never more than the hour allows, over any hour', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace: { ...pace, perHour: 10 }, firstSentAt: old, sentAt: [], clock });
    const times = await send(pacer, clock, 35);
    for (const [index, time] of times.entries()) {
      expect(times.slice(index).filter((other) => other < time + hour).length).toBeLessThanOrEqual(10);
    }
  });

  test('stop at the day’s cap and go on the next morning', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace: { ...pace, perDay: 5 }, firstSentAt: old, sentAt: [], clock });
    const times = await send(pacer, clock, 6);
    expect(pacer.allowance.today).toEqual({ sent: 1, cap: 5 });
    expect(beirut(times[4] ?? 0)).toContain('23/11/2026');
    expect(beirut(times[5] ?? 0)).toContain('24/11/2026, 08:00:00');
  });

  test('wait for the morning in the newsroom’s time zone, also over a change of the clocks', async () => {
    for (const [start, morning] of [
      ['2026-11-23T21:30:00Z', '24/11/2026, 08:00:00'],
      // Beirut leaves summer time on the night to 25 October 2026 and enters it on 28 March 2027.
      ['2026-10-24T20:30:00Z', '25/10/2026, 08:00:00'],
      ['2027-03-27T21:30:00Z', '28/03/2027, 08:00:00'],
    ] as const) {
      const clock = new OwnedClock(start);
      const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], clock });
      expect(pacer.allowance.next.because).toBe('night');
      expect(pacer.chatWait('', 'broadcast')).toBeGreaterThan(7 * hour);
      const [time = 0] = await send(pacer, clock, 1);
      expect(beirut(time)).toContain(morning);
    }
  });

  test('from a young number begin few and grow day by day', async () => {
    const clock = new OwnedClock('2026-11-23T06:00:00Z');
    const pacer = new CarefulPacer({ pace, firstSentAt: null, sentAt: [], clock });
    const caps: number[] = [];
    for (let index = 0; index < 8; index += 1) {
      if (index === 0) await send(pacer, clock, 1);
      caps.push(pacer.allowance.today.cap);
      clock.time += 24 * hour;
    }
    expect(caps).toEqual([20, 30, 45, 67, 101, 151, 200, 200]);
  });

  test('what was sent before a restart still counts', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const sentAt = Array.from({ length: 60 }, (_, index) => clock.now() - index * 30_000);
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt, clock });
    expect(pacer.allowance).toMatchObject({ hour: { sent: 60, cap: 60 }, next: { because: 'hour' } });
  });

  test('answers before a restart count too, which no ledger knows; those of yesterday do not count today', async () => {
    const clock = new OwnedClock('2026-11-23T12:00:00Z');
    const seen = new Date(clock.now() - 5 * minute);
    // Ten pushes in the ledger, the last three in the hour before; thirty messages had left in all, twelve in that hour.
    const sentAt = Array.from({ length: 10 }, (_, index) => seen.getTime() - (index < 3 ? index * minute : 2 * hour));
    const counted = { at: seen, today: 30, hour: 12 };
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt, counted, clock });
    expect(pacer.allowance).toMatchObject({ today: { sent: 30 }, hour: { sent: 12 } });
    const yesterday = { at: new Date(clock.now() - 24 * hour), today: 90, hour: 50 };
    const next = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], counted: yesterday, clock });
    expect(next.allowance).toMatchObject({ today: { sent: 0 }, hour: { sent: 0 } });
  });
});

test('an answer to a person waits for no cap, no gap and no morning, but counts', async () => {
  const clock = new OwnedClock('2026-11-23T23:00:00Z');
  const pacer = new CarefulPacer({ pace: { ...pace, perDay: 1 }, firstSentAt: old, sentAt: [clock.now()], clock });
  let granted = 0;
  for (const _ of [1, 2]) void pacer.take({ urgency: 'reply' }).then(() => (granted += 1));
  const began = clock.now();
  await clock.run(() => granted === 2);
  expect(clock.now() - began).toBeLessThanOrEqual(3_000);
  expect(pacer.allowance.today.sent).toBe(3);
});

describe('a change of what was sent', () => {
  const change = async (pacer: CarefulPacer, clock: OwnedClock, count: number) => {
    const times: number[] = [];
    for (let index = 0; index < count; index += 1) {
      let granted = false;
      void pacer.take({ urgency: 'change' }).then((slot) => {
        slot.left();
        slot.answered({ kind: 'counted' });
        times.push(clock.now());
        granted = true;
      });
      await clock.run(() => granted);
    }
    return times;
  };

  test('has a gap of its own, so that hundreds fit the quarter of an hour in which WhatsApp lets texts be edited', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], clock });
    const times = await change(pacer, clock, 200);
    const gaps = gapsOf(times);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4_000);
    expect(new Set(gaps).size).toBeGreaterThan(100);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(15 * minute);
  });

  test('waits for no cap and no morning, and counts in neither the day nor the hour', async () => {
    const clock = new OwnedClock('2026-11-23T23:00:00Z');
    const sentAt = Array.from({ length: 60 }, () => clock.now() - minute);
    const pacer = new CarefulPacer({ pace: { ...pace, perDay: 60 }, firstSentAt: old, sentAt, clock });
    expect(pacer.chatWait('', 'broadcast')).toBeGreaterThan(hour);
    expect(pacer.chatWait('', 'change')).toBe(0);
    const before = pacer.allowance;
    const began = clock.now();
    await change(pacer, clock, 3);
    expect(clock.now() - began).toBeLessThanOrEqual(8_000);
    expect(pacer.allowance).toEqual(before);
  });

  test('goes before messages to many that wait, and after answers', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [clock.now()], clock });
    const order: string[] = [];
    for (const urgency of ['broadcast', 'change', 'change', 'reply'] as const) {
      // The first answer leaves at once; what waits is what the rest is about.
      if (urgency === 'broadcast') (await pacer.take({ urgency: 'change' })).left();
      if (urgency === 'broadcast') (await pacer.take({ urgency: 'reply' })).left();
      void pacer.take({ urgency }).then((slot) => {
        slot.left();
        order.push(urgency);
      });
    }
    await clock.run(() => order.length === 4);
    expect(order).toEqual(['reply', 'change', 'change', 'broadcast']);
  });

  test('is stopped by a restriction, and stops everything when it meets one', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], clock });
    const slot = await pacer.take({ urgency: 'change' });
    slot.left();
    slot.answered({ kind: 'refused', retryAfterMs: 6 * hour, scope: 'account' });
    expect(pacer.allowance.next.because).toBe('stopped');
    expect(pacer.chatWait('', 'change')).toBe(6 * hour);
    const began = clock.now();
    const [time = 0] = await change(pacer, clock, 1);
    expect(time - began).toBe(6 * hour);
  });

  test('that was not made leaves its turn to the next', async () => {
    const clock = new OwnedClock('2026-11-23T08:00:00Z');
    const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], clock });
    const began = clock.now();
    (await pacer.take({ urgency: 'change' })).unused();
    const [time] = await change(pacer, clock, 1);
    expect(time).toBe(began);
  });
});

test('a sign of restriction stops everything for as long as it says, and does not count', async () => {
  const clock = new OwnedClock('2026-11-23T08:00:00Z');
  const pacer = new CarefulPacer({ pace, firstSentAt: old, sentAt: [], clock });
  const slot = await pacer.take({ urgency: 'broadcast' });
  slot.left();
  slot.answered({ kind: 'refused', retryAfterMs: 6 * hour, scope: 'account' });
  expect(pacer.blockedFor).toBe(6 * hour);
  expect(pacer.allowance).toMatchObject({ today: { sent: 0 }, next: { because: 'stopped' } });
  const began = clock.now();
  const [time = 0] = await send(pacer, clock, 1);
  expect(time - began).toBe(6 * hour);
});

test.each([
  ['a young number', { firstSentAt: null, count: 60, start: '2026-11-23T08:00:00Z', today: 20, days: 3 }],
  ['an old one', { firstSentAt: old, count: 500, start: '2026-11-23T08:00:00Z', today: 200, days: 3 }],
  [
    'an old one late in the evening',
    { firstSentAt: old, count: 210, start: '2026-11-23T19:50:00Z', today: 15, days: 2 },
  ],
  ['an old one at night', { firstSentAt: old, count: 200, start: '2026-11-23T21:00:00Z', today: 0, days: 2 }],
] as const)('the forecast of %s is what comes', async (_, { firstSentAt, count, start, today, days }) => {
  const clock = new OwnedClock(start);
  // The mean gap each time, so that the evening is no matter of luck.
  const pacer = new CarefulPacer({
    pace: { ...pace, perHour: 600 },
    firstSentAt,
    sentAt: [],
    clock,
    random: () => 0.5,
  });
  const forecast = pacer.forecast(count);
  const times = await send(pacer, clock, count);
  const day = (at: number) => beirut(at).slice(0, 10);
  const sentToday = times.filter((time) => day(time) === day(Date.parse(start))).length;
  expect(forecast).toEqual({ today, days });
  expect(sentToday).toBe(today);
  expect(new Set(times.map(day)).size + (sentToday === 0 ? 1 : 0)).toBe(days);
});
