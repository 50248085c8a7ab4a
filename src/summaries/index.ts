export { summarise } from './summarise.ts';
export type { Summary, SummaryMethod, SummaryOptions, SummarySentence } from './summary.ts';
