import { expect, test } from 'vitest';
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
  const { newsroom, nashra } = await desk();
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
