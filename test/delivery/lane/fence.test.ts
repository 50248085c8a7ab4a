import { expect, test } from 'vitest';
import { Fence } from '../../../src/delivery/lane/fence.ts';
import { leaseLength } from '../../../src/delivery/lane/lease.ts';

test('a holder acts for as long as its lease is certainly its own, counted from before it asked', async () => {
  let now = 0;
  const fence = new Fence({ steady: () => now, wall: () => now });
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

test('a machine that was suspended, or whose clock was set ahead, does not act before it has asked again', async () => {
  let [steady, wall] = [0, 0];
  const fence = new Fence({ steady: () => steady, wall: () => wall });
  const renew = () =>
    fence.moved(
      async () => {},
      () => true,
    );
  await renew();
  // Only the wall clock goes on while the machine sleeps.
  wall += leaseLength;
  expect(fence.holds).toBe(false);
  await renew();
  expect(fence.holds).toBe(true);
  // Set back, it says nothing: the other still counts.
  wall -= 3_600_000;
  expect(fence.holds).toBe(true);
  steady += leaseLength;
  expect(fence.holds).toBe(false);
});
