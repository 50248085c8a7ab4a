import { GrammyError, HttpError } from 'grammy';
import type { SendOutcome } from '../channel.ts';
import { outcomeOfBrokenCall } from '../network.ts';
import { MalformedAnswer } from './transport.ts';

/** Telegram could not read the markup: worth one more try as plain text. */
export function isMarkupError(error: unknown): boolean {
  return isBadRequest(error) && /can't parse entities/i.test(error.description);
}

/** Telegram could not use the picture, or takes none in this chat: worth one more try without it. */
export function isPictureError(error: unknown): boolean {
  return isPictureOfNobody(error) || (isBadRequest(error) && noPictures.test(error.description));
}

const noPictures = /rights to send photos|photos_forbidden/i;

/** Telegram could not use the picture or the album, whoever is to get it. */
export function isPictureOfNobody(error: unknown): boolean {
  if (!isBadRequest(error)) return false;
  const { description } = error;
  if (pictureTrouble.test(description)) return true;
  return ofAlbum.test(description) && !isAboutChat(description) && !partOfAlbum.test(description);
}

const pictureTrouble =
  /wrong (file|type|remote)|failed to get http url|webpage_|photo_|image_|media_(empty|invalid|file_invalid)|multi_media|group send failed|too many messages to send as an album|type in the album|caption is too long/i;

/** What Telegram says of one picture of an album, in the words of its server (tdlib/telegram-bot-api, `Client.cpp`). */
const ofAlbum = /failed to send message #\d+ with the error message/i;
/** There, some pictures may have been sent before it refused the rest: rubenlagus/TelegramBots, issue 1520. */
const partOfAlbum = /failed to send message #\d+ with the error message .*too many requests/i;

function isAboutChat(description: string): boolean {
  return gone.test(description) || noPictures.test(description);
}

/** Telegram asked to wait. */
export function isWaitError(error: unknown): error is GrammyError {
  return error instanceof GrammyError && error.error_code === 429;
}

/** For how long, milliseconds. */
export function waitOf({ parameters }: GrammyError): number {
  return (parameters.retry_after ?? 1) * 1_000;
}

function isBadRequest(error: unknown): error is GrammyError {
  return error instanceof GrammyError && error.error_code === 400;
}

/** What was asked of an earlier message stands already: it says so, or it is not there to be deleted. */
export function isDoneAlready(error: unknown): boolean {
  return error instanceof GrammyError && /message is not modified|message to delete not found/i.test(error.description);
}

/** The message to edit is a picture with a caption, or is none: the other method is the right one. */
export function isOtherKind(error: unknown): boolean {
  return (
    error instanceof GrammyError && /no text in the message to edit|no caption in the message/i.test(error.description)
  );
}

/** The message is not there any more, or too old: https://core.telegram.org/bots/api#deletemessage. */
const unchangeable =
  /message to edit not found|message can't be (edited|deleted)|message_(id_invalid|edit_time_expired|author_required|delete_forbidden)/i;

/** The chat is not there for this bot, now or ever. Descriptions as the Bot API sends them. */
const gone =
  /chat not found|user not found|user is deactivated|bot was blocked|bot was kicked|bot is not a member|can't initiate conversation|can't send messages to (bots|the user)|peer_id_invalid|group chat was deleted|group is deactivated|chat_admin_required|chat_write_forbidden|not enough rights|have no rights|need administrator rights|chat_restricted|user_is_blocked|topic_closed/i;

/** Maps whatever a call threw to exactly one outcome. Reasons never carry an address or the token. */
export function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof GrammyError) return refusal(error);
  const cause = error instanceof HttpError ? error.error : error;
  if (cause instanceof MalformedAnswer) return { kind: 'uncertain', reason: cause.message };
  return outcomeOfBrokenCall(cause);
}

function refusal(error: GrammyError): SendOutcome {
  const { error_code: code, description, parameters } = error;
  const reason = `${code}: ${description}`;
  if (isWaitError(error)) return { kind: 'rateLimited', retryAfterMs: waitOf(error), scope: 'account' };
  if (partOfAlbum.test(description)) return { kind: 'uncertain', reason };
  if (parameters.migrate_to_chat_id !== undefined) {
    return { kind: 'recipientGone', reason, movedTo: String(parameters.migrate_to_chat_id) };
  }
  if (code === 403 || (code === 400 && gone.test(description))) return { kind: 'recipientGone', reason };
  if (unchangeable.test(description)) return { kind: 'unchangeable', reason };
  // A gateway gave up waiting: what is behind it may have sent the message.
  if (code === 502 || code === 504) return { kind: 'uncertain', reason };
  // 401 and 404 mean the token, 409 another program with it: the account's trouble, not this reader's.
  if (code === 401 || code === 404 || code === 409) return { kind: 'transient', reason, scope: 'account' };
  if (code >= 500) return { kind: 'transient', reason };
  return { kind: 'rejected', reason };
}
