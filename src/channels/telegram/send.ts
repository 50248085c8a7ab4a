import { Api } from 'grammy';
import { abilitiesOf } from '../abilities.ts';
import type { Channel, ChatPace, Reachability, RenderedMessage, SendOutcome } from '../channel.ts';
import { AlbumWaits, albumMedia, albumOf } from './album.ts';
import { edit, remove } from './change.ts';
import type { FarEnd } from './far-end.ts';
import { formOf, learnForm, learnSent, learnWait } from './forms.ts';
import { joinAlbum, textId } from './message-id.ts';
import { extras, fare, textOptions } from './options.ts';
import { outcomeOf } from './outcome.ts';
import { Refused } from './refused.ts';
import { createTransport } from './transport.ts';

/** Contents whose refusals are remembered; a lane has one or two on their way. */
const mostContents = 64;
/** Chats and messages, each for itself: those on their way, and those that wait to be tried in another form. */
const mostChats = 20_000;

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

/** https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; groups and channels have negative ids or names. */
function chatPace(address: string): ChatPace {
  return /^[-@]/.test(address) ? { messages: 20, perMs: 60_000 } : { messages: 1, perMs: 1_000 };
}

/** An answer takes some tens of milliseconds; what takes this long will not come. Milliseconds. */
const usualAnswerMs = 30_000;

/** A bot's lane is named by its public id, the part of the token before the colon. */
export const laneOf = (token: string): string => `telegram:${token.split(':')[0]}`;

/** A bot as a sending account. */
export function telegramChannel(
  account: TelegramAccount,
  options: { readonly connections?: number; readonly answerMs?: number } = {},
): TelegramChannel {
  const transport = createTransport(account, {
    connections: options.connections ?? 256,
    answerMs: options.answerMs ?? usualAnswerMs,
  });
  const api = new Api(account.token, { apiRoot: account.apiRoot });
  api.config.use(transport.call);
  const far: FarEnd = {
    api,
    refused: new Refused(mostContents),
    withoutPicture: new Refused(mostChats),
    waits: new AlbumWaits(),
    kinds: new Refused(mostChats),
  };
  return {
    name: 'telegram',
    lane: laneOf(account.token),
    abilities: abilitiesOf.telegram,
    chatPace,
    api,
    countOf: (message, address) => (message.morePictures === undefined ? 1 : countOf(far, address, message)),
    send: (address, message) => send(far, address, message),
    edit: (address, messageId, message) => edit(far, address, messageId, message),
    delete: (address, messageId) => remove(api, address, messageId),
    reach: (signal) => reach(api, signal),
    close: () => transport.close(),
  };
}

/** By the call that has no effect: https://core.telegram.org/bots/api#getme. */
async function reach(api: Api, signal: AbortSignal): Promise<Reachability> {
  try {
    // grammY's own type of signal lacks what it does not use.
    await api.getMe(signal as never);
    return { kind: 'answers' };
  } catch (error) {
    const outcome = outcomeOf(error);
    return outcome.kind === 'transient' || outcome.kind === 'uncertain'
      ? { kind: 'unusable', reason: outcome.reason }
      : { kind: 'answers' };
  }
}

/** Each picture of an album counts; one that was refused goes as one picture. */
function countOf(far: FarEnd, address: string, message: RenderedMessage): number {
  return albumOf(formOf(far, address, message).message)?.length ?? 1;
}

async function send(far: FarEnd, address: string, message: RenderedMessage): Promise<SendOutcome> {
  const form = formOf(far, address, message);
  try {
    const id = await call(far.api, address, form.message);
    learnSent(far, address, form.message);
    const becameText = message.imageUrl !== undefined && form.message.imageUrl === undefined;
    const { note } = form;
    return { kind: 'sent', messageId: becameText ? textId(id) : id, ...(note === undefined ? {} : { note }) };
  } catch (error) {
    const note = learnForm(far, address, form.message, error);
    if (note !== null) return { kind: 'anotherForm', reason: `to be ${note}` };
    learnWait(far, form.message, error);
    return outcomeOf(error);
  }
}

/** The call that a message takes; an album is taken whole or not at all. Gives its id. */
async function call(api: Api, address: string, message: RenderedMessage): Promise<string> {
  const { imageUrl, text } = message;
  if (imageUrl === undefined) return String((await api.sendMessage(address, text, textOptions(message))).message_id);
  const pictures = albumOf(message);
  if (pictures === null) {
    const options = { ...extras(message), ...fare(message), caption: text };
    return String((await api.sendPhoto(address, imageUrl, options)).message_id);
  }
  const { parse_mode, disable_notification } = extras(message);
  const options = { ...(disable_notification ? { disable_notification } : {}), ...fare(message) };
  const media = albumMedia(pictures, text, parse_mode === undefined ? {} : { parse_mode });
  return joinAlbum((await api.sendMediaGroup(address, media, options)).map(({ message_id }) => message_id));
}
