import type { Db } from '../../database/database.ts';

export interface ShownOffer {
  readonly id: number;
  readonly article_id: number;
  readonly sent_version: number;
  readonly version: number;
  readonly state: 'open' | 'accepted' | 'ignored';
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly message_id: string | null;
  readonly shown_version: number | null;
}

/** A showing that was begun this long ago and has not ended is begun again. Milliseconds. */
const givenUpAfter = 60_000;

export function loadOffer(db: Db, id: number): Promise<ShownOffer | undefined> {
  return db
    .selectFrom('correction_offer')
    .select([
      'id',
      'article_id',
      'sent_version',
      'version',
      'state',
      'decided_by',
      'decided_at',
      'message_id',
      'shown_version',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Takes the showing of an offer, so that one instance does it. */
export async function beginShowingOffer(db: Db, id: number, lane: string, now: Date): Promise<boolean> {
  const taken = await db
    .updateTable('correction_offer')
    .set({ showing_since: now, lane })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('showing_since', 'is', null), eb('showing_since', '<', new Date(now.getTime() - givenUpAfter))]),
    )
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
}

export async function recordOfferShown(
  db: Db,
  id: number,
  shown: { readonly messageId: string; readonly version: number },
): Promise<void> {
  await db
    .updateTable('correction_offer')
    .set({ message_id: shown.messageId, shown_version: shown.version, showing_since: null })
    .where('id', '=', id)
    .execute();
}

/** `messageId`: of the message that is there already; null for a new one. */
export async function recordOfferNotShown(db: Db, id: number, messageId: string | null): Promise<void> {
  await db
    .updateTable('correction_offer')
    .set({ showing_since: null, message_id: messageId, ...(messageId === null ? { shown_version: null } : {}) })
    .where('id', '=', id)
    .execute();
}
