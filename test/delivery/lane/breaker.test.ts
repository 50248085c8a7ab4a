import { expect, test } from 'vitest';
import { Breaker } from '../../../src/delivery/lane/breaker.ts';

function record(breaker: Breaker, pushId: number, outcomes: readonly ('good' | 'bad')[]) {
  return outcomes.map((outcome) => breaker.record(pushId, outcome)).lastIndexOf('trips');
}
const times = (count: number, outcome: 'good' | 'bad') => Array<'good' | 'bad'>(count).fill(outcome);

test('a push of which nothing arrives trips at its twentieth refusal, and once', () => {
  const breaker = new Breaker();
  expect(record(breaker, 1, times(60, 'bad'))).toBe(19);
});

test('a push that did arrive trips when six in ten of its last hundred were refused', () => {
  const breaker = new Breaker();
  expect(record(breaker, 1, [...times(100, 'good'), ...times(59, 'bad')])).toBe(-1);
  expect(breaker.record(1, 'bad')).toBe('trips');
});

test('one that is refused to half of its readers goes on', () => {
  const breaker = new Breaker();
  const half = Array.from({ length: 500 }, (_, index) => (index % 2 === 0 ? 'good' : 'bad') as 'good' | 'bad');
  expect(record(breaker, 1, half)).toBe(-1);
});

test('a message that arrives never trips it: the next refusal does', () => {
  const breaker = new Breaker();
  expect(record(breaker, 1, ['good', ...times(98, 'bad'), 'good'])).toBe(-1);
  expect(breaker.record(1, 'bad')).toBe('trips');
});

test('a push that goes on after it tripped is judged anew from the first message that arrives', () => {
  const breaker = new Breaker();
  record(breaker, 1, times(20, 'bad'));
  expect(record(breaker, 1, times(100, 'bad'))).toBe(-1);
  expect(breaker.record(1, 'good')).toBe('goes on');
  expect(record(breaker, 1, times(99, 'bad'))).toBe(98);
});

test('a push that somebody resumes is judged anew, not by what was still on its way when it was paused', () => {
  const breaker = new Breaker();
  record(breaker, 1, times(20, 'bad'));
  breaker.given(1, 5);
  breaker.paused(1, 10);
  // Asked for before it was paused.
  breaker.given(1, 9);
  expect(record(breaker, 1, times(100, 'bad'))).toBe(-1);
  breaker.given(1, 11);
  expect(record(breaker, 1, times(30, 'bad'))).toBe(19);
});

test('pushes are judged each for itself', () => {
  const breaker = new Breaker();
  expect(record(breaker, 1, times(19, 'bad'))).toBe(-1);
  expect(record(breaker, 2, times(19, 'bad'))).toBe(-1);
});

const nothing = async () => {};
const seemGone = (breaker: Breaker, count: number) =>
  Array.from({ length: count }, () => breaker.gone(1, nothing)).indexOf('trips');

test('readers who seem gone are believed when a message arrived after them', async () => {
  const breaker = new Breaker();
  const gone: string[] = [];
  breaker.gone(1, async () => void gone.push('a'));
  breaker.gone(1, async () => void gone.push('b'));
  expect(gone).toEqual([]);
  await breaker.believe();
  await breaker.believe();
  expect(gone).toEqual(['a', 'b']);
});

test('they are not believed when the push tripped, nor are those who come after it', async () => {
  const breaker = new Breaker();
  const gone: string[] = [];
  breaker.gone(1, async () => void gone.push('before'));
  record(breaker, 1, times(20, 'bad'));
  breaker.gone(1, async () => void gone.push('after'));
  await breaker.believe();
  expect(gone).toEqual([]);
});

test('they trip a push of which nothing arrives, sooner before the account has sent anything', () => {
  expect(seemGone(new Breaker(), 60)).toBe(19);
  const breaker = new Breaker();
  breaker.record(2, 'good');
  expect(seemGone(breaker, 300)).toBe(199);
});

test('they trip none of which a message arrives now and then, and are no refusals', () => {
  const breaker = new Breaker();
  for (let reader = 0; reader < 2_000; reader += 1) {
    if (reader % 50 === 0) expect(breaker.record(1, 'good')).toBe('goes on');
    else expect(breaker.gone(1, nothing)).toBe('goes on');
  }
  expect(record(breaker, 1, times(19, 'bad'))).toBe(-1);
});

test('they trip none of which a person said that they are gone', async () => {
  const breaker = new Breaker();
  expect(seemGone(breaker, 20)).toBe(19);
  breaker.confirm(1);
  const gone: number[] = [];
  for (let reader = 0; reader < 500; reader += 1) {
    expect(breaker.gone(1, async () => void gone.push(reader))).toBe('goes on');
  }
  await breaker.believe();
  expect(gone).toHaveLength(500);
});

test('those found gone while it is asked whether they are wait for the answer', async () => {
  for (const answer of ['confirmed', 'paused'] as const) {
    const breaker = new Breaker();
    const gone: number[] = [];
    const found = (readers: number) => {
      for (let reader = 0; reader < readers; reader += 1) breaker.gone(1, async () => void gone.push(reader));
    };
    found(20 + 30);
    // A message of another push, or all that was due is done.
    await breaker.believe();
    expect(gone).toEqual([]);
    if (answer === 'confirmed') breaker.confirm(1);
    else breaker.paused(1);
    await breaker.believe();
    expect(gone).toHaveLength(answer === 'confirmed' ? 50 : 0);
  }
});
