import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Behaviours } from '../../src/sandbox/telegram/behaviours.ts';
import { Limiter, type Limits } from '../../src/sandbox/telegram/limits.ts';
import { AcceptanceRecord } from '../../src/sandbox/telegram/record.ts';
import { Tally } from '../../src/sandbox/telegram/statistics.ts';

function limited(limits: Limits) {
  const limiter = new Limiter(limits);
  return {
    limiter,
    /** Milliseconds to wait; 0 when let through. */
    send: (now: number, chat = 1, messages = 1, fare: 'free' | 'paid' = 'free') => {
      const verdict = limiter.decide({ now, chat, messages, fare });
      return verdict.kind === 'allowed' ? 0 : verdict.waitMs;
    },
  };
}

describe('a window', () => {
  test('lets N through in any second, and tells when the next may come', () => {
    const { send } = limited({ global: { kind: 'window', perSecond: 2 } });
    expect([send(0), send(400), send(500), send(999)]).toEqual([0, 0, 500, 1]);
    expect([send(1_000), send(1_000), send(1_400)]).toEqual([0, 400, 0]);
  });

  test('never lets more through in any second, whenever they come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 400 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), (waits, perSecond) => {
        const { send } = limited({ global: { kind: 'window', perSecond } });
        const passed: number[] = [];
        let now = 0;
        for (const wait of waits) {
          now += wait;
          if (send(now) === 0) passed.push(now);
        }
        for (const end of passed) {
          expect(passed.filter((at) => at > end - 1_000 && at <= end).length).toBeLessThanOrEqual(perSecond);
        }
      }),
    );
  });

  test('counts an album as its pictures', () => {
    const { send } = limited({ global: { kind: 'window', perSecond: 3 } });
    expect([send(0, 1, 2), send(100, 1, 2), send(100)]).toEqual([0, 900, 0]);
  });

  test('changed in mid-run keeps what was sent before', () => {
    const { limiter, send } = limited({ global: { kind: 'window', perSecond: 30 } });
    for (let i = 0; i < 12; i++) expect(send(i)).toBe(0);
    limiter.limits = { global: { kind: 'window', perSecond: 12 } };
    expect(send(100)).toBe(900);
    limiter.limits = { global: { kind: 'window', perSecond: 30 } };
    expect(send(100)).toBe(0);
  });
});

test('a bucket permits a burst and refills', () => {
  const { send } = limited({ global: { kind: 'bucket', perSecond: 10, burst: 3 } });
  expect([send(0), send(0), send(0), send(0), send(50), send(100)]).toEqual([0, 0, 0, 100, 50, 0]);
});

test('a punishing server refuses everything for a while after one refusal', () => {
  const { send } = limited({ global: { kind: 'window', perSecond: 1 }, punishMs: 3_000 });
  expect([send(0), send(10), send(2_000, 2), send(3_009), send(3_010)]).toEqual([0, 3_000, 1_010, 1, 0]);
});

test('each chat and each group has its own limit', () => {
  const { send } = limited({ chat: { messages: 1, perMs: 1_000 }, group: { messages: 20, perMs: 60_000 } });
  expect([send(0, 1), send(0, 2), send(500, 1), send(1_000, 1)]).toEqual([0, 0, 500, 0]);
  for (let i = 0; i < 20; i++) expect(send(i, -1)).toBe(0);
  expect([send(100, -1), send(100, -2), send(60_000, -1)]).toEqual([59_900, 0, 0]);
});

test('paid messages pass by the limit of the others', () => {
  const { send } = limited({ global: { kind: 'window', perSecond: 1 }, paid: { perSecond: 2 } });
  expect([send(0), send(1), send(1, 1, 1, 'paid'), send(1, 1, 1, 'paid'), send(1, 1, 1, 'paid')]).toEqual([
    0, 999, 0, 0, 1_000,
  ]);
});

describe('rules of behaviour', () => {
  const behaviour = { kind: 'blocked' } as const;
  test('for listed chats come first, and may be used up', () => {
    const behaviours = new Behaviours(
      [
        { chats: { kind: 'all' }, behaviour: { kind: 'notFound' } },
        { chats: { kind: 'listed', ids: [7] }, times: 1, behaviour },
      ],
      Math.random,
    );
    expect(behaviours.find('sendmessage', 'on-messages', 7)?.kind).toBe('blocked');
    expect(behaviours.find('sendmessage', 'on-messages', 7)?.kind).toBe('notFound');
  });

  test('hit every n-th call, a share of them, or named methods', () => {
    const nth = new Behaviours([{ chats: { kind: 'everyNth', n: 3 }, behaviour }], Math.random);
    expect([1, 2, 3, 4, 5, 6].map((chat) => nth.find('sendmessage', 'on-messages', chat) !== null)).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    const chances = [0.1, 0.9];
    const share = new Behaviours(
      [{ chats: { kind: 'share', probability: 0.5 }, behaviour }],
      () => chances.shift() ?? 0,
    );
    expect([1, 2].map((chat) => share.find('sendmessage', 'on-messages', chat) !== null)).toEqual([true, false]);
    const named = new Behaviours([{ chats: { kind: 'all' }, methods: ['getUpdates'], behaviour }], Math.random);
    expect(named.find('sendmessage', 'on-messages', 1)).toBeNull();
    expect(named.find('getupdates', 'otherwise', null)).toEqual(behaviour);
  });
});

describe('the account of accepted messages', () => {
  test('grows as it must and finds every message again', () => {
    const record = new AcceptanceRecord('messages', 100);
    for (let i = 0; i < 5_000; i++) record.accept(i % 7, 100 + i * 2, i, `text ${i % 3}`);
    const all = [...record.messages()];
    expect(all).toHaveLength(5_000);
    expect(all.at(-1)).toMatchObject({ chat: 4_999 % 7, messageId: 100 + 9_998, at: 4_999 });
    expect(new Set(all.map((message) => message.textHash)).size).toBe(3);
    expect(record.counts().get(0)).toBe(715);
    expect([record.has(0, 100), record.has(1, 100), record.has(0, 101)]).toEqual([true, false, false]);
    record.markDeleted(100);
    expect(record.has(0, 100)).toBe(false);
  });

  test('may keep only counts', () => {
    const record = new AcceptanceRecord('counts', 100);
    for (let i = 0; i < 10; i++) record.accept(i % 2, 100 + i, i, 'text');
    expect(record.counts()).toEqual(
      new Map([
        [0, 5],
        [1, 5],
      ]),
    );
    expect([...record.messages()]).toEqual([]);
    expect(record.total).toBe(10);
  });
});

test('calls made although a refusal was known are counted', () => {
  const tally = new Tally();
  tally.refused(0, 1, 'account', 2_500);
  for (const now of [50, 150, 2_900, 3_001]) tally.arrived(now, 2, 100);
  expect(tally.early).toBe(2);
});
