import { expect, test } from 'vitest';
import { Underway } from '../../../src/delivery/lane/underway.ts';

function work() {
  let end: () => void = () => {};
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { promise, end: () => end(), fail: (error: Error) => fail(error) };
}

test('it counts what goes on and waits for the next and for all', async () => {
  const underway = new Underway();
  const [one, other] = [work(), work()];
  underway.add(one.promise);
  underway.add(other.promise);
  expect(underway.count).toBe(2);
  const told: string[] = [];
  const next = underway.next().then(() => told.push('next'));
  const all = underway.all().then(() => told.push('all'));
  other.end();
  await next;
  expect([underway.count, told]).toEqual([1, ['next']]);
  one.end();
  await all;
  expect([underway.count, told]).toEqual([0, ['next', 'all']]);
});

test('waiting for nothing ends at once', async () => {
  await new Underway().next();
  await new Underway().all();
});

test('a failure is told to who waits, or to who waits next, once', async () => {
  const underway = new Underway();
  const [one, other] = [work(), work()];
  underway.add(one.promise);
  underway.add(other.promise);
  const next = expect(underway.next()).rejects.toThrow('first');
  one.fail(new Error('first'));
  await next;
  other.fail(new Error('second'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(underway.count).toBe(0);
  await expect(underway.all()).rejects.toThrow('second');
  await underway.all();
});

test('waiting for all goes on past a failure', async () => {
  const underway = new Underway();
  const [one, other] = [work(), work()];
  underway.add(one.promise);
  underway.add(other.promise);
  let ended = false;
  const all = underway.all().finally(() => {
    ended = true;
  });
  one.fail(new Error('first'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  other.end();
  await expect(all).rejects.toThrow('first');
});

test('waiting for all for some time ends with the last of them, or with the time', async () => {
  const underway = new Underway();
  expect(await underway.allWithin(60_000)).toBe(true);
  const [one, other] = [work(), work()];
  underway.add(one.promise);
  expect(await underway.allWithin(5)).toBe(false);
  const ended = underway.allWithin(60_000);
  one.end();
  expect(await ended).toBe(true);
  underway.add(other.promise);
  const failed = expect(underway.allWithin(60_000)).rejects.toThrow('other');
  other.fail(new Error('other'));
  await failed;
  await underway.all();
});
