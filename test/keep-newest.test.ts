import { expect, test } from 'vitest';
import { keepNewest } from '../src/keep-newest.ts';

test('what was put in longest ago leaves first, whether a map or a set remembers it', () => {
  const numbers = new Map([1, 2, 3, 4, 5].map((number) => [number, `${number}`]));
  keepNewest(numbers, 2);
  expect([...numbers.keys()]).toEqual([4, 5]);
  const names = new Set(['أ', 'ب', 'ج']);
  keepNewest(names, 2);
  expect([...names]).toEqual(['ب', 'ج']);
});

test('no more than it may, it keeps all', () => {
  const names = new Set(['أ', 'ب']);
  keepNewest(names, 2);
  expect(names.size).toBe(2);
});
