import { readBoard } from '../channels/whatsapp/board.ts';
import { joinLink } from '../channels/whatsapp/join-link.ts';
import type { WayIn } from '../console/subscribe/page.tsx';
import type { Program } from './program.ts';
import { whatsappLane } from './whatsapp-plan.ts';

/** How long a bot's name is taken to be the same, and how long one that could not be asked is not asked again. Milliseconds. */
const NAME_KEPT = { known: 3_600_000, unknown: 30_000 } as const;

/** Nobody waits longer for the page than that. Milliseconds. */
const ASKED = 2_000;

/** States of a WhatsApp account in which a message to it is read sooner or later. */
const READS: ReadonlySet<string> = new Set(['ready', 'degraded', 'reconnecting', 'starting', 'paused']);

/** The accounts at which readers may subscribe now; `botName` asks Telegram for its bot's name. */
export function waysIn(
  { db, newsroom, log }: Pick<Program, 'db' | 'newsroom' | 'log'>,
  telegram: { readonly botName: (signal: AbortSignal) => Promise<string> } | null,
): () => Promise<readonly WayIn[]> {
  let name: { readonly value: string | null; readonly until: number } = { value: null, until: 0 };
  const botName = async (): Promise<string | null> => {
    if (telegram === null || Date.now() < name.until) return name.value;
    try {
      name = { value: await telegram.botName(AbortSignal.timeout(ASKED)), until: Date.now() + NAME_KEPT.known };
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'the bot could not be asked its name',
      );
      name = { value: name.value, until: Date.now() + NAME_KEPT.unknown };
    }
    return name.value;
  };
  return async () => {
    const [bot, board] = await Promise.all([botName(), readBoard(db, whatsappLane(newsroom))]);
    const ways: WayIn[] = [];
    if (bot !== null) ways.push({ channel: 'telegram', link: `https://t.me/${bot}`, account: `@${bot}` });
    if (board?.account && READS.has(board.state))
      ways.push({ channel: 'whatsapp', link: joinLink(board.account), account: `+${board.account}` });
    return ways;
  };
}

/** Where there is no account of the world outside. */
export const sandboxWay: WayIn = { channel: 'sandbox', link: '/sandbox', account: '/sandbox' };
