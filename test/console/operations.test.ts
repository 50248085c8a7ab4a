import { request } from 'node:http';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { approvedPush, fanOutWhole, subscribe } from '../delivery/audience.ts';
import { useBrowser } from '../setup/browser.ts';
import { useDatabase } from '../setup/migrated.ts';
import { openConsole } from './open-console.ts';

const record = useDatabase();
const browser = useBrowser();

async function makeLane(name: string): Promise<number> {
  const { id } = await record.db
    .insertInto('lane')
    .values({ name, channel: 'telegram', served_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const laneState = async (name: string) =>
  (await record.db.selectFrom('lane').select('state').where('name', '=', name).executeTakeFirstOrThrow()).state;

/** What stands of one thing in a list. */
const partOf = (page: string, attribute: string, name: string) =>
  page.split(`${attribute}="`).find((part) => part.startsWith(`${name}"`)) ?? '';

const audited = (action: string) =>
  record.db.selectFrom('audit').select(['actor', 'subject']).where('action', '=', action).execute();

test('an account is paused and resumed by who operates; others see it and give no orders', async () => {
  await makeLane('telegram:100');
  const { signedIn } = await openConsole(record);
  const ops = await signedIn('نادين', 'ops');
  const editor = await signedIn('كريم', 'editor');
  const path = '/console/operations';
  const seen = await editor.page(path);
  expect(partOf(seen, 'data-lane', 'telegram:100')).toContain('يعمل');
  expect(seen).not.toContain('value="pause"');
  expect(seen).not.toContain('href="/queues"');
  expect((await editor.post(`${path}/lanes`, { order: 'pause', lane: 'telegram:100' })).status).toBe(403);
  expect((await editor.get(`${path}/cancel?lane=telegram:100`)).status).toBe(403);

  const paused = await ops.post(`${path}/lanes`, { order: 'pause', lane: 'telegram:100' });
  expect(paused.status).toBe(303);
  expect(await laneState('telegram:100')).toBe('paused');
  const told = await ops.page(paused.headers.get('location') ?? '');
  expect(told).toContain('أُوقف الإرسال عبر هذا الحساب');
  expect(told).toContain('تراجع');
  expect(partOf(told, 'data-lane', 'telegram:100')).toContain('موقوف');
  const twice = await ops.post(`${path}/lanes`, { order: 'pause', lane: 'telegram:100' });
  expect([twice.status, (await twice.text()).includes('موقوف من قبل')]).toEqual([409, true]);
  expect((await ops.post(`${path}/lanes`, { order: 'resume', lane: 'telegram:100' })).status).toBe(303);
  expect(await laneState('telegram:100')).toBe('open');
  expect((await ops.post(`${path}/lanes`, { order: 'pause', lane: 'telegram:0' })).status).toBe(409);
  expect((await ops.post(`${path}/lanes`, { order: 'explode', lane: 'telegram:100' })).status).toBe(400);
  expect(await audited('lane.pause')).toEqual([{ actor: 'نادين', subject: 'lane telegram:100' }]);
});

test('what waits in an account is set aside after it was shown how much that is and confirmed', async () => {
  const { db } = record;
  const laneId = await makeLane('telegram:200');
  await subscribe(db, laneId, 12);
  const push = await approvedPush(db, 'waits');
  await fanOutWhole(db, push, fanOutChunk);
  const { signedIn } = await openConsole(record);
  const chief = await signedIn('سلمى', 'chief');
  const path = '/console/operations/cancel';
  const shown = await chief.page(`${path}?lane=telegram:200`);
  expect(shown).toContain('12 رسالة من دفعة واحدة');
  expect(shown).toContain(`href="/console/pushes/${push}"`);
  expect((await chief.post(path, { lane: 'telegram:200' })).status).toBe(400);
  expect(await laneState('telegram:200')).toBe('open');
  const cancelled = await chief.post(path, { lane: 'telegram:200', confirm: 'yes' });
  expect(cancelled.status).toBe(303);
  expect(await chief.page(cancelled.headers.get('location') ?? '')).toContain('12 رسالة');
  expect(await laneState('telegram:200')).toBe('paused');
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::integer as count from delivery where push_id = ${push} group by 1`.execute(db);
  expect(rows).toEqual([{ state: 'excluded', count: 12 }]);
  expect(await chief.page(`${path}?lane=telegram:200`)).toContain('لا رسالة تنتظر في هذا الحساب');
});

test('a feed tells how it is, is read again when asked, and its site’s lines are kept or released', async () => {
  const { db } = record;
  await db
    .insertInto('feed')
    .values({
      name: 'main',
      url: 'https://daraj.media/feed',
      found_url: 'https://daraj.media/other.xml',
      polled_at: new Date(Date.now() - 600_000),
      next_poll_at: new Date(Date.now() + 3_600_000),
      failures: 3,
      error: 'https://daraj.media/feed answered <503>',
      warnings: JSON.stringify(['entry 2 has no date']),
    })
    .execute();
  await db.insertInto('house').values({ name: 'daraj.media', stories: 40 }).execute();
  const { id } = await db
    .insertInto('house_line')
    .values({
      house: 'daraj.media',
      hash: '77',
      is_title: false,
      stories: 30,
      since: 0,
      subjects: ['a b', 'c d', 'e f', 'g h'],
      text: 'تابعونا على صفحاتنا',
      kept: false,
      seen_at: new Date(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { signedIn } = await openConsole(record);
  const ops = await signedIn('نادين', 'ops');
  const page = partOf(await ops.page('/console/operations'), 'data-feed', 'main');
  for (const words of [
    '3 مرّات متتالية',
    'answered &lt;503&gt;',
    'entry 2 has no date',
    'https://daraj.media/other.xml',
  ]) {
    expect(page).toContain(words);
  }
  const asked = await ops.post('/console/operations/feeds', { order: 'read', feed: 'main' });
  expect(asked.status).toBe(303);
  const { next_poll_at } = await db
    .selectFrom('feed')
    .select('next_poll_at')
    .where('name', '=', 'main')
    .executeTakeFirstOrThrow();
  expect(next_poll_at.getTime()).toBeLessThanOrEqual(Date.now());
  expect((await ops.post('/console/operations/feeds', { order: 'read', feed: 'main' })).status).toBe(409);
  expect(await audited('feed.read')).toEqual([{ actor: 'نادين', subject: 'feed main' }]);

  const lines = '/console/operations/lines';
  const before = partOf(await ops.page(`${lines}?feed=main`), 'data-line', String(id));
  expect(before).toContain('تابعونا على صفحاتنا');
  expect(before).toContain('يُزال منها');
  const order = { feed: 'main', line: String(id) };
  expect((await ops.post(lines, { ...order, order: 'keep' })).status).toBe(303);
  expect(partOf(await ops.page(`${lines}?feed=main`), 'data-line', String(id))).toContain('يبقى في القصص');
  expect((await ops.post(lines, { ...order, order: 'keep' })).status).toBe(409);
  expect((await ops.post(lines, { ...order, order: 'release' })).status).toBe(303);
  const editor = await signedIn('كريم', 'editor');
  expect((await editor.post(lines, { ...order, order: 'keep' })).status).toBe(403);
  expect((await editor.get(`${lines}?feed=unknown`)).status).toBe(404);
});

test('a page that stands open renews itself when an account is paused elsewhere, and what was opened stays open', async () => {
  await makeLane('telegram:300');
  await record.db
    .insertInto('feed')
    .values({ name: 'watched', url: 'https://daraj.media/watched', warnings: JSON.stringify(['entry 1 has no date']) })
    .execute();
  const console = await openConsole(record);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await console.signIn(page, 'نادين', 'ops');
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => line.type() === 'error' && !/40[0-9]/.test(line.text()) && problems.push(line.text()));
  await page.goto(`${console.address}/console/operations`);
  const lane = page.locator('[data-lane="telegram:300"]');
  await lane.getByText('يعمل').waitFor();
  await page.locator('[data-feed="watched"] summary').click();
  const other = await console.signedIn('سلمى', 'chief');
  // The first look may be after the first change: so there is another.
  let order = 'pause';
  const changing = setInterval(async () => {
    if ((await laneState('telegram:300')) === 'paused') return;
    await other.post('/console/operations/lanes', { order, lane: 'telegram:300' });
  }, 1_500);
  await lane
    .getByText('موقوف')
    .waitFor({ timeout: 20_000 })
    .finally(() => clearInterval(changing));
  expect(await page.locator('[data-feed="watched"] details').getAttribute('open')).not.toBeNull();
  order = 'resume';
  await lane.getByRole('button', { name: 'استئناف' }).click();
  await page.getByText('استُؤنف الإرسال').waitFor();
  expect(await laneState('telegram:300')).toBe('open');
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(problems).toEqual([]);
  await page.close();
});

test('ops pages are open to who operates and is signed in, with the password to others, and to nobody else', async () => {
  // What a web server of this machine hands on comes from elsewhere.
  const from = { 'x-forwarded-for': '198.51.100.7' };
  const { signedIn, visitor, address } = await openConsole(record);
  const [ops, editor] = [await signedIn('نادين', 'ops'), await signedIn('كريم', 'editor')];
  for (const path of ['/queues', '/queues/api/queues', '/metrics', '/whatsapp']) {
    expect([path, (await ops.get(path, from)).status]).toEqual([path, 200]);
    expect([path, (await editor.get(path, from)).status]).toEqual([path, 403]);
    expect([path, (await visitor.get(path, from)).status]).toEqual([path, 403]);
    expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
  }
  // Another name for this machine, as of a page elsewhere that has itself resolved to it.
  const rebound = await new Promise<number | undefined>((resolve, reject) => {
    request(`${address}/queues`, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(rebound).toBe(403);
  // A form elsewhere orders nothing in the name of who is signed in.
  const foreign = { ...from, origin: 'https://elsewhere.example' };
  expect((await ops.post('/whatsapp/order', { order: 'pause' }, foreign)).status).toBe(403);
  expect((await ops.post('/queues/api/queues/feeds/pause', {}, foreign)).status).toBe(403);

  // A web server that does not say what it hands on looks like this machine.
  const behind = await openConsole(record, { publicUrl: 'https://news.example.org' });
  expect((await behind.visitor.get('/queues')).status).toBe(403);
  expect((await behind.visitor.get('/whatsapp')).status).toBe(403);
  expect((await behind.visitor.get('/metrics')).status).toBe(200);
  expect((await (await behind.signedIn('نادين', 'ops')).get('/queues')).status).toBe(200);

  const locked = await openConsole(record, { opsPassword: 'حجر ورق مقصّ ممحاة' });
  const basic = (password: string) => ({ authorization: `Basic ${Buffer.from(`ops:${password}`).toString('base64')}` });
  expect((await locked.visitor.get('/queues')).status).toBe(401);
  expect((await locked.visitor.get('/queues', basic('غيرها'))).status).toBe(401);
  expect((await locked.visitor.get('/queues', basic('حجر ورق مقصّ ممحاة'))).status).toBe(200);
  expect((await (await locked.signedIn('كريم', 'editor')).get('/queues')).status).toBe(401);
  expect((await (await locked.signedIn('نادين', 'ops')).get('/queues')).status).toBe(200);
});

test('an order to the WhatsApp account stands in the audit under the name of who gave it', async () => {
  const { db } = record;
  await db.insertInto('lane').values({ name: 'whatsapp:main', channel: 'whatsapp' }).execute();
  const board = {
    state: 'ready',
    reason: null,
    qr: null,
    code: null,
    account: null,
    since: new Date().toISOString(),
    today: { sent: 1, cap: 20 },
    hour: { sent: 1, cap: 20 },
    next: { at: new Date().toISOString(), because: 'gap' },
    restrictedUntil: null,
    lastError: null,
    restarts: 0,
  };
  await sql`insert into channel_status (lane, status) values ('whatsapp:main', ${JSON.stringify(board)}::jsonb)`.execute(
    db,
  );
  const { signedIn, visitor } = await openConsole(record);
  const ops = await signedIn('نادين', 'ops');
  expect(await ops.page('/console/operations')).toContain('متّصل');
  expect((await ops.post('/whatsapp/order', { order: 'pause' })).status).toBe(303);
  expect((await visitor.post('/whatsapp/order', { order: 'pause' })).status).toBe(303);
  expect((await audited('whatsapp.pause')).map(({ actor }) => actor)).toEqual(['نادين', 'ops']);
});
