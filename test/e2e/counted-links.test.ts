import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { chatId, newsroomConfig, startNewsroom } from './newsroom.ts';

const salma = { id: chatId(0), firstName: 'سلمى', languageCode: 'ar' };

test('a link in a message leads to its story and is counted, and what is read most is then asked for', async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, {
      links: { counted: true, campaign: { telegram: { utm_source: 'telegram' } } },
      mostRead: { source: 'links' },
    }),
  );
  const person = newsroom.telegram.phones.join(salma);
  const serve = await newsroom.serve({ NASHRA_PUBLIC_URL: 'http://127.0.0.1:9' });
  const heard = (words: string) => person.messages.find((message) => message.formatted.text.includes(words));
  person.say('/start');
  await waitFor(() => heard('أهلاً بكم'), { message: 'no welcome' });
  feed.set('/feed', { ...rssType, body: rss({ slug: 'two', title: 'مدرسة بلا سقف' }) });
  await waitFor(() => heard('مدرسة بلا سقف'), { message: 'the story never came', timeoutMs: 30_000 });
  const link = /http:\/\/127\.0\.0\.1:9(\/r\/[^"]+)/.exec(JSON.stringify(heard('مدرسة بلا سقف')?.formatted))?.[1];
  expect(link).toMatch(/^\/r\/t[0-9a-z]+-[\w-]{12}\//);

  const open = (agent: string) =>
    fetch(`${serve.address}${link}`, { redirect: 'manual', headers: { 'user-agent': agent } });
  const answer = await open('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0');
  expect(answer.status).toBe(302);
  expect(answer.headers.get('location')).toMatch(/\/two.*utm_source=telegram$/);
  await open('TelegramBot (like TwitterBot)');
  const counts = () => newsroom.database.db.selectFrom('link_count').select('clicks').execute();
  await waitFor(async () => (await counts()).length > 0, { message: 'nothing was counted' });
  person.say('/mostread');
  await waitFor(() => heard('الأكثر قراءة في درج'), { message: 'no list' });
  expect(heard('الأكثر قراءة في درج')?.formatted.text).toContain('1. مدرسة بلا سقف');
  person.say('/privacy');
  await waitFor(() => heard('نعدّ كم مرّة فُتح رابط'), { message: '/privacy does not say that links are counted' });
  expect(await serve.kill('SIGTERM')).toBe(0);
  expect(await counts()).toEqual([{ clicks: 1 }]);
  expect(serve.stderr()).not.toContain('Firefox');
});

test('counting without an https address that readers reach is refused at the start', async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed', { links: { counted: true } }));
  for (const [url, got] of [
    [{}, 'is missing'],
    [{ NASHRA_PUBLIC_URL: 'http://go.example.org' }, 'got "http://go.example.org"'],
  ] as const) {
    const { exit, stderr } = await runNashra(['serve'], { env: { ...newsroom.env, ...url } });
    expect(exit).toBe(1);
    expect(stderr).toContain(`nashra: environment: NASHRA_PUBLIC_URL: ${got}; links.counted in newsroom.yaml needs`);
  }
});
