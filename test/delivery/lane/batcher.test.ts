import { expect, test } from 'vitest';
import { Batcher } from '../../../src/delivery/lane/batcher.ts';
import { SimulatedTime } from '../pacing/simulated-time.ts';

function batcher(largest = 500) {
  const time = new SimulatedTime();
  const written: (readonly number[])[] = [];
  const batches = new Batcher<number, number>({ largest, apart: 5, clock: time }, async (items) => {
    written.push(items);
    return (item) => item * 2;
  });
  const add = (item: number) => new Promise<number>((resolve, reject) => batches.add(item, { resolve, reject }));
  return { time, written, batches, add };
}

test('one item alone is written at once', async () => {
  const { add, written } = batcher();
  expect(await add(1)).toBe(2);
  expect(written).toEqual([[1]]);
});

test('what comes soon after a write is written together, when the time between two writes has passed', async () => {
  const { add, written, time } = batcher();
  await add(1);
  const later = [add(2), add(3)];
  await time.run(4);
  later.push(add(4));
  expect(written).toEqual([[1]]);
  await time.run(1);
  expect(await Promise.all(later)).toEqual([4, 6, 8]);
  expect(written).toEqual([[1], [2, 3, 4]]);
});

test('more than the largest batch is written in several, and drained waits for all', async () => {
  const { add, batches, written, time } = batcher(2);
  await add(1);
  const all = Promise.all([2, 3, 4].map((item) => add(item)));
  const drained = batches.drained();
  await time.run(10);
  await drained;
  expect(await all).toEqual([4, 6, 8]);
  expect(written).toEqual([[1], [2, 3], [4]]);
});
