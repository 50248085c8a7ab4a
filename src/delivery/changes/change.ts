import { sql } from 'kysely';
import { abilitiesOf, type LaneKind } from '../../channels/abilities.ts';
import type { ChannelAbilities } from '../../channels/channel.ts';
import type { PushKind } from '../../database/schema.ts';

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

/** Edits that are possible for less than this do not wait for a more urgent push. Milliseconds. */
const shortWindow = 60 * 60_000;

/** Whether changes go before every push in a lane: where there is little time for them. */
export function changesFirst({ editWindowMs }: ChannelAbilities): 'first' | 'in turn' {
  return editWindowMs !== null && editWindowMs < shortWindow ? 'first' : 'in turn';
}

/** How long after a message was sent it can be changed at all, milliseconds; null where it never can. */
export function windowOf(kind: ChangingKind, { editWindowMs, deleteWindowMs }: ChannelAbilities): number | null {
  const windows = [editWindowMs, kind === 'retraction' ? deleteWindowMs : null].filter((ms) => ms !== null);
  return windows.length === 0 ? null : Math.max(...windows);
}

const never = 'this channel cannot change what was sent';
const late = 'sent too long ago for this channel to change it';
export const unknownMessage = 'nobody knows whether the message arrived, so it could not be changed';

/** Why a message that is too late for it cannot be changed. */
export function whyTooLate({ editWindowMs, deleteWindowMs }: ChannelAbilities): string {
  return editWindowMs === null && deleteWindowMs === null ? never : late;
}

/**
 * For how long each kind of account lets such a push change a message, to be joined to a lane `l`: `seconds`, null
 * without an end, and `why` it is too late after them.
 */
export function changeWindows(kind: ChangingKind) {
  const kinds = Object.keys(abilitiesOf) as LaneKind[];
  const seconds = kinds.map((name) => {
    const longest = windowOf(kind, abilitiesOf[name]) ?? -1_000;
    return Number.isFinite(longest) ? longest / 1_000 : null;
  });
  const why = kinds.map((name) => whyTooLate(abilitiesOf[name]));
  return sql`
    left join unnest(${kinds}::text[], ${seconds}::double precision[], ${why}::text[]) as span (kind, seconds, why)
      on span.kind = split_part(l.name, ':', 1)`;
}
