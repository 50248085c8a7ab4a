import { laneOf } from '../src/channels/telegram/send.ts';
import { signatureHeader, signWebhook } from '../src/feeds/webhook.ts';
import { type FeedServer, startFeedServer } from '../test/standins/feed-server.ts';
import { benchmark, count } from './command.ts';
import { startProduct, startRedis, until } from './product.ts';
import { openRecord, subscribe } from './record.ts';
import { percentile, progress, type Row, report } from './report.ts';
import { distantTelegram } from './telegram.ts';

/**
 * How long a story takes from its appearing to its first accepted message, with the real program on the real clock: found
 * by polling the feed every second, or handed over by the site. What a story waits for the next poll is told apart.
 */
const { stories } = benchmark('bench:latency', 'From a story’s appearing to its first accepted message.')
  .option('--stories <n>', 'stories each way', count, 20)
  .parse()
  .opts<{ stories: number }>();
/** The one reader's chat takes a message a second; what a story waits for that is not measured. Milliseconds. */
const chatRests = 1_200;
const secret = 'a secret of the newsroom';
const html = `<p>تسيّر بلدية مدينة المرسى منذ مطلع الشهر حافلة ليلية واحدة بين المرفأ والمستشفى الجامعي، بعد أن طالب سكان الأحياء القديمة بها ثلاثة أعوام.</p>
<p>وقالت البلدية في بيان إن الحافلة تعمل كل ليلة من العاشرة حتى الرابعة فجراً، وإن كلفتها السنوية تبلغ نحو مئتي ألف دينار.</p>
<p>ويقول سائقون ومرضى إن الرحلة الواحدة لا تكفي، ويطلبون أن تُضاف إليها محطة عند محطة القطار.</p>`;

const record = await openRecord();
const redis = await startRedis();
const telegram = await distantTelegram();
const feed = await startFeedServer();
const published: string[] = [];
publish(feed);
await subscribe(record.db, { lane: laneOf(telegram.token), edition: 'breaking', count: 1 });
const product = await startProduct({
  databaseUrl: record.url,
  redisUrl: redis.url,
  telegram,
  rate: 30,
  feedUrl: `${feed.url}/feed`,
  env: { NASHRA_WEBHOOK_SECRET: secret },
});
await until(async () => feed.requests.length > 1, { what: 'the first polls' });

const byPoll: { untilPoll: number; fromPoll: number; whole: number }[] = [];
const byHand: number[] = [];
for (let index = 0; index < stories; index += 1) {
  // At any moment between two polls.
  await pause(chatRests + (index / stories) * 1_000);
  const before = await accepted();
  const seen = feed.requests.length;
  const appeared = Date.now();
  published.push(item(`poll-${index}`));
  publish(feed);
  const arrived = await firstAfter(before);
  const polled = feed.requests[seen]?.at ?? Number.NaN;
  byPoll.push({ untilPoll: polled - appeared, fromPoll: arrived - polled, whole: arrived - appeared });
}
progress(`${stories} stories came by the feed`);
for (let index = 0; index < stories; index += 1) {
  await pause(chatRests);
  const before = await accepted();
  const body = JSON.stringify({ url: `https://daraj.media/hand-${index}`, title: title(`hand-${index}`), html });
  const handed = Date.now();
  const { status } = await fetch(`${product.address}/hooks/article`, {
    method: 'POST',
    body,
    headers: { [signatureHeader]: signWebhook(body, secret, new Date()) },
  });
  if (status !== 202) throw new Error(`the site's story was answered with ${status}`);
  byHand.push((await firstAfter(before)) - handed);
}

const row = (what: string, times: readonly number[]): Row => ({
  what,
  'median, s': percentile(times, 0.5) / 1_000,
  '95th percentile, s': percentile(times, 0.95) / 1_000,
  'longest, s': Math.max(...times) / 1_000,
});
report(`From a story's appearing to its first accepted message, 50 ms away (${stories} stories each)`, [
  row(
    'in a feed polled every second, whole',
    byPoll.map(({ whole }) => whole),
  ),
  row(
    '… of it, until the poll comes by',
    byPoll.map(({ untilPoll }) => untilPoll),
  ),
  row(
    '… of it, from the poll to the message',
    byPoll.map(({ fromPoll }) => fromPoll),
  ),
  row('handed over by the site', byHand),
]);
await product.stop();
await feed.close();
await telegram.close();
await redis.stop();
await record.close();

function publish(server: FeedServer): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>درج</title><link>https://daraj.media</link>
${published.slice(-10).join('\n')}
</channel></rss>`;
  server.set('/feed', { body });
}

function item(slug: string): string {
  return `<item><title>${title(slug)}</title><link>https://daraj.media/${slug}</link>
<guid isPermaLink="false">${slug}</guid><pubDate>${new Date().toUTCString()}</pubDate>
<content:encoded><![CDATA[${html}]]></content:encoded></item>`;
}

function title(slug: string): string {
  return `بلدية المرسى تسيّر حافلة ليلية بين المرفأ والمستشفى (${slug})`;
}

async function accepted(): Promise<number> {
  return (await telegram.control.statistics()).accepted;
}

/** When the message after the first `count` was accepted. */
async function firstAfter(count: number): Promise<number> {
  await until(async () => (await accepted()) > count, { everyMs: 5, what: 'the story' });
  return (await telegram.control.accepted())[count]?.at ?? Number.NaN;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
