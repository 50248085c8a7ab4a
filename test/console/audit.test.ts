import { expect, test } from 'vitest';
import { actionWords } from '../../src/console/audit/words.ts';
import { auditActions, recordAudit } from '../../src/database/audit.ts';
import { auditKinds } from '../../src/database/audit-report.ts';
import { useDatabase } from '../setup/migrated.ts';
import { openConsole } from './open-console.ts';

const record = useDatabase();

const entriesOf = (page: string) => [...page.matchAll(/data-entry="([^"]*)"/g)].map((match) => match[1]);

test('everything that is recorded has words, a kind to be looked for by, and a place on the page', async () => {
  const { db } = record;
  for (const action of auditActions) await recordAudit(db, { actor: 'سلمى', action, subject: 'push 7' });
  const editor = await (await openConsole(record)).signedIn('كريم', 'editor');
  const page = await editor.page('/console/audit?actor=سلمى');
  expect(entriesOf(page)).toEqual([...auditActions].reverse());
  for (const action of auditActions) {
    expect(page).toContain(actionWords[action]);
    expect(page).not.toContain(`>${action}<`);
    expect(auditKinds).toContain(action.split('.')[0]?.replace(/^subscriber$/, 'subscribers'));
  }
  expect(new Set(Object.values(actionWords)).size).toBe(auditActions.length);
  for (const kind of auditKinds) {
    const found = entriesOf(await editor.page(`/console/audit?actor=سلمى&kind=${kind}`));
    expect([kind, found]).toEqual([
      kind,
      [...auditActions].reverse().filter((one) => one.replace('subscriber.', 'subscribers.').startsWith(`${kind}.`)),
    ]);
  }
});

test('the audit tells who did what to what, with links and in words', async () => {
  const { db } = record;
  const { id: feed } = await db
    .insertInto('feed')
    .values({ name: 'main', url: 'https://daraj.media/feed' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: article } = await db
    .insertInto('article')
    .values({ feed_id: feed, link: 'https://daraj.media/a', state: 'accepted', version: 1, published_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: offer } = await db
    .insertInto('correction_offer')
    .values({ article_id: article, sent_version: 1, version: 2 })
    .returning('id')
    .executeTakeFirstOrThrow();
  const write = (actor: string, action: (typeof auditActions)[number], subject: string, detail?: unknown) =>
    recordAudit(db, { actor, action, subject, ...(detail === undefined ? {} : { detail }) });
  await write('كريم', 'offer.accept', `offer ${offer}`);
  await write('command line', 'lane.cancel', 'lane telegram:7000', { pushes: [3, 4], readers: 12 });
  await write('نادين', 'feed.keep', 'line of daraj.media', { text: 'سطر <من> الموقع' });
  await write('رنا', 'user.sign-in', 'user رنا');
  await write('رنا', 'user.role', 'user كريم', { role: 'ops' });
  await write('كريم', 'push.approve', 'push 9', {
    as: 'breaking',
    sendAt: '2026-03-01T06:00:00.000Z',
    whatsapp: 'destinations',
  });
  await write('ops', 'whatsapp.pause', 'whatsapp:main');
  await write('command line', 'subscriber.forget', 'one reader on telegram', { odd: { deep: '</bdi>' } });

  const editor = await (await openConsole(record)).signedIn('كريم', 'editor');
  const page = await editor.page('/console/audit');
  const entry = (action: string) => page.split('data-entry="').find((part) => part.startsWith(`${action}"`)) ?? '';
  expect(entry('offer.accept')).toContain(`href="/console/stories/${article}"`);
  expect(entry('lane.cancel')).toContain('سطر الأوامر');
  expect(entry('lane.cancel')).toContain('تلغرام <bdi class="code">7000</bdi>');
  expect(entry('lane.cancel')).toContain('12 رسالة');
  expect(entry('lane.cancel')).toContain('href="/console/pushes/4"');
  expect(entry('feed.keep')).toContain('«<bdi>سطر &lt;من&gt; الموقع</bdi>»');
  expect(entry('user.sign-in')).not.toContain(': <bdi>رنا</bdi>');
  expect(entry('user.role')).toContain('الدور: تشغيل');
  expect(entry('push.approve')).toContain('href="/console/pushes/9"');
  expect(entry('push.approve')).toContain('عاجلاً، على واتساب في القناة وحدها');
  expect(entry('push.approve')).toContain('datetime="2026-03-01T06:00:00.000Z"');
  expect(entry('whatsapp.pause')).toContain('واتساب <bdi class="code">main</bdi>');
  expect(entry('subscriber.forget')).toContain('قارئ على تلغرام');
  expect(entry('subscriber.forget')).toContain('&lt;/bdi&gt;');
  expect(page).toContain('365 يوماً');
});

test('the audit is paged without gaps, and who did nothing is found with nothing', async () => {
  const { db } = record;
  for (let index = 0; index < 120; index += 1)
    await recordAudit(db, { actor: 'كثيرة العمل', action: 'feed.read', subject: `feed f${index}` });
  const editor = await (await openConsole(record)).signedIn('كريم', 'editor');
  const seen: number[] = [];
  let path: string | undefined = '/console/audit?actor=كثيرة+العمل&kind=feed';
  let pages = 0;
  while (path !== undefined) {
    const page: string = await editor.page(path);
    pages += 1;
    seen.push(...[...page.matchAll(/<bdi>f(\d+)<\/bdi>/g)].map((match) => Number(match[1])));
    path = [...page.matchAll(/href="(\/console\/audit\?[^"]*before=[^"]*)"/g)].at(-1)?.[1]?.replaceAll('&amp;', '&');
  }
  expect(pages).toBe(3);
  expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => 119 - index));
  expect(await editor.page('/console/audit?actor=لا+أحد')).toContain('لا شيء من هذا');
  expect((await editor.get('/console/audit?kind=nonsense&before=-1')).status).toBe(200);
});
