import type { Channel } from '../../channels/channel.ts';
import type { LanePacer } from '../pacing/lane-pacer.ts';
import type { Claimed } from './claim.ts';
import type { LaneOptions, PreparedPush } from './lane-context.ts';

/** A recipient with what is to be sent to them. */
export interface Ready {
  readonly claimed: Claimed;
  /** Null when it was sealed with another key: the delivery then fails with that reason. */
  readonly address: string | null;
  readonly push: PreparedPush;
}

export function pacerFor({ pacer, paidPacer }: LaneOptions, push: PreparedPush): LanePacer {
  return push.messages[0]?.fare === 'paid' ? (paidPacer ?? pacer) : pacer;
}

/** As how many messages the far end counts the first part of a push that the reader does not have. */
export function countOf(channel: Channel, { claimed: { begun }, address, push }: Ready): number {
  const next = push.messages[begun?.ids.length ?? 0];
  return next === undefined ? 1 : (channel.countOf?.(next, address ?? '') ?? 1);
}

/** Names the text that a delivery gets, among those of its push. */
export function textOf({ language, revision, original }: Claimed): string {
  return `${language}/${revision}/${original?.messageIds.length ?? ''}`;
}
