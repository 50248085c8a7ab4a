import { type Summary, summarise, summariseParagraphs } from '../summaries/index.ts';
import { CommandFailure, UsageError } from './failure.ts';
import { articleOf, namedStory } from './named-story.ts';
import { type Json, print } from './output.ts';

export interface SummariseOptions extends Json {
  readonly jsonl?: string;
  readonly maxChars: number;
  readonly writer?: boolean;
}

export async function show(source: string | undefined, options: SummariseOptions): Promise<void> {
  const { jsonl, maxChars, writer } = options;
  if (writer && jsonl !== undefined) throw new UsageError('--writer takes one address or file');
  if (jsonl !== undefined && source === undefined) {
    const { summariseLines } = await import('./summarise-lines.ts');
    return summariseLines(jsonl, maxChars);
  }
  if (source === undefined || jsonl !== undefined)
    throw new UsageError('summarise takes an address or a file, or else --jsonl FILE');
  const told = writer ? await written(source, maxChars) : await extracted(source, maxChars);
  const { title, summary, sentences, chars, method, link, warnings } = told;
  if (summary === '') throw new CommandFailure(`no summary: ${warnings.join('; ') || 'no article found'}`);
  print({ title, summary, sentences, chars, method, link, warnings }, options, () =>
    [title, '', summary, ...warnings.map((one) => `! ${one}`)].join('\n'),
  );
}

async function extracted(source: string, maxChars: number): Promise<Summary> {
  const story = await namedStory(source, '');
  if (story.kind === 'page') return summarise(story.article, { maxChars });
  return { ...summariseParagraphs(story, { maxChars }), title: story.title, link: '' };
}

async function written(source: string, maxChars: number): Promise<Summary> {
  const { writtenSummary } = await import('./summarise-written.ts');
  return writtenSummary(articleOf(await namedStory(source, '')), maxChars);
}
