import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { InputMediaBuilder } from 'grammy';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, sandboxRoutes, startSandbox } from '../../src/sandbox/index.ts';
import { useBrowser } from '../setup/browser.ts';
import { untilHolds } from '../setup/wait.ts';
import { startNewsroomBot } from './newsroom-bot.ts';

const salma = '710000001';
const visitor = '710000009';
const rana = '-1007100000200.710000101';
/** What the browser made of an element's direction. */
const direction = (element: unknown) =>
  (globalThis as unknown as { getComputedStyle(of: unknown): { direction: string } }).getComputedStyle(element)
    .direction;
/** Set to a folder to look at the page: each test leaves pictures there. */
const pictures = process.env.SANDBOX_PICTURES;

const browser = useBrowser();

let sandbox: Sandbox;
let bot: Awaited<ReturnType<typeof startNewsroomBot>>;
let server: ReturnType<typeof serve>;
let stopping: AbortController;
let address: string;
beforeEach(async () => {
  sandbox = await startSandbox('نشرة درج');
  stopping = new AbortController();
  const app = sandboxRoutes(sandbox.phones, { timeZone: 'Asia/Beirut', stopping: stopping.signal });
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  bot = await startNewsroomBot(sandbox);
  await untilHolds(async () => expect((await messages()).length).toBe(11));
});
afterEach(async () => {
  await bot.stop();
  stopping.abort();
  await new Promise((resolve) => server.close(resolve));
  await sandbox.close();
});

interface Sent {
  channel: string;
  to: string;
  text: string;
  parseMode: string | null;
  links: string[];
  sentAt: string;
  messageId: string;
  buttons: { label: string; data?: string }[];
}

async function messages(query = ''): Promise<Sent[]> {
  return (await fetch(`${address}/sandbox/messages${query}`)).json() as Promise<Sent[]>;
}

