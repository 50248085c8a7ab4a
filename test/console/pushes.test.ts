import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { DeliveryState } from '../../src/database/schema.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { storyIn, storyItem } from '../channels/pushes.ts';
import { approvedPush, fanOutWhole, subscribe, subscriberOf } from '../delivery/audience.ts';
import { useDatabase } from '../setup/migrated.ts';
import { type OpenConsole, openConsole, type Visitor } from './open-console.ts';

const record = useDatabase();
let console: OpenConsole;
let rana: Visitor;

beforeAll(async () => {
  console = await openConsole(record);
  rana = await console.signedIn('رنا', 'editor');
});
beforeEach(async () => {
  for (const table of ['push', 'article', 'feed', 'subscriber'] as const) await record.db.deleteFrom(table).execute();
});

/** A push to four readers, which is being sent. */
async function sending(): Promise<number> {
  const { db } = record;
  await subscribe(db, await ensureLane(db, 'telegram:70', 'telegram'), 4);
  const id = await approvedPush(db, randomUUID());
  const item = { ...storyItem(await storyIn(db), 'a'), title: 'الحافلة الليلية' };
  const content = JSON.stringify({ type: 'story', label: 'story', item });
  await db.updateTable('push').set({ content }).where('id', '=', id).execute();
  await fanOutWhole(db, id, fanOutChunk);
  return id;
}

async function became(pushId: number, index: number, state: DeliveryState, reason: string | null = null) {
  await record.db
    .updateTable('delivery')
    .set({ state, reason, ...(state === 'sent' ? { message_id: '1' } : {}) })
    .where('push_id', '=', pushId)
    .where('subscriber_id', '=', await subscriberOf(record.db, index))
    .execute();
}

const stateOf = async (id: number) =>
  (await record.db.selectFrom('push').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
const steer = (who: Visitor, id: number, order: string, fields: Record<string, string> = {}) =>
  who.post(`/console/pushes/${id}/steer`, { order, ...fields });

test('the list shows the newest first, fifty on a page, and those of one state', async () => {
  const ids: number[] = [];
  for (let index = 0; index < 52; index += 1) ids.push(await approvedPush(record.db, randomUUID()));
  const [oldest = 0, second = 0] = ids;
  await record.db.updateTable('push').set({ state: 'paused' }).where('id', '=', second).execute();
  const listed = (page: string) => [...page.matchAll(/href="\/console\/pushes\/(\d+)"/g)].map(([, id]) => Number(id));
  const first = await rana.page('/console/pushes');
  expect(listed(first)).toEqual(ids.slice(2).reverse());
  const [, next = ''] = /href="([^"]*before=\d+)">الأقدم/.exec(first) ?? [];
  expect(listed(await rana.page(next.replaceAll('&amp;', '&')))).toEqual([second, oldest]);
  expect(listed(await rana.page('/console/pushes?state=paused'))).toEqual([second]);
  expect(await rana.page('/console/pushes?state=dropped')).toContain('لا دفعة في هذه الحالة الآن');
  expect((await rana.get('/console/pushes/999999')).status).toBe(404);
});

test('a push tells its books in Arabic, what each means, and why', async () => {
  const id = await sending();
  await became(id, 0, 'sent');
  await became(id, 1, 'failed', 'Bad Request: message is too long');
  await became(id, 2, 'uncertain', 'the sending process died while this message was on its way');
  const page = await rana.page(`/console/pushes/${id}`);
  expect(page).toContain('وصل <strong>1</strong> من 4 قرّاء');
  expect(page).toContain('رفضتها القناة، ولم تصل قطعاً');
  expect(page).toContain('1 لا يُعرف: انقطع البرنامج والرسالة في الطريق.');
  expect(page).toContain('Bad Request: message is too long');
  expect(page).toContain('الحافلة الليلية');
  // Nothing leads to a reader.
  expect(page).not.toMatch(/5000000|500000\d/);
});

