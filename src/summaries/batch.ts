import { type CleaningContext, cleanParagraphs } from '../articles/boilerplate.ts';
import { placesIn } from './place.ts';
import type { Passage } from './raw-sentences.ts';
import { type Extract, extract } from './summarise.ts';
import type { SummaryOptions } from './summary.ts';

/** An article as raw paragraphs, page furniture and all; one line of a batch. */
export interface RawArticle {
  readonly id?: string | number | null | undefined;
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export interface RawSummary extends Extract {
  readonly id?: string | number | null;
}

/**
 * Cleans raw paragraphs and summarises what is left. Offsets are into the raw paragraphs joined by "\n\n". What the
 * page repeats as a pull quote is not printed from there, but tells which sentence its editors found worth it.
 */
export function summariseParagraphs(
  article: RawArticle,
  options: SummaryOptions & Pick<CleaningContext, 'known'> = {},
): RawSummary {
  const { known } = options;
  const { kept, removed } = cleanParagraphs(article.paragraphs, { title: article.title, known });
  const body = article.paragraphs.join('\n\n');
  const pulled = removed.filter((one) => one.why === 'repeat').map((one) => one.text);
  let start = 0;
  const passages = kept.map((block): Passage => {
    const passage = { ...block, start };
    start += block.text.length + 2;
    return passage;
  });
  const summary = extract(passages, article.title, { ...options, pulled });
  const inBody = (offset: number): number => {
    const index = passages.findLastIndex((one) => one.start <= offset);
    const [passage, block] = [passages[index], kept[index]];
    if (passage === undefined || block === undefined) return 0;
    const end = offset - passage.start + 1;
    return placesIn(body, block.text.slice(0, end), block.at)?.[end - 1] ?? block.at + end - 1;
  };
  const sentences = summary.sentences.map((one) => ({
    ...one,
    start: inBody(one.start),
    end: inBody(one.end - 1) + 1,
  }));
  return { ...(article.id === undefined ? {} : { id: article.id }), ...summary, sentences };
}
