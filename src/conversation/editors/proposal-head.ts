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
}

/**
 * What stands above a proposal's story: where it comes from, whom it would not reach, what it costs, how its pictures go, and what to look at in its
 * summary before it is sent. `morePictures` are those besides the first.
 */
export async function proposalHead(
  context: DeskContext,
  push: Proposed,
  { over, morePictures }: { readonly over: OverCap | null; readonly morePictures: number },
): Promise<string> {
  const { texts, db } = context;
  const templates = await context.templateReach(push.id);
  const cost = push.fare === 'paid' ? await costOf(db, context.newsroom, push.id) : null;
  const warnings = push.content.type === 'story' ? await warningsOf(db, push.content.item) : [];
  return [
    origin(texts, push),
    ...(over ? [overCapWords(texts, over)] : []),
    ...(templates ? [templateReachWords(texts, templates)] : []),
    ...(cost ? [texts.say('editors.paidCost', { stars: String(cost.stars), most: String(cost.most) })] : []),
    ...(morePictures > 0 ? [texts.count('editors.album', morePictures + 1)] : []),
    ...(warnings.length > 0
      ? [texts.say('editors.warnings', { warnings: warnings.map((one) => `• ${one}`).join('\n') })]
      : []),
  ].join('\n\n');
}

/** A feed, or «/push» and its like. */
function origin(texts: Texts, { created_by: by }: Proposed): string {
  return by.startsWith('feed:')
    ? texts.say('editors.proposal', { feed: by.slice('feed:'.length) })
    : texts.say('editors.proposalAsked');
}
