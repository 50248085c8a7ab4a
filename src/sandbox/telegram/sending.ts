import type { InlineKeyboardMarkup } from 'grammy/types';
import { z } from 'zod';
import { type Answer, badRequest, ok, type Refusal, refusals } from './answer.ts';
import type { StoredMessage } from './chats.ts';
import { findChat, findDestination } from './destination.ts';
import { readKeyboard } from './keyboard.ts';
import type { MethodTable } from './method.ts';
import { entitiesParam, integerParam, isSet, listParam, nestedParam, type Params, textParam } from './params.ts';
import { checkPicture } from './pictures.ts';
import { type FormattedText, prepareText } from './text.ts';
import type { World } from './world.ts';

const chatActions = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  ),
);

interface Outgoing {
  readonly chat: number;
  readonly sent: StoredMessage['sent'];
  readonly formatted: FormattedText;
  readonly photos: readonly string[];
  readonly album: string | null;
  readonly keyboard: InlineKeyboardMarkup | null;
  readonly replyTo: number | null;
}

export const sendingMethods: MethodTable = {
  sendmessage: { acts: 'on-messages', counts: () => 1, run: sendMessage },
  sendphoto: { acts: 'on-messages', counts: () => 1, run: sendPhoto },
  sendmediagroup: {
    acts: 'on-messages',
    counts: (params) => Math.max(1, listParam(params, 'media').length),
    run: sendMediaGroup,
  },
  copymessage: { acts: 'on-messages', counts: () => 1, run: copyMessage },
  sendchataction: { acts: 'otherwise', run: sendChatAction },
};

function sendMessage(world: World, params: Params): Answer {
  const to = findDestination(world, params);
  if (to.kind === 'refused') return to;
  const text = textParam(params, 'text') ?? '';
  const parseMode = textParam(params, 'parse_mode');
  const prepared = prepareText(text, parseMode, entitiesParam(params, 'entities', text), 'text');
  if (prepared.kind === 'refused') return prepared;
  const keyboard = readKeyboard(nestedParam(params, 'reply_markup'));
  if (keyboard.kind === 'refused') return keyboard;
  const reply = findReply(world, params, to.chat);
  if (reply.kind === 'refused') return reply;
  return ok(
    deliver(world, params, {
      chat: to.chat,
      sent: { text, parseMode },
      formatted: prepared.formatted,
      photos: [],
      album: null,
      keyboard: keyboard.kind === 'inline' ? keyboard.markup : null,
      replyTo: reply.message,
    }),
  );
}

async function sendPhoto(world: World, params: Params): Promise<Answer> {
  const to = findDestination(world, params);
  if (to.kind === 'refused') return to;
  const caption = textParam(params, 'caption') ?? '';
  const parseMode = textParam(params, 'parse_mode');
  const prepared = prepareText(caption, parseMode, entitiesParam(params, 'caption_entities', caption), 'caption');
  if (prepared.kind === 'refused') return prepared;
  const keyboard = readKeyboard(nestedParam(params, 'reply_markup'));
  if (keyboard.kind === 'refused') return keyboard;
  const photo = textParam(params, 'photo') ?? '';
  const problem = await checkPicture(world.pictures, photo);
  if (problem) return problem;
  const reply = findReply(world, params, to.chat);
  if (reply.kind === 'refused') return reply;
  return ok(
    deliver(world, params, {
      chat: to.chat,
      sent: { text: caption, parseMode },
      formatted: prepared.formatted,
      photos: [photo],
      album: null,
      keyboard: keyboard.kind === 'inline' ? keyboard.markup : null,
      replyTo: reply.message,
    }),
  );
}

const mediaSchema = z.looseObject({
  type: z.string(),
  media: z.string(),
  caption: z.string().default(''),
  parse_mode: z.string().nullish(),
});

