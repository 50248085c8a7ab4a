import type { Context } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { RenderedMessage } from '../channels/channel.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import { renderWords } from '../messages/index.ts';
import type { SubscriberStore } from '../subscribers/store.ts';
import type { Incoming, Reply } from './converse.ts';
import type { FloodGuard } from './flood-guard.ts';

export interface TelegramConversation {
  readonly texts: TextsByLanguage;
  readonly subscribers: SubscriberStore;
  readonly guard: FloodGuard;
  readonly converse: (incoming: Incoming) => Promise<Reply[]>;
  /** Handles what happens in the editors' group; false when it is not theirs. */
  readonly editors: (context: Context) => Promise<boolean>;
}

/** Turns Telegram's updates into turns of the conversation, and its replies into messages. */
export async function handleUpdate(context: Context, conversation: TelegramConversation): Promise<void> {
  if (await conversation.editors(context)) return;
  const { chat, myChatMember } = context;
  if (chat?.type !== 'private') return;
  const contact = { channel: 'telegram', address: String(chat.id) } as const;
  if (myChatMember) {
    const { status } = myChatMember.new_chat_member;
    // Unblocking alone is no consent: the person comes back with /start.
    if (status === 'kicked' || status === 'left') await conversation.subscribers.leave(contact, 'gone');
    return;
  }
  const incoming = read(context, contact.address);
  if (!incoming) return;
  const language = incoming.languageHint?.startsWith('en') ? 'en' : 'ar';
  switch (conversation.guard.allow(contact.address)) {
    case 'ignore':
      return;
    case 'ask-to-wait':
      await sendReply(context, {
        mode: 'new',
        message: renderWords('telegram', conversation.texts[language].say('unknown.tooFast')),
      });
      return;
    case 'answer': {
      const replies = await conversation.converse(incoming);
      if (context.callbackQuery) await context.answerCallbackQuery().catch(() => {});
      for (const reply of replies) await sendReply(context, reply);
    }
  }
}

function read(context: Context, address: string): Incoming | null {
  const base = { channel: 'telegram', address, languageHint: context.from?.language_code ?? null } as const;
  if (context.callbackQuery) return { ...base, kind: 'action', action: context.callbackQuery.data ?? '' };
  if (context.message?.text !== undefined) return { ...base, kind: 'text', text: context.message.text };
  return context.message ? { ...base, kind: 'media' } : null;
}

async function sendReply(context: Context, { message, mode }: Reply): Promise<void> {
  const options = {
    ...(message.markup === 'telegram-html' ? { parse_mode: 'HTML' as const } : {}),
    link_preview_options: { is_disabled: !message.linkPreview },
    ...(message.buttons ? { reply_markup: { inline_keyboard: keyboard(message) } } : {}),
  };
  if (mode === 'replace' && context.callbackQuery?.message) {
    try {
      await context.editMessageText(message.text, options);
      return;
    } catch (error) {
      // Pressed twice: it says already what it should.
      if (error instanceof Error && /message is not modified/.test(error.message)) return;
    }
  }
  await context.reply(message.text, options);
}

export function keyboard(message: RenderedMessage): InlineKeyboardButton[][] {
  return (message.buttons ?? []).map((row) =>
    row.map((button) =>
      'url' in button ? { text: button.label, url: button.url } : { text: button.label, callback_data: button.action },
    ),
  );
}
