import type { Texts } from '../../config/texts.ts';
import { commandLine } from '../../database/audit.ts';
import type { ArticleState, PushState } from '../../database/schema.ts';
import type { PushContent } from '../../editions/push.ts';

/** What became of a proposal; `article`: the state of its story, where it has one. */
export interface Fate {
  readonly state: PushState;
  readonly content: PushContent;
  readonly article: ArticleState | null;
}

/** What becomes of the story, in the editors' words: one that is not sent by itself may still be in the digest. */
export function fateOf(texts: Texts, fate: Fate): string {
  return texts.say(isInDigest(fate) ? 'editors.state.inDigest' : `editors.state.${fate.state}`);
}

/** Whether it was left to the next digest. */
export function isInDigest({ state, content, article }: Fate): boolean {
  return state === 'dropped' && content.type === 'story' && article === 'accepted';
}

/** Who decided, in the editors' words. */
export function nameOf(texts: Texts, by: string | null): string {
  return by === commandLine ? texts.say('editors.commandLine') : (by ?? '—');
}
