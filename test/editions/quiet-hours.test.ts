import { expect, test } from 'vitest';
import { isQuiet } from '../../src/editions/quiet-hours.ts';

test.each([
  // Beirut is two hours ahead in winter.
  ['23:00', '07:00', '2026-01-10T20:59:00Z', false],
  ['23:00', '07:00', '2026-01-10T21:00:00Z', true],
  ['23:00', '07:00', '2026-01-11T04:59:00Z', true],
  ['23:00', '07:00', '2026-01-11T05:00:00Z', false],
  ['13:00', '15:00', '2026-01-11T11:30:00Z', true],
  ['13:00', '15:00', '2026-01-11T13:00:00Z', false],
])('from %s to %s at %s: %s', (from, to, at, quiet) => {
  expect(isQuiet({ from, to }, new Date(at), 'Asia/Beirut')).toBe(quiet);
});

test('without quiet hours nothing is quiet', () => {
  expect(isQuiet(undefined, new Date(), 'Asia/Beirut')).toBe(false);
});
