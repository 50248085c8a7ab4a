import type { BlockKind } from '../article.ts';
import { goesOn, opensWithPast, quotations, remembered, segmentSentences, tokens } from '../text/index.ts';
import { captionText } from './credit.ts';

/** Longest section heading, in characters; longer unfinished lines are paragraphs whose stop was forgotten. */
const HEADING_LENGTH = 110;

/** Whether a line ends as sentences do; a closing mark or bracket after the stop is looked through. */
export const isFinished = remembered((text) => {
  const line = text.trimEnd();
  return /[.!؟?…۔][\s"”»“)\]]*$/.test(line) || /["”»﴾]$/.test(line);
});

/** Characters of a line that is a paragraph wherever paragraphs end without stops: few headings are so long. */
export const LONG_LINE = 60;

/** Whether a newsroom sets no stops at the ends of paragraphs: a line without one is then neither a heading nor cut short. */
export function isStopless(blocks: readonly { readonly kind: BlockKind; readonly text: string }[]): boolean {
  const long = blocks.filter(({ kind, text }) => kind === 'paragraph' && (text.length > LONG_LINE || runsOn(text)));
  return long.length > 2 && long.filter(({ text }) => !isFinished(text)).length > long.length / 2;
}

/**
 * «ولم تستجب اللجنة لمحاولات الحصول على تعليق منها», «أعلنت الوزارة أمس بدء العمل بالقانون»: a sentence of running text, though its stop be
 * forgotten. Of 660 titles of news four open with what looks like a verb in the past, of as many first paragraphs 457.
 */
export function runsOn(text: string): boolean {
  const tells = text.length > LONG_LINE && !isListed(text) && !NO_SENTENCE.test(text) && opensWithPast(text);
  return (tells || goesOn(text)) && tokens(text).length >= SENTENCE_WORDS;
}

/** «أبرز ما جاء في الخطة», «اقرأ: …»: shaped like verbs in the past; «… (رويترز)»: a picture's words and whose it is. */
const NO_SENTENCE = /^\P{L}*(?:[أا]برز|[إا]?قر[أا])(?!\p{L})|\)\s*$/u;

/** Words of such a line, from which it is no section's heading («وعود لم تُنفّذ»). */
const SENTENCE_WORDS = 7;

/** A short line of one unfinished sentence: a section heading, or the title of another story. */
export function isHeadingLike(text: string): boolean {
  if (text.length > HEADING_LENGTH || tokens(text).length > 18) return false;
  // Scripture ends with its own bracket.
  if (/[.،؛…﴾]\s*$/.test(text)) return false;
  if (/[:：]\s*$/.test(text)) return tokens(text).length <= 4;
  if (/[؟?!]\s*$/.test(text)) return tokens(text).length <= 10;
  if (/["”»]\s*$/.test(text) && /[.!؟?]["”»]\s*$/.test(text)) return false;
  if (runsOn(text)) return false;
  return segmentSentences(text).length === 1;
}

/** Reads like a story's title: a heading, or one question of a title's length. */
export function isTitleLike(text: string): boolean {
  return (
    isHeadingLike(text) ||
    (text.length <= HEADING_LENGTH && /[؟?]\s*$/.test(text) && segmentSentences(text).length === 1)
  );
}

/** Begins with the mark of a list's item: a bullet, a number, a letter. */
export function isListed(text: string): boolean {
  return LISTED.test(text);
}
const LISTED = /^\s*(?:[•▪●○◦✓*·]|[-–—](?=\s)|\p{N}{1,2}\s*[-.)–](?=\s|\p{L})|[\u0621-\u064A]\s*[-)–](?=\s))/u;

/** «- لماذا اخترتِ المستشفى؟»: a question of an interview behind the dash by which a newsroom marks who speaks. */
const ASKED = /^\s*[-–—]\s.{3,200}[؟?]\s*$/u;

/** The kind of a paragraph that stays, told from its own form. */
export function blockKind(text: string): BlockKind {
  if (captionText(text) !== null) return 'caption';
  if (ASKED.test(text)) return 'heading';
  if (isListed(text)) return 'list';
  if (isHeadingLike(text)) return 'heading';
  const [only, second] = quotations(text).spans;
  if (
    only !== undefined &&
    second === undefined &&
    text.slice(0, only.start).trim() === '' &&
    /^[\s.!؟?،]*$/.test(text.slice(only.end))
  ) {
    return 'quotation';
  }
  return 'paragraph';
}
