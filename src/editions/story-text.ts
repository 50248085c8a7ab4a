import { plainText } from '../messages/plain-text.ts';

/**
 * Characters that every channel has room for, with whatever else stands in a message: what is longer would be cut or left
 * out. How long summaries usually are is another matter (`summary.maxChars`).
 */
export const longestTitle = 300;
export const longestSummary = 2_000;

export type StoryText =
  | { readonly kind: 'text'; readonly title: string; readonly summary: string }
  | { readonly kind: 'wrong'; readonly why: 'noTitle' | 'longTitle' | 'longSummary' | 'control' };

/** A title and a summary as a person wrote them, in the form that they are kept in: each one line. */
export function storyText(written: { readonly title: string; readonly summary: string }): StoryText {
  // Line ends and tabs come with what is pasted, and are spaces in a message.
  if (Object.values(written).some((text) => /[^\P{Cc}\n\r\t]/u.test(text))) return { kind: 'wrong', why: 'control' };
  const [title, summary] = [plainText(written.title), plainText(written.summary)];
  if (title === '') return { kind: 'wrong', why: 'noTitle' };
  if ([...title].length > longestTitle) return { kind: 'wrong', why: 'longTitle' };
  if ([...summary].length > longestSummary) return { kind: 'wrong', why: 'longSummary' };
  return { kind: 'text', title, summary };
}