test('a push is paused, resumed and, confirmed, cancelled; by those who may', async () => {
  const id = await sending();
  const ops = await console.signedIn('نادر', 'ops');
  expect((await steer(ops, id, 'pause')).status).toBe(403);
  expect(await ops.page(`/console/pushes/${id}`)).not.toContain('value="pause"');
  expect((await steer(rana, id, 'pause')).headers.get('location')).toBe(`/console/pushes/${id}?done=pause`);
  expect(await stateOf(id)).toBe('paused');
  expect(await rana.page(`/console/pushes/${id}?done=pause`)).toContain('أُوقف الإرسال. ما كان في الطريق يصل');
  const again = await steer(rana, id, 'pause');
  expect(again.status).toBe(409);
  expect(await again.text()).toContain('وهي الآن: متوقّف موقتاً');
  await steer(rana, id, 'resume');
  expect(await stateOf(id)).toBe('sending');
  expect(await rana.page(`/console/pushes/${id}`)).toContain('نعم، لا يصل من ينتظرونه: 4 قرّاء');
  expect((await steer(rana, id, 'cancel')).status).toBe(400);
  expect(await stateOf(id)).toBe('sending');
  await steer(rana, id, 'cancel', { confirm: 'yes' });
  expect(await stateOf(id)).toBe('cancelled');
  const actors = await record.db.selectFrom('audit').select('actor').where('subject', '=', `push ${id}`).execute();
  expect(new Set(actors.map(({ actor }) => actor))).toEqual(new Set(['رنا']));
});

test('a push whose readers all seem gone asks whether they are: who are, are taken off the list', async () => {
  const id = await sending();
  for (const index of [0, 1, 2]) await became(id, index, 'gone', 'Forbidden: bot was blocked by the user');
  await record.db
    .updateTable('push')
    .set({ state: 'paused', seem_gone: 'asked', pause_reason: 'nearly everybody seems to have left, last: Forbidden' })
    .where('id', '=', id)
    .execute();
  const page = await rana.page(`/console/pushes/${id}`);
  expect(page).toContain('لم يُشطب أحد من القائمة');
  expect(page).toContain('نعم، غادر 3 قرّاء');
  expect((await steer(rana, id, 'gone')).status).toBe(400);
  await steer(rana, id, 'gone', { confirm: 'yes' });
  const gone = record.db.selectFrom('subscriber').select('id').where('state', '=', 'gone');
  expect(await gone.execute()).toHaveLength(3);
});

test('those who missed it are sent it again, and of whom nobody knows only when that is confirmed', async () => {
  const id = await sending();
  await became(id, 0, 'sent');
  await became(id, 1, 'failed', 'x');
  await became(id, 2, 'uncertain', 'y');
  await became(id, 3, 'sent');
  expect(await rana.page(`/console/pushes/${id}`)).not.toContain('value="missed"');
  await record.db
    .updateTable('push')
    .set({ state: 'finished', finished_at: new Date() })
    .where('id', '=', id)
    .execute();
  const page = await rana.page(`/console/pushes/${id}`);
  expect(page).toContain('إرسال إلى من فاتهم (قارئ واحد)');
  expect(page).toContain('وقد تصل بعضهم مرّتين');
  expect((await steer(rana, id, 'uncertain')).status).toBe(400);
  const sent = await steer(rana, id, 'missed');
  expect(sent.headers.get('location')).toBe(`/console/pushes/${id}?done=missed&readers=1`);
  expect(await rana.page(`/console/pushes/${id}?done=missed&readers=1`)).toContain('يُرسل الآن إلى قارئ واحد.');
  const states = await record.db
    .selectFrom('delivery')
    .select('state')
    .where('push_id', '=', id)
    .orderBy('subscriber_id')
    .execute();
  expect(states.map(({ state }) => state)).toEqual(['sent', 'pending', 'uncertain', 'sent']);
});
