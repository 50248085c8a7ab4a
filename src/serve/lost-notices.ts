import type { AddressBook } from '../subscribers/addresses.ts';
import { forgetFoundAgain } from '../subscribers/destinations.ts';
import type { PausedNoticeParts } from './paused-notices.ts';

/**
 * Tells the editors of channels and groups of the newsroom that could not be posted to: once, and again only when they
 * were posted to in between. Marked after it was told, as with pushes that stopped by themselves.
 */
export async function tellOfLost({
  db,
  texts,
  tell,
  addresses,
}: PausedNoticeParts & { readonly addresses: AddressBook }): Promise<void> {
  await forgetFoundAgain(db);
  const lost = await db
    .selectFrom('subscriber')
    .select(['id', 'channel', 'address_sealed', 'lost_reason'])
    .where('destination', '=', true)
    .where('lost_to_tell', '=', true)
    .where('state', '=', 'active')
    .orderBy('id')
    .execute();
  for (const { id, channel, address_sealed, lost_reason } of lost) {
    const words = texts.say('editors.lostDestination', {
      chat: addresses.open(channel, address_sealed),
      reason: lost_reason ?? '',
    });
    if ((await tell(words)) === 'failed') return;
    await db
      .updateTable('subscriber')
      .set({ lost_to_tell: false })
      .where('id', '=', id)
      // Another loss than the one that was told stays to be told.
      .where('lost_reason', 'is not distinct from', lost_reason)
      .execute();
  }
}
