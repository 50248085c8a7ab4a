import { expect, test } from 'vitest';
import { afterExactly, systemClock } from '../../../src/delivery/pacing/clock.ts';

test('what is to happen exactly never happens before its time, also between whole milliseconds', async () => {
  const waits = Array.from({ length: 400 }, (_, index) => 1 + index * 0.37);
  const early = await Promise.all(
    waits.map(
      (ms) =>
        new Promise<number>((resolve) => {
          const due = systemClock.now() + ms;
          afterExactly(systemClock, ms, () => resolve(due - systemClock.now()));
        }),
    ),
  );
  expect(Math.max(...early)).toBeLessThan(0.01);
});
