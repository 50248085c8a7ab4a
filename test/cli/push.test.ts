import { describe, expect, test } from 'vitest';
import { newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { runNashra, startNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { desk, link } from './desk.ts';

describe('pushes on the command line, beside a running desk', () => {
  test('create, list, show, approve, cancel, with what went wrong said', { timeout: 150_000 }, async () => {
    // Slow, so that the push still runs when it is cancelled, however long a command takes.
    const { newsroom, nashra } = await desk({ rate: 3 });

    const proposed = await nashra('push', 'create', link, '--json');
    expect(proposed.exit).toBe(0);
    const { id, ...made } = JSON.parse(proposed.stdout) as { id: number };
    expect(made).toMatchObject({ state: 'proposed', titles: ['الحافلة الليلية'], createdBy: 'editors' });
    expect(newsroom.telegram.statistics().accepted).toBe(0);

    const list = JSON.parse((await nashra('push', 'list', '--json')).stdout) as { id: number }[];
    expect(list.map((push) => push.id)).toEqual([id]);
    expect((await nashra('push', 'list')).stdout).toMatch(/proposed/);

    const again = await nashra('push', 'create', link);
    expect(again.exit).toBe(0);
    expect(JSON.parse((await nashra('push', 'list', '--json')).stdout)).toHaveLength(1);

    expect((await nashra('push', 'approve', String(id))).exit).toBe(0);
    await waitFor(() => newsroom.telegram.statistics().accepted > 2, { message: 'the approved push never began' });
    expect((await nashra('push', 'cancel', String(id))).exit).toBe(0);
    const report = JSON.parse((await nashra('push', 'show', String(id), '--json')).stdout) as {
      state: string;
      books: { audience: number; balanced: boolean; byState: Record<string, number> };
    };
    expect(report).toMatchObject({ state: 'cancelled', books: { audience: 200, balanced: true } });
    expect(report.books.byState.sent).toBeLessThan(200);

    const late = await nashra('push', 'approve', String(id));
    expect(late.exit).toBe(1);
    expect(late.stderr.trim()).toMatch(/cancelled/);
    const unknown = await nashra('push', 'show', '999');
    expect(unknown.exit).toBe(1);
    expect(unknown.stderr.trim().split('\n')).toHaveLength(1);
    expect((await nashra('push', 'show', 'abc')).exit).toBe(2);
    expect((await nashra('push', 'create', link, '--at', 'tomorrow')).exit).toBe(2);
    const nowhere = await nashra('push', 'create', 'http://169.254.169.254/latest');
    expect(nowhere.exit).toBe(1);
    expect(nowhere.stderr).toContain('169.254.169.254 is not a public address');
  });

  test('show says what pictures a story goes with, and approved it goes with them', { timeout: 90_000 }, async () => {
    const { newsroom, nashra } = await desk({ rate: 1_000, photos: { album: 3 } });
    const { id } = JSON.parse((await nashra('push', 'create', link, '--json')).stdout) as { id: number };
    const shown = await nashra('push', 'show', String(id));
    expect(shown.stdout).toContain(
      'Telegram: as an album of 3 pictures with the text below, where that fits 1,024 characters',
    );
    const { pictures } = JSON.parse((await nashra('push', 'show', String(id), '--json')).stdout) as {
      pictures: string[];
    };
    expect(pictures).toEqual(
      ['depot', 'driver', 'platform'].map((name) => `https://daraj.media/pictures/bus-${name}.jpg`),
    );
    expect((await nashra('push', 'approve', String(id))).exit).toBe(0);
    await waitFor(() => newsroom.telegram.statistics().accepted === 600, { message: 'the albums never came' });
    expect(newsroom.telegram.statistics().byMethod).toMatchObject({ sendmediagroup: 200 });
  });

  test('--now shows the progress until everybody has it', { timeout: 60_000 }, async () => {
    const { newsroom, nashra } = await desk();
    const { exit, stdout } = await nashra('push', 'create', link, '--now');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/\d+ % of 200/);
    expect(stdout).toMatch(/200 sent/);
    expect(newsroom.telegram.statistics().accepted).toBe(200);
  });

  test('--now without a running desk says so once; Ctrl+C leaves the push as it is', { timeout: 90_000 }, async () => {
    const { newsroom, nashra, served } = await desk();
    await served.kill();
    // As long ago as an instance that runs never is.
    await newsroom.database.db
      .updateTable('lane')
      .set({ served_at: new Date(Date.now() - 31_000), lease_until: null })
      .execute();
    const following = await startNashra(['push', 'create', link, '--now'], { env: newsroom.env });
    const line = /no running instance serves push (\d+): it stays approved and is sent when `nashra serve` runs/;
    const [, id = ''] = await waitFor(() => line.exec(following.stderr()), {
      message: 'nothing was said',
      timeoutMs: 30_000,
    });
    expect(await following.kill('SIGINT')).toBe(130);
    expect(following.stderr().match(/no running instance/g)).toHaveLength(1);
    expect(following.stderr()).toContain(`nashra push show ${id}`);
    expect(JSON.parse((await nashra('push', 'show', id, '--json')).stdout)).toMatchObject({ state: 'approved' });

    await newsroom.serve();
    const { exit, stderr } = await nashra('push', 'show', id, '--watch');
    expect(exit).toBe(0);
    expect(stderr).not.toContain('no running instance');
    expect(newsroom.telegram.statistics().accepted).toBe(200);
  });

  test('a paid broadcast says what it costs, and spends it only with --yes', { timeout: 60_000 }, async () => {
    const { newsroom, nashra } = await desk({ paid: { rate: 500 } });
    const { stderr, exit } = await nashra('push', 'create', link, '--now', '--paid');
    expect(exit).toBe(1);
    expect(stderr).toContain('costs about 19 Telegram Stars, at most 20');
    expect(stderr).toMatch(/nothing was sent: nashra push approve \d+ --paid --yes spends it/);
    expect(newsroom.telegram.statistics().accepted).toBe(0);
    const [, id = ''] = /approve (\d+)/.exec(stderr) ?? [];
    const asked = await nashra('push', 'approve', id, '--paid', '--json');
    expect(asked.exit).toBe(1);
    expect(JSON.parse(asked.stdout)).toMatchObject({ push: Number(id), cost: { readers: 200, stars: 19, most: 20 } });
    expect(newsroom.telegram.statistics().accepted).toBe(0);
    expect((await nashra('push', 'approve', id, '--paid', '--yes')).exit).toBe(0);
    await nashra('push', 'show', id, '--watch');
    expect(newsroom.telegram.statistics()).toMatchObject({ accepted: 200, stars: 20 });
  });

  test('approving a push of a paid edition shows what it costs and spends it only when told', {
    timeout: 60_000,
  }, async () => {
    const { newsroom, nashra } = await desk({ paid: { rate: 500 } });
    const { stdout } = await nashra('push', 'create', link, '--json');
    const { id } = JSON.parse(stdout) as { id: number };
    await newsroom.database.db
      .updateTable('push')
      .set({ fare: 'paid', edition_fare: 'paid' })
      .where('id', '=', id)
      .execute();
    const plain = await nashra('push', 'approve', String(id));
    expect(plain.exit).toBe(1);
    expect(plain.stderr).toContain('costs about 19 Telegram Stars, at most 20');
    expect(plain.stderr).toContain(`nashra push approve ${id} --free sends it at the free pace`);
    expect((await nashra('push', 'approve', String(id), '--free')).exit).toBe(0);
    await nashra('push', 'show', String(id), '--watch');
    expect(newsroom.telegram.statistics()).toMatchObject({ accepted: 200, stars: 0 });
  });

  test('--at waits for its time', { timeout: 60_000 }, async () => {
    const { newsroom, nashra } = await desk();
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const { stdout } = await nashra('push', 'create', link, '--at', at, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'approved', sendAt: at });
    const { id } = JSON.parse(stdout) as { id: number };
    await newsroom.database.db.updateTable('push').set({ send_at: new Date() }).where('id', '=', id).execute();
    await waitFor(() => newsroom.telegram.statistics().accepted === 200, {
      message: 'it was not sent at its time',
      timeoutMs: 30_000,
    });
  });
});

describe('the rest of the command line', () => {
  test('help, a wrong command, migrate and doctor', { timeout: 60_000 }, async () => {
    const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'), { record: 'empty' });
    const nashra = (...args: string[]) => runNashra(args, { env: newsroom.env });
    const help = await nashra('--help');
    expect(help.exit).toBe(0);
    for (const command of ['serve', 'push', 'doctor', 'migrate']) expect(help.stdout).toContain(command);
    const wrong = await nashra('publish');
    expect(wrong.exit).toBe(2);
    expect(wrong.stderr).toContain("unknown command 'publish'");
    expect((await nashra('serve', '--role', 'cook')).exit).toBe(2);

    const migrated = await nashra('migrate');
    expect(migrated.exit).toBe(0);
    expect((await nashra('migrate')).exit).toBe(0);

    const well = await nashra('doctor', '--json');
    const checks = JSON.parse(well.stdout) as { name: string; ok: boolean }[];
    expect(checks.length).toBeGreaterThan(4);
    await newsroom.telegram.close();
    const ill = await nashra('doctor');
    expect(ill.exit).toBe(1);
    expect(ill.stdout).toMatch(/✗ telegram: .*\n +→ check/);
  });
});
