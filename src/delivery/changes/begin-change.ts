import { sql } from 'kysely';
import type { Trx } from '../../database/transaction.ts';
import { type PushContent, withEdits } from '../../editions/push.ts';
import { cancelNotices, setAsidePending } from '../push-control.ts';
import { endBegun } from './end-begun.ts';
import type { ChangingPush } from './fan-out-change.ts';

/**
 * The moment in which a correction or a retraction takes effect: from here on nobody is sent what it corrects. Who still
 * waits for the corrected push gets the new text, or nothing when it is retracted, and an earlier correction of it that
 * is still running ends. Until this moment it can be cancelled without a trace.
 *
 * Rows of the ledger say which text they carry. Those still pending are moved to the new one under their own locks: a
 * sender that marked one before keeps the earlier text, and that reader is found by the fan-out; one that comes after
 * finds another revision than it read, and reads again. Of a push in several messages, who waits for the rest gets the
 * whole new text in what they have (see `endBegun`).
 */
export async function beginChange(trx: Trx, push: ChangingPush): Promise<'begun' | 'nothing to change'> {
  const corrected = await lockCorrected(trx, push.corrects);
  if (!corrected || corrected.retracted_at !== null) {
    const reason = corrected ? `push ${push.corrects} was retracted` : 'what it corrects is not in the record any more';
    await sql`
      update push set state = 'cancelled', finished_at = now(), pause_reason = ${reason} where id = ${push.id}`.execute(
      trx,
    );
    await cancelNotices(trx, push.id);
    return 'nothing to change';
  }
  await endEarlierChanges(trx, push);
  if (push.content.type === 'retraction') await retract(trx, corrected);
  else await revise(trx, push, corrected);
  await sql`update push set state = 'sending', started_at = clock_timestamp() where id = ${push.id}`.execute(trx);
  return 'begun';
}

async function lockCorrected(trx: Trx, id: number | null) {
  if (id === null) return undefined;
  return trx
    .selectFrom('push')
    .select(['id', 'content', 'retracted_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function endEarlierChanges(trx: Trx, push: ChangingPush): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update push set state = 'cancelled', finished_at = now(), pause_reason = ${`push ${push.id} takes its place`}
    where corrects = ${push.corrects} and id <> ${push.id} and kind in ('correction', 'retraction')
      and started_at is not null and state in ('sending', 'paused')
    returning id`.execute(trx);
  for (const { id } of rows) {
    await setAsidePending(trx, id, `push ${push.id} changes it instead`);
  }
  await endTheirNotices(trx, push);
}

/** Notices say what an earlier change said, also those of changes that are done: they end where they are. */
async function endTheirNotices(trx: Trx, push: ChangingPush): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update push n set state = 'cancelled', finished_at = now(), pause_reason = ${`push ${push.id} takes its place`}
    from push c
    where c.id = n.corrects and c.corrects = ${push.corrects} and c.id <> ${push.id} and c.started_at is not null
      and n.kind = 'notice' and n.state in ('approved', 'sending', 'paused')
    returning n.id`.execute(trx);
  for (const { id } of rows) await setAsidePending(trx, id, `push ${push.id} takes its place`);
}

async function retract(
  trx: Trx,
  { id: corrected, content }: { readonly id: number; readonly content: PushContent },
): Promise<void> {
  await sql`
    update push set
      retracted_at = now(), revision = revision + 1,
      finished_at = case when state in ('approved', 'sending', 'paused') then now() else finished_at end,
      state = case when state in ('approved', 'sending', 'paused') then 'cancelled' else state end
    where id = ${corrected}`.execute(trx);
  await setAsidePending(trx, corrected, 'the push was retracted');
  // The story itself is taken back: no list and no digest to come offers it again. A digest's stories may be well.
  if (content.type !== 'story') return;
  await sql`
    update article set state = 'dropped'
    where id in (select article_id from push_article where push_id = ${corrected})`.execute(trx);
}

async function revise(
  trx: Trx,
  push: ChangingPush,
  corrected: { readonly id: number; readonly content: PushContent },
): Promise<void> {
  const { content } = push;
  const was = corrected.content;
  if (content.type !== 'correction' || (was.type !== 'story' && was.type !== 'digest')) {
    throw new Error(`push ${push.id} cannot correct push ${corrected.id}: a ${was.type} has no text of its own`);
  }
  // What is said there now, which another correction may have changed since this one was made.
  const now = withEdits(was, content.edits);
  await sql`
    update push set content = ${JSON.stringify(now)}::jsonb, revision = revision + 1 where id = ${corrected.id}`.execute(
    trx,
  );
  await sql`
    update push set content = ${JSON.stringify({ ...content, now })}::jsonb where id = ${push.id}`.execute(trx);
  for (const { articleId, version } of content.edits) {
    if (version === undefined) continue;
    await trx
      .updateTable('push_article')
      .set({ version })
      .where('push_id', '=', corrected.id)
      .where('article_id', '=', articleId)
      .execute();
  }
  await endBegun(trx, corrected.id);
  await sql`
    with waiting as (
      select push_id, subscriber_id from delivery
      where push_id = ${corrected.id} and state = 'pending'
      order by subscriber_id
      for update
    )
    update delivery d set revision = p.revision
    from waiting w, push p
    where d.push_id = w.push_id and d.subscriber_id = w.subscriber_id and p.id = d.push_id`.execute(trx);
}
