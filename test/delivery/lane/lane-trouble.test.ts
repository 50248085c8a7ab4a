import { expect, test } from 'vitest';
import { LaneTrouble } from '../../../src/delivery/lane/lane-trouble.ts';

test('a lane is held for a second, then longer, at most a minute, once for all that are on their way', () => {
  let now = 0;
  const trouble = new LaneTrouble(() => now);
  for (let tries = 0; tries < 4; tries += 1) expect(trouble.failed()).toBeNull();
  expect(trouble.failed()).toEqual({ holdMs: 1_000, begins: 'now' });
  now = 400;
  expect(trouble.failed()).toEqual({ holdMs: 600, begins: 'before' });
  const holds: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    now += 100_000;
    holds.push(trouble.failed()?.holdMs ?? 0);
  }
  expect(holds).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(trouble.answered()).toBe('works again');
  expect(trouble.answered()).toBe('works');
  expect(trouble.failed()).toBeNull();
});

test('an answer in between shows that the trouble is the message’s own', () => {
  const trouble = new LaneTrouble(() => 0);
  for (let round = 0; round < 3; round += 1) {
    for (let tries = 0; tries < 4; tries += 1) expect(trouble.failed()).toBeNull();
    expect(trouble.answered()).toBe('works');
  }
});
