import { expect, test } from 'vitest';
import { Fence } from '../../../src/delivery/lane/fence.ts';
import { leaseLength } from '../../../src/delivery/lane/lease.ts';

test('a holder acts for as long as its lease is certainly its own, counted from before it asked', async () => {
  let now = 0;
  const fence = new Fence(() => now);
  const ask = (answer: 'ours' | 'theirs', takes = 0) =>
    fence.moved(
      async () => {
        now += takes;
        return answer;
      },
      (given) => given === 'ours',
    );
  expect(fence.holds).toBe(false);
  await ask('ours', 1_000);
  now += leaseLength - 1_001;
  expect(fence.holds).toBe(true);
  now += 1;
  expect(fence.holds).toBe(false);
  await ask('ours');
  expect(fence.holds).toBe(true);
  await ask('theirs');
  expect(fence.holds).toBe(false);
});