async function sendMediaGroup(world: World, params: Params): Promise<Answer> {
  const to = findDestination(world, params);
  if (to.kind === 'refused') return to;
  const media = z.array(mediaSchema).safeParse(nestedParam(params, 'media'));
  if (!media.success) return badRequest("can't parse InputMedia: media not found");
  if (media.data.length === 0) return badRequest('there are no messages to send');
  if (media.data.length > 10) return badRequest('too many messages to send as an album');
  const outgoing: Omit<Outgoing, 'album'>[] = [];
  for (const [place, item] of media.data.entries()) {
    if (item.type !== 'photo') return badRequest("can't use the media of the specified type in the album");
    const prepared = prepareText(item.caption, item.parse_mode ?? null, [], 'caption');
    if (prepared.kind === 'refused') return prepared;
    const problem = await checkPicture(world.pictures, item.media);
    if (problem) return ofAlbum(place, problem);
    outgoing.push({
      chat: to.chat,
      sent: { text: item.caption, parseMode: item.parse_mode ?? null },
      formatted: prepared.formatted,
      photos: [item.media],
      keyboard: null,
      replyTo: null,
    });
  }
  const album = String(world.chats.nextMessageId);
  return ok(outgoing.map((message) => deliver(world, params, { ...message, album })));
}

/** As the Bot API's server says it (tdlib/telegram-bot-api, `Client.cpp`); none of the album is sent. */
function ofAlbum(place: number, { description }: Refusal): Refusal {
  const said = description.replace('Bad Request: ', '');
  const error = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  return badRequest(`failed to send message #${place + 1} with the error message "${error}"`);
}

function copyMessage(world: World, params: Params): Answer {
  const to = findDestination(world, params);
  if (to.kind === 'refused') return to;
  const from = findChat(world, params, 'from_chat_id');
  if (from.kind === 'refused') return from;
  const original = world.chats.message(from.chat, integerParam(params, 'message_id') ?? 0);
  if (!original) return refusals.copyNotFound;
  const keyboard = readKeyboard(nestedParam(params, 'reply_markup'));
  if (keyboard.kind === 'refused') return keyboard;
  const copy = deliver(world, params, {
    ...original,
    chat: to.chat,
    album: null,
    keyboard: keyboard.kind === 'inline' ? keyboard.markup : null,
    replyTo: null,
  });
  return ok({ message_id: copy.message_id });
}

function sendChatAction(world: World, params: Params): Answer {
  const to = findDestination(world, params);
  if (to.kind === 'refused') return to;
  if (!chatActions.has(textParam(params, 'action') ?? '')) return badRequest('wrong parameter action in request');
  world.chats.emit({ kind: 'typing', chat: to.chat });
  return ok(true);
}

function findReply(world: World, params: Params, chat: number) {
  const given = nestedParam(params, 'reply_parameters') as Params | undefined;
  const id = given ? integerParam(given, 'message_id') : integerParam(params, 'reply_to_message_id');
  if (id === null) return { kind: 'reply', message: null } as const;
  if (!world.chats.isKept(chat) || world.chats.message(chat, id)) return { kind: 'reply', message: id } as const;
  const optional = given ? isSet(given, 'allow_sending_without_reply') : isSet(params, 'allow_sending_without_reply');
  return optional ? ({ kind: 'reply', message: null } as const) : refusals.replyNotFound;
}

/** From here on the message counts as accepted. */
function deliver(world: World, params: Params, outgoing: Outgoing) {
  const { chats, record } = world;
  const message: StoredMessage = {
    id: chats.takeMessageId(),
    chat: outgoing.chat,
    from: chats.bot,
    sentAt: world.clock(),
    editedAt: null,
    deletedAt: null,
    sent: outgoing.sent,
    formatted: outgoing.formatted,
    photos: outgoing.photos,
    album: outgoing.album,
    keyboard: outgoing.keyboard,
    replyTo: outgoing.replyTo,
    sound: isSet(params, 'disable_notification') ? 'silent' : 'normal',
  };
  record.accept(message.chat, message.id, message.sentAt, outgoing.sent.text);
  chats.store(message);
  return chats.toApi(message);
}
