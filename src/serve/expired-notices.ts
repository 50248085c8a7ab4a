import { sql } from 'kysely';
import { expiredReason } from '../delivery/expiry.ts';
import { titlesOf } from '../editions/push.ts';
import type { PausedNoticeParts } from './paused-notices.ts';

/**
 * Tells the editors of pushes that ended before everybody had them. Marked after it was told, as with those that stopped
 * by themselves.
 */
export async function tellOfExpired({ db, texts, tell }: PausedNoticeParts): Promise<void> {
  const expired = await db
    .selectFrom('push')
    .select(['id', 'content', 'audience', 'expires_after'])
    .where('expiry_to_tell', '=', true)
    .where('state', '=', 'finished')
    .orderBy('id')
    .execute();
  const number = new Intl.NumberFormat(`${texts.language}-u-nu-latn`);
  for (const { id, content, audience, expires_after } of expired) {
    const { rows } = await sql<{ missed: number }>`
      select count(*)::integer as missed from delivery
      where push_id = ${id} and state in ('excluded', 'uncertain')
        and reason = ${expiredReason(expires_after)}`.execute(db);
    const missed = rows[0]?.missed ?? 0;
    const words = texts.say('editors.expired', {
      title: titlesOf(content)[0] ?? String(id),
      missed: number.format(missed),
      audience: number.format(audience),
      command: `nashra push missed ${id} --send`,
    });
    if (missed > 0 && (await tell(words)) === 'failed') return;
    await db.updateTable('push').set({ expiry_to_tell: false }).where('id', '=', id).execute();
  }
}
