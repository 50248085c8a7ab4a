import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from '../setup/browser.ts';
import { waitFor } from '../setup/wait.ts';
import { salma } from '../standins/whatsapp-web/open.ts';
import { startWhatsAppNewsroom } from './whatsapp.ts';

/** Set to a folder to look at the page: the tests leave pictures there. */
const pictures = process.env.WHATSAPP_PICTURES;

const browser = useBrowser();

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  await mkdir(pictures, { recursive: true });
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
  }
}

test('the account is linked, paused and logged out from the page', async () => {
  const room = await startWhatsAppNewsroom([salma]);
  const serve = await room.serve();
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  const answer = await page.goto(`${serve.address}/whatsapp`);
  expect(answer?.headers()['cache-control']).toBe('no-store');
  const state = (name: string) => page.locator(`#state[data-state="${name}"]`).waitFor({ timeout: 45_000 });

  await state('pairing');
  await page.locator('.qr svg').waitFor();
  const first = await page.locator('.qr').innerHTML();
  room.standIn.rotateQr();
  await waitFor(async () => (await page.locator('.qr').innerHTML()) !== first, { message: 'the code was not renewed' });
  await picture(page, 'pairing');

  // What is being typed stays, whatever the page renews meanwhile.
  await page.fill('input[name=number]', '٧٠');
  room.standIn.rotateQr();
  await page.waitForResponse(/state$/);
  expect(await page.inputValue('input[name=number]')).toBe('٧٠');
  await page.click('button[value=pairNumber]');
  await page.getByText('اكتبوا الرقم مع رمز بلده').waitFor();
  await page.fill('input[name=number]', '+961 ٧٠ 000 000');
  await page.click('button[value=pairNumber]');
  await page.locator('.code').waitFor({ timeout: 30_000 });
  expect(await page.locator('.code').textContent()).toBe('ABCD-1234');
  await picture(page, 'code');
  room.standIn.scan();
  await state('ready');
  expect(await page.locator('.figures').textContent()).toContain('+96170000000');
  const link = await page.locator('.figures a').getAttribute('href');
  expect(decodeURIComponent(link ?? '')).toBe('https://wa.me/96170000000?text=اشتراك');
  await picture(page, 'ready');
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const [needed, there] = await page
      .evaluate('[document.body.scrollWidth, innerWidth]')
      .then((sizes) => sizes as number[]);
    expect(needed).toBeLessThanOrEqual(there ?? 0);
  }

  await page.click('button[value=pause]');
  await state('paused');
  await page.click('button[value=resume]');
  await state('ready');
  await page.click('summary');
  await page.click('button[value=logout]');
  // Without the mark nothing happens.
  expect(await page.locator('#state').getAttribute('data-state')).toBe('ready');
  await page.check('input[name=confirm]');
  await page.click('button[value=logout]');
  await state('pairing');
  await picture(page, 'logged-out');
  const orders = await room.newsroom.database.db
    .selectFrom('audit')
    .select(['actor', 'action'])
    .where('actor', '=', 'ops')
    .orderBy('id')
    .execute();
  expect(orders.map(({ action }) => action)).toEqual([
    'whatsapp.pair',
    'whatsapp.pause',
    'whatsapp.resume',
    'whatsapp.logout',
  ]);
  expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  await page.close();
}, 150_000);

test('the page is for ops alone, and no other site can give its orders', async () => {
  const room = await startWhatsAppNewsroom([salma]);
  const serve = await room.serve({ NASHRA_OPS_PASSWORD: 'a-long-password' });
  const page = `${serve.address}/whatsapp`;
  const key = { authorization: `Basic ${Buffer.from('ops:a-long-password').toString('base64')}` };
  for (const path of ['', '/state', '/app.js', '/order']) expect((await fetch(`${page}${path}`)).status).toBe(401);
  expect((await fetch(`${serve.address}/queues`)).headers.get('www-authenticate')).toContain('Basic');
  expect((await fetch(page, { headers: key })).status).toBe(200);

  await room.until('pairing');
  const order = (headers: Record<string, string>, body = 'order=pause') =>
    fetch(`${page}/order`, {
      method: 'POST',
      redirect: 'manual',
      headers: { ...key, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
  expect((await order({ origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await order({ origin: serve.address }, 'order=logout')).status).toBe(400);
  expect((await order({ origin: serve.address }, 'order=dance')).status).toBe(400);
  expect((await order({ origin: serve.address })).status).toBe(303);
  await room.until('paused');

  await serve.kill('SIGTERM');
  const without = await room.serve({ WHATSAPP: 'off' });
  const text = await (await fetch(`${without.address}/whatsapp`)).text();
  expect(text).toContain('WHATSAPP=off is set');
  const late = await fetch(`${without.address}/whatsapp/order`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: without.address },
    body: 'order=pause',
  });
  expect(late.status).toBe(409);
}, 120_000);
