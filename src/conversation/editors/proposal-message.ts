import type { Db } from '../../database/database.ts';

/** What the message of a proposal says: that it waits for a decision, or what was decided. */
export type ShownAs = 'proposed' | 'decided';

/** The message that shows a proposal; undefined as long as none is known to. */
export async function shownMessage(
  db: Db,
  pushId: number,
): Promise<{ readonly messageId: string; readonly as: ShownAs; readonly revision: number } | undefined> {
  const row = await db
    .selectFrom('proposal_message')
    .select(['message_id', 'shown_as', 'shown_revision'])
    .where('push_id', '=', pushId)
    .where('state', '=', 'shown')
    .executeTakeFirst();
  return row?.message_id ? { messageId: row.message_id, as: row.shown_as, revision: row.shown_revision } : undefined;
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

/** `revision`: of the text that it shows. */
export async function recordShown(
  db: Db,
  pushId: number,
  messageId: string,
  { as, revision }: { readonly as: ShownAs; readonly revision: number },
): Promise<void> {
  await db
    .updateTable('proposal_message')
    .set({ state: 'shown', message_id: messageId, shown_at: new Date(), shown_as: as, shown_revision: revision })
    .where('push_id', '=', pushId)
    .execute();
}

/** The message was refused for now: the next sweep tries again. */
export async function recordNotShown(db: Db, pushId: number): Promise<void> {
  await db.updateTable('proposal_message').set({ state: 'pending' }).where('push_id', '=', pushId).execute();
}
