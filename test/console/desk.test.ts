import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { approvePush } from '../../src/editions/decide.ts';
import { type IncomingStory, takeIn } from '../../src/editions/intake.ts';
import { linkKey } from '../../src/feeds/canonical-link.ts';
import { approvedPush, fanOutWhole, subscribe } from '../delivery/audience.ts';
import { article, context, makeFeed, story } from '../editions/stories.ts';
import { useBrowser } from '../setup/browser.ts';
import { useDatabase } from '../setup/migrated.ts';
import { waitFor } from '../setup/wait.ts';
import { type OpenConsole, openConsole, type Visitor } from './open-console.ts';

const record = useDatabase();
const browser = useBrowser();
let console: OpenConsole;
let feed: Awaited<ReturnType<typeof makeFeed>>;
let rana: Visitor;
let mazen: Visitor;

beforeAll(async () => {
  console = await openConsole(record);
  rana = await console.signedIn('رنا', 'editor');
  mazen = await console.signedIn('مازن', 'editor');
});
beforeEach(async () => {
  for (const table of ['push', 'correction_offer', 'article', 'feed', 'subscriber'] as const) {
    await record.db.deleteFrom(table).execute();
  }
  feed = await makeFeed(record.db, 'desk', 'review');
});

async function proposed(slug = 'one', changes: Partial<IncomingStory> = {}, intake = context): Promise<number> {
  const { pushId } = await takeIn(record.db, feed, story(slug, changes), intake);
  if (pushId === null) throw new Error('no proposal was made');
  return pushId;
}

/** Without the marks that isolate what is in another script. */
const plain = (page: string) => page.replace(/[\u200E\u200F\u2066-\u2069]/g, '');
const pushOf = (id: number) => record.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const decide = (who: Visitor, id: number, order: string, fields: Record<string, string> = {}) =>
  who.post(`/console/pushes/${id}/decide`, { order, seen: '0', ...fields });

