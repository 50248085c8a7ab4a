import { beforeAll, describe, expect, test } from 'vitest';
import { storyLines } from '../../src/articles/house-lines.ts';
import { countStories } from '../../src/articles/house-lines-store.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { type E2eNewsroom, newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { runNashra } from '../setup/processes.ts';

const line = 'اشتركوا في قناتنا ليصلكم جديد الموقع.';
const titles = [
  'بلدية صور تقرّ موازنة العام',
  'فيضان يغمر قرى الساحل الشمالي',
  'الدولار يتراجع أمام اليورو',
  'معلمون يضربون عن العمل أسبوعاً',
];
let newsroom: E2eNewsroom;
const nashra = (...args: string[]) => runNashra(['feed', ...args], { env: newsroom.env });

beforeAll(async () => {
  newsroom = await startNewsroom(newsroomConfig('https://www.daraj.media/feed'));
  expect((await runNashra(['migrate'], { env: newsroom.env })).exit).toBe(0);
  const { db } = newsroom.database;
  await db.insertInto('feed').values({ name: 'main', url: 'https://www.daraj.media/feed' }).execute();
  await inTransaction(db, (trx) =>
    countStories(
      trx,
      'daraj.media',
      titles.map((title) => storyLines(title, [`نص «${title}».`, `${line}\u0007`])),
    ),
  );
}, 120_000);

describe('nashra feed lines, keep, release', { timeout: 60_000 }, () => {
  test('show what was learnt, and let an editor say that a line is ours', async () => {
    const shown = await nashra('lines', 'main');
    expect(shown).toMatchObject({ exit: 0, stderr: '' });
    expect(shown.stdout).toContain('daraj.media: 4 stories read, 4 titles and 1 lines known, 4 more counted\n');
    expect(shown.stdout).toMatch(new RegExp(`taken off +4 +\\d{4}-\\d\\d-\\d\\d +${line}`));
    expect(shown.stdout).not.toContain('\u0007');

    const { lines } = JSON.parse((await nashra('lines', 'main', '--json')).stdout) as { lines: { id: number }[] };
    const id = String(lines[0]?.id);
    const kept = JSON.parse((await nashra('keep', 'main', id, '--json')).stdout);
    expect(kept.lines).toMatchObject([{ state: 'kept', stories: 4 }]);
    expect(await nashra('keep', 'main', id)).toMatchObject({ exit: 1, stderr: `nashra: «${id}» is kept already\n` });
    expect((await nashra('release', 'main', line)).stdout).toContain('taken off');
    const said = await newsroom.database.db
      .selectFrom('audit')
      .select(['actor', 'action', 'subject'])
      .orderBy('id')
      .execute();
    expect(said).toEqual(
      ['feed.keep', 'feed.release'].map((action) => ({
        actor: 'command line',
        action,
        subject: 'line of daraj.media',
      })),
    );
  });

  test('name what there is not', async () => {
    expect(await nashra('lines', 'sport')).toMatchObject({
      exit: 1,
      stderr: 'nashra: there is no feed sport; there is main\n',
    });
    expect(await nashra('keep', 'main', '999999')).toMatchObject({
      exit: 1,
      stderr: 'nashra: daraj.media has no line «999999»: nashra feed lines main\n',
    });
    expect(await nashra('keep', 'main')).toMatchObject({ exit: 2 });
  });
});
