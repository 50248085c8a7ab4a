import { rss, rssType } from '../e2e/feed.ts';
import { newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';

/** A running desk with one story that nobody was sent yet, and how to call the command line beside it. */
export async function desk(telegram: Readonly<Record<string, unknown>> = {}) {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية', pictures }) });
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, {
      feeds: [{ name: 'main', url: `${feed.url}/feed`, mode: 'auto', pollEvery: '1s', firstRun: 0 }],
      channels: { telegram: { rate: 40, ...telegram } },
    }),
    { telegram: { limits: { paid: { perSecond: 1_000 } } } },
  );
  const served = await newsroom.serve();
  await newsroom.subscribe(200);
  await waitFor(() => newsroom.database.db.selectFrom('article').select('id').executeTakeFirst(), {
    message: 'the story never came',
  });
  const nashra = (...args: string[]) => runNashra(args, { env: newsroom.env });
  return { newsroom, nashra, served };
}

/** More than any newsroom here sends. */
const pictures = ['depot', 'driver', 'platform', 'night'].map((name) => `https://daraj.media/pictures/bus-${name}.jpg`);

/** The link of the story. */
export const link = 'https://daraj.media/one';
