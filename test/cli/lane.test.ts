import { expect, test } from 'vitest';
import { chatId } from '../e2e/newsroom.ts';
import { waitFor } from '../setup/wait.ts';
import { desk, link } from './desk.ts';

interface Lane {
  readonly name: string;
  readonly state: string;
  readonly pending: number;
}

test('an account is held in the middle of a push and reopened, and everybody has it once', {
  timeout: 90_000,
}, async () => {
  // Slow, so that the push still runs when a command comes, however long that takes.
  const { newsroom, nashra } = await desk({ rate: 20 });
  const lanes = async (...args: string[]) => JSON.parse((await nashra('lane', ...args, '--json')).stdout) as Lane[];
  const [lane] = await lanes('list');
  if (!lane) throw new Error('there is no lane');
  expect(lane).toMatchObject({ name: expect.stringMatching(/^telegram:\d+$/) as string, state: 'open', pending: 0 });

  const { id } = JSON.parse((await nashra('push', 'create', link, '--json')).stdout) as { id: number };
  await nashra('push', 'approve', String(id));
  await waitFor(() => newsroom.telegram.statistics().accepted > 10, { message: 'the push never began' });
  const [held] = await lanes('pause', lane.name);
  expect(held).toMatchObject({ state: 'paused' });
  // What was on its way arrives, and nothing after it.
  await waitFor(
    async () => (await newsroom.database.db.selectFrom('lane').select('holder').executeTakeFirst())?.holder === null,
    {
      message: 'the lane was not let go',
    },
  );
  const atRest = newsroom.telegram.statistics().accepted;
  const [waiting] = await lanes('list');
  expect(waiting?.pending).toBe(200 - atRest);
  expect(newsroom.telegram.statistics().accepted).toBe(atRest);
  const twice = await nashra('lane', 'pause', lane.name);
  expect({ exit: twice.exit, says: twice.stderr.trim() }).toEqual({
    exit: 1,
    says: `nashra: ${lane.name} is paused already`,
  });

  expect((await nashra('lane', 'resume', lane.name)).exit).toBe(0);
  await waitFor(() => newsroom.telegram.statistics().accepted === 200, {
    message: 'the rest was not sent',
    timeoutMs: 30_000,
  });
  const unknown = await nashra('lane', 'pause', 'telegram:1');
  expect(unknown.exit).toBe(1);
  expect(unknown.stderr).toContain('nashra lane list');
});

test('an account is cancelled in the middle of a push: nobody else gets it, the books say so, and it can be sent after all', {
  timeout: 90_000,
}, async () => {
  const { newsroom, nashra } = await desk({ rate: 12 });
  const [lane] = JSON.parse((await nashra('lane', 'list', '--json')).stdout) as Lane[];
  if (!lane) throw new Error('there is no lane');
  const { id } = JSON.parse((await nashra('push', 'create', link, '--json')).stdout) as { id: number };
  await nashra('push', 'approve', String(id));
  await waitFor(() => newsroom.telegram.statistics().accepted > 10, { message: 'the push never began' });

  const asked = await nashra('lane', 'cancel', lane.name);
  expect(asked.exit).toBe(1);
  expect(asked.stderr).toMatch(new RegExp(`\\d+ messages of push ${id} wait in ${lane.name}; with --yes`));
  const done = await nashra('lane', 'cancel', lane.name, '--yes', '--json');
  expect({ exit: done.exit, lanes: JSON.parse(done.stdout) }).toMatchObject({
    exit: 0,
    lanes: [{ name: lane.name, state: 'paused', pending: 0 }],
  });
  const { accepted } = newsroom.telegram.statistics();
  expect(accepted).toBeLessThan(200);
  expect(done.stderr).toContain(`${200 - accepted} messages of push ${id} were set aside`);
  const shown = JSON.parse((await nashra('push', 'show', String(id), '--json')).stdout) as unknown;
  expect(shown).toMatchObject({
    state: 'finished',
    again: { setAside: 200 - accepted },
    books: { balanced: true, byState: { sent: accepted, excluded: 200 - accepted } },
  });

  expect((await nashra('lane', 'resume', lane.name)).exit).toBe(0);
  const missed = await nashra('push', 'missed', String(id));
  expect(missed.stdout).toContain(`${200 - accepted} set aside with their lane`);
  const people = await newsroom.database.db
    .selectFrom('delivery')
    .select('subscriber_id')
    .where('state', '=', 'excluded')
    .orderBy('subscriber_id')
    .execute();
  const numbers = people.map(({ subscriber_id }) => subscriber_id);
  const listed = await nashra('push', 'missed', String(id), '--list', '--json');
  const lines = listed.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { reader: number });
  expect(lines.map(({ reader }) => reader)).toEqual(numbers);
  expect(lines[0]).toEqual({
    reader: numbers[0],
    lane: lane.name,
    state: 'excluded',
    reason: 'the lane was cancelled',
    tries: 0,
    at: expect.any(String) as string,
    again: 'setAside',
  });
  const shownByReason = (await nashra('push', 'missed', String(id), '--list')).stdout;
  expect(shownByReason.startsWith(`${200 - accepted} excluded: the lane was cancelled\n  ${numbers[0]} `)).toBe(true);
  expect(shownByReason).not.toContain(String(chatId(199)));
  expect((await nashra('push', 'missed', '999', '--list')).stderr).toContain('there is no push 999');
  expect(newsroom.telegram.statistics().accepted).toBe(accepted);
  expect((await nashra('push', 'missed', String(id), '--send')).exit).toBe(0);
  await waitFor(() => newsroom.telegram.statistics().accepted === 200, {
    message: 'the rest was not sent',
    timeoutMs: 30_000,
  });
  expect((await nashra('lane', 'cancel', lane.name)).stderr).toContain(`nothing waits in ${lane.name}`);
  expect((await nashra('lane', 'cancel', 'telegram:1', '--yes')).stderr).toContain('nashra lane list');
});
