import type { Texts } from '../config/texts.ts';
import type { Db } from '../database/database.ts';
import { itemsOf } from '../editions/push.ts';

export interface PausedNoticeParts {
  readonly db: Db;
  readonly texts: Texts;
  /** Tells the editors' group; `failed` is tried again. */
  readonly tell: (words: string) => Promise<'told' | 'nobody' | 'failed'>;
}

/**
 * Tells the editors of pushes that stopped by themselves. Marked after it was told: a crash between the two tells it
 * again, which is better than not at all.
 */
export async function tellOfPaused({ db, texts, tell }: PausedNoticeParts): Promise<void> {
  const paused = await db
    .selectFrom('push')
    .select(['id', 'content', 'pause_reason', 'seem_gone'])
    .where('pause_to_tell', '=', true)
    .orderBy('id')
    .execute();
  for (const { id, content, pause_reason, seem_gone } of paused) {
    const words = texts.say(seem_gone === 'asked' ? 'editors.pausedAsGone' : 'editors.pausedByItself', {
      title: itemsOf(content)[0]?.title ?? String(id),
      reason: pause_reason ?? '',
      command: `nashra push resume ${id}`,
    });
    if ((await tell(words)) === 'failed') return;
    await db
      .updateTable('push')
      .set({ pause_to_tell: false })
      .where('id', '=', id)
      // It may have gone on meanwhile and stopped for another reason.
      .where('pause_reason', 'is not distinct from', pause_reason)
      .execute();
  }
}
