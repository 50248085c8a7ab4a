import { type TelegramAccount, type TelegramChannel, telegramChannel } from '../channels/telegram/send.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { LaneOptions } from '../delivery/lane/lane-context.ts';
import { ensureLane } from '../delivery/lane/lease.ts';
import { sendReply } from '../delivery/lane/send-reply.ts';
import { renderWords } from '../messages/index.ts';
import { type Destination, syncDestinations } from '../subscribers/destinations.ts';
import { accountPace } from './account-pace.ts';
import { type BotParts, botRunner } from './bot.ts';
import { tellOfExpired } from './expired-notices.ts';
import { tellOfFares } from './fare-notices.ts';
import { everyInterval } from './loop.ts';
import { tellOfLost } from './lost-notices.ts';
import { tellOfMoved } from './moved-notices.ts';
import { tellOfPaused } from './paused-notices.ts';
import type { ServedChannel } from './served-channel.ts';

export interface ServedTelegram extends ServedChannel {
  showProposal(pushId: number): Promise<void>;
  showOffer(offerId: number): Promise<void>;
  /** Tells the editors' group something in plain words. `failed`: it could not be reached now. */
  tellEditors(words: string): Promise<'told' | 'nobody' | 'failed'>;
  /** Its name on Telegram, without the @; asks Telegram. */
  botName(signal: AbortSignal): Promise<string>;
  close(): Promise<void>;
}

/** The bot: any instance sends in its lane, one of them talks. */
export async function serveTelegram(
  account: TelegramAccount,
  parts: Omit<BotParts, 'account' | 'channel' | 'lane'>,
): Promise<ServedTelegram> {
  const { db, newsroom, addresses } = parts;
  const channel = telegramChannel(account);
  const lane = await laneOf(db, channel, newsroom);
  await syncDestinations(db, addresses, { id: lane.laneId, channel: channel.name }, destinationsOf(newsroom));
  const bot = botRunner({ ...parts, account, channel, lane });
  const tellEditors: ServedTelegram['tellEditors'] = async (words) => {
    const { editorsChat } = newsroom.channels.telegram;
    if (editorsChat === undefined) return 'nobody';
    const outcome = await sendReply(lane, String(editorsChat), renderWords('telegram', words));
    return outcome.kind === 'sent' ? 'told' : 'failed';
  };
  const notices = { db, texts: parts.texts[newsroom.languages[0] ?? 'ar'], tell: tellEditors };
  return {
    role: 'bot',
    lock: 'bot',
    lane,
    ...bot,
    async run(signal) {
      await Promise.all([
        bot.run(signal),
        everyInterval('notices', 5_000, parts.log, signal, async () => {
          await tellOfPaused(notices);
          await tellOfExpired(notices);
          await tellOfLost({ ...notices, addresses });
          await tellOfMoved({ ...notices, addresses });
          await tellOfFares({ ...notices, newsroom });
        }),
      ]);
    },
    tellEditors,
    botName: async (signal) => (await channel.api.getMe(signal as never)).username,
    close: channel.close,
  };
}

function destinationsOf(newsroom: Newsroom): Destination[] {
  return newsroom.channels.telegram.destinations.map(({ chat, ...rest }) => ({ chat: String(chat), ...rest }));
}

async function laneOf(db: Db, channel: TelegramChannel, newsroom: Newsroom): Promise<LaneOptions> {
  const laneId = await ensureLane(db, channel.lane, channel.name);
  const { rate, paid } = newsroom.channels.telegram;
  return { laneId, channel, ...(await accountPace(db, { laneId, lane: channel.lane }, { rate, paid: paid?.rate })) };
}
