import { type Command, InvalidArgumentError } from 'commander';
import type { SummariseOptions } from '../summarise.ts';

const work = () => import('../summarise.ts');

/** `summarise URL|FILE` for one article, `--jsonl FILE` for a batch; neither touches the record, but `--writer` does. */
export function registerSummarise(program: Command): void {
  program
    .command('summarise')
    .description("summarise an article: a page's address, an .html file, or a text file whose first line is the title")
    .argument('[source]', 'address or file')
    .option('--json', 'print title, summary, sentences with their places, warnings')
    .option('--jsonl <file>', 'a batch: lines {id, title, paragraphs[]}; prints a line for each')
    .option('--max-chars <n>', 'longest summary, in characters', charsOf, 350)
    .option('--writer', 'by the writer of newsroom.yaml, at its cost; what it wrote before is not paid for again')
    .action(async (source: string | undefined, options: SummariseOptions) => (await work()).show(source, options));
}

function charsOf(text: string): number {
  const chars = Number(text);
  if (Number.isInteger(chars) && chars >= 80 && chars <= 1_000) return chars;
  throw new InvalidArgumentError('A whole number from 80 to 1000.');
}
