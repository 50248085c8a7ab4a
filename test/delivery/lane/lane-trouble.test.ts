import { expect, test } from 'vitest';
import { type EarlierTrouble, LaneTrouble } from '../../../src/delivery/lane/lane-trouble.ts';

function clocked(earlier?: EarlierTrouble) {
  const clock = { now: 0 };
  let reader = 1_000;
  const trouble = new LaneTrouble(() => clock.now, earlier);
  /** Whoever comes next. */
  const failed = (leftAt: number) => {
    reader += 1;
    return trouble.failed(leftAt, reader);
  };
  return { clock, trouble, failed };
}

test('a lane is held for a second, then longer, at most a minute, once for all that are on their way', () => {
  const { clock, trouble, failed } = clocked();
  expect([failed(0), failed(0)]).toEqual([null, null]);
  expect(failed(0)).toEqual({ holdMs: 1_000, begins: 'now', alone: null });
  clock.now = 400;
  expect(failed(0)).toBeNull();
  expect(trouble.heldMs).toBe(600);
  expect(trouble.atOnce).toBe(0);
  const holds: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    clock.now += 100_000;
    expect(trouble.atOnce).toBe(1);
    const hold = failed(clock.now);
    holds.push(typeof hold === 'object' ? (hold?.holdMs ?? 0) : 0);
  }
  expect(holds).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('an answer in between shows that the trouble is the message’s own', () => {
  const { trouble, failed } = clocked();
  for (let round = 0; round < 5; round += 1) {
    for (let tries = 0; tries < 2; tries += 1) expect(failed(0)).toBeNull();
    expect(trouble.answered(0)).toBe('as before');
  }
  expect(trouble.atOnce).toBe(Number.POSITIVE_INFINITY);
});

test('one reader, or two by turns, hold nobody up, however often it fails with them', () => {
  const { trouble } = clocked();
  expect(trouble.failed(0, 1)).toBeNull();
  for (let tries = 0; tries < 5; tries += 1) expect(trouble.failed(0, 1)).toBe('in doubt');
  expect(trouble.failed(0, 2)).toBeNull();
  for (let tries = 0; tries < 5; tries += 1) expect(trouble.failed(0, 1 + (tries % 2))).toBe('in doubt');
  expect(trouble.holds).toBe(0);
  expect(trouble.failed(0, 3)).toEqual({ holdMs: 1_000, begins: 'now', alone: null });
});

test('what is nobody’s own trouble holds the lane whoever was meant', () => {
  const { trouble } = clocked();
  expect([trouble.failed(0, null), trouble.failed(0, null)]).toEqual([null, null]);
  expect(trouble.failed(0, null)).toMatchObject({ holdMs: 1_000 });
});

test('whoever asked in doubt says whether it is held', () => {
  const { clock, trouble } = clocked();
  trouble.failed(0, 1);
  expect(trouble.failed(0, 1)).toBe('in doubt');
  expect(trouble.cannotBeUsed(0)).toEqual({ holdMs: 1_000, begins: 'now', alone: 1 });
  clock.now = 1_000;
  expect(trouble.failed(1_000, 1)).toBe('in doubt');
  expect([trouble.canBeUsed(1_000), trouble.canBeUsed(1_000)]).toEqual(['works again', 'as before']);
  expect(trouble.heldMs).toBeNull();
});

test('what was asked before a hold neither ends it nor makes it longer', () => {
  const { clock, trouble, failed } = clocked();
  trouble.failed(0, 1);
  expect(trouble.failed(0, 1)).toBe('in doubt');
  // While it is asked, nothing can be sent to two others.
  failed(0);
  expect(failed(0)).toEqual({ holdMs: 1_000, begins: 'now', alone: null });
  clock.now = 200;
  expect(trouble.canBeUsed(0)).toBe('as before');
  expect(trouble.cannotBeUsed(0)).toBeNull();
  expect([trouble.holds, trouble.heldMs]).toEqual([1, 800]);
});

test('it ends when five in a row were answered, each letting twice as many leave; else the next hold is longer', () => {
  const { clock, trouble, failed } = clocked();
  for (let tries = 0; tries < 3; tries += 1) failed(0);
  clock.now = 1_000;
  trouble.answered(1_000);
  trouble.answered(1_000);
  expect(trouble.atOnce).toBe(4);
  expect(trouble.failed(1_000, 7)).toEqual({ holdMs: 2_000, begins: 'before', alone: 7 });
  clock.now = 3_000;
  const ends = Array.from({ length: 5 }, () => [trouble.atOnce, trouble.answered(3_000)]);
  expect(ends.map(([atOnce]) => atOnce)).toEqual([1, 2, 4, 8, 16]);
  expect(ends.map(([, end]) => end).lastIndexOf('as before')).toBe(3);
  expect(trouble.heldMs).toBeNull();
  expect(failed(3_000)).toBeNull();
});

test('what left before the hold and is answered after it tells nothing of now', () => {
  const { clock, trouble, failed } = clocked();
  for (let tries = 0; tries < 3; tries += 1) failed(0);
  clock.now = 5_000;
  expect(failed(0)).toBeNull();
  trouble.answered(0);
  expect(trouble.isUntried).toBe(true);
  expect(failed(5_000)).toEqual({ holdMs: 2_000, begins: 'before', alone: null });
});

test('when all is sent, one good answer is enough', () => {
  const { clock, trouble, failed } = clocked();
  for (let tries = 0; tries < 3; tries += 1) failed(0);
  expect(trouble.rested()).toBe('as before');
  clock.now = 1_000;
  trouble.answered(1_000);
  expect(trouble.rested()).toBe('works again');
  expect(trouble.rested()).toBe('as before');
});

test('a new holder goes on where the one before was', () => {
  const { clock, trouble } = clocked({ holds: 3, heldForMs: 2_500, alone: null });
  expect(trouble.atOnce).toBe(0);
  clock.now = 2_500;
  expect(trouble.atOnce).toBe(1);
  expect(trouble.failed(2_500, 7)).toEqual({ holdMs: 8_000, begins: 'before', alone: 7 });
});

test('a new holder knows with whom alone the one before failed', () => {
  const { trouble } = clocked({ holds: 3, heldForMs: 0, alone: 7 });
  expect(trouble.failed(0, 7)).toBe('in doubt');
});
