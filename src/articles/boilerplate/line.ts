import { singleSpaced } from '../../feeds/plain.ts';
import { normalise, remembered } from '../text/index.ts';
import { isByline } from './byline.ts';
import { isChrome } from './chrome.ts';
import { isLink, isPictureFile, isScript, isShortcode } from './code.ts';
import { isCredit } from './credit.ts';
import { isEmbed } from './embed.ts';
import { FEED_FOOTER } from './item-end.ts';
import { EMPTY_LIST, GLUED_RELATED, INLINE_RELATED, LABEL } from './labels.ts';
import { isNotice } from './notice.ts';
import { isCallToAction } from './speech.ts';

/** What a paragraph is when it can be told from the paragraph alone. */
export type LineKind =
  | 'separator'
  | 'shortcode'
  | 'script'
  | 'link'
  | 'byline'
  | 'call-to-action'
  | 'label'
  | 'inline-related'
  | 'empty-list'
  | 'credit'
  | 'notice'
  | 'chrome'
  | 'embed'
  | 'text';

/** Longest label in characters; its patterns may try every way to part a longer line into words. */
const LONGEST_LABEL = 160;

/** Longest line of titles glued to one another. */
const LONGEST_ROW = 800;

/**
 * Reads one paragraph as a newsroom's page furniture or as text. The rules are about form and vocabulary, none knows a
 * particular site. A paragraph in doubt is text: losing a reporter's words is worse than one line too many, and what
 * stays is judged again by its neighbours.
 */
export const lineKind: (paragraph: string) => LineKind = remembered(read, { longest: 2_000 });

function read(paragraph: string): LineKind {
  const text = paragraph.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return 'separator';
  if (isShortcode(text)) return 'shortcode';
  if (isScript(text)) return 'script';
  if (isLink(text)) return 'link';
  if (isPictureFile(text)) return 'chrome';
  if (isEmbed(text)) return 'embed';
  if (FEED_FOOTER.test(text)) return 'notice';
  const plain = singleSpaced(normalise(text));
  if (plain.length <= LONGEST_LABEL && LABEL.test(plain)) return 'label';
  if (plain.length <= LONGEST_LABEL && EMPTY_LIST.test(plain)) return 'empty-list';
  if (isByline(text, plain)) return 'byline';
  if (isChrome(plain)) return 'chrome';
  if (plain.length < LONGEST_ROW && GLUED_RELATED.test(plain)) return 'inline-related';
  if (plain.length < 320 && INLINE_RELATED.test(plain) && !/(?<!\.)[.!]\s+\S+\s+\S+\s+\S+/.test(plain))
    return 'inline-related';
  if (isCredit(text, plain)) return 'credit';
  if (isNotice(plain)) return 'notice';
  if (isCallToAction(plain)) return 'call-to-action';
  return 'text';
}
