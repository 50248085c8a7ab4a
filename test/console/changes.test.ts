import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { finishPushes } from '../../src/delivery/finish-pushes.ts';
import { createPush } from '../../src/editions/create.ts';
import type { PushContent } from '../../src/editions/push.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { storyIn, storyItem } from '../channels/pushes.ts';
import { chatId, fanOutWhole } from '../delivery/audience.ts';
import { useTelegramLane } from '../delivery/telegram-lane.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { openConsole, type Visitor } from './open-console.ts';

const lane = useTelegramLane();
const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
let rana: Visitor;
let ops: Visitor;

beforeEach(async () => {
  for (const table of ['article', 'feed'] as const) await lane.db.deleteFrom(table).execute();
  const console = await openConsole({ db: lane.db, url: lane.databaseUrl });
  rana = await console.signedIn('رنا', 'editor');
  ops = await console.signedIn('نادر', 'ops');
  await lane.start(3, { unknownChats: 'refused' });
  for (let index = 0; index < 3; index += 1) {
    lane.api.phones.join({ id: chatId(index), firstName: `قارئ ${index}` }).say('/start');
  }
  lane.api.reset();
});

/** Sends what is due, to its end. */
async function deliver(pushId: number): Promise<void> {
  await lane.db.updateTable('push').set({ send_at: new Date() }).where('id', '=', pushId).execute();
  await fanOutWhole(lane.db, pushId, fanOutChunk);
  await lane.drain({ context: { render: pushRenderer({ db: lane.db, newsroom: testNewsroom(), texts }) } });
  await fanOutWhole(lane.db, pushId, fanOutChunk);
  await finishPushes(lane.db);
}

async function sent(content: PushContent): Promise<number> {
  const { id } = await inTransaction(lane.db, (trx) =>
    createPush(trx, {
      key: randomUUID(),
      edition: 'breaking',
      kind: content.type === 'digest' ? 'digest' : 'breaking',
      state: 'approved',
      topics: [],
      content,
      createdBy: 'feed:main',
    }),
  );
  await deliver(id);
  return id;
}

async function story(): Promise<number> {
  const item = {
    ...storyItem(await storyIn(lane.db), 'one'),
    title: 'الحافلة الليلية',
    summary: 'ثلاث حافلات تسير ليلاً.',
  };
  return sent({ type: 'story', label: 'story', item });
}

const read = (index: number) =>
  (lane.api.phones.person(chatId(index))?.messages ?? [])
    .filter(({ from, deletedAt }) => from.is_bot && deletedAt === null)
    .map(({ formatted }) => formatted.text.replace(/[\u200E\u200F\u2066-\u2069]/g, ''));
