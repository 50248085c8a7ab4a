import { sql } from 'kysely';
import { readBoard } from '../../src/channels/whatsapp/board.ts';
import { findChromium } from '../../src/channels/whatsapp/chromium.ts';
import { type Person, WhatsAppStandIn } from '../../src/sandbox/whatsapp/index.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { type E2eNewsroom, newsroomConfig, startNewsroom } from './newsroom.ts';

export const lane = 'whatsapp:main';
export const channel = { id: '120363000000000001@newsletter', name: 'درج' };
/** No newsroom would: a test does not wait. */
const fastPace = {
  gap: { min: '0s', max: '0s' },
  perHour: 1_000,
  perDay: 10_000,
  warmUp: { first: 10_000, growth: 1 },
  hours: { from: 0, until: 24 },
};

/** A newsroom with WhatsApp: `serve` is the real program, in front of it the real library in a real Chromium. */
export interface WhatsAppNewsroom {
  readonly newsroom: E2eNewsroom;
  readonly standIn: WhatsAppStandIn;
  readonly env: Readonly<Record<string, string>>;
  serve(env?: Readonly<Record<string, string>>): ReturnType<E2eNewsroom['serve']>;
  publish(slug: string, title?: string): void;
  until(state: string): Promise<void>;
  /** Texts of the account in somebody's chat. */
  said(person: Person): string[];
  /** Writes readers into the record, as if they had joined. */
  subscribe(people: readonly Person[]): Promise<void>;
  /** Process ids of browsers that use this newsroom's session. */
  browsers(): Promise<number[]>;
}

export async function startWhatsAppNewsroom(
  people: readonly Person[],
  changes: {
    readonly whatsapp?: Record<string, unknown>;
    readonly channels?: Record<string, unknown>;
    /** Of its feed. */
    readonly mode?: 'auto' | 'review';
  } = {},
): Promise<WhatsAppNewsroom> {
  const chromium = findChromium(process.env.CHROMIUM_PATH ?? null);
  if (chromium.kind === 'missing') throw new Error(chromium.advice);
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const standIn = await new WhatsAppStandIn({ people, newsletters: [channel] }).start();
  atEnd(() => standIn.close());
  const whatsapp = { ...fastPace, ...changes.whatsapp };
  const newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, {
      feeds: [{ name: 'main', url: `${feed.url}/feed`, mode: changes.mode ?? 'auto', pollEvery: '1s', firstRun: 2 }],
      channels: { telegram: { rate: 1_000 }, ...changes.channels, whatsapp },
    }),
  );
  const env = {
    WHATSAPP: 'on',
    CHROMIUM_PATH: chromium.path,
    CHROMIUM_ARGS: standIn.chromiumArguments.join(' '),
  };
  return {
    newsroom,
    standIn,
    env: { ...newsroom.env, ...env },
    serve: (more = {}) => newsroom.serve({ ...env, ...more }),
    publish: (slug, title = `قصة ${slug}`) => feed.set('/feed', { ...rssType, body: rss({ slug, title }) }),
    until: async (state) => {
      await waitFor(async () => (await readBoard(newsroom.database.db, lane))?.state === state, {
        timeoutMs: 45_000,
        message: `WhatsApp did not become ${state}`,
      });
    },
    said: ({ number }) => standIn.history.of(number).flatMap(({ fromMe, body }) => (fromMe === 'yes' ? [body] : [])),
    async subscribe(readers) {
      const book = addressBook(Buffer.from(newsroom.env.NASHRA_SECRET_KEY ?? '', 'hex'));
      await sql`
        with people as (
          insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at)
          select (select id from lane where name = ${lane}), 'whatsapp', h, s, 'ar', now()
          from unnest(${readers.map(({ number }) => book.hash('whatsapp', number))}::bytea[],
                      ${readers.map(({ number }) => book.seal('whatsapp', number))}::bytea[]) as t (h, s)
          returning id
        ) insert into subscription (edition, subscriber_id) select 'breaking', id from people`.execute(
        newsroom.database.db,
      );
    },
    browsers: () => browsersIn(newsroom.env.NASHRA_DATA_DIR ?? ''),
  };
}

async function browsersIn(dataDir: string): Promise<number[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`--user-data-dir=${dataDir}/`)) found.push(Number(entry));
  }
  return found;
}
