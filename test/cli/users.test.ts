import { beforeAll, expect, test } from 'vitest';
import { takeUpInvitation } from '../../src/users/store.ts';
import { type E2eNewsroom, newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { runNashra } from '../setup/processes.ts';

let newsroom: E2eNewsroom;
const nashra = (...args: string[]) => runNashra(args, { env: newsroom.env });

beforeAll(async () => {
  newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'));
});

test('people are let into the console, given another role and shut out from the command line', async () => {
  expect((await nashra('users', 'list')).stdout).toContain('nashra users add NAME --role chief');
  const added = await nashra('users', 'add', 'رنا حداد', '--role', 'chief');
  expect([added.exit, /^http:\/\/127\.0\.0\.1:0\/console\/join\/[\w-]{43}$/m.test(added.stdout)]).toEqual([0, true]);
  const token = /join\/([\w-]{43})/.exec(added.stdout)?.[1] ?? '';
  expect(await takeUpInvitation(newsroom.database.db, token, 'حديقة صغيرة خلف المطبعة')).toBeDefined();
  const json = JSON.parse((await nashra('users', 'add', 'مازن', '--role', 'editor', '--json')).stdout) as {
    link: string;
  };
  const { address } = await newsroom.serve({ NASHRA_PUBLIC_URL: 'https://news.example.org' });
  const join = await fetch(`${address}${new URL(json.link).pathname}`);
  expect([join.status, (await join.text()).includes('مازن')]).toEqual([200, true]);

  const again = await nashra('users', 'add', 'مازن', '--role', 'ops');
  expect([again.exit, again.stderr.trim()]).toEqual([
    1,
    'nashra: مازن is there already: nashra users invite, role or remove',
  ]);
  const link = await runNashra(['users', 'invite', 'مازن', '--json'], {
    env: { ...newsroom.env, NASHRA_PUBLIC_URL: 'https://news.example.org' },
  });
  expect((JSON.parse(link.stdout) as { link: string }).link).toMatch(/^https:\/\/news\.example\.org\/console\/join\//);
  expect((await nashra('users', 'role', 'مازن', '--role', 'ops')).stdout).toMatch(/مازن +ops +invited/);
  expect((await nashra('users', 'remove', 'مازن')).stdout).toMatch(/مازن +ops +shut out/);
});

test('what cannot be is refused in one line that says what to do', async () => {
  const [name, role, nobody, last] = await Promise.all([
    nashra('users', 'add', 'feed:x', '--role', 'chief'),
    nashra('users', 'add', 'ليلى', '--role', 'boss'),
    nashra('users', 'remove', 'لا أحد'),
    nashra('users', 'remove', 'رنا حداد'),
  ]);
  expect([name.exit, name.stderr]).toEqual([2, expect.stringContaining('cannot be a name') as string]);
  expect([role.exit, role.stderr]).toEqual([
    2,
    expect.stringContaining('Allowed choices are editor, chief, ops') as string,
  ]);
  expect([nobody.exit, nobody.stderr]).toEqual([1, expect.stringContaining('nashra users list') as string]);
  expect([last.exit, last.stderr]).toEqual([1, expect.stringContaining('the only chief') as string]);
});

test('the doctor says who can let people into the console', async () => {
  const empty = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'));
  const examined = async (env: Readonly<Record<string, string>>) =>
    (await runNashra(['doctor'], { env })).stdout.split('\n').filter((line) => line.includes('console'));
  expect(await examined(empty.env)).toEqual(['✓ console: nobody may come in yet: nashra users add NAME --role chief']);
  const open = await examined({ ...empty.env, HOST: '0.0.0.0' });
  expect(open).toEqual([expect.stringMatching(/^✗ console: .* HOST=0\.0\.0\.0 is reached without https/) as string]);
  expect(await examined(newsroom.env)).toEqual(['✓ console: 1 may come in, 1 of them chief']);
});