const stateOf = async (id: number) =>
  (await lane.db.selectFrom('push').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
const idIn = (answer: Response) => Number(/pushes\/(\d+)\?ordered/.exec(answer.headers.get('location') ?? '')?.[1]);

const corrected = { title: 'الحافلة المسائية', summary: 'ثلاث حافلات تسير ليلاً.', note: 'ورد العنوان خطأ.', seen: '0' };

test('a correction is looked at first, with how many it would change, and reaches readers after it can be undone', async () => {
  const id = await story();
  const form = await rana.page(`/console/pushes/${id}/correct`);
  expect(form).toContain('value="الحافلة الليلية"');
  expect(form).toContain('ثلاث حافلات تسير ليلاً.');
  const post = (step: string, changes: Record<string, string> = {}) =>
    rana.post(`/console/pushes/${id}/correct`, { ...corrected, notice: 'all', step, ...changes });
  const look = await (await post('look')).text();
  expect(look).toMatch(/تلغرام<\/th><td>3<\/td><td>0<\/td>/);
  expect(look).toContain('تُرسل رسالة جديدة إلى من وصلته: 3 قرّاء.');
  expect(look).toMatch(/ما يحلّ محلّه[\s\S]*الحافلة المسائية[\s\S]*ورد العنوان خطأ/);
  expect(await lane.db.selectFrom('push').select('id').where('corrects', '=', id).execute()).toEqual([]);
  // Back to the form, nothing lost.
  const back = await (await post('edit')).text();
  expect(back).toContain('value="الحافلة المسائية"');
  expect(back).toContain('value="ورد العنوان خطأ."');

  const before = Date.now();
  const undone = idIn(await post('do'));
  const { send_at } = await lane.db
    .selectFrom('push')
    .select('send_at')
    .where('id', '=', undone)
    .executeTakeFirstOrThrow();
  expect(send_at.getTime()).toBeGreaterThanOrEqual(before + 9_000);
  expect(await rana.page(`/console/pushes/${undone}?ordered`)).toMatch(/يبدأ بعد ثوانٍ[\s\S]*تراجع/);
  // Another who corrects it meanwhile is told, and loses nothing.
  const second = await post('do', { title: 'الحافلة الفجرية' });
  expect(second.status).toBe(409);
  expect(await second.text()).toMatch(/سبقكم زميل[\s\S]*value="الحافلة الفجرية"/);
  await rana.post(`/console/pushes/${undone}/steer`, { order: 'undo' });
  expect(await rana.page(`/console/pushes/${undone}?ordered`)).toContain('ما لدى القرّاء كما هو');

  const correction = idIn(await post('do', { notice: 'none' }));
  await deliver(correction);
  for (const index of [0, 1, 2]) {
    expect(read(index)).toEqual([expect.stringContaining('الحافلة المسائية')]);
    expect(read(index)[0]).toContain('تصحيح: ورد العنوان خطأ.');
  }
  expect(await stateOf(correction)).toBe('finished');
  const page = await rana.page(`/console/pushes/${id}`);
  expect(page).toContain(`href="/console/pushes/${correction}"`);
  expect(page).toContain('تغيّرت الرسالة التي لديهم');
}, 30_000);

test('what is wrong with a correction is said, and what was written stays', async () => {
  const id = await story();
  for (const [changes, why] of [
    [{ title: '  ' }, 'العنوان فارغ'],
    [{ title: 'ع'.repeat(301) }, 'العنوان أطول'],
    [{ summary: 'س'.repeat(2_001) }, 'الموجز أطول'],
    [{ summary: 'حرف \u0007 لا يُطبع' }, 'حرف لا يُطبع'],
    [{ title: 'الحافلة الليلية', note: '' }, 'لم تغيّروا شيئاً'],
  ] as const) {
    const answer = await rana.post(`/console/pushes/${id}/correct`, { ...corrected, step: 'do', ...changes });
    expect([why, answer.status]).toEqual([why, 400]);
    expect(await answer.text()).toContain(why);
  }
  await lane.db.updateTable('push').set({ revision: 1 }).where('id', '=', id).execute();
  const late = await rana.post(`/console/pushes/${id}/correct`, { ...corrected, step: 'do' });
  expect(late.status).toBe(409);
  const page = await late.text();
  expect(page).toContain('تغيّر ما لدى القرّاء بعد أن فتحتم هذه الصفحة');
  expect(page).toContain('value="الحافلة المسائية"');
  expect((await ops.get(`/console/pushes/${id}/correct`)).status).toBe(403);
  expect((await ops.post(`/console/pushes/${id}/retract`, { reason: 'x', step: 'do' })).status).toBe(403);
  expect(await lane.db.selectFrom('push').select('id').where('corrects', '=', id).execute()).toEqual([]);
});

test('a retraction takes what was sent back at once; a retracted push is neither corrected nor retracted again', async () => {
  const id = await story();
  const post = (fields: Record<string, string>) => rana.post(`/console/pushes/${id}/retract`, { seen: '0', ...fields });
  expect((await post({ step: 'look', reason: ' ' })).status).toBe(400);
  const look = await (await post({ step: 'look', reason: 'لم يثبت الخبر.' })).text();
  expect(look).toMatch(/تلغرام<\/th><td>0<\/td><td>3<\/td>/);
  expect(look).toContain('لم يثبت الخبر.');
  expect(read(0)).toHaveLength(1);
  const retraction = idIn(await post({ step: 'do', reason: 'لم يثبت الخبر.' }));
  const { send_at } = await lane.db
    .selectFrom('push')
    .select('send_at')
    .where('id', '=', retraction)
    .executeTakeFirstOrThrow();
  expect(send_at.getTime()).toBeLessThan(Date.now() + 1_000);
  await deliver(retraction);
  for (const index of [0, 1, 2]) expect(read(index)).toEqual([]);
  const page = await rana.page(`/console/pushes/${id}`);
  expect(page).toContain('سُحب');
  expect(page).not.toContain(`/console/pushes/${id}/correct`);
  expect((await rana.get(`/console/pushes/${id}/correct`)).headers.get('location')).toBe(
    `/console/pushes/${id}?unchanged`,
  );
});

test('of a digest one story is chosen, corrected or taken out; the others stay', async () => {
  const articleId = await storyIn(lane.db);
  const other = await lane.db
    .insertInto('article')
    .columns(['feed_id', 'link', 'state', 'version', 'published_at'])
    .expression((eb) =>
      eb
        .selectFrom('article')
        .select(['feed_id', eb.val('https://daraj.media/2').as('link'), 'state', 'version', 'published_at']),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  const id = await sent({
    type: 'digest',
    edition: 'breaking',
    instant: new Date().toISOString(),
    items: [
      { ...storyItem(articleId, 'one'), title: 'الأولى' },
      { ...storyItem(other.id, 'two'), title: 'الثانية' },
    ],
  });
  expect(await rana.page(`/console/pushes/${id}/correct`)).toContain(`/console/pushes/${id}/correct?story=2`);
  expect(await rana.page(`/console/pushes/${id}/correct?story=2`)).toContain('value="الثانية"');
  const fields = { seen: '0', story: '2', step: 'do' };
  const correction = idIn(
    await rana.post(`/console/pushes/${id}/correct`, { ...fields, title: 'الثانية مصحّحة', summary: 'نصّ الموجز.' }),
  );
  await deliver(correction);
  expect(read(0)[0]).toMatch(/الأولى[\s\S]*الثانية مصحّحة/);
  const retraction = idIn(
    await rana.post(`/console/pushes/${id}/retract`, { ...fields, seen: '1', reason: 'لم تثبت.' }),
  );
  await deliver(retraction);
  expect(read(0)[0]).toMatch(/الأولى[\s\S]*سُحبت هذه القصة بعد إرسالها/);
  expect(read(0)[0]).not.toContain('الثانية مصحّحة');
}, 30_000);
