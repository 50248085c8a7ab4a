import { sql } from 'kysely';
import type { PushState } from '../../database/schema.ts';
import type { Trx } from '../../database/transaction.ts';
import { type PushContent, withEdits } from '../../editions/push.ts';
import { cancelNotices } from '../push-control.ts';
import { endPushes } from '../set-aside.ts';
import { endBegun } from './end-begun.ts';
import type { ChangingPush } from './fan-out-change.ts';
import { turnToNewText } from './turn-to-new-text.ts';

/**
 * The moment in which a correction or a retraction takes effect: from here on nobody is sent what it corrects. Who still
 * waits for the corrected push gets the new text, or nothing when it is retracted, and an earlier correction of it that
 * is still running ends. Until this moment it can be cancelled without a trace.
 *
 * Rows of the ledger say which text they carry. A message marked before has the earlier one, and its reader is found by the
 * fan-out; a mark that comes after finds another revision than was read, and the reader is read again (see `markSending`).
 * So of those who simply wait, a million say, no row is touched here. Of a push in several messages, who waits for the rest
 * gets the whole new text in what they have (see `endBegun`).
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

interface Corrected {
  readonly id: number;
  readonly content: PushContent;
  readonly state: PushState;
  readonly retracted_at: Date | null;
}

async function lockCorrected(trx: Trx, id: number | null): Promise<Corrected | undefined> {
  if (id === null) return undefined;
  return trx
    .selectFrom('push')
    .select(['id', 'content', 'state', 'retracted_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function endEarlierChanges(trx: Trx, push: ChangingPush): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from push
    where corrects = ${push.corrects} and id <> ${push.id} and kind in ('correction', 'retraction')
      and started_at is not null and state in ('sending', 'paused')
    order by id for update`.execute(trx);
  await endPushes(trx, ids(rows), {
    reason: `push ${push.id} changes it instead`,
    why: `push ${push.id} takes its place`,
  });
  await endTheirNotices(trx, push);
}

/** Notices say what an earlier change said, also those of changes that are done: they end where they are. */
async function endTheirNotices(trx: Trx, push: ChangingPush): Promise<void> {
  const reason = `push ${push.id} takes its place`;
  const { rows } = await sql<{ id: number }>`
    select n.id from push n join push c on c.id = n.corrects
    where c.corrects = ${push.corrects} and c.id <> ${push.id} and c.started_at is not null
      and n.kind = 'notice' and n.state in ('approved', 'sending', 'paused')
    order by n.id for update of n`.execute(trx);
  await endPushes(trx, ids(rows), { reason, why: reason });
}

const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);

async function retract(trx: Trx, { id: corrected, content, state }: Corrected): Promise<void> {
  await sql`
    update push set retracted_at = now(), revision = revision + 1 where id = ${corrected}`.execute(trx);
  if (state === 'approved' || state === 'sending' || state === 'paused') {
    await endPushes(trx, [corrected], { reason: 'the push was retracted', why: null });
  }
  await turnToNewText(trx, corrected);
  // The story itself is taken back: no list and no digest to come offers it again. A digest's stories may be well.
  if (content.type !== 'story') return;
  await sql`
    update article set state = 'dropped'
    where id in (select article_id from push_article where push_id = ${corrected})`.execute(trx);
}

async function revise(trx: Trx, push: ChangingPush, corrected: Corrected): Promise<void> {
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
  await turnToNewText(trx, corrected.id);
}
