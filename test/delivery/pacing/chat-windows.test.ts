import { expect, test } from 'vitest';
import { ChatWindows } from '../../../src/delivery/pacing/chat-windows.ts';
import { SendWindow } from '../../../src/delivery/pacing/send-window.ts';

const oneASecond = { messages: 1, perMs: 1_000 };
const margin = 3;

/** Sends to a chat at `at`, answered 50 ms later. */
function send(chats: ChatWindows, name: string, at: number, pace = oneASecond) {
  const account = new SendWindow();
  const send = account.leave(at);
  chats.leave(name, pace, send);
  account.answered(send, at + 50);
  return send;
}

test('a chat waits for its own pace and the margin, another one does not', () => {
  const chats = new ChatWindows();
  send(chats, 'a', 0);
  expect(chats.wait('a', 400, margin)).toBe(603);
  expect(chats.wait('a', 1_003, margin)).toBeLessThanOrEqual(0);
  expect(chats.wait('b', 400, margin)).toBeLessThanOrEqual(0);
});

test('of what is on its way it is expected that its answer comes, until it is late', () => {
  const chats = new ChatWindows();
  chats.leave('a', oneASecond, new SendWindow().leave(0));
  expect(chats.wait('a', 100, margin)).toBe(1_900);
  expect(chats.rest('a', 100, margin)).toBe(903);
  expect(chats.rest('a', 950, margin)).toBe(1_050);
  send(chats, 'b', 0);
  expect(chats.rest('b', 100, margin)).toBe(chats.wait('b', 100, margin));
});

test('a chat that the far end asked to wait does, whatever its pace', () => {
  const chats = new ChatWindows();
  chats.block('a', oneASecond, 0, 30_000);
  chats.block('a', oneASecond, 0, 10_000);
  expect(chats.wait('a', 5_000, margin)).toBe(25_000);
  expect(chats.wait('b', 5_000, margin)).toBeLessThanOrEqual(0);
});

test('a chat is full when it had about three quarters of what it takes', () => {
  const chats = new ChatWindows();
  const group = { messages: 20, perMs: 60_000 };
  for (let count = 0; count < 14; count += 1) send(chats, 'group', count, group);
  expect(chats.isFull('group', 13)).toBe(false);
  send(chats, 'group', 14, group);
  expect(chats.isFull('group', 15)).toBe(true);
  expect(chats.isFull('nobody', 15)).toBe(false);
});

test('a message right after its chat was free again may still be too early for the far end, whether or not anybody asked meanwhile', () => {
  for (const asked of [[], [1_003]]) {
    const chats = new ChatWindows();
    send(chats, 'a', 0);
    for (const now of asked) chats.wait('a', now, margin);
    expect(chats.isFull('a', 1_010)).toBe(true);
    expect(chats.isFull('a', 1_300)).toBe(false);
  }
});

test('a million chats are not remembered: the oldest are forgotten, one that has just been written to is not', () => {
  const chats = new ChatWindows();
  // Nobody is forgotten for being over, because the first has to wait for long.
  chats.block('held', oneASecond, 0, 3_600_000);
  for (let index = 0; index < 30_000; index += 1) send(chats, `chat ${index}`, 1);
  expect(chats.wait('held', 2, margin)).toBe(0);
  expect(chats.wait('chat 0', 2, margin)).toBe(0);
  expect(chats.wait('chat 29999', 2, margin)).toBeGreaterThan(0);
});

test('a message that has no answer holds its chat up until it is taken to have arrived, and then for the pace', () => {
  const chats = new ChatWindows();
  const send = new SendWindow().leave(0);
  chats.leave('a', oneASecond, send);
  expect(chats.wait('a', 1_500, margin)).toBe(500);
  expect(chats.wait('a', 2_000, margin)).toBe(1_003);
});

test('a message that never left does not count', () => {
  const chats = new ChatWindows();
  const sent = send(chats, 'a', 0);
  chats.withdraw('a', sent);
  expect(chats.wait('a', 1, margin)).toBeLessThanOrEqual(0);
});

test('a group takes its share of a minute, and the next when the first of them counts no more', () => {
  const chats = new ChatWindows();
  const group = { messages: 3, perMs: 60_000 };
  for (const at of [0, 10_000, 20_000]) send(chats, 'group', at, group);
  expect(chats.wait('group', 30_000, margin)).toBe(30_003);
  expect(chats.wait('group', 60_003, margin)).toBeLessThanOrEqual(0);
});
