import type { Article } from '../articles/article.ts';
import { countCharacters, normalise, quotations, segmentSentences, tokens } from '../articles/text/index.ts';
import type { Summary, SummaryOptions, SummarySentence } from './summary.ts';

/** Characters (code points) of a summary when nothing else is asked for. */
export const DEFAULT_MAX_CHARS = 350;

/**
 * The article in two or three of its own whole sentences, in reading order, within `maxChars` code points.
 * Never cuts a sentence or a quotation; a body without one fitting sentence gives an empty summary and a warning.
 */
export function summarise(article: Article, options: SummaryOptions = {}): Summary {
  const maxChars = options.maxChars ?? DEFAULT_MAX_CHARS;
  const chosen: SummarySentence[] = [];
  let length = 0;
  for (const sentence of bodySentences(article)) {
    const size = countCharacters(sentence.text) + (chosen.length > 0 ? 1 : 0);
    if (length + size > maxChars || !isSound(sentence.text, chosen.length === 0)) {
      if (chosen.length > 0) break;
      continue;
    }
    chosen.push(sentence);
    length += size;
    if (chosen.length === 3) break;
  }
  const summary = chosen.map((sentence) => sentence.text).join(' ');
  return {
    title: article.title,
    summary,
    sentences: chosen,
    chars: countCharacters(summary),
    method: 'extract',
    link: article.link,
    warnings: chosen.length === 0 ? ['لا توجد في النص جملة تصلح خلاصة ضمن الحد المطلوب'] : [],
  };
}

function bodySentences(article: Article): SummarySentence[] {
  const found: SummarySentence[] = [];
  let offset = 0;
  for (const block of article.blocks) {
    if (block.kind === 'paragraph' || block.kind === 'quotation' || block.kind === 'list') {
      for (const { text, start, end } of segmentSentences(block.text)) {
        found.push({ text, start: offset + start, end: offset + end });
      }
    }
    offset += block.text.length + 2;
  }
  return found;
}

function isSound(text: string, first: boolean): boolean {
  const words = tokens(text);
  const marks = quotations(text);
  if (words.length < 6 || marks.unclosed.length > 0 || marks.stray.length > 0) return false;
  if (!/[.!؟?"”»]$/.test(text) || /[؟?]/.test(text) || /…|\.\./.test(text)) return false;
  if (!first) return true;
  const opening = normalise(words[0]?.text ?? '');
  return !DEPENDENT_OPENINGS.has(opening) && !/^(?:و|ف)(?:قال|اضاف|تابع|اكد|اوضح)/.test(opening);
}

const DEPENDENT_OPENINGS = new Set(
  'كما لكن ولكن هذا هذه ذلك تلك هو هي هم وهو وهي وهذا وهذه بدوره بدورها كذلك ايضا لذلك ثم وكان وكانت لكنه لكنها'.split(
    ' ',
  ),
);
