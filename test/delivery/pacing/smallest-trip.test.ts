import { expect, test } from 'vitest';
import { SmallestTrip } from '../../../src/delivery/pacing/smallest-trip.ts';

test('nothing is known before the first trip', () => {
  const trip = new SmallestTrip();
  expect([trip.value, trip.doubt]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('it is the smallest seen, and says when a trip is smaller', () => {
  const trip = new SmallestTrip();
  expect([50, 60, 50, 40].map((ms) => trip.add(ms, 0))).toEqual(['smallest', 'longer', 'longer', 'smallest']);
  expect(trip.value).toBe(40);
});

test('a trip is remembered for half a minute at least and a minute at most, so that a slower network is noticed', () => {
  const trip = new SmallestTrip();
  trip.add(40, 0);
  trip.add(80, 30_000);
  expect(trip.value).toBe(40);
  expect(trip.add(80, 60_000)).toBe('longer');
  expect(trip.value).toBe(80);
});

test('the doubt is twice what trips vary, and shrinks with the root of their number', () => {
  const trip = new SmallestTrip();
  for (const ms of [40, 60]) trip.add(ms, 0);
  expect(trip.doubt).toBeCloseTo((2 * 10) / Math.sqrt(2));
  for (let more = 0; more < 99; more += 1) for (const ms of [40, 60]) trip.add(ms, 0);
  expect(trip.doubt).toBeCloseTo((2 * 10) / Math.sqrt(200));
});
