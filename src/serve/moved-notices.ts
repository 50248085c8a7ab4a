import type { AddressBook } from '../subscribers/addresses.ts';
import type { PausedNoticeParts } from './paused-notices.ts';

/**
 * Tells the editors of channels and groups of the newsroom whose id is another now: they are followed there, and
 * `newsroom.yaml` is to be changed. Marked after it was told, as with pushes that stopped by themselves.
 */
export async function tellOfMoved({
  db,
  texts,
  tell,
  addresses,
}: PausedNoticeParts & { readonly addresses: AddressBook }): Promise<void> {
  const moved = await db
    .selectFrom('subscriber')
    .select(['id', 'channel', 'address_hash', 'address_sealed', 'configured_sealed'])
    .where('destination', '=', true)
    .where('moved_to_tell', '=', true)
    .orderBy('id')
    .execute();
  for (const { id, channel, address_hash, address_sealed, configured_sealed } of moved) {
    if (configured_sealed === null) continue;
    const words = texts.say('editors.movedDestination', {
      chat: addresses.open(channel, configured_sealed),
      now: addresses.open(channel, address_sealed),
    });
    if ((await tell(words)) === 'failed') return;
    await db
      .updateTable('subscriber')
      .set({ moved_to_tell: false })
      .where('id', '=', id)
      // When it moved again meanwhile, that stays to be told.
      .where('address_hash', '=', address_hash)
      .execute();
  }
}
