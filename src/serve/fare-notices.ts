import type { Newsroom } from '../config/newsroom.ts';
import { costOf } from '../editions/paid.ts';
import { titlesOf } from '../editions/push.ts';
import type { PausedNoticeParts } from './paused-notices.ts';

/** Tells the editors what the standing consent spends, and what it did not cover. Marked after it was told. */
export async function tellOfFares({
  db,
  texts,
  tell,
  newsroom,
}: PausedNoticeParts & { readonly newsroom: Newsroom }): Promise<void> {
  const pushes = await db
    .selectFrom('push')
    .select(['id', 'content', 'fare', 'stars_agreed'])
    .where('fare_to_tell', '=', true)
    .orderBy('id')
    .execute();
  for (const { id, content, fare, stars_agreed } of pushes) {
    const title = titlesOf(content)[0] ?? String(id);
    const most = String(stars_agreed ?? (await costOf(db, newsroom, id))?.most ?? '');
    const words = texts.say(fare === 'paid' ? 'editors.paidByConsent' : 'editors.notPaid', { title, most });
    if ((await tell(words)) === 'failed') return;
    await db.updateTable('push').set({ fare_to_tell: false }).where('id', '=', id).execute();
  }
}
