import { sql } from 'kysely';
import { abilitiesOf } from '../channels/abilities.ts';
import type { ChannelAbilities, ChannelName } from '../channels/channel.ts';
import type { PushKind } from '../database/schema.ts';

/** Pushes that change messages of an earlier push instead of sending new ones. */
export type ChangingKind = Extract<PushKind, 'correction' | 'retraction'>;

export function isChanging(kind: PushKind): kind is ChangingKind {
  return kind === 'correction' || kind === 'retraction';
}

/**
 * How a message is changed: its text replaced by another, or the message taken back. A retraction that comes too late to
 * take a message back says in its place that the story was retracted, where the channel still lets it.
 */
export type Way = 'edit' | 'delete' | 'too late';

/** What a channel permits `ageMs` milliseconds after the message was sent. */
export function wayToChange(kind: ChangingKind, abilities: ChannelAbilities, ageMs: number): Way {
  const { editWindowMs, deleteWindowMs } = abilities;
  if (kind === 'retraction' && deleteWindowMs !== null && ageMs <= deleteWindowMs) return 'delete';
  return editWindowMs !== null && ageMs <= editWindowMs ? 'edit' : 'too late';
}

export const tooLate = 'sent too long ago for this channel to change it';
export const unknownMessage = 'nobody knows whether the message arrived, so it could not be changed';

/** For how long each channel lets such a push change a message, as columns of SQL; `seconds` is null without an end. */
export function changeWindows(kind: ChangingKind) {
  const names = Object.keys(abilitiesOf) as ChannelName[];
  const seconds = names.map((name) => {
    const { editWindowMs, deleteWindowMs } = abilitiesOf[name];
    const longest = Math.max(editWindowMs ?? -1, kind === 'retraction' ? (deleteWindowMs ?? -1) : -1);
    return Number.isFinite(longest) ? longest / 1_000 : null;
  });
  return sql`unnest(${names}::text[], ${seconds}::double precision[]) as window_of (channel, seconds)`;
}
