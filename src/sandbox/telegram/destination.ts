import { forbidden, migratedTo, type Refusal, refusals } from './answer.ts';
import { integerParam, type Params } from './params.ts';
import type { World } from './world.ts';

export type Destination = { readonly kind: 'chat'; readonly chat: number } | Refusal;

/** The chat that `key` names by number or @username, whether or not the bot may write there. */
export function findChat(world: World, params: Params, key = 'chat_id'): Destination {
  const given = params[key];
  if (given === undefined || given === null || given === '') return refusals.chatIdEmpty;
  const chat =
    typeof given === 'string' && given.startsWith('@')
      ? world.chats.byUsername(given.slice(1))
      : integerParam(params, key);
  if (chat === null) return refusals.chatNotFound;
  const known = world.chats.get(chat);
  if (!known && !(world.unknownChats === 'accepted' && chat > 0)) return refusals.chatNotFound;
  if (known?.kind === 'group' && known.migratedTo !== null) return migratedTo(known.migratedTo);
  return { kind: 'chat', chat };
}

/** The same, and the bot may write there. */
export function findDestination(world: World, params: Params): Destination {
  const found = findChat(world, params);
  if (found.kind === 'refused') return found;
  const known = world.chats.get(found.chat);
  if (known?.kind === 'group' && known.standing === 'kicked') {
    return forbidden(`bot was kicked from the ${known.details.type} chat`);
  }
  if (known?.kind === 'person') {
    if (known.standing === 'blocked') return refusals.blocked;
    if (known.standing === 'deactivated') return refusals.deactivated;
    if (known.standing === 'new') return refusals.notStarted;
  }
  return found;
}
