import { expect, test } from 'vitest';
import { SendWindow } from '../../../src/delivery/pacing/send-window.ts';

/** A send that left at `at` and was answered 50 ms later. */
function send(window: SendWindow, at: number) {
  const sent = window.leave(at);
  window.answered(sent, at + 50);
  return sent;
}

test('it is free when one more fits into the span, counted from the latest moment at which the others can have arrived', () => {
  const window = new SendWindow();
  for (const at of [0, 300, 600]) send(window, at);
  expect(window.freeAt(700, 4, 1_000)).toBe(Number.NEGATIVE_INFINITY);
  expect(window.freeAt(700, 3, 1_000)).toBe(1_000);
  expect(window.freeAt(700, 1, 1_000)).toBe(1_600);
  // Answered 20 ms later than the fastest: it may have arrived so much later.
  const slow = window.leave(800);
  window.answered(slow, 870);
  expect(window.freeAt(900, 1, 1_000)).toBe(1_820);
});

test('how many were ahead is counted over a second, whatever the span that is held', () => {
  const window = new SendWindow();
  for (const at of [0, 300, 600, 900]) send(window, at);
  expect(window.freeAt(950, 2, 500)).toBe(1_100);
  expect(window.leave(1_100).ahead).toBe(3);
});

test('what has no answer counts until it is overdue, and what was refused does not', () => {
  const window = new SendWindow();
  send(window, 0);
  const hanging = window.leave(100);
  expect(window.freeAt(200, 1, 1_000)).toBe(2_100);
  expect(window.leave(200).ahead).toBe(2);
  window.withdraw(hanging);
  expect(window.freeAt(1_300, 2, 1_000)).toBe(Number.NEGATIVE_INFINITY);
});
