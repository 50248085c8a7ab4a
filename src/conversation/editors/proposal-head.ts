import type { Texts } from '../../config/texts.ts';
import type { Fare } from '../../database/schema.ts';
import { costOf } from '../../editions/paid.ts';
import { warningsOf } from '../../editions/proposals.ts';
import type { PushContent } from '../../editions/push.ts';
import type { DeskContext } from './desk.ts';
import { type OverCap, overCapWords, templateReachWords } from './over-cap.ts';

interface Proposed {
  readonly id: number;
  readonly created_by: string;
  readonly content: PushContent;
  readonly fare: Fare;
  readonly editedBy: string | null;
  readonly editedVersion: number | null;
}

/** What is said of a proposal besides its story, in the editors' words. */
export interface ProposalNotes {
  /** A feed, or «/push» and its like. */
  readonly origin: string;
  /** Whom it would not reach, what it costs, how its pictures go. */
  readonly notes: readonly string[];
  /** What to look at in its summary before it is sent. */
  readonly warnings: readonly string[];
  /** Telegram Stars that it costs at most; null where it is sent for nothing. */
  readonly most: number | null;
}

type Context = Pick<DeskContext, 'db' | 'newsroom' | 'texts' | 'templateReach'>;
type Shown = { readonly over: OverCap | null; readonly morePictures: number };

/** `morePictures` are those besides the first. */
export async function proposalNotes(
  { db, newsroom, texts, templateReach }: Context,
  push: Proposed,
  { over, morePictures }: Shown,
): Promise<ProposalNotes> {
  const templates = await templateReach(push.id);
  const cost = push.fare === 'paid' ? await costOf(db, newsroom, push.id) : null;
  return {
    origin: origin(texts, push),
    notes: [
      ...editedNotes(texts, push),
      ...(over ? [overCapWords(texts, over)] : []),
      ...(templates ? [templateReachWords(texts, templates)] : []),
      ...(cost ? [texts.say('editors.paidCost', { stars: String(cost.stars), most: String(cost.most) })] : []),
      ...(morePictures > 0 ? [texts.count('editors.album', morePictures + 1)] : []),
    ],
    warnings: push.content.type === 'story' ? await warningsOf(db, push.content.item) : [],
    most: cost?.most ?? null,
  };
}

/** What stands above a proposal's story in the editors' group. */
export async function proposalHead(context: Context, push: Proposed, shown: Shown): Promise<string> {
  const { origin, notes, warnings } = await proposalNotes(context, push, shown);
  const { texts } = context;
  return [
    origin,
    ...notes,
    ...(warnings.length > 0
      ? [texts.say('editors.warnings', { warnings: warnings.map((one) => `• ${one}`).join('\n') })]
      : []),
  ].join('\n\n');
}

/** That a person wrote the text, and that the story was changed since. */
function editedNotes(texts: Texts, { content, editedBy, editedVersion }: Proposed): string[] {
  if (editedBy === null || content.type !== 'story') return [];
  const isOlder = editedVersion !== null && editedVersion < content.item.version;
  return [texts.say('editors.edited', { name: editedBy }), ...(isOlder ? [texts.say('editors.editedBefore')] : [])];
}

/** A feed, or «/push» and its like. */
function origin(texts: Texts, { created_by: by }: Proposed): string {
  return by.startsWith('feed:')
    ? texts.say('editors.proposal', { feed: by.slice('feed:'.length) })
    : texts.say('editors.proposalAsked');
}
