import { setTimeout as delay } from 'node:timers/promises';
import { autoRetry } from '@grammyjs/auto-retry';
import { Bot, BotError, type Context, GrammyError, HttpError } from 'grammy';
import type { ApiResponse } from 'grammy/types';
import type { Logger } from 'pino';
import type { Reception } from '../channel.ts';
import type { TelegramAccount } from './send.ts';
import { createTransport } from './transport.ts';

export interface TelegramBotParts {
  readonly account: TelegramAccount;
  readonly log: Logger;
  /** Commands shown in the app's menu, by the language of the person's phone; `default` for all others. */
  readonly commands: Readonly<Record<'ar' | 'en' | 'default', readonly { command: string; description: string }[]>>;
  /** Waits for leave to send one message, before each reply. */
  readonly pace: () => Promise<{ left(): void; answered(reception: Reception): unknown }>;
  /** Handles one update. What it throws is tried again; after `maxTries` the update is given up, with an error. */
  readonly handle: (context: Context) => Promise<void>;
}

const allowedUpdates = ['message', 'callback_query', 'my_chat_member'] as const;
const maxTries = 5;
/** Seconds that Telegram holds a poll without news. */
const pollSeconds = 25;
/** A poll is answered this much later at the latest; any other call is sooner. Milliseconds. */
const answerMs = (pollSeconds + 35) * 1_000;
const longestPause = 30_000;
/** Methods that count as messages for Telegram's limits. */
const sending = new Set(['sendMessage', 'sendPhoto', 'sendMediaGroup', 'editMessageText', 'editMessageCaption']);

/**
 * Talks with people by long polling on the real grammY bot until `signal` is aborted. An update is confirmed only after
 * it was handled, so a crash or a lost database brings it again; handlers bear that. Trouble with the network, with
 * another poller on the same token (409) or with Telegram itself is waited out and said once.
 */
export async function runTelegramBot(parts: TelegramBotParts, signal: AbortSignal): Promise<void> {
  const tries = new Map<number, number>();
  let pause = 1_000;
  let last = '';
  while (!signal.aborted) {
    const started = Date.now();
    try {
      await pollUntil(parts, tries, signal);
    } catch (error) {
      if (signal.aborted) return;
      const said = describe(error, parts.account.token);
      if (said !== last) parts.log.error({ reason: said }, 'the Telegram bot stopped; it tries again');
      last = said;
    }
    if (signal.aborted) return;
    pause = Date.now() - started > 60_000 ? 1_000 : Math.min(pause * 2, longestPause);
    await delay(pause, undefined, { signal }).catch(() => {});
  }
}

async function pollUntil(parts: TelegramBotParts, tries: Map<number, number>, signal: AbortSignal): Promise<void> {
  const { account, log } = parts;
  const transport = createTransport(account, { connections: 16, answerMs });
  const bot = new Bot(account.token, { client: { apiRoot: account.apiRoot } });
  bot.api.config.use(transport.call);
  bot.api.config.use(async (previous, method, payload, abort) => {
    if (!sending.has(method)) return previous(method, payload, abort);
    const slot = await parts.pace();
    slot.left();
    let reception: Reception = { kind: 'unknown' };
    try {
      const answer = await previous(method, payload, abort);
      reception = receptionOfAnswer(answer);
      return answer;
    } finally {
      slot.answered(reception);
    }
  });
  bot.api.config.use(autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 30, rethrowInternalServerErrors: false }));
  bot.use(async (context) => {
    const id = context.update.update_id;
    const count = (tries.get(id) ?? 0) + 1;
    tries.clear();
    tries.set(id, count);
    await parts.handle(context);
  });
  bot.catch((failure) => {
    const { error, ctx } = failure;
    // The person blocked us, or the message to change is gone: nothing to try again.
    if (error instanceof GrammyError && error.error_code >= 400 && error.error_code < 500) {
      log.info({ reason: error.description, update: ctx.update.update_id }, 'a reply was refused');
      return;
    }
    if ((tries.get(ctx.update.update_id) ?? 0) >= maxTries) {
      log.error({ error, update: ctx.update.update_id }, 'an update was given up');
      return;
    }
    // Leaves the update unconfirmed: it comes again.
    throw failure;
  });
  const stop = () => void bot.stop().catch(() => {});
  try {
    await bot.init(signal as never);
    await announceCommands(bot, parts);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) return;
    await bot.start({
      allowed_updates: allowedUpdates,
      timeout: pollSeconds,
      onStart: (me) => log.info({ bot: me.username }, 'the Telegram bot listens'),
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await transport.close();
  }
}

function receptionOfAnswer(answer: ApiResponse<unknown>): Reception {
  if (answer.ok) return { kind: 'counted' };
  if (answer.error_code === 429) {
    const retryAfterMs = (answer.parameters?.retry_after ?? 1) * 1_000;
    return { kind: 'refused', retryAfterMs, scope: 'account' };
  }
  return { kind: answer.error_code < 500 ? 'counted' : 'unknown' };
}

async function announceCommands(bot: Bot, { commands, log }: TelegramBotParts): Promise<void> {
  try {
    await bot.api.setMyCommands([...commands.default]);
    for (const language of ['ar', 'en'] as const) {
      await bot.api.setMyCommands([...commands[language]], { language_code: language });
    }
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'the menu of commands was not set');
  }
}

/** What happened and what to do, without the token. */
function describe(error: unknown, token: string): string {
  const cause = error instanceof BotError ? error.error : error;
  if (cause instanceof GrammyError) {
    if (cause.error_code === 401 || cause.error_code === 404) {
      return 'Telegram refused TELEGRAM_BOT_TOKEN: ask @BotFather for the token of your bot and set it';
    }
    if (cause.error_code === 409) {
      return 'another program polls with this bot’s token (409): stop it, or give this one a bot of its own';
    }
    return `Telegram answered ${cause.error_code}: ${cause.description}`;
  }
  if (cause instanceof HttpError) {
    const inner = cause.error as { code?: string; message?: string } | undefined;
    return `Telegram cannot be reached (${inner?.code ?? inner?.message ?? 'no answer'})`.replaceAll(token, '[token]');
  }
  return (cause instanceof Error ? cause.message : String(cause)).replaceAll(token, '[token]');
}
