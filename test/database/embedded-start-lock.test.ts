import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EmbeddedServerError } from '../../src/database/embedded/error.ts';
import { withStartLock } from '../../src/database/embedded/start-lock.ts';
import { built, type Child, startScript } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';

/**
 * Takes the lock again and again. Inside it writes its number to a file and reads it back a little later: a second one
 * inside would have written another number. What a killed one left there does not matter.
 */
async function startContender(folder: string): Promise<Child> {
  return startScript(`
    import { appendFile, readFile, writeFile } from 'node:fs/promises';
    import { setTimeout as delay } from 'node:timers/promises';
    import { withStartLock } from ${JSON.stringify(built('src/database/embedded/start-lock.js'))};
    const folder = ${JSON.stringify(folder)};
    for (;;) {
      await withStartLock(folder + '/lock', {}, async () => {
        await writeFile(folder + '/inside', String(process.pid));
        await delay(Math.random() * 4);
        const inside = await readFile(folder + '/inside', 'utf8');
        await appendFile(folder + '/turns', inside === String(process.pid) ? 'one\\n' : 'TWO\\n');
      });
    }`);
}

it('lets in one at a time, whoever is killed while holding it or waiting for it', async () => {
  const folder = await temporaryFolder();
  const contenders = await Promise.all([1, 2, 3, 4].map(() => startContender(folder)));
  const turns = async () => (await readFile(join(folder, 'turns'), 'utf8').catch(() => '')).split('\n').slice(0, -1);
  for (let kill = 0; kill < 25; kill += 1) {
    const before = (await turns()).length;
    await waitFor(async () => (await turns()).length > before + 5, { message: 'nobody gets in any more' });
    const victim = contenders[kill % contenders.length];
    await victim?.kill('SIGKILL');
    contenders[kill % contenders.length] = await startContender(folder);
  }
  await Promise.all(contenders.map((contender) => contender.kill('SIGKILL')));
  expect(new Set(await turns())).toEqual(new Set(['one']));

  await withStartLock(join(folder, 'lock'), {}, async () => undefined);
  expect((await readdir(join(folder, 'lock'))).length).toBeLessThan(12);
});

it('leaves no claim of one that was killed while it wrote it', async () => {
  const folder = await temporaryFolder();
  const gone = await startScript('');
  await gone.kill('SIGKILL');
  await withStartLock(folder, {}, async () => undefined);
  await writeFile(join(folder, `claim-${gone.pid}-of-the-killed`), '');
  await writeFile(join(folder, `claim-${process.pid}-being-written`), '');
  await withStartLock(folder, {}, async () => undefined);
  const claims = (await readdir(folder)).filter((name) => name.startsWith('claim-'));
  expect(claims).toEqual([`claim-${process.pid}-being-written`]);
});

it('tells who holds it when it may not wait, and does not wait for those who are gone', async () => {
  const folder = await temporaryFolder();
  await withStartLock(folder, {}, async () => {
    const second = withStartLock(folder, { timeoutMs: 100 }, async () => undefined);
    await expect(second).rejects.toBeInstanceOf(EmbeddedServerError);
    await expect(second).rejects.toThrow(`Process ${process.pid} is starting or stopping the database`);
  });
  const failing = withStartLock(folder, {}, async () => {
    throw new Error('work failed');
  });
  await expect(failing).rejects.toThrow('work failed');
  expect(await withStartLock(folder, { timeoutMs: 100 }, async () => 'in')).toBe('in');
});
