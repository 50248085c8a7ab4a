import { cleanParagraphs } from '../articles/boilerplate.ts';
import type { Passage } from './source.ts';
import { type Extract, extract } from './summarise.ts';
import type { SummaryOptions } from './summary.ts';

/** An article as raw paragraphs, page furniture and all; one line of a batch. */
export interface RawArticle {
  readonly id?: string | undefined;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export interface RawSummary extends Extract {
  readonly id?: string;
}

/**
 * Cleans raw paragraphs and summarises what is left. Offsets are into the raw paragraphs joined by "\n\n". What the
 * page repeats as a pull quote is not printed from there, but tells which sentence its editors found worth it.
 */
export function summariseParagraphs(article: RawArticle, options: SummaryOptions = {}): RawSummary {
  const { kept, removed } = cleanParagraphs(article.paragraphs, { title: article.title });
  const body = article.paragraphs.join('\n\n');
  const pulled = removed.filter((one) => one.why === 'repeat').map((one) => one.text);
  let from = 0;
  const passages = kept.map((block): Passage => {
    const start = body.indexOf(block.text, from);
    if (start < 0) return { kind: block.kind, text: block.text, start: from };
    from = start + block.text.length;
    return { kind: block.kind, text: block.text, start };
  });
  const summary = extract(passages, article.title, { ...options, pulled });
  return article.id === undefined ? summary : { id: article.id, ...summary };
}
