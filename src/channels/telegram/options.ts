import type { InlineKeyboardButton } from 'grammy/types';
import type { MessageButton, RenderedMessage } from '../channel.ts';

export function extras(message: RenderedMessage) {
  return {
    ...(message.markup === 'telegram-html' ? { parse_mode: 'HTML' as const } : {}),
    ...(message.silent ? { disable_notification: true } : {}),
    ...(message.buttons ? { reply_markup: { inline_keyboard: message.buttons.map((row) => row.map(button)) } } : {}),
  };
}

/** https://core.telegram.org/bots/api#sendmessage: up to 1,000 messages a second, charged to the bot's balance. */
export function fare(message: RenderedMessage) {
  return message.fare === 'paid' ? { allow_paid_broadcast: true } : {};
}

export function preview(message: RenderedMessage) {
  return { link_preview_options: { is_disabled: !message.linkPreview } };
}

/** All that goes with a text. A push is the same message for everybody, so it is put together once. */
export function textOptions(message: RenderedMessage) {
  const known = made.get(message);
  if (known !== undefined) return known;
  const options = { ...extras(message), ...fare(message), ...preview(message) };
  made.set(message, options);
  return options;
}

const made = new WeakMap<
  RenderedMessage,
  ReturnType<typeof extras> & ReturnType<typeof fare> & ReturnType<typeof preview>
>();

function button(button: MessageButton): InlineKeyboardButton {
  return 'url' in button
    ? { text: button.label, url: button.url }
    : { text: button.label, callback_data: button.action };
}
