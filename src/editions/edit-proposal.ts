import { type AuditAction, recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { PushState } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import type { PushItem, StoryContent } from './push.ts';
import { type StoryText, storyText } from './story-text.ts';

/** Title and summary of a proposal. */
export interface ProposalText {
  readonly title: string;
  readonly summary: string;
}

export type Edited =
  | { readonly kind: 'done' }
  /** It says that already. */
  | { readonly kind: 'same' }
  /** Its text is not the one any more that the editor began with. `by`: who wrote it; null: it is the machine's. */
  | { readonly kind: 'changed'; readonly by: string | null }
  /** It was decided on. */
  | { readonly kind: 'already'; readonly state: PushState; readonly by: string | null }
  | Extract<StoryText, { kind: 'wrong' }>
  | { readonly kind: 'unknown' };

interface EditInput {
  readonly pushId: number;
  readonly actor: string;
  /** The revision of the text that the editor began with. */
  readonly seen: number;
}

/** Gives a proposal the text that an editor wrote. What is approved is what is sent: only while nobody has decided. */
export async function editProposal(db: Db, input: EditInput & ProposalText): Promise<Edited> {
  const written = storyText(input);
  if (written.kind === 'wrong') return written;
  const { title, summary } = written;
  return change(db, input, 'push.edit', async () => ({ title, summary, by: input.actor }));
}

/** Gives it the machine's text of its story again. */
export function restoreProposalText(db: Db, input: EditInput): Promise<Edited> {
  return change(db, input, 'push.restore-text', async (trx, item) => {
    const text = await machineText(trx, item);
    return text === null ? null : { ...text, by: null };
  });
}

/** The text that was made of the version of a story that a push carries; null when it is not in the record any more. */
export async function machineText(
  db: Db | Trx,
  { articleId, version }: Pick<PushItem, 'articleId' | 'version'>,
): Promise<ProposalText | null> {
  const row = await db
    .selectFrom('article_version')
    .select('summary')
    .where('article_id', '=', articleId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.summary ? { title: row.summary.title, summary: row.summary.summary } : null;
}

type Replace = (trx: Trx, item: PushItem) => Promise<(ProposalText & { readonly by: string | null }) | null>;

function change(db: Db, input: EditInput, action: AuditAction, replace: Replace): Promise<Edited> {
  return inTransaction(db, async (trx) => {
    const push = await trx
      .selectFrom('push')
      .select(['state', 'content', 'revision', 'approved_by', 'edited_by'])
      .where('id', '=', input.pushId)
      .forUpdate()
      .executeTakeFirst();
    if (push?.content.type !== 'story') return { kind: 'unknown' };
    if (push.state !== 'proposed') return { kind: 'already', state: push.state, by: push.approved_by };
    if (push.revision !== input.seen) return { kind: 'changed', by: push.edited_by };
    const { item } = push.content;
    const text = await replace(trx, item);
    if (text === null) return { kind: 'unknown' };
    const { title, summary, by } = text;
    if (title === item.title && summary === item.summary) return { kind: 'same' };
    const content: StoryContent = { ...push.content, item: { ...item, title, summary } };
    await trx
      .updateTable('push')
      .set({
        content: JSON.stringify(content),
        revision: push.revision + 1,
        edited_by: by,
        edited_version: by === null ? null : item.version,
      })
      .where('id', '=', input.pushId)
      .execute();
    await recordAudit(trx, {
      actor: input.actor,
      action,
      subject: `push ${input.pushId}`,
      detail: { before: { title: item.title, summary: item.summary }, after: { title, summary } },
    });
    return { kind: 'done' };
  });
}

/** What an editor wrote for this version of a story; null where nobody did. A digest says it too. */
export async function editedText(
  trx: Trx,
  story: { readonly id: number; readonly version: number },
): Promise<ProposalText | null> {
  const push = await trx
    .selectFrom('push')
    .select('content')
    .where('key', '=', `breaking:${story.id}`)
    .where('edited_by', 'is not', null)
    // What still waits for a decision may be half written.
    .where('state', '<>', 'proposed')
    .executeTakeFirst();
  if (push?.content.type !== 'story' || push.content.item.version !== story.version) return null;
  const { title, summary } = push.content.item;
  return { title, summary };
}
