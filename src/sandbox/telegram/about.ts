import { z } from 'zod';
import { type Answer, badRequest, ok, refusals } from './answer.ts';
import type { KnownChat } from './chats.ts';
import { findChat } from './destination.ts';
import type { MethodTable } from './method.ts';
import { integerParam, isSet, nestedParam, type Params, textParam } from './params.ts';
import type { World } from './world.ts';

/** Methods about the bot itself, its chats and the way updates reach it; getUpdates is the server's own. */
export const aboutMethods: MethodTable = {
  getme: { acts: 'otherwise', run: getMe },
  logout: { acts: 'otherwise', run: () => ok(true) },
  close: { acts: 'otherwise', run: () => ok(true) },
  setmycommands: { acts: 'otherwise', run: setMyCommands },
  getmycommands: { acts: 'otherwise', run: getMyCommands },
  deletemycommands: { acts: 'otherwise', run: deleteMyCommands },
  setmyname: { acts: 'otherwise', run: write('names', 'name', 64) },
  getmyname: { acts: 'otherwise', run: read('names', 'name') },
  setmydescription: { acts: 'otherwise', run: write('descriptions', 'description', 512) },
  getmydescription: { acts: 'otherwise', run: read('descriptions', 'description') },
  setmyshortdescription: { acts: 'otherwise', run: write('shortDescriptions', 'short_description', 120) },
  getmyshortdescription: { acts: 'otherwise', run: read('shortDescriptions', 'short_description') },
  getchat: { acts: 'otherwise', run: getChat },
  getchatmember: { acts: 'otherwise', run: getChatMember },
  getchatadministrators: { acts: 'otherwise', run: getChatAdministrators },
  getchatmembercount: { acts: 'otherwise', run: getChatMemberCount },
  answercallbackquery: { acts: 'otherwise', run: answerCallbackQuery },
  setwebhook: { acts: 'otherwise', run: setWebhook },
  deletewebhook: { acts: 'otherwise', run: deleteWebhook },
  getwebhookinfo: { acts: 'otherwise', run: (world) => ok(world.webhook.info()) },
};

function getMe(world: World): Answer {
  return ok({
    ...world.chats.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  });
}

const commandSchema = z.array(z.object({ command: z.string(), description: z.string() }));

/** The key under which commands of a scope and language are kept. */
function commandScope(scope: string, language: string): string {
  return `${scope}/${language}`;
}

function scopeOf(params: Params): string {
  const scope = nestedParam(params, 'scope') as { type?: string; chat_id?: unknown } | undefined;
  const type = scope?.type ?? 'default';
  const place = scope?.chat_id === undefined ? type : `${type}:${String(scope.chat_id)}`;
  return commandScope(place, textParam(params, 'language_code') ?? '');
}

