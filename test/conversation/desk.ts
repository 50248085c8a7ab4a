import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import type { Newsroom } from '../../src/config/newsroom.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import type { Db } from '../../src/database/database.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { startTelegramApi, type TelegramApi } from '../../src/sandbox/telegram/index.ts';
import { type BotRunner, botRunner } from '../../src/serve/bot.ts';
import { pollContext } from '../../src/serve/poll-context.ts';
import { storyLists } from '../../src/serve/story-lists.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { atEnd } from '../setup/cleanup.ts';
import { testNewsroom } from '../setup/newsroom.ts';

export const editorsChat = -1_007_100_000_200;
export const rana = { id: 710_000_101, firstName: 'رنا', lastName: 'شاهين', languageCode: 'ar' };
export const mazen = { id: 710_000_102, firstName: 'مازن', lastName: 'عيسى', languageCode: 'ar' };
export const stranger = { id: 710_000_999, firstName: 'غريب', languageCode: 'ar' };

export interface Desk {
  readonly telegram: TelegramApi;
  readonly newsroom: Newsroom;
  readonly bot: BotRunner;
}

/** The real bot on grammY, talking to people on the Bot API stand-in; ends with the test file. */
export async function openDesk(db: Db, site: string | null = null): Promise<Desk> {
  const telegram = await startTelegramApi();
  const newsroom = testNewsroom({
    feeds: [{ name: 'desk', url: site === null ? 'https://daraj.media/feed' : `${site}/feed`, mode: 'review' }],
    channels: { telegram: { rate: 1_000, editorsChat, editors: [rana.id, mazen.id], photos: { album: 4 } } },
  });
  const account = { token: telegram.token, apiRoot: telegram.url };
  const channel = telegramChannel(account);
  const log = pino({ level: 'silent' });
  const poll = pollContext({ db, newsroom, log, site: { address: site } });
  const bot = botRunner({
    // No official WhatsApp here.
    templateReach: async () => null,
    db,
    account,
    channel,
    lane: {
      laneId: await ensureLane(db, channel.lane, 'telegram'),
      channel,
      pacer: new Pacer({ rate: 1_000 }),
      holder: randomUUID(),
    },
    addresses: addressBook(Buffer.alloc(32, 9)),
    newsroom,
    texts: await loadTexts(join(packageRoot, 'config/newsroom.yaml')),
    log,
    poll,
    stories: storyLists(db, newsroom, ({ link }) => link),
  });
  const stop = new AbortController();
  const running = bot.run(stop.signal);
  atEnd(async () => {
    stop.abort();
    await running;
    await poll.fetcher.close();
    await channel.close();
    await telegram.close();
  });
  return { telegram, newsroom, bot };
}
