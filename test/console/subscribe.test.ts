import { expect, test } from 'vitest';
import { writeBoard } from '../../src/channels/whatsapp/board.ts';
import { newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';

const editions = {
  breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' } },
  morning: { kind: 'digest', names: { ar: 'نشرة الصباح', en: 'Morning' }, cron: '0 8 * * *' },
};

const board = {
  state: 'ready',
  reason: null,
  qr: null,
  code: null,
  account: '96170000000',
  since: new Date().toISOString(),
  today: { sent: 0, cap: 250 },
  hour: { sent: 0, cap: 30 },
  next: { at: new Date().toISOString(), because: 'now' },
  restrictedUntil: null,
  lastError: null,
  restarts: 0,
};

test('whoever opens /subscribe finds the accounts that take subscriptions, and nothing of him is kept', {
  timeout: 60_000,
}, async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed', { editions }));
  const { address } = await newsroom.serve();
  const { db } = newsroom.database;
  const page = async (path = '', headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${address}/subscribe${path}`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    return answer.text();
  };

  const arabic = await page();
  expect(arabic).toContain('<html lang="ar" dir="rtl">');
  expect(arabic).toContain('قصص درج على هاتفكم');
  expect(arabic).toContain('<li>عاجل</li><li>نشرة الصباح</li>');
  expect(arabic).toContain('href="https://t.me/nashra_sandbox_bot"');
  expect(arabic).not.toContain('wa.me');
  expect([...arabic.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link)).toEqual([
    '/theme.css',
    '/subscribe/page.css',
    'https://t.me/nashra_sandbox_bot',
    'https://daraj.media',
    '/subscribe?lang=en',
  ]);
  expect((await fetch(`${address}/subscribe/page.css`)).headers.get('content-type')).toContain('text/css');

  expect(await page('', { 'accept-language': 'en-GB,en;q=0.9' })).toContain('<html lang="ar" dir="rtl">');
  const english = await page('?lang=en');
  expect(english).toContain('<html lang="en" dir="ltr">');
  expect(english).toContain('Subscribe on Telegram');
  expect(await page('?lang=<script>')).toContain('<html lang="ar" dir="rtl">');

  const { name } = await db
    .insertInto('lane')
    .values({ name: 'whatsapp:main', channel: 'whatsapp' })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ channel: 'whatsapp' }))
    .returning('name')
    .executeTakeFirstOrThrow();
  await writeBoard(db, name, board);
  expect(await page()).toContain(`href="https://wa.me/96170000000?text=${encodeURIComponent('اشتراك')}"`);
  for (const state of ['banned', 'loggedOut', 'pairing']) {
    await writeBoard(db, name, { ...board, state });
    expect(await page()).not.toContain('wa.me');
  }
});

test('Telegram that does not answer keeps nobody from the page', { timeout: 60_000 }, async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed', { editions }));
  const { address } = await newsroom.serve();
  newsroom.telegram.latency = { ms: 20_000, jitterMs: 0 };
  const began = Date.now();
  const text = await (await fetch(`${address}/subscribe`)).text();
  expect(text).toContain('لا حساب يستقبل الاشتراكات الآن');
  expect(Date.now() - began).toBeLessThan(10_000);
});
