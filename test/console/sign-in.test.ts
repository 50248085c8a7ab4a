import { request } from 'node:http';
import { expect, test } from 'vitest';
import { addUser } from '../../src/users/store.ts';
import { useBrowser } from '../setup/browser.ts';
import { useDatabase } from '../setup/migrated.ts';
import { openConsole, type Visitor } from './open-console.ts';

const record = useDatabase();
const browser = useBrowser();
const password = 'حديقة صغيرة خلف المطبعة';

async function invitation(name: string, role: 'editor' | 'chief' = 'editor'): Promise<string> {
  const made = await addUser(record.db, { name, role, actor: 'command line' });
  if (made.kind !== 'invited') throw new Error(made.kind);
  return `/console/join/${made.token}`;
}

const invitedOn = (path: string, visitor: Visitor) => visitor.post(path, { password, again: password });

test('an invited editor chooses a password, signs out, comes back to the page that was asked for, and changes the password', async () => {
  const { address } = await openConsole(record);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => line.type() === 'error' && !/40[0-9]/.test(line.text()) && problems.push(line.text()));
  await page.goto(`${address}${await invitation('رنا', 'chief')}`);
  await page.getByLabel(/اختاروا كلمة سرّ/).fill('123456789012');
  await page.getByLabel('مرّة ثانية').fill('123456789012');
  await page.getByRole('button', { name: 'دخول' }).click();
  await page.getByText('تُخمَّن بسهولة').waitFor();
  await page.getByLabel(/اختاروا كلمة سرّ/).fill(password);
  await page.getByLabel('مرّة ثانية').fill(password);
  await page.getByRole('button', { name: 'دخول' }).click();
  await page.locator('.bar').waitFor();
  expect(await page.locator('.me').textContent()).toContain('رنا');

  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: 'nashra', httpOnly: true, sameSite: 'Lax' });

  await page.goto(`${address}/console/account`);
  await page.getByRole('button', { name: 'خروج', exact: true }).click();
  await page.goto(`${address}/console/users?x=1`);
  await page.getByLabel('الاسم').fill('رنا');
  await page.getByLabel('كلمة السرّ').fill('ليست هي');
  await page.getByRole('button', { name: 'دخول' }).click();
  await page.getByText('الاسم أو كلمة السرّ غير صحيح').waitFor();
  expect(await page.getByLabel('الاسم').inputValue()).toBe('رنا');
  await page.getByLabel('كلمة السرّ').fill(password);
  await page.getByRole('button', { name: 'دخول' }).click();
  await page.waitForURL('**/console/users?x=1');

  await page.goto(`${address}/console/account`);
  await page.getByLabel('الحالية').fill(password);
  await page.getByLabel(/^الجديدة، /).fill('جسر خشبي فوق نهر جاف');
  await page.getByLabel('الجديدة مرّة ثانية').fill('جسر خشبي فوق نهر جاف');
  await page.getByRole('button', { name: 'تغيير' }).click();
  await page.getByText('تغيّرت كلمة السرّ').waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

test('nobody sees a page of the console, or does anything there, who is not signed in', async () => {
  const { visitor } = await openConsole(record);
  for (const path of ['/console', '/console/users', '/console/account', '/console/events', '/console/nothing']) {
    const answer = await visitor.get(path);
    expect([path, answer.status]).toEqual([path, 303]);
    expect(answer.headers.get('location')).toBe(`/console/sign-in?to=${encodeURIComponent(path)}`);
  }
  const ordered = await visitor.post('/console/users', { order: 'add', name: 'دخيل', role: 'chief' });
  expect(ordered.headers.get('location')).toBe('/console/sign-in');
  const renewed = await visitor.get('/console/account', { 'hx-request': 'true' });
  expect([renewed.status, renewed.headers.get('hx-redirect')]).toEqual([401, '/console/sign-in']);
  expect(await record.db.selectFrom('app_user').select('id').where('name', '=', 'دخيل').execute()).toEqual([]);
});

test('a form on another site does nothing here, and where one goes after signing in is in the console', async () => {
  const { signedIn, visitor } = await openConsole(record);
  const chief = await signedIn('رئيسة', 'chief');
  const foreign = await chief.post(
    '/console/users',
    { order: 'add', name: 'دخيل', role: 'chief' },
    { origin: 'https://elsewhere.example' },
  );
  expect(foreign.status).toBe(403);
  for (const to of [
    'https://elsewhere.example',
    '//elsewhere.example',
    '/console/../queues',
    '/queues',
    '/console\\..',
    '/console/sign-out',
  ]) {
    expect(await visitor.page(`/console/sign-in?to=${encodeURIComponent(to)}`), to).toContain(
      'name="to" value="/console"',
    );
  }
});

