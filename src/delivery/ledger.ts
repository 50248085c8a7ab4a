import { type RawBuilder, sql } from 'kysely';

/** One try to deliver a push to a reader. */
export interface Tried {
  readonly pushId: number;
  readonly subscriberId: number;
  /** Which try it was, counted from 1. */
  readonly attempt: number;
  /** The text that it carried. */
  readonly revision: number;
}

/**
 * How a delivery `d` ends that is not tried again: as one that an earlier try may have brought to the reader, else as
 * `excluded`.
 */
export const excludedOrUncertain = sql`
  case when d.may_have_arrived then 'uncertain' else 'excluded' end::delivery_state`;

/** The reason of deliveries that were `sending` when their lane's holder died. */
export const holderDied = 'the sending process died while this message was on its way';

/**
 * Of an `update delivery d`: nobody sends it any more, and it ends `otherwise` for a reason; or as uncertain, when a dead
 * holder had it on its way.
 */
export function setAside(otherwise: 'excluded' | 'failed', reason: unknown): RawBuilder<unknown> {
  return sql`
    state = case when d.state = 'sending' or d.may_have_arrived then 'uncertain' else ${sql.lit(otherwise)} end::delivery_state,
    reason = case when d.state = 'sending' then ${holderDied} else ${reason} end,
    may_have_arrived = d.may_have_arrived or d.state = 'sending',
    due_at = null, changed_at = now()`;
}

/** The reason of deliveries that waited in a lane when it was cancelled. */
export const laneCancelled = 'the lane was cancelled';
