import { expect, test } from 'vitest';
import { chatId } from '../e2e/newsroom.ts';
import { desk, link } from './desk.ts';

test('a push is corrected and retracted, with what would be done shown before', { timeout: 180_000 }, async () => {
  const { newsroom, nashra } = await desk();
  const reader = newsroom.telegram.phones.join({ id: chatId(7), firstName: 'قارئة' });
  reader.say('/start');
  const shown = () =>
    reader.messages
      .filter(({ from, deletedAt }) => from.is_bot && deletedAt === null)
      .map(({ formatted }) => formatted.text)
      .filter((text) => text.includes('الحافلة'));
  const { id } = JSON.parse((await nashra('push', 'create', link, '--json')).stdout) as { id: number };

  const early = await nashra('push', 'correct', String(id), '--title', 'الحافلة المسائية');
  expect(early).toMatchObject({ exit: 1, stderr: `nashra: push ${id} is proposed: nothing of it was sent\n` });
  expect((await nashra('push', 'approve', String(id))).exit).toBe(0);
  await nashra('push', 'show', String(id), '--watch');
  expect(shown()).toEqual([expect.stringContaining('الحافلة الليلية')]);
  expect((await nashra('push', 'correct', String(id))).exit).toBe(2);

  const correct = ['push', 'correct', String(id), '--title', 'الحافلة المسائية', '--note', 'الحافلة مسائية لا ليلية.'];
  const plan = await nashra(...correct, '--notice', 'unchanged-only');
  expect(plan.exit).toBe(0);
  expect(plan.stdout).toMatch(/telegram +20\d +0 +0 +0 +0 +0/);
  expect(plan.stdout).toContain('nothing was done: add --yes to do it');
  expect(JSON.parse((await nashra(...correct, '--json')).stdout)).toMatchObject({
    kind: 'correction',
    channels: [{ channel: 'telegram', deleted: 0, tooLate: 0, waiting: 0 }],
  });
  expect(shown()).toEqual([expect.stringContaining('الحافلة الليلية')]);

  const done = await nashra(...correct, '--yes');
  expect(done.exit).toBe(0);
  expect(done.stderr).toMatch(/finished: 100 % of 20\d/);
  expect(done.stdout).toContain(`correction in breaking, about push ${id}`);
  expect(shown()).toEqual([expect.stringContaining('الحافلة المسائية')]);
  expect(shown()[0]).toContain('الحافلة مسائية لا ليلية.');

  expect((await nashra('push', 'retract', String(id), '--yes')).exit).toBe(2);
  const retracted = await nashra('push', 'retract', String(id), '--reason', 'الخبر غير صحيح', '--yes', '--json');
  expect(JSON.parse(retracted.stdout)).toMatchObject({ kind: 'retraction', corrects: id });
  const retraction = (JSON.parse(retracted.stdout) as { id: number }).id;
  await nashra('push', 'show', String(retraction), '--watch');
  expect(shown()).toEqual([]);
  const report = await nashra('push', 'show', String(id));
  expect(report.stdout).toMatch(/push \d+ is its correction: finished: 100 % of 20\d/);
  expect(report.stdout).toMatch(/push \d+ is its retraction: finished: 100 % of 20\d/);
  expect((await nashra('push', 'retract', String(id), '--reason', 'مرّة أخرى')).stderr).toContain('was retracted');
  expect(await nashra('push', 'missed', String(id), '--send')).toMatchObject({
    exit: 1,
    stderr: `nashra: push ${id} is retracted: what it says is not sent any more\n`,
  });
});
