import type { Db } from '../../database/database.ts';

/** What the message of a proposal says: that it waits for a decision, or what was decided. */
export type ShownAs = 'proposed' | 'decided';

/** What a message of a proposal shows: the revision of its text, and of how many decisions it knows. */
export interface Shown {
  readonly as: ShownAs;
  readonly revision: number;
  /** Null where an older program showed it. */
  readonly decisions: number | null;
}

/** The message that shows a proposal; undefined as long as none is known to. */
export async function shownMessage(
  db: Db,
  pushId: number,
): Promise<(Shown & { readonly messageId: string }) | undefined> {
  const row = await db
    .selectFrom('proposal_message')
    .select(['message_id', 'shown_as as as', 'shown_revision as revision', 'shown_decisions as decisions'])
    .where('push_id', '=', pushId)
    .where('state', '=', 'shown')
    .executeTakeFirst();
  if (!row?.message_id) return undefined;
  const { message_id: messageId, ...shown } = row;
  return { ...shown, messageId };
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

export async function recordShown(
  db: Db,
  pushId: number,
  messageId: string,
  { as, revision, decisions }: Shown,
): Promise<void> {
  await db
    .updateTable('proposal_message')
    .set({
      state: 'shown',
      message_id: messageId,
      shown_at: new Date(),
      shown_as: as,
      shown_revision: revision,
      shown_decisions: decisions,
    })
    .where('push_id', '=', pushId)
    .execute();
}

/** The message was refused for now: the next sweep tries again. */
export async function recordNotShown(db: Db, pushId: number): Promise<void> {
  await db.updateTable('proposal_message').set({ state: 'pending' }).where('push_id', '=', pushId).execute();
}
