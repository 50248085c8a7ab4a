import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAlive } from './process-family.ts';
import { built, startScript } from './processes.ts';
import { waitFor } from './wait.ts';

test('a server in a session of its own does not outlive a run that is killed, nor does its folder', async () => {
  const run = await startScript(`
    import { spawn } from 'node:child_process';
    import { mkdtempSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { join } from 'node:path';
    import { putAwayAfterUs } from ${JSON.stringify(built('test/setup/put-away.js'))};
    const folder = mkdtempSync(join(tmpdir(), 'nashra-killed-run-'));
    putAwayAfterUs(folder);
    const server = spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env: { ...process.env, FOLDER: folder } });
    server.unref();
    console.log(JSON.stringify({ folder, pid: server.pid }));
    setInterval(() => {}, 1000);
  `);
  const said = await waitFor(() => run.stdout().trim(), { message: 'the run did not begin' });
  const { folder, pid } = JSON.parse(said) as { folder: string; pid: number };
  expect(isAlive(pid)).toBe(true);
  await run.kill('SIGKILL');
  await waitFor(() => !isAlive(pid) && !existsSync(folder), { message: 'it was left behind', timeoutMs: 30_000 });
});
