import type { Db } from '../../database/database.ts';

export interface ProposalMessage {
  readonly pushId: number;
  readonly messageId: string | null;
  readonly state: 'pending' | 'sending' | 'shown';
}

/** A message that was begun this long ago and is not known to be shown is shown again: two are better than none. */
const givenUpAfter = 60_000;

/** Takes the showing of a proposal, so that one instance does it. False when it is shown, or being shown just now. */
export async function beginShowing(db: Db, pushId: number, lane: string, now: Date): Promise<boolean> {
  await db
    .insertInto('proposal_message')
    .values({ push_id: pushId, lane, message_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const taken = await db
    .updateTable('proposal_message')
    .set({ state: 'sending', shown_at: now })
    .where('push_id', '=', pushId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'pending'),
        eb.and([eb('state', '=', 'sending'), eb('shown_at', '<', new Date(now.getTime() - givenUpAfter))]),
      ]),
    )
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

export async function recordShown(db: Db, pushId: number, messageId: string): Promise<void> {
  await db
    .updateTable('proposal_message')
    .set({ state: 'shown', message_id: messageId, shown_at: new Date() })
    .where('push_id', '=', pushId)
    .execute();
}

/** The message was refused for now: the next sweep tries again. */
export async function recordNotShown(db: Db, pushId: number): Promise<void> {
  await db.updateTable('proposal_message').set({ state: 'pending' }).where('push_id', '=', pushId).execute();
}
