import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Channel, ChatPace } from '../../src/channels/channel.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();

/** The lane's channel with another pace, and when messages left for each address. */
function paced(pace: ChatPace) {
  const left = new Map<string, number[]>();
  const channel: Channel = {
    ...lane.channel,
    chatPace: () => pace,
    send: (address, ...message) => {
      left.set(address, [...(left.get(address) ?? []), performance.now()]);
      return lane.channel.send(address, ...message);
    },
  };
  const gaps = () => [...left.values()].flatMap((at) => at.slice(1).map((one, index) => one - (at[index] ?? 0)));
  return { channel, gaps };
}

test('the second message to a chat leaves when the chat can take it, although it came while the first was on its way', async () => {
  await lane.start(1, { latency: { ms: 200, jitterMs: 0 } });
  for (const key of ['first', 'second']) await lane.push(key);
  const { channel, gaps } = paced({ messages: 1, perMs: 1_000 });
  expect(await lane.drain({ channel, pacer: new Pacer({ rate: 30 }), linger: 1_000 })).toBe('drained');
  const [gap] = gaps();
  expect(gap).toBeGreaterThanOrEqual(1_000);
  // Nobody knows when a message arrives that has no answer for two seconds; this one has had its.
  expect(gap).toBeLessThan(1_600);
});

test('many pushes that wait for the same few chats cost no write for each time that they have to wait', async () => {
  const pushes = 15;
  await lane.start(3, { latency: { ms: 20, jitterMs: 0 } });
  const ids: number[] = [];
  for (let push = 0; push < pushes; push += 1) ids.push(await lane.push());
  await sql`create table postponed (push_id integer)`.execute(lane.db);
  await sql`
    create function note_postponed() returns trigger language plpgsql as
      $$ begin insert into postponed values (new.push_id); return new; end $$`.execute(lane.db);
  await sql`
    create trigger postponing after update on delivery for each row
    when (old.state = 'pending' and new.state = 'pending') execute function note_postponed()`.execute(lane.db);
  const { channel, gaps } = paced({ messages: 1, perMs: 200 });
  expect(await lane.drain({ channel, pacer: new Pacer({ rate: 100 }), linger: 100 })).toBe('drained');
  for (const id of ids) expect((await booksOf(lane.db, id)).byState.sent).toBe(3);
  expect(gaps()).toHaveLength(3 * (pushes - 1));
  expect(Math.min(...gaps())).toBeGreaterThanOrEqual(200);
  expect((await sql`select from postponed`.execute(lane.db)).rows).toEqual([]);
});

test('who has to wait for long waits in the ledger, and holds no lane', async () => {
  await lane.start(1, { latency: { ms: 20, jitterMs: 0 } });
  for (const key of ['first', 'second']) await lane.push(key);
  const { channel } = paced({ messages: 1, perMs: 30_000 });
  const began = performance.now();
  expect(await lane.drain({ channel, pacer: new Pacer({ rate: 30 }), linger: 100 })).toBe('drained');
  expect(performance.now() - began).toBeLessThan(10_000);
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from due_at - now())::float8 as seconds from delivery where state = 'pending'`.execute(
    lane.db,
  );
  expect(rows).toEqual([{ seconds: expect.any(Number) as number }]);
  expect(rows[0]?.seconds).toBeGreaterThan(15);
});
