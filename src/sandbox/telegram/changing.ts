import { isDeepStrictEqual } from 'node:util';
import { type Answer, badRequest, ok, type Refusal, refusals } from './answer.ts';
import type { StoredMessage } from './chats.ts';
import { findChat, findDestination } from './destination.ts';
import { readKeyboard } from './keyboard.ts';
import type { MethodTable } from './method.ts';
import { entitiesParam, integerParam, listParam, nestedParam, type Params, textParam } from './params.ts';
import { prepareText } from './text.ts';
import type { World } from './world.ts';

/** A bot may delete messages up to 48 hours old. Milliseconds. */
const deleteWindowMs = 48 * 3_600_000;

export const changingMethods: MethodTable = {
  editmessagetext: { acts: 'on-messages', counts: () => 1, run: editMessageText },
  editmessagecaption: { acts: 'on-messages', counts: () => 1, run: editMessageCaption },
  editmessagereplymarkup: { acts: 'on-messages', counts: () => 1, run: editMessageReplyMarkup },
  deletemessage: { acts: 'on-messages', run: deleteMessage },
  deletemessages: { acts: 'on-messages', run: deleteMessages },
  pinchatmessage: { acts: 'otherwise', run: pinChatMessage },
  unpinchatmessage: { acts: 'otherwise', run: unpinChatMessage },
};

type Target =
  | { readonly kind: 'message'; readonly message: StoredMessage }
  /** Accepted once, but not kept: nothing to compare with. */
  | { readonly kind: 'unkept'; readonly chat: number; readonly id: number }
  | Refusal;

/** The bot's own message that the call wants to change. */
function findTarget(world: World, params: Params): Target {
  const to = findDestination(world, params);
  if (to.kind === 'refused') return to;
  const id = integerParam(params, 'message_id');
  if (id === null) return badRequest('message identifier is not specified');
  const message = world.chats.message(to.chat, id);
  if (!message) return world.record.has(to.chat, id) ? { kind: 'unkept', chat: to.chat, id } : refusals.editNotFound;
  return message.from.id === world.chats.bot.id ? { kind: 'message', message } : refusals.cannotEdit;
}

function editMessageText(world: World, params: Params): Answer {
  const target = findTarget(world, params);
  if (target.kind === 'refused') return target;
  if (target.kind === 'message' && target.message.photos.length > 0) return refusals.noTextToEdit;
  return editContent(world, params, target, 'text');
}

function editMessageCaption(world: World, params: Params): Answer {
  const target = findTarget(world, params);
  if (target.kind === 'refused') return target;
  if (target.kind === 'message' && target.message.photos.length === 0) return refusals.noCaptionToEdit;
  return editContent(world, params, target, 'caption');
}

function editContent(world: World, params: Params, target: Exclude<Target, Refusal>, use: 'text' | 'caption'): Answer {
  const text = textParam(params, use) ?? '';
  const parseMode = textParam(params, 'parse_mode');
  const entities = entitiesParam(params, use === 'text' ? 'entities' : 'caption_entities', text);
  const prepared = prepareText(text, parseMode, entities, use);
  if (prepared.kind === 'refused') return prepared;
  return replaceMessage(world, params, target, { sent: { text, parseMode }, formatted: prepared.formatted });
}

function editMessageReplyMarkup(world: World, params: Params): Answer {
  const target = findTarget(world, params);
  return target.kind === 'refused' ? target : replaceMessage(world, params, target, {});
}

function replaceMessage(
  world: World,
  params: Params,
  target: Exclude<Target, Refusal>,
  content: Partial<Pick<StoredMessage, 'sent' | 'formatted'>>,
): Answer {
  const given = readKeyboard(nestedParam(params, 'reply_markup'));
  if (given.kind === 'refused') return given;
  // An edit without buttons takes them away.
  const keyboard = given.kind === 'inline' ? given.markup : null;
  if (target.kind === 'unkept') {
    return ok({
      message_id: target.id,
      from: world.chats.bot,
      chat: world.chats.describe(target.chat),
      date: Math.floor(world.clock() / 1_000),
      edit_date: Math.floor(world.clock() / 1_000),
      ...(content.formatted ?? {}),
    });
  }
  const old = target.message;
  const edited: StoredMessage = { ...old, ...content, keyboard, editedAt: world.clock() };
  if (isDeepStrictEqual(edited.formatted, old.formatted) && isDeepStrictEqual(keyboard, old.keyboard)) {
    return refusals.notModified;
  }
  world.chats.replace(edited);
  return ok(world.chats.toApi(edited));
}

function deleteMessage(world: World, params: Params): Answer {
  const found = findDestination(world, params);
  if (found.kind === 'refused') return found;
  return deleteOne(world, found.chat, integerParam(params, 'message_id'));
}

/** All or none: what is not there is passed over in silence, but one that is too old keeps all where they are. */
function deleteMessages(world: World, params: Params): Answer {
  const found = findDestination(world, params);
  if (found.kind === 'refused') return found;
  const ids = listParam(params, 'message_ids');
  if (ids.length === 0) return badRequest('message identifiers are not specified');
  if (ids.length > 100) return badRequest('too many message identifiers specified');
  for (const id of ids) {
    const refused = whyNotDeleted(world, world.chats.message(found.chat, Number(id)));
    if (refused) return refused;
  }
  for (const id of ids) deleteOne(world, found.chat, Number(id));
  return ok(true);
}

function whyNotDeleted(world: World, message: StoredMessage | null): Refusal | null {
  if (!message) return null;
  if (world.clock() - message.sentAt > deleteWindowMs) return badRequest("message can't be deleted for everyone");
  const known = world.chats.get(message.chat);
  const own = message.from.id === world.chats.bot.id;
  return !own && known?.kind === 'group' && known.standing !== 'administrator' ? refusals.cannotDelete : null;
}

function deleteOne(world: World, chat: number, id: number | null): Answer {
  if (id === null) return badRequest('message identifier is not specified');
  const message = world.chats.message(chat, id);
  if (!message) {
    if (!world.record.has(chat, id)) return refusals.deleteNotFound;
    world.record.markDeleted(id);
    return ok(true);
  }
  const refused = whyNotDeleted(world, message);
  if (refused) return refused;
  world.record.markDeleted(id);
  world.chats.replace({ ...message, deletedAt: world.clock() });
  return ok(true);
}

function pinChatMessage(world: World, params: Params): Answer {
  const found = findDestination(world, params);
  if (found.kind === 'refused') return found;
  const known = world.chats.get(found.chat);
  if (known?.kind === 'group' && known.standing !== 'administrator') {
    return badRequest('not enough rights to manage pinned messages in the chat');
  }
  const message = world.chats.message(found.chat, integerParam(params, 'message_id') ?? 0);
  if (!message) return refusals.pinNotFound;
  world.chats.pin(found.chat, message.id);
  return ok(true);
}

function unpinChatMessage(world: World, params: Params): Answer {
  const found = findChat(world, params);
  if (found.kind === 'refused') return found;
  world.chats.unpin(found.chat);
  return ok(true);
}
