import { loadArticle } from '../articles/store.ts';
import type { Trx } from '../database/transaction.ts';
import { pushItem, withRelated } from './create.ts';
import type { PushItem } from './push.ts';

/** Gives a proposal the newer version of its story, under the words of an editor who wrote them; null when none waits. */
export async function refreshProposal(trx: Trx, item: PushItem): Promise<number | null> {
  const waiting = await trx
    .selectFrom('push')
    .select(['id', 'content', 'edited_by', 'revision'])
    .where('key', '=', `breaking:${item.articleId}`)
    .where('state', '=', 'proposed')
    .forUpdate()
    .executeTakeFirst();
  if (!waiting) return null;
  const { content } = waiting;
  const written =
    waiting.edited_by !== null && content.type === 'story'
      ? { title: content.item.title, summary: content.item.summary }
      : {};
  await trx
    .updateTable('push')
    .set({
      content: JSON.stringify({ type: 'story', label: 'story', item: { ...item, ...written } }),
      revision: waiting.revision + 1,
    })
    .where('id', '=', waiting.id)
    .execute();
  await trx.updateTable('push_article').set({ version: item.version }).where('push_id', '=', waiting.id).execute();
  return waiting.id;
}

/** The same for one that is a proposal again: its story may have changed while it was none. */
export async function catchUp(trx: Trx, item: PushItem): Promise<void> {
  const stored = await loadArticle(trx, item.articleId);
  if (!stored?.summary || stored.version <= item.version) return;
  const { summary, title } = stored.summary;
  await refreshProposal(trx, withRelated(pushItem(stored, summary, title), item.related ?? []));
}