function setMyCommands(world: World, params: Params): Answer {
  const given = commandSchema.safeParse(nestedParam(params, 'commands'));
  if (!given.success) return badRequest("can't parse commands list: BotCommand must be an Object");
  if (given.data.length > 100) return badRequest('BOT_COMMANDS_TOO_MUCH');
  const commands = given.data.map((command) => ({ ...command, command: command.command.replace(/^\//, '') }));
  if (commands.some(({ command }) => !/^[a-z0-9_]{1,32}$/.test(command))) return badRequest('BOT_COMMAND_INVALID');
  if (commands.some(({ description }) => description.length < 1 || description.length > 256)) {
    return badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  world.profile.commands.set(scopeOf(params), commands);
  return ok(true);
}

function getMyCommands(world: World, params: Params): Answer {
  return ok(world.profile.commands.get(scopeOf(params)) ?? []);
}

function deleteMyCommands(world: World, params: Params): Answer {
  world.profile.commands.delete(scopeOf(params));
  return ok(true);
}

function write(field: 'names' | 'descriptions' | 'shortDescriptions', key: string, maxLength: number) {
  return (world: World, params: Params): Answer => {
    const text = textParam(params, key) ?? '';
    if (text.length > maxLength) return badRequest(`bot ${key.replace('_', ' ')} is too long`);
    world.profile[field].set(textParam(params, 'language_code') ?? '', text);
    return ok(true);
  };
}

function read(field: 'names' | 'descriptions' | 'shortDescriptions', key: string) {
  return (world: World, params: Params): Answer => {
    const texts = world.profile[field];
    return ok({ [key]: texts.get(textParam(params, 'language_code') ?? '') ?? texts.get('') ?? '' });
  };
}

function getChat(world: World, params: Params): Answer {
  const found = findChat(world, params);
  if (found.kind === 'refused') return found;
  const pinned = world.chats.pinned(found.chat);
  return ok({
    ...world.chats.describe(found.chat),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {},
    ...(pinned ? { pinned_message: world.chats.toApi(pinned) } : {}),
  });
}

function getChatMember(world: World, params: Params): Answer {
  const found = findChat(world, params);
  if (found.kind === 'refused') return found;
  const id = integerParam(params, 'user_id');
  if (id === null) return badRequest('invalid user_id specified');
  const known = world.chats.get(found.chat);
  if (id === world.chats.bot.id) return ok(botMember(world, known));
  const user = world.chats.user(id);
  if (!user) return badRequest('user not found');
  const inside = known?.kind === 'group' ? known.members.has(id) : found.chat === id;
  return ok({ status: inside ? 'member' : 'left', user });
}

function botMember(world: World, known: KnownChat | undefined): object {
  const user = world.chats.bot;
  if (known?.kind !== 'group') return { status: 'member', user };
  if (known.standing === 'kicked') return { status: 'kicked', user, until_date: 0 };
  if (known.standing === 'member') return { status: 'member', user };
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_delete_messages: true,
    can_pin_messages: true,
    can_post_messages: true,
    can_edit_messages: true,
  };
}

function getChatAdministrators(world: World, params: Params): Answer {
  const found = findChat(world, params);
  if (found.kind === 'refused') return found;
  const known = world.chats.get(found.chat);
  if (known?.kind !== 'group') return badRequest('there are no administrators in the private chat');
  return ok(known.standing === 'administrator' ? [botMember(world, known)] : []);
}

function getChatMemberCount(world: World, params: Params): Answer {
  const found = findChat(world, params);
  if (found.kind === 'refused') return found;
  const known = world.chats.get(found.chat);
  return ok(known?.kind === 'group' ? known.members.size + 1 : 2);
}

function answerCallbackQuery(world: World, params: Params): Answer {
  const text = textParam(params, 'text') ?? '';
  if (text.length > 200) return badRequest('MESSAGE_TOO_LONG');
  const alert = isSet(params, 'show_alert') ? 'yes' : 'no';
  const pressed = world.presses.answer(textParam(params, 'callback_query_id') ?? '', {
    text,
    alert,
    url: textParam(params, 'url'),
  });
  if (!pressed) return refusals.oldQuery;
  if (text !== '') world.chats.emit({ kind: 'notice', ...pressed, text, alert });
  return ok(true);
}

/** Like a local Bot API server, it takes http addresses too; Telegram's own wants https. */
function setWebhook(world: World, params: Params): Answer {
  const url = textParam(params, 'url') ?? '';
  const kinds = allowedUpdates(params);
  if (kinds) world.updates.allow(kinds);
  if (isSet(params, 'drop_pending_updates')) world.updates.clear();
  if (url === '') {
    world.webhook.set(null);
    return ok(true);
  }
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  const secret = textParam(params, 'secret_token');
  if (secret !== null && !/^[\w-]{1,256}$/.test(secret)) {
    return badRequest('secret token contains unallowed characters');
  }
  world.webhook.set({ url, secretToken: secret, maxConnections: integerParam(params, 'max_connections') ?? 40 });
  world.updates.endPoll(refusals.setWebhook);
  return ok(true);
}

function deleteWebhook(world: World, params: Params): Answer {
  if (isSet(params, 'drop_pending_updates')) world.updates.clear();
  world.webhook.set(null);
  return ok(true);
}

/** Kinds of updates a call of getUpdates or setWebhook asks for. */
export function allowedUpdates(params: Params): readonly string[] | null {
  const kinds = nestedParam(params, 'allowed_updates');
  return Array.isArray(kinds) ? kinds.map(String) : null;
}
