import { Api } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Channel, ChannelAbilities, ChatPace, MessageButton, RenderedMessage, SendOutcome } from '../channel.ts';
import { isMarkupError, isPictureError, outcomeOf } from './outcome.ts';
import { createTransport } from './transport.ts';

export interface TelegramAccount {
  readonly token: string;
  /** https://api.telegram.org, or another server that speaks its language. */
  readonly apiRoot: string;
}

export interface TelegramChannel extends Channel {
  readonly name: 'telegram';
  /** The real grammY Api, for what is not a push: conversation, commands. */
  readonly api: Api;
  close(): Promise<void>;
}

const hour = 3_600_000;

/** Lengths: https://core.telegram.org/bots/api#sendmessage, counted in UTF-16 units after the markup is read. */
const abilities: ChannelAbilities = {
  maxTextLength: 4_096,
  maxCaptionLength: 1_024,
  buttons: true,
  silent: true,
  // Bots may edit their own messages at any time, and delete them within 48 hours.
  editWindowMs: Number.POSITIVE_INFINITY,
  deleteWindowMs: 48 * hour,
};

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; groups and channels have negative ids or names. */
function chatPace(address: string): ChatPace {
  return /^[-@]/.test(address) ? { messages: 20, perMs: 60_000 } : { messages: 1, perMs: 1_000 };
}

/** An answer takes some tens of milliseconds; what takes this long will not come. Seconds. */
const timeoutSeconds = 30;

/** A bot as a sending account. Its lane is named by the bot's public id, the part of the token before the colon. */
export function telegramChannel(
  account: TelegramAccount,
  options: { readonly connections?: number } = {},
): TelegramChannel {
  const transport = createTransport(account.apiRoot, options.connections ?? 256);
  const api = new Api(account.token, { apiRoot: account.apiRoot, fetch: transport.fetch, timeoutSeconds });
  return {
    name: 'telegram',
    lane: `telegram:${account.token.split(':')[0]}`,
    abilities,
    chatPace,
    api,
    send: (address, message) => send(api, address, message),
    edit: (address, messageId, message) => edit(api, address, messageId, message),
    delete: (address, messageId) => remove(api, address, messageId),
    close: () => transport.close(),
  };
}

async function send(api: Api, address: string, message: RenderedMessage): Promise<SendOutcome> {
  if (message.imageUrl !== undefined) {
    try {
      const sent = await api.sendPhoto(address, message.imageUrl, { ...extras(message), caption: message.text });
      return { kind: 'sent', messageId: String(sent.message_id) };
    } catch (error) {
      if (!isPictureError(error)) return outcomeOf(error);
    }
  }
  try {
    const sent = await api.sendMessage(address, message.text, { ...extras(message), ...preview(message) });
    return { kind: 'sent', messageId: String(sent.message_id) };
  } catch (error) {
    if (!isMarkupError(error)) return outcomeOf(error);
  }
  try {
    const { parse_mode: _, ...plain } = extras(message);
    const sent = await api.sendMessage(address, withoutMarkup(message.text), { ...plain, ...preview(message) });
    return { kind: 'sent', messageId: String(sent.message_id) };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function edit(api: Api, address: string, messageId: string, message: RenderedMessage): Promise<SendOutcome> {
  try {
    const { disable_notification: _, reply_markup, ...rest } = extras(message);
    await api.editMessageText(address, Number(messageId), message.text, {
      ...rest,
      ...preview(message),
      ...(reply_markup ? { reply_markup } : {}),
    });
    return { kind: 'sent', messageId };
  } catch (error) {
    // It says already what it should say: that is what was asked for.
    if (error instanceof Error && /message is not modified/.test(error.message)) return { kind: 'sent', messageId };
    return outcomeOf(error);
  }
}

async function remove(api: Api, address: string, messageId: string): Promise<SendOutcome> {
  try {
    await api.deleteMessage(address, Number(messageId));
    return { kind: 'sent', messageId };
  } catch (error) {
    if (error instanceof Error && /message to delete not found/.test(error.message)) return { kind: 'sent', messageId };
    return outcomeOf(error);
  }
}

function extras(message: RenderedMessage) {
  return {
    ...(message.markup === 'telegram-html' ? { parse_mode: 'HTML' as const } : {}),
    ...(message.silent ? { disable_notification: true } : {}),
    ...(message.buttons ? { reply_markup: { inline_keyboard: message.buttons.map((row) => row.map(button)) } } : {}),
  };
}

function preview(message: RenderedMessage) {
  return { link_preview_options: { is_disabled: !message.linkPreview } };
}

function button(button: MessageButton): InlineKeyboardButton {
  return 'url' in button
    ? { text: button.label, url: button.url }
    : { text: button.label, callback_data: button.action };
}

/** The words of a message whose markup Telegram would not read; links stay as bare addresses. */
export function withoutMarkup(html: string): string {
  return html
    .replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, '$2\n$1')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
