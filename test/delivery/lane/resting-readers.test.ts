import { expect, test } from 'vitest';
import { RestingReaders } from '../../../src/delivery/lane/resting-readers.ts';

test('readers rest until their time is over', () => {
  let now = 0;
  const readers = new RestingReaders(() => now);
  expect(readers.endInMs).toBeNull();
  expect([readers.add(1, 500), readers.add(2, 900)]).toEqual([true, true]);
  now = 400;
  expect(readers.endInMs).toBe(100);
  expect(readers.ids).toEqual([1, 2]);
  now = 500;
  expect(readers.ids).toEqual([2]);
  now = 900;
  expect(readers.ids).toEqual([]);
  expect(readers.endInMs).toBeNull();
});

test('who rests for long, or beside too many, is not kept', () => {
  const readers = new RestingReaders(() => 0);
  expect(readers.add(1, 60_000)).toBe(false);
  for (let reader = 0; reader < 1_000; reader += 1) expect(readers.add(reader, 1_000)).toBe(true);
  expect(readers.add(1_000, 1_000)).toBe(false);
  expect(readers.add(5, 1_500)).toBe(true);
});
