import { Api, type GrammyError } from 'grammy';
import { abilitiesOf } from '../abilities.ts';
import type { Channel, ChatPace, Reachability, RenderedMessage, SendOutcome } from '../channel.ts';
import { AlbumWaits, albumMedia, albumOf, joinAlbum } from './album.ts';
import { edit, remove } from './change.ts';
import type { FarEnd, Sent } from './far-end.ts';
import { plainlyIfNeeded } from './markup.ts';
import { extras, fare, textOptions } from './options.ts';
import { isPictureError, isPictureOfNobody, isWaitError, outcomeOf, waitOf } from './outcome.ts';
import { Refused } from './refused.ts';
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
  const far: FarEnd = { api, refused: new Refused(), waits: new AlbumWaits() };
  return {
    name: 'telegram',
    lane: laneOf(account.token),
    abilities: abilitiesOf.telegram,
    chatPace,
    api,
    countOf: (message) => (message.morePictures === undefined ? 1 : countOf(far, message)),
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
function countOf({ refused }: FarEnd, message: RenderedMessage): number {
  const pictures = albumOf(message);
  return pictures === null || refused.why(nameOf(pictures, message)) !== null ? 1 : pictures.length;
}

/** Names pictures with the text below them, for what is known of them. */
function nameOf(pictures: readonly string[], { text }: RenderedMessage): string {
  return JSON.stringify([...pictures, text]);
}

async function send(far: FarEnd, address: string, message: RenderedMessage): Promise<SendOutcome> {
  try {
    const { imageUrl } = message;
    if (imageUrl === undefined) return await sendText(far, address, message);
    const pictures = albumOf(message);
    return await (pictures === null
      ? sendPicture(far, address, message, imageUrl)
      : sendAlbum(far, address, message, pictures));
  } catch (error) {
    return outcomeOf(error);
  }
}

/**
 * An album that Telegram cannot use goes as its first picture, and that is noted. It is taken whole or not at all: when
 * one picture cannot be fetched, none of them is sent.
 */
async function sendAlbum(
  far: FarEnd,
  address: string,
  message: RenderedMessage,
  pictures: readonly [string, ...string[]],
): Promise<Sent> {
  const album = nameOf(pictures, message);
  const asOne = async (note: string): Promise<Sent> => ({
    note,
    ...(await sendPicture(far, address, message, pictures[0])),
  });
  const known = far.refused.why(album);
  if (known !== null) return asOne(known);
  const { parse_mode, disable_notification } = extras(message);
  const options = { ...(disable_notification ? { disable_notification } : {}), ...fare(message) };
  const markup = parse_mode === undefined ? {} : { parse_mode };
  try {
    const sent = await plainlyIfNeeded(far, markup, message.text, async (caption, kept) =>
      joinAlbum(
        (await far.api.sendMediaGroup(address, albumMedia(pictures, caption, kept), options)).map(
          ({ message_id }) => message_id,
        ),
      ),
    );
    far.waits.accepted(album);
    return sent;
  } catch (error) {
    const note = `sent as one picture: ${(error as GrammyError).description}`;
    if (isWaitError(error) && far.waits.refused(album, waitOf(error)) === 'give up') far.refused.add(album, note);
    if (!isPictureError(error)) throw error;
    if (isPictureOfNobody(error)) {
      far.refused.add(album, note);
      return asOne(note);
    }
    return { note: withoutPicture(error), ...(await sendText(far, address, message)) };
  }
}

/** A picture that Telegram cannot use, or whose text is too long for a caption, is left out, and that is noted. */
async function sendPicture(far: FarEnd, address: string, message: RenderedMessage, imageUrl: string): Promise<Sent> {
  const { text } = message;
  const picture = nameOf([imageUrl], message);
  const known = far.refused.why(picture);
  if (known !== null) return { note: known, ...(await sendText(far, address, message)) };
  try {
    return await plainlyIfNeeded(far, extras(message), text, async (caption, kept) =>
      String((await far.api.sendPhoto(address, imageUrl, { ...kept, ...fare(message), caption })).message_id),
    );
  } catch (error) {
    if (!isPictureError(error)) throw error;
    const note = withoutPicture(error);
    if (isPictureOfNobody(error)) far.refused.add(picture, note);
    return { note, ...(await sendText(far, address, message)) };
  }
}

const withoutPicture = (error: unknown) => `sent without its picture: ${(error as GrammyError).description}`;

function sendText(far: FarEnd, address: string, message: RenderedMessage): Promise<Sent> {
  return plainlyIfNeeded(far, textOptions(message), message.text, async (text, options) =>
    String((await far.api.sendMessage(address, text, options)).message_id),
  );
}
