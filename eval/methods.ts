import { summariseParagraphs } from '../src/summaries/index.ts';
import { lexRank, textRank } from './baselines/graph.ts';
import { articleSentences, lead, leadFilled } from './baselines/lead.ts';
import { oracle } from './baselines/oracle.ts';
import type { Sample } from './corpus.ts';

export const METHODS = [
  'lead-1',
  'lead-2',
  'lead-3',
  'lead filled',
  'TextRank',
  'LexRank',
  'nashra',
  'oracle',
] as const;
export type Method = (typeof METHODS)[number];

/** The summary of `sample` by `method` in at most `maxChars` characters. */
export function summaryBy(method: Method, sample: Sample, maxChars: number): string {
  if (method === 'nashra') return summariseParagraphs(sample, { maxChars }).summary;
  const sentences = articleSentences(sample.paragraphs);
  switch (method) {
    case 'lead-1':
      return lead(sentences, 1, maxChars);
    case 'lead-2':
      return lead(sentences, 2, maxChars);
    case 'lead-3':
      return lead(sentences, 3, maxChars);
    case 'lead filled':
      return leadFilled(sentences, maxChars);
    case 'TextRank':
      return textRank(sentences, maxChars);
    case 'LexRank':
      return lexRank(sentences, maxChars);
    case 'oracle':
      return oracle(sentences, sample.references, maxChars);
  }
}
