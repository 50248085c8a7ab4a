import type { Article } from '../articles/article.ts';
import { contentStems, countCharacters, tokens } from '../articles/text/index.ts';
import { type Choice, chooseSet } from './choose.ts';
import { weighConcepts } from './concepts.ts';
import { learnPeople } from './names.ts';
import type { Fault } from './rules/soundness.ts';
import { type Passage, readSource, type SourceSentence } from './source.ts';
import type { Summary, SummaryOptions } from './summary.ts';

/** Characters (code points) of a summary when nothing else is asked for. */
export const DEFAULT_MAX_CHARS = 350;

/**
 * The article in two or three of its own whole sentences, in reading order, within `maxChars` code points.
 * Never cuts a sentence or a quotation; a body without one fitting sentence gives an empty summary and a warning.
 */
export function summarise(article: Article, options: SummaryOptions = {}): Summary {
  let start = 0;
  const passages: Passage[] = article.blocks.map(({ kind, text }) => {
    const passage = { kind, text, start };
    start += text.length + 2;
    return passage;
  });
  return { ...extract(passages, article.title, options), title: article.title, link: article.link };
}

export type Extract = Omit<Summary, 'title' | 'link'>;

/** The summary of a body's passages. */
export function extract(passages: readonly Passage[], title: string, options: SummaryOptions = {}): Extract {
  const maxChars = options.maxChars ?? DEFAULT_MAX_CHARS;
  const sentences = readSource(passages);
  const titleWords = tokens(title);
  const titleStems = new Set(contentStems(title));
  const base = {
    sentences,
    concepts: weighConcepts(sentences, titleWords),
    prior: (sentence: SourceSentence) => priorOf(sentence, titleStems),
    people: learnPeople(sentences.map((sentence) => sentence.text)),
    titleStems,
    maxChars,
    maxSentences: Math.max(3, Math.ceil(maxChars / 120)),
  };
  const choice: Choice | null = chooseSet({
    ...base,
    admissible: (sentence) => sentence.faults.every((fault) => MILD.has(fault)),
  });
  if (choice === null)
    return {
      summary: '',
      sentences: [],
      chars: 0,
      method: 'extract',
      warnings: ['لا توجد في النص جملة تصلح خلاصة ضمن الحد المطلوب'],
    };
  const summary = choice.sentences.map((sentence) => sentence.text).join(' ');
  return {
    summary,
    sentences: choice.sentences.map(({ source, text }) => ({ text, start: source.start, end: source.end })),
    chars: countCharacters(summary),
    method: 'extract',
    warnings: [],
  };
}

const MILD: ReadonlySet<Fault> = new Set<Fault>(['unfinished']);

function priorOf(sentence: SourceSentence, titleStems: ReadonlySet<string>): number {
  let value = 0;
  if (sentence.faults.includes('unfinished')) value -= 3;
  if (sentence.kind === 'list') value -= 4;
  const overlap = [...titleStems].filter((stem) => sentence.stems.has(stem)).length;
  const novel = [...sentence.stems].filter((stem) => !titleStems.has(stem)).length;
  if (titleStems.size > 2 && overlap >= titleStems.size * 0.8 && novel < 4) value -= 5;
  if (sentence.order > 9 && overlap < Math.min(2, titleStems.size * 0.25)) value -= 4;
  return value;
}
