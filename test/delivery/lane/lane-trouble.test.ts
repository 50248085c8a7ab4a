import { expect, test } from 'vitest';
import { LaneTrouble } from '../../../src/delivery/lane/lane-trouble.ts';

function clocked(earlier?: ConstructorParameters<typeof LaneTrouble>[1]) {
  const clock = { now: 0 };
  return { clock, trouble: new LaneTrouble(() => clock.now, earlier) };
}

test('a lane is held for a second, then longer, at most a minute, once for all that are on their way', () => {
  const { clock, trouble } = clocked();
  expect([trouble.failed(0), trouble.failed(0)]).toEqual([null, null]);
  expect(trouble.failed(0)).toEqual({ holdMs: 1_000, begins: 'now' });
  clock.now = 400;
  expect(trouble.failed(0)).toBeNull();
  expect(trouble.heldMs).toBe(600);
  expect(trouble.atOnce).toBe(0);
  const holds: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    clock.now += 100_000;
    expect(trouble.atOnce).toBe(1);
    holds.push(trouble.failed(clock.now)?.holdMs ?? 0);
  }
  expect(holds).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('an answer in between shows that the trouble is the message’s own', () => {
  const { trouble } = clocked();
  for (let round = 0; round < 5; round += 1) {
    for (let tries = 0; tries < 2; tries += 1) expect(trouble.failed(0)).toBeNull();
    expect(trouble.answered(0)).toBe('as before');
  }
  expect(trouble.atOnce).toBe(Number.POSITIVE_INFINITY);
});

test('it ends when five in a row were answered, each letting twice as many leave; else the next hold is longer', () => {
  const { clock, trouble } = clocked();
  for (let tries = 0; tries < 3; tries += 1) trouble.failed(0);
  clock.now = 1_000;
  trouble.answered(1_000);
  trouble.answered(1_000);
  expect(trouble.atOnce).toBe(4);
  expect(trouble.failed(1_000)).toEqual({ holdMs: 2_000, begins: 'before' });
  clock.now = 3_000;
  const ends = Array.from({ length: 5 }, () => [trouble.atOnce, trouble.answered(3_000)]);
  expect(ends.map(([atOnce]) => atOnce)).toEqual([1, 2, 4, 8, 16]);
  expect(ends.map(([, end]) => end).lastIndexOf('as before')).toBe(3);
  expect(trouble.heldMs).toBeNull();
  expect(trouble.failed(3_000)).toBeNull();
});

test('what left before the hold and is answered after it tells nothing of now', () => {
  const { clock, trouble } = clocked();
  for (let tries = 0; tries < 3; tries += 1) trouble.failed(0);
  clock.now = 5_000;
  expect(trouble.failed(0)).toBeNull();
  trouble.answered(0);
  expect(trouble.isUntried).toBe(true);
  expect(trouble.failed(5_000)).toEqual({ holdMs: 2_000, begins: 'before' });
});

test('when all is sent, one good answer is enough', () => {
  const { clock, trouble } = clocked();
  for (let tries = 0; tries < 3; tries += 1) trouble.failed(0);
  expect(trouble.rested()).toBe('as before');
  clock.now = 1_000;
  trouble.answered(1_000);
  expect(trouble.rested()).toBe('works again');
  expect(trouble.rested()).toBe('as before');
});

test('a new holder goes on where the one before was', () => {
  const { clock, trouble } = clocked({ holds: 3, heldForMs: 2_500 });
  expect(trouble.atOnce).toBe(0);
  clock.now = 2_500;
  expect(trouble.atOnce).toBe(1);
  expect(trouble.failed(2_500)).toEqual({ holdMs: 8_000, begins: 'before' });
});
