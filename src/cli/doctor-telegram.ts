import { type Api, GrammyError } from 'grammy';
import { outcomeOf } from '../channels/telegram/outcome.ts';
import { telegramChannel } from '../channels/telegram/send.ts';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Finding } from './doctor.ts';

/** Milliseconds. */
const answerMs = 8_000;

/**
 * Whose the token is, and whether that bot may post in the newsroom's own channels and groups, asked in the way in which
 * messages are sent. Never throws; no finding says the token. Without a bot of one's own nothing is asked.
 */
export async function examineTelegram(
  { telegram: account, mode }: Pick<Environment, 'telegram' | 'mode'>,
  newsroom: Newsroom | null,
): Promise<Finding[]> {
  if (!account) {
    const detail =
      mode === 'sandbox' ? 'sandbox (set TELEGRAM_BOT_TOKEN for the real one)' : 'off (no TELEGRAM_BOT_TOKEN)';
    return [{ part: 'telegram', ok: true, detail }];
  }
  const channel = telegramChannel(account, { connections: 1, answerMs });
  try {
    const findings = [await examineToken(channel.api)];
    const bot = Number(account.token.split(':')[0]);
    for (const { chat } of newsroom?.channels.telegram.destinations ?? []) {
      findings.push(await examineDestination(channel.api, bot, chat));
    }
    return findings;
  } finally {
    await channel.close();
  }
}

async function examineToken(api: Api): Promise<Finding> {
  const part = 'telegram';
  try {
    const { username } = await api.getMe();
    return { part, ok: true, detail: `the token is that of @${username}` };
  } catch (error) {
    const detail = reasonOf(error);
    return error instanceof GrammyError
      ? {
          part,
          ok: false,
          detail: `Telegram refused the token: ${detail}`,
          mend: 'ask @BotFather for the token of your bot and set TELEGRAM_BOT_TOKEN',
        }
      : { part, ok: false, detail, mend: 'check this machine’s way to the internet, or TELEGRAM_API_ROOT' };
  }
}

/** https://core.telegram.org/bots/api#getchatmember */
async function examineDestination(api: Api, bot: number, chat: number | string): Promise<Finding> {
  const part = `destination ${chat}`;
  const ill = (detail: string, mend = 'correct its name, or make the bot an administrator there'): Finding => ({
    part,
    ok: false,
    detail,
    mend,
  });
  try {
    const member = await api.getChatMember(chat, bot);
    if (!['creator', 'administrator', 'member'].includes(member.status)) {
      return ill(`the bot is not in it (${member.status})`);
    }
    // Only of channels it is said at all.
    if ('can_post_messages' in member && member.can_post_messages === false) return ill('the bot may not post there');
    return { part, ok: true, detail: 'the bot may post there' };
  } catch (error) {
    const moved = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
    if (moved === undefined) return ill(reasonOf(error));
    return ill(`it is the chat ${moved} now`, `write ${moved} in place of it in newsroom.yaml`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof GrammyError) return error.description;
  const outcome = outcomeOf(error);
  return 'reason' in outcome ? outcome.reason : outcome.kind;
}