describe('a proposal', () => {
  test('is shown as readers would get it, with where it comes from and what to look at', async () => {
    const warnings = ['كلمة مكررة: «الوزير الوزير»'];
    const hostile = { ...article('one'), title: 'عنوان <script>alert(1)</script>' };
    const id = await proposed(
      'one',
      { article: hostile },
      { ...context, summarise: (of) => ({ ...context.summarise(of), warnings }) },
    );
    const page = await rana.page('/console');
    expect(page).toContain('اقتراح جديد من desk');
    expect(page).toContain('كلمة مكررة: «الوزير الوزير»');
    expect(page).toMatch(/phone telegram[\s\S]*<a href="https:\/\/daraj.media\/one">/);
    expect(page).toMatch(/phone whatsapp[\s\S]*<b>عنوان/);
    expect(plain(page).match(/هذا نص القصة one\./g)).toHaveLength(2);
    expect(page).not.toContain('<script>alert');
    expect(plain(await rana.page(`/console/pushes/${id}`))).toContain('هذا نص القصة one.');
  });

  test('that is published waits ten seconds in which it can be undone; breaking news waits for nothing', async () => {
    const id = await proposed();
    const before = Date.now();
    const answer = await decide(rana, id, 'approve');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/console?decided=${id}`]);
    const push = await pushOf(id);
    expect(push).toMatchObject({ state: 'approved', approved_by: 'رنا', priority: 50 });
    expect(push.send_at.getTime()).toBeGreaterThanOrEqual(before + 9_000);
    expect(await fanOutChunk(record.db, id)).toBe('finished');
    const told = await rana.page(`/console?decided=${id}`);
    expect(told).toContain('يُرسل بعد ثوانٍ');
    expect(told).toContain('تراجع');
    expect(await mazen.page(`/console?decided=${id}`)).not.toContain('value="undo"');
    await decide(rana, id, 'undo');
    expect(await pushOf(id)).toMatchObject({ state: 'proposed', approved_by: null });
    expect(await rana.page(`/console?decided=${id}`)).toContain('عاد إلى انتظار القرار');

    await decide(rana, id, 'breaking');
    const breaking = await pushOf(id);
    expect(breaking).toMatchObject({ priority: 10, content: { label: 'breaking' } });
    expect(breaking.send_at.getTime()).toBeLessThan(Date.now() + 1_000);
  });

  test('goes at a time by the newsroom’s clocks; what has passed is refused, and what was filled in stays', async () => {
    const id = await proposed();
    for (const [date, time, why] of [
      ['2020-01-01', '08:00', 'مضى هذا الموعد'],
      ['', '08:00', 'اختاروا يوم الموعد'],
      ['2027-07-01', 'soon', 'اختاروا ساعة الموعد'],
    ] as const) {
      const refused = await decide(rana, id, 'at', { date, time });
      expect(refused.status).toBe(400);
      const page = await refused.text();
      expect(page).toContain(why);
      expect(page).toMatch(new RegExp(`<details id="at-${id}"[^>]* open`));
      expect(page).toContain(`value="${date}"`);
    }
    expect((await pushOf(id)).state).toBe('proposed');
    const year = new Date().getUTCFullYear() + (new Date().getUTCMonth() < 6 ? 0 : 1);
    await decide(rana, id, 'at', { date: `${year}-07-01`, time: '08:30' });
    // Beirut is three hours ahead in summer.
    expect((await pushOf(id)).send_at.toISOString()).toBe(`${year}-07-01T05:30:00.000Z`);
    expect(await rana.page('/console')).toContain('ينتظر موعده');
  });

  test('that two editors decide on is the first one’s, and the other is told whose', async () => {
    const id = await proposed();
    const answers = await Promise.all([decide(rana, id, 'drop'), decide(mazen, id, 'later')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const winner = (await pushOf(id)).approved_by ?? '';
    const told = await answers.find(({ status }) => status === 409)?.text();
    expect(told).toContain(`سبق القرار (${winner === 'رنا' ? 'لن يُرسل' : 'في النشرة القادمة'}) — ${winner}`);
  });

  test('that was decided on anew is not undone by the undo of an earlier decision', async () => {
    const id = await proposed();
    await decide(rana, id, 'drop');
    const [, decision = ''] = /name="decision" value="(\d+)"/.exec(await rana.page(`/console?decided=${id}`)) ?? [];
    await decide(rana, id, 'undo', { decision });
    await decide(mazen, id, 'later');
    const late = await decide(rana, id, 'undo', { decision });
    expect(late.status).toBe(409);
    expect(await late.text()).toContain('سبق القرار (في النشرة القادمة) — مازن');
  });

  test('whose text changed after it was on the page is not sent', async () => {
    const id = await proposed();
    await record.db.updateTable('push').set({ revision: 1 }).where('id', '=', id).execute();
    const answer = await decide(rana, id, 'approve');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('تغيّر النصّ بعد أن ظهر لكم');
    expect((await pushOf(id)).state).toBe('proposed');
  });

  test('that the site changes while the page is open is not sent by what was read there', async () => {
    const id = await proposed();
    await takeIn(record.db, feed, story('one', { article: article('one', 'نص آخر تماماً، فيه خبر جديد.') }), context);
    const answer = await decide(rana, id, 'approve');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('نص آخر تماماً');
    expect((await pushOf(id)).state).toBe('proposed');
  });

  test('pays for nothing because a form says so, and whoever proposed it is on record', async () => {
    const link = 'https://daraj.media/one';
    const id = await proposed('one', { keys: [`link:${linkKey(link)}`] });
    expect((await decide(rana, id, 'approve', { stars: '1000000' })).status).toBe(303);
    expect(await pushOf(id)).toMatchObject({ fare: 'free', stars_agreed: null });
    expect((await rana.post('/console/proposals', { link: 'x'.repeat(9_000) })).status).toBe(400);
    await record.db.deleteFrom('push').execute();
    const made = await mazen.post('/console/proposals', { link });
    expect(made.headers.get('location')).toContain('made=proposed');
    const { actor } = await record.db
      .selectFrom('audit')
      .select('actor')
      .where('action', '=', 'push.propose')
      .executeTakeFirstOrThrow();
    expect(actor).toBe('مازن');
  });

  test('beyond what a page takes is named', async () => {
    for (let count = 0; count < 32; count += 1) await proposed(`many-${count}`);
    expect(await rana.page('/console')).toContain('href="/console/pushes?state=proposed"');
  });

  test('is seen by ops, who do not decide', async () => {
    const id = await proposed();
    const ops = await console.signedIn('نادر', 'ops');
    const page = await ops.page('/console');
    expect(page).toContain('قصة one');
    expect(page).not.toContain('<button type="submit" name="order"');
    expect((await decide(ops, id, 'approve')).status).toBe(403);
    expect((await ops.post('/console/proposals', { link: 'https://daraj.media/one' })).status).toBe(403);
    expect((await pushOf(id)).state).toBe('proposed');
  });

  test('cannot leave WhatsApp to a Channel that there is not', async () => {
    const id = await proposed();
    expect(await rana.page('/console')).not.toContain('value="channel"');
    expect((await decide(rana, id, 'channel')).status).toBe(400);
    expect((await pushOf(id)).state).toBe('proposed');
  });

  test('is made of a link; why one cannot be made is said in Arabic, and the link stays', async () => {
    const wrong = await rana.post('/console/proposals', { link: 'ftp://daraj.media/one' });
    expect(wrong.status).toBe(400);
    const page = await wrong.text();
    expect(page).toContain('هذا ليس عنوان صفحة على الشبكة');
    expect(page).toContain('value="ftp://daraj.media/one"');
    const id = await proposed('one', { keys: [`link:${linkKey('https://daraj.media/one')}`] });
    const known = await rana.post('/console/proposals', { link: 'https://daraj.media/one' });
    expect(known.headers.get('location')).toBe(`/console/pushes/${id}?made=known`);
    expect(await rana.page(`/console/pushes/${id}?made=known`)).toContain('لهذه القصة دفعة سابقة');
  });
});

test('an empty desk says what will come', async () => {
  const page = await rana.page('/console');
  expect(page).toContain('لا شيء ينتظر.');
  expect(page).toContain('لا شيء في الطريق.');
});

test('a story that changed after it was sent: what changed is shown, one of two editors corrects it, and undoes it', async () => {
  const id = await proposed('one', { article: article('one', 'قتل ثلاثة أشخاص في الحادث.') });
  await approvePush(record.db, { pushId: id, actor: 'رنا', as: 'story' });
  await takeIn(record.db, feed, story('one', { article: article('one', 'قتل خمسة أشخاص في الحادث.') }), context);
  const page = await rana.page('/console');
  expect(page).toContain('<del>ثلاثة</del>');
  expect(page).toContain('<ins>خمسة</ins>');
  const [, offer, version] = /offers\/(\d+)\/decide[\s\S]*?name="version"[^>]*value="(\d+)"/.exec(page) ?? [];
  const order = (who: Visitor, word: string, seen = version ?? '') =>
    who.post(`/console/offers/${offer}/decide`, { order: word, version: seen });
  const stale = await order(rana, 'correct', '1');
  expect(stale.status).toBe(409);
  expect(await stale.text()).toContain('تغيّرت القصة مجدّداً');

  const corrected = await order(rana, 'correct');
  expect(corrected.headers.get('location')).toBe(`/console?offer=${offer}`);
  expect(await rana.page(`/console?offer=${offer}`)).toContain('يُصحَّح ما أُرسل بعد ثوانٍ');
  const second = await order(mazen, 'ignore');
  expect(second.status).toBe(409);
  expect(await second.text()).toContain('سبق القرار (يُصحَّح ما أُرسل) — رنا');
  await order(rana, 'undo');
  expect(await rana.page('/console')).toContain('<ins>خمسة</ins>');
  const corrections = record.db.selectFrom('push').select('state').where('kind', '=', 'correction');
  expect(await corrections.execute()).toEqual([{ state: 'cancelled' }]);
});

test('what stands still is named first, with what to do', async () => {
  const laneId = await ensureLane(record.db, 'telegram:70', 'telegram');
  await subscribe(record.db, laneId, 3);
  const id = await approvedPush(record.db, randomUUID());
  await fanOutWhole(record.db, id, fanOutChunk);
  await record.db.updateTable('lane').set({ served_at: null, lease_until: null }).execute();
  const unserved = await rana.page('/console');
  expect(unserved).toContain('ولا برنامج يعمل بهذا الحساب الآن');
  await record.db
    .updateTable('push')
    .set({ state: 'paused', pause_reason: 'nearly everything was refused, last: Bad Request: x', seem_gone: null })
    .where('id', '=', id)
    .execute();
  const paused = await rana.page('/console');
  expect(paused.indexOf('رُفضت الرسائل كلّها تقريباً')).toBeGreaterThan(0);
  expect(paused.indexOf('رُفضت الرسائل كلّها تقريباً')).toBeLessThan(paused.indexOf('بانتظار قراركم'));
  expect(paused).toContain('Bad Request: x');
});

test('in a browser: what is being filled in survives a renewal, a push is approved and undone, and its progress moves', {
  timeout: 60_000,
}, async () => {
  const laneId = await ensureLane(record.db, 'telegram:70', 'telegram');
  await record.db.updateTable('lane').set({ served_at: new Date() }).execute();
  await subscribe(record.db, laneId, 4);
  const id = await proposed('one');
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await console.signIn(page, 'رنا', 'editor');
  await page.goto(`${console.address}/console`);
  const card = page.locator(`#proposal-${id}`);
  await card.getByText('في موعد…').click();
  await card.getByLabel('الساعة').fill('21:45');
  await page.getByLabel(/رابط القصة/).fill('https://daraj.media/typed');
  const other = await proposed('two');
  await page.locator(`#proposal-${other}`).waitFor();
  expect(await card.getByLabel('الساعة').inputValue()).toBe('21:45');
  expect(await card.getByLabel('الساعة').isVisible()).toBe(true);
  expect(await page.getByLabel(/رابط القصة/).inputValue()).toBe('https://daraj.media/typed');
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);

  await card.getByRole('button', { name: 'نشر', exact: true }).click();
  await page.getByText('يُرسل بعد ثوانٍ').waitFor();
  await page.getByRole('button', { name: 'تراجع' }).click();
  await page.getByText('عاد إلى انتظار القرار').waitFor();
  expect((await pushOf(id)).state).toBe('proposed');

  await page.locator(`#proposal-${id}`).getByRole('button', { name: 'عاجل' }).click();
  await page.getByText('بدأ الإرسال').or(page.getByText('يُرسل بعد ثوانٍ')).first().waitFor();
  await fanOutWhole(record.db, id, fanOutChunk);
  expect((await pushOf(id)).state).toBe('sending');
  const progress = page.locator(`#sending-${id} progress`);
  await waitFor(async () => (await progress.count()) === 1 && (await progress.getAttribute('value')) === '0', {
    message: 'the push is not shown as being sent',
  });
  // The undo went with the beginning.
  await page.getByRole('button', { name: 'تراجع' }).waitFor({ state: 'detached' });
  await sql`
    update delivery set state = 'sent', changed_at = now() where push_id = ${id} and subscriber_id in
      (select subscriber_id from delivery where push_id = ${id} order by subscriber_id limit 3)`.execute(record.db);
  await waitFor(async () => (await progress.getAttribute('value')) === '3', {
    message: 'the progress did not move',
    timeoutMs: 15_000,
  });
  expect(await page.locator(`#sending-${id}`).textContent()).toContain('وصل 3 من 4 قرّاء');
  expect(problems).toEqual([]);
  await page.close();
});
