import { expect, test } from 'vitest';
import type { Channel } from '../../src/channels/channel.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { waitFor } from '../setup/wait.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();

test.each([
  ['the only message of a push', 1],
  ['the second of three messages', 2],
])('while the call for %s hangs, breaking news leaves within a second', async (_, place) => {
  await lane.start(1);
  const hangs = 4_000;
  lane.api.behaviours.add({
    chats: { kind: 'everyNth', n: place },
    times: 1,
    behaviour: { kind: 'slow', ms: hangs, when: 'before' },
  });
  const texts = place === 1 ? ['أوّل'] : ['أوّل', 'ثانٍ', 'ثالث'];
  const digest = await lane.push('digest');
  // A chat's own pace would hide the lane's.
  const channel: Channel = { ...lane.channel, chatPace: () => ({ messages: 10, perMs: 50 }) };
  const draining = lane.drain({
    channel,
    pacer: new Pacer({ rate: 1_000 }),
    linger: 1_000,
    context: {
      render: async (pushId) => ({
        messages: (pushId === digest ? texts : ['عاجل']).map((text) => ({ text, markup: 'telegram-html' })),
        uncertainPolicy: 'leave',
      }),
    },
  });
  await waitFor(() => lane.api.statistics().inFlight === 1 && lane.api.statistics().accepted === place - 1, {
    message: 'no call hangs',
  });
  const breaking = await lane.push('breaking', { priority: 1 });
  const approved = performance.now();
  await waitFor(async () => (await booksOf(lane.db, breaking)).byState.sent === 1, { message: 'it never left' });
  expect(performance.now() - approved).toBeLessThan(1_000);
  expect(await draining).toBe('drained');
  expect((await booksOf(lane.db, digest)).byState).toMatchObject({ sent: 1, uncertain: 0 });
  expect(lane.api.statistics().accepted).toBe(texts.length + 1);
});