function post(route: string, body: object): Promise<Response> {
  return fetch(`${address}/sandbox/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('as JSON', () => {
  test('what the bot sent, as it sent it, with its links, for one phone and since a moment', async () => {
    const all = await messages(`?to=${salma}`);
    expect(all).toHaveLength(2);
    const [welcome, story] = all;
    expect(welcome).toMatchObject({ channel: 'telegram', to: salma, parseMode: 'HTML', links: [] });
    expect(welcome?.text).toContain('<b>أهلًا بك في نشرة</b>');
    expect(story?.links).toEqual(['https://example.org/tokayev']);
    expect(await messages(`?to=${salma}&since=${encodeURIComponent(story?.sentAt ?? '')}`)).toContainEqual(story);
    expect(await messages(`?since=${Date.now() + 60_000}`)).toEqual([]);
    expect((await fetch(`${address}/sandbox/messages?since=soon`)).status).toBe(400);
  });

  test('speaking and pressing through it', async () => {
    expect((await post('say', { to: salma, text: '/latest' })).status).toBe(202);
    await untilHolds(async () => expect((await messages(`?to=${salma}`)).at(-1)?.text).toContain('نشرة الصباح'));
    const [welcome] = await messages(`?to=${salma}`);
    expect((await post('press', { to: salma, messageId: welcome?.messageId, data: 'topic:politics' })).status).toBe(
      202,
    );
    await untilHolds(async () =>
      expect((await messages(`?to=${salma}`))[0]?.buttons).toEqual([{ label: '✓ سياسة', data: 'done' }]),
    );
  });

  test('what cannot be is told', async () => {
    expect((await post('say', { to: 'nobody', text: 'x' })).status).toBe(404);
    expect((await post('say', { to: salma, text: ' ' })).status).toBe(400);
    expect((await post('press', { to: salma, messageId: '1', data: 'x' })).status).toBe(409);
    const foreign = await fetch(`${address}/sandbox/say`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ to: salma, text: '/stop' }),
    });
    expect(foreign.status).toBe(403);
  });

  test('without script, forms lead back to the page they came from', async () => {
    const response = await fetch(`${address}/sandbox/say`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: address, referer: `${address}/sandbox?first=${salma}` },
      body: new URLSearchParams({ to: salma, text: '/latest' }),
    });
    expect([response.status, response.headers.get('location')]).toEqual([303, `/sandbox?first=${salma}`]);
  });
});

describe('on screen', () => {
  let page: Page;
  const problems: string[] = [];
  async function open(query: string, size: { width: number; height: number }, colorScheme: 'light' | 'dark' = 'light') {
    page = await browser.newPage({ viewport: size, colorScheme });
    problems.length = 0;
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') problems.push(`${line.text()} ${line.location().url}`);
    });
    await page.goto(`${address}/sandbox${query}`);
  }
  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });
  async function picture(name: string) {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
  const phone = (id: string) => page.locator(`[data-phone="${id}"]`);
  const fits = () => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');

  test('typing, pressing and answers, without a reload', async () => {
    await open('', { width: 1_280, height: 860 });
    await picture('desktop');
    await phone(salma).getByPlaceholder('اكتب رسالة').fill('/latest');
    await page.keyboard.press('Enter');
    await phone(salma).getByText('نشرة الصباح').waitFor();
    await phone(salma).getByRole('button', { name: 'سياسة', exact: true }).click();
    await phone(salma).getByText('✓ سياسة').waitFor();
    await phone(salma).getByText('حُفظ اختيارك').waitFor();
    await phone(rana).getByRole('button', { name: 'انشر' }).click();
    await phone(rana).getByText('اعتمدته رنا').waitFor();
    await phone(rana).getByText('معدّلة').waitFor();
    await picture('desktop-after');
    expect(await fits()).toBe(true);
    const box = phone(salma).locator('.conversation');
    expect(await box.evaluate((el) => el.scrollHeight - el.scrollTop - el.clientHeight)).toBeLessThan(80);
  });

  test('what is typed survives messages that come meanwhile', async () => {
    await open('', { width: 1_280, height: 860 });
    const field = phone(salma).getByPlaceholder('اكتب رسالة');
    await field.fill('مسودة');
    await bot.bot.api.sendMessage(Number(salma), 'خبر <b>جديد</b>', { parse_mode: 'HTML' });
    await phone(salma).getByText('خبر جديد').waitFor();
    expect(await field.inputValue()).toBe('مسودة');
    expect(await page.evaluate('document.activeElement.value')).toBe('مسودة');
  });

  test('blocking closes the conversation, unblocking opens it', async () => {
    await open('', { width: 1_280, height: 860 });
    await phone(salma).getByRole('button', { name: 'احظر البوت' }).click();
    await phone(salma).getByText('حظرت هذا البوت').waitFor();
    await picture('blocked');
    await expect(bot.bot.api.sendMessage(Number(salma), 'خبر')).rejects.toThrow('bot was blocked by the user');
    await phone(salma).getByRole('button', { name: 'ألغِ الحظر' }).click();
    await phone(salma).getByPlaceholder('اكتب رسالة').waitFor();
  });

  test('a visitor begins with one button', async () => {
    await open(`?first=${visitor}`, { width: 1_280, height: 860 });
    await picture('visitor');
    await phone(visitor).getByRole('button', { name: 'ابدأ' }).click();
    await phone(visitor).getByText('أهلًا بك في نشرة').waitFor();
    await phone(visitor).getByPlaceholder('اكتب رسالة').waitFor();
  });

  test('a deleted message says so', async () => {
    await open('', { width: 1_280, height: 860 });
    const sent = await bot.bot.api.sendMessage(Number(salma), 'خبر خاطئ');
    await phone(salma).getByText('خبر خاطئ').waitFor();
    await bot.bot.api.deleteMessage(Number(salma), sent.message_id);
    await phone(salma).getByText('حُذفت هذه الرسالة').waitFor();
    expect(await phone(salma).getByText('خبر خاطئ').count()).toBe(0);
    await picture('deleted');
  });

  test('an album is one message with its pictures side by side, also when some of it is deleted', async () => {
    const svg = (colour: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="${colour}"/></svg>`;
    const colours: Record<string, string> = { a: '#35627a', b: '#b98b4e', c: '#6d7f4a' };
    await open('', { width: 390, height: 844 });
    await page.route('https://daraj.media/**', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: svg(colours[route.request().url().at(-5) ?? ''] ?? '#888') }),
    );
    const caption =
      '<b><a href="https://example.org/a">صيادو طرابلس قبل الفجر</a></b>\n\nأربعة أيام في الميناء القديم.';
    const photo = (name: string, more = {}) => InputMediaBuilder.photo(`https://daraj.media/${name}.jpg`, more);
    const sent = await bot.bot.api.sendMediaGroup(Number(salma), [
      photo('a', { caption, parse_mode: 'HTML' }),
      photo('b'),
      photo('c'),
    ]);
    const bubble = phone(salma).locator('.message', { hasText: 'صيادو طرابلس' });
    await bubble.waitFor();
    const boxes = () => bubble.locator('img').evaluateAll((images) => images.map((one) => one.getBoundingClientRect()));
    await untilHolds(async () => expect(await boxes()).toHaveLength(3));
    const [first, second, third] = await boxes();
    if (!first || !second || !third) throw new Error('three pictures');
    expect(first.width).toBeGreaterThan(second.width * 1.9);
    // From right to left.
    expect(second.x).toBeGreaterThan(third.x);
    expect(second.y).toBe(third.y);
    expect(await fits()).toBe(true);
    await bubble.scrollIntoViewIfNeeded();
    await picture('album');
    expect((await messages(`?to=${salma}`)).filter(({ text }) => text.includes('صيادو'))).toHaveLength(1);
    expect(await messages(`?to=${salma}`)).toHaveLength(3);

    await bot.bot.api.deleteMessage(Number(salma), sent[1]?.message_id ?? 0);
    await untilHolds(async () => expect(await boxes()).toHaveLength(2));
    await picture('album-of-two');
    await bot.bot.api.deleteMessages(Number(salma), [sent[0]?.message_id ?? 0, sent[2]?.message_id ?? 0]);
    await phone(salma).getByText('حُذفت هذه الرسالة').waitFor();
    expect(await phone(salma).getByText('حُذفت هذه الرسالة').count()).toBe(1);
  });

  test('text is never markup, and a script in it does not run', async () => {
    await open('', { width: 1_280, height: 860 });
    await phone(salma).getByPlaceholder('اكتب رسالة').fill('<img src=x onerror="document.title=1"><b>لا</b>');
    await page.keyboard.press('Enter');
    await phone(salma).getByText('<b>لا</b>').waitFor();
    expect(await page.title()).not.toBe('1');
  });

  test('links run to their addresses, Latin lines from the left, Arabic from the right', async () => {
    await open('', { width: 1_280, height: 860 });
    await phone(salma).getByPlaceholder('اكتب رسالة').fill('/latest');
    await page.keyboard.press('Enter');
    const link = phone(salma).getByRole('link', { name: 'البنك المركزي يثبّت سعر الفائدة' });
    expect(await link.getAttribute('href')).toBe('https://example.org/a');
    const line = (text: string) => phone(salma).locator('.bubble > p', { hasText: text }).last();
    expect(await line('very/long/address').evaluate(direction)).toBe('ltr');
    expect(await line('أبقى البنك').evaluate(direction)).toBe('rtl');
    expect(await page.locator('html').evaluate(direction)).toBe('rtl');
  });

  test('at the width of a phone', async () => {
    await open('', { width: 390, height: 844 });
    expect(await fits()).toBe(true);
    await picture('narrow');
    await page
      .getByRole('navigation', { name: 'الهواتف المعروضة' })
      .getByRole('link', { name: 'غرفة التحرير' })
      .click();
    await untilHolds(async () => expect((await phone(rana).boundingBox())?.x).toBe(0));
    await picture('narrow-editors');
  });

  test('in the dark, and in English', async () => {
    await open('?first=710000005', { width: 1_280, height: 860 }, 'dark');
    await phone('710000005').getByText('Welcome to Nashra').waitFor();
    expect(await phone('710000005').getAttribute('dir')).toBe('ltr');
    await picture('dark-english');
    await page.goto(`${address}/sandbox`);
    await picture('dark');
  });

  test('by keyboard alone', async () => {
    await open('', { width: 1_280, height: 860 });
    const reached: string[] = [];
    for (let i = 0; i < 40 && !reached.includes('اكتب رسالة'); i++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate<string>("document.activeElement.ariaLabel ?? document.activeElement.textContent ?? ''"),
      );
    }
    expect(reached).toEqual(expect.arrayContaining(['المحادثة', 'سياسة', '/latest', 'اكتب رسالة']));
    await page.keyboard.type('/latest');
    await page.keyboard.press('Enter');
    await phone(salma).getByText('نشرة الصباح').waitFor();
  });
});