test('passwords are not asked for where others on the way could read them', async () => {
  const { address } = await openConsole(record);
  const named = { host: 'desk.example.org', origin: 'http://desk.example.org' };
  const page = await new Promise<string>((resolve, reject) => {
    // `fetch` sets the Host header by itself.
    request(`${address}/console/sign-in`, { headers: named }, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  expect(page).toContain('NASHRA_PUBLIC_URL');
  expect(page).not.toContain('type="password"');
});

test('an editor does not let people in; a chief does, with a link that is shown once', async () => {
  const { signedIn, visitor } = await openConsole(record);
  const editor = await signedIn('محرّر', 'editor');
  expect((await editor.get('/console/users')).status).toBe(403);
  expect((await editor.post('/console/users', { order: 'add', name: 'ضيف', role: 'chief' })).status).toBe(403);
  expect(await editor.page('/console/account')).not.toContain('href="/console/users"');

  const chief = await signedIn('رئيسة', 'chief');
  const answer = await chief.post('/console/users', { order: 'add', name: 'ضيف', role: 'editor' });
  const link = /value="http:\/\/[^"]*(\/console\/join\/[^"]+)"/.exec(await answer.text())?.[1] ?? '';
  expect(await visitor.page(link)).toContain('ضيف');
  expect(await chief.page('/console/users')).not.toContain('/console/join/');
  const unconfirmed = await chief.post('/console/users', { order: 'remove', name: 'ضيف' });
  expect(unconfirmed.status).toBe(400);
  const removed = await chief.post('/console/users', { order: 'remove', name: 'ضيف', confirm: 'yes' });
  expect(await chief.page(removed.headers.get('location') ?? '')).toContain('لم يعد يدخل');
  expect((await visitor.get(link)).status).toBe(410);
});

test('in the sandbox one comes in as a sample user, and only from this machine; in a newsroom never', async () => {
  await record.db.deleteFrom('app_user').where('secret_hash', 'is not', null).execute();
  const sandbox = await openConsole(record, { mode: 'sandbox' });
  expect(await sandbox.visitor.page('/console/sign-in')).toContain('نادين (مثال)');
  const answer = await sandbox.visitor.post('/console/sign-in/sample', { as: 'نادين (مثال)' });
  expect([answer.status, answer.headers.get('set-cookie')?.startsWith('nashra=')]).toEqual([303, true]);
  expect((await sandbox.visitor.post('/console/sign-in/sample', { as: 'غيرهم' })).status).toBe(404);
  const behind = { 'x-forwarded-for': '203.0.113.9' };
  const form = { as: 'نادين (مثال)' };
  expect((await sandbox.visitor.post('/console/sign-in/sample', form, behind)).status).toBe(404);
  await invitedOn(await invitation('صاحبة السجلّ'), sandbox.visitor);
  // A record to which people come in by passwords is a newsroom's.
  expect((await sandbox.visitor.post('/console/sign-in/sample', form)).status).toBe(404);
  const live = await openConsole(record);
  expect(await live.visitor.page('/console/sign-in')).not.toContain('مثال');
  expect((await live.visitor.post('/console/sign-in/sample', { as: 'نادين (مثال)' })).status).toBe(404);
});

test('an open page hears of what changes', async () => {
  const { signedIn } = await openConsole(record);
  const editor = await signedIn('سامع', 'editor');
  const stream = await editor.get('/console/events', { 'last-event-id': '1' });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('no stream');
  let heard = '';
  const until = async (word: string) => {
    while (!heard.includes(word)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`ended before ${word}: ${heard}`);
      heard += value;
    }
  };
  await until('event: feeds');
  heard = '';
  // The first look may be after the first change: so there is another.
  let lanes = 0;
  const changing = setInterval(async () => {
    lanes += 1;
    await record.db
      .insertInto('lane')
      .values({ name: `telegram:heard-${lanes}`, channel: 'telegram' })
      .execute();
  }, 700);
  await until('event: lanes').finally(() => clearInterval(changing));
  await reader.cancel();
});

test('behind a web server with https links are the public address, forms are taken, and nothing is handed on to elsewhere', async () => {
  const { signedIn } = await openConsole(record, { publicUrl: 'https://news.example.org' });
  const chief = await signedIn('رئيسة', 'chief');
  const behind = { origin: 'https://news.example.org', 'x-forwarded-proto': 'https' };
  const answer = await chief.post('/console/users', { order: 'add', name: 'بعيدة', role: 'editor' }, behind);
  expect(await answer.text()).toContain('value="https://news.example.org/console/join/');
  expect(answer.headers.get('referrer-policy')).toBe('same-origin');
  expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('an invitation stands in no log, whatever is wrong with the form', async () => {
  const lines: string[] = [];
  const { visitor } = await openConsole(record, { logged: (line) => lines.push(line) });
  const path = await invitation('مكتومة');
  await record.db.schema.alterTable('user_session').renameTo('away').execute();
  const failed = await invitedOn(path, visitor);
  await record.db.schema.alterTable('away').renameTo('user_session').execute();
  expect(failed.status).toBe(500);
  expect(lines.join()).toContain('request failed');
  expect(lines.join()).not.toContain(path.split('/').at(-1));
  expect((await visitor.post(path, { password: 'x'.repeat(5_000), again: 'x'.repeat(5_000) })).status).toBe(400);
});

test('a part that cannot be renewed stays as it was, and the page says so', async () => {
  const room = await openConsole(record);
  const page = await browser.newPage();
  await room.signIn(page, 'رنا', 'chief');
  // Every page but the first is refused.
  await page.route('**/console/events', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }));
  const refused = page.waitForResponse('**/console/events');
  await page.goto(`${room.address}/console/account`);
  await page.getByLabel('الحالية').fill('ما كُتب');
  await refused;
  expect(await page.getByLabel('الحالية').inputValue()).toBe('ما كُتب');
  await page.close();
});

test('whoever is shut out while a page is open is led to where one signs in', { timeout: 90_000 }, async () => {
  const room = await openConsole(record);
  const page = await browser.newPage();
  await room.signIn(page, 'خارجة', 'editor');
  await page.goto(`${room.address}/console/account`);
  await record.db.updateTable('app_user').set({ disabled_at: new Date() }).where('name', '=', 'خارجة').execute();
  await page.waitForURL('**/console/sign-in?to=*', { timeout: 60_000 });
  await page.close();
});
