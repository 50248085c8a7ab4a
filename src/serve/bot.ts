import type { Context } from 'grammy';
import { runTelegramBot } from '../channels/telegram/bot.ts';
import { textId } from '../channels/telegram/message-id.ts';
import type { TelegramAccount, TelegramChannel } from '../channels/telegram/send.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { TextsByLanguage } from '../config/texts.ts';
import { type ConversationContext, converse } from '../conversation/converse.ts';
import { type DeskContext, isDecision, press, pushCommand, showProposal } from '../conversation/editors/desk.ts';
import { showOffer } from '../conversation/editors/offer.ts';
import { FloodGuard } from '../conversation/flood-guard.ts';
import { handleUpdate } from '../conversation/telegram.ts';
import type { Db } from '../database/database.ts';
import type { LaneOptions } from '../delivery/lane/lane-context.ts';
import { editReply, sendReply } from '../delivery/lane/send-reply.ts';
import type { PollContext } from '../editions/poll-context.ts';
import { pushLink } from '../editions/push-link.ts';
import type { Logger } from '../observability/log.ts';
import type { AddressBook } from '../subscribers/addresses.ts';
import { subscriberStore } from '../subscribers/store.ts';
import type { StoryLists } from './story-lists.ts';
import { overCap } from './whatsapp-reach.ts';

export interface BotParts {
  readonly db: Db;
  readonly account: TelegramAccount;
  readonly channel: TelegramChannel;
  readonly lane: LaneOptions;
  readonly addresses: AddressBook;
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
  readonly log: Logger;
  readonly poll: PollContext;
  readonly stories: StoryLists;
  readonly templateReach: DeskContext['templateReach'];
}

export interface BotRunner {
  /** Talks on Telegram until `signal` is aborted. One instance at a time may. */
  run(signal: AbortSignal): Promise<void>;
  showProposal(pushId: number): Promise<void>;
  showOffer(offerId: number): Promise<void>;
}

const menu = ['start', 'latest', 'mostread', 'topics', 'editions', 'language', 'privacy', 'stop', 'help'] as const;

/** Ties the bot to the conversation: subscribers in private chats, editors in their group. */
export function botRunner(parts: BotParts): BotRunner {
  const { db, newsroom, texts, channel, lane } = parts;
  const subscribers = subscriberStore(db, parts.addresses);
  const stopped = new AbortController();
  const desk: DeskContext = {
    db,
    newsroom,
    texts: texts[newsroom.languages[0] ?? 'ar'],
    // What editors are shown goes before any push, in the account's pace.
    channel: {
      ...channel,
      send: (address, message) => sendReply(lane, address, message),
      edit: (address, messageId, message) => editReply(lane, address, messageId, message),
    },
    pushLink: (link) => pushLink(parts.poll, link, stopped.signal),
    now: () => new Date(),
    overCap: (pushId) => overCap(db, newsroom, pushId),
    templateReach: parts.templateReach,
  };
  const commands = (language: 'ar' | 'en') =>
    menu.map((command) => ({ command, description: texts[language].say(`commands.${command}`) }));
  return {
    showProposal: (pushId) => showProposal(desk, pushId),
    showOffer: (offerId) => showOffer(desk, offerId),
    run: (signal) => {
      const guard = new FloodGuard();
      return runTelegramBot(
        {
          account: parts.account,
          log: parts.log,
          commands: { ar: commands('ar'), en: commands('en'), default: commands(newsroom.languages[0] ?? 'ar') },
          pace: () => lane.pacer.take({ urgency: 'reply' }),
          handle: (context) => {
            const conversation: ConversationContext = {
              newsroom,
              texts,
              subscribers,
              laneId: lane.laneId,
              botName: context.me.username,
              ...parts.stories,
            };
            return handleUpdate(context, {
              texts,
              subscribers,
              guard,
              converse: (incoming) => converse(incoming, conversation),
              editors: (update) => atTheDesk(update, desk),
            });
          },
        },
        signal,
      );
    },
  };
}

/** What happens in the editors' group. True when it was theirs, whatever it was. */
async function atTheDesk(context: Context, desk: DeskContext): Promise<boolean> {
  if (context.chat === undefined || context.chat.id !== desk.newsroom.channels.telegram.editorsChat) return false;
  const { callbackQuery, message, from } = context;
  if (callbackQuery?.data !== undefined && isDecision(callbackQuery.data)) {
    const name = [callbackQuery.from.first_name, callbackQuery.from.last_name].filter(Boolean).join(' ');
    const pressed = await press(desk, callbackQuery.data, { id: callbackQuery.from.id, name });
    if (pressed.kind === 'alert') {
      await context.answerCallbackQuery({ text: pressed.text.slice(0, 200), show_alert: true });
    } else await context.answerCallbackQuery().catch(() => {});
    const instead = pressed.kind === 'alert' ? pressed.instead : pressed;
    const { message: pressedUnder } = callbackQuery;
    if (instead === undefined || pressedUnder === undefined) return true;
    const id = pressedUnder.text === undefined ? String(pressedUnder.message_id) : textId(pressedUnder.message_id);
    const outcome = await desk.channel.edit(String(context.chat.id), id, instead.message);
    if (outcome.kind === 'sent') await instead.shown(outcome.messageId);
  } else if (message?.text !== undefined && from && /^\/push(@\w+)?(\s|$)/.test(message.text)) {
    const reply = await pushCommand(desk, message.text, from.id);
    await context.reply(reply.text, { parse_mode: 'HTML', link_preview_options: { is_disabled: true } });
  }
  return true;
}
