export { type RawArticle, type RawSummary, summariseParagraphs } from './batch.ts';
export { DEFAULT_MAX_CHARS, summarise } from './summarise.ts';
export type { Summary, SummaryMethod, SummaryOptions, SummarySentence } from './summary.ts';
