import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { decodeHTML } from 'entities';
import { z } from 'zod';
import type { Article } from '../articles/article.ts';
import { lineKind } from '../articles/boilerplate/line.ts';
import { cleanParagraphs } from '../articles/boilerplate.ts';
import { articleFromItem } from '../articles/from-item.ts';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { decode } from '../feeds/decode.ts';
import { FeedError } from '../feeds/error.ts';
import { createPageFetcher, type Page } from '../feeds/fetch-page.ts';
import { itemOfLink } from '../feeds/item.ts';
import { createSafeFetcher } from '../feeds/safe-fetch.ts';
import { type Summary, summarise, summariseParagraphs } from '../summaries/index.ts';
import { createWriter, type WriterUse } from '../summaries/writer/index.ts';
import { CommandFailure, UsageError } from './failure.ts';
import { print } from './output.ts';
import { withRecord } from './with-record.ts';

interface Options {
  readonly json?: boolean;
  readonly jsonl?: string;
  readonly maxChars: number;
  readonly writer?: boolean;
}

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
    .action(async (source: string | undefined, options: Options) => {
      if (options.writer && options.jsonl !== undefined) throw new UsageError('--writer takes one address or file');
      if (options.jsonl !== undefined && source === undefined) return batch(options.jsonl, options.maxChars);
      if (source === undefined || options.jsonl !== undefined)
        throw new UsageError('summarise takes an address or a file, or else --jsonl FILE');
      const story = await storyAt(source);
      const summary = options.writer ? await written(story, options.maxChars) : extracted(story, options.maxChars);
      if (summary.summary === '')
        throw new CommandFailure(`no summary: ${summary.warnings.join('; ') || 'no article found'}`);
      print(summary, options, () =>
        [summary.title, '', summary.summary, ...summary.warnings.map((one) => `! ${one}`)].join('\n'),
      );
    });
}

function charsOf(text: string): number {
  const chars = Number(text);
  if (Number.isInteger(chars) && chars >= 80 && chars <= 1_000) return chars;
  throw new InvalidArgumentError('A whole number from 80 to 1000.');
}

/** A page read from a file has no address of its own to resolve links against. */
const NOWHERE = 'https://file.invalid/';

/** What was named: a page, or lines as they were copied from one. */
type Story =
  | { readonly kind: 'page'; readonly article: Article }
  | { readonly kind: 'lines'; readonly title: string; readonly paragraphs: readonly string[] };

async function storyAt(source: string): Promise<Story> {
  if (/^https?:/.test(source)) return { kind: 'page', article: articleOf(await fetched(source)) };
  const bytes = await readFile(source).catch((error: Error) => {
    throw new CommandFailure(`${source} cannot be read: ${error.message}`);
  });
  const { text } = decode(bytes);
  if (/^\s*(?:<!doctype|<html|<\?xml|<[a-z])/i.test(text))
    return { kind: 'page', article: { ...articleOf({ html: text, url: NOWHERE }), link: '' } };
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  // What a page was copied with («fbpx») may stand above its title.
  const at = Math.max(
    0,
    lines.findIndex((line) => lineKind(line) === 'text'),
  );
  const [title = '', ...paragraphs] = lines.slice(at);
  return { kind: 'lines', title, paragraphs };
}

function articleOf(page: Page): Article {
  return articleFromItem(itemOfLink(page.url), { feedUrl: page.url, page });
}

function extracted(story: Story, maxChars: number): Summary {
  if (story.kind === 'page') return summarise(story.article, { maxChars });
  return { ...summariseParagraphs(story, { maxChars }), title: story.title, link: '' };
}

/** By the newsroom's writer. What it costs is counted in the record, and said on stderr with why a text was not used. */
async function written(story: Story, maxChars: number): Promise<Summary> {
  const { configFile, writerKey } = loadEnvironment();
  const { writer: settings, timeZone } = await loadNewsroom(configFile);
  if (settings === undefined) {
    throw new CommandFailure(`no writer is configured: name one under writer in ${configFile}, or leave out --writer`);
  }
  const article = story.kind === 'page' ? story.article : cleaned(story);
  if (article.blocks.length === 0) throw new CommandFailure('no summary: no article found');
  return withRecord(async (db) => {
    const writer = createWriter({
      ...settings,
      db,
      apiKey: writerKey,
      maxChars,
      timeZone,
      now: () => new Date(),
      onUse: (use) => process.stderr.write(`${useLine(use)}\n`),
    });
    await writer.prepare(article);
    return writer.summarise(article);
  });
}

function cleaned({ title, paragraphs }: Extract<Story, { kind: 'lines' }>): Article {
  const { kept } = cleanParagraphs(paragraphs, { title });
  const blocks = kept.map(({ kind, text }) => ({ kind, text }));
  return { title, blocks, link: '', standfirst: null, byline: null, publishedAt: null, image: null, tags: [] };
}

function useLine({ outcome, tokensIn, tokensOut, today, reason }: WriterUse): string {
  const said = { written: 'wrote it', rejected: 'was not believed', failed: 'failed', overBudget: 'was not asked' };
  const why = reason ?? (outcome === 'overBudget' ? 'the day’s tokens are spent, writer.dailyTokens' : null);
  return `nashra: the writer ${said[outcome]}${why === null ? '' : ` (${why})`}: ${tokensIn} tokens in, ${tokensOut} out, ${today} today`;
}

/** A page that somebody names on the command line. */
export async function fetched(url: string): Promise<Page> {
  const fetcher = createSafeFetcher({ userAgent: 'Nashra/0.1', allowHosts: [] });
  try {
    return await createPageFetcher({ fetcher, robotName: 'Nashra' }).fetchPage(url, AbortSignal.timeout(60_000));
  } catch (error) {
    throw error instanceof FeedError ? new CommandFailure(error.message) : error;
  } finally {
    await fetcher.close();
  }
}

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  // What a system writes for nothing is nothing.
  title: z
    .string()
    .nullish()
    .transform((title) => decodeHTML(title ?? '')),
  paragraphs: z.array(
    z
      .string()
      .nullable()
      .transform((paragraph) => decodeHTML(paragraph ?? '')),
  ),
});

/** Prints a line for each article; a line that cannot be read is named on stderr, and the rest goes on. */
async function batch(file: string, maxChars: number): Promise<void> {
  let number = 0;
  let unread = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      number++;
      if (line.trim() === '') continue;
      const article = parseLine(line);
      if (typeof article === 'string') {
        unread++;
        process.stderr.write(`nashra: ${file}, line ${number}: ${article}\n`);
        continue;
      }
      const { id, title, paragraphs } = article;
      const { summary, sentences, warnings } = summariseParagraphs({ title, paragraphs }, { maxChars });
      const flushed = process.stdout.write(`${JSON.stringify({ id, summary, sentences, warnings })}\n`);
      if (!flushed) await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new CommandFailure(`${file} cannot be read: ${error.message}`);
    throw error;
  }
  if (unread > 0) throw new CommandFailure(`${file}: ${unread} of ${number} lines could not be read; the others were`);
}

/** The line's article, or what is wrong with the line. */
function parseLine(line: string): z.infer<typeof lineSchema> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  const parsed = lineSchema.safeParse(value);
  return parsed.success
    ? parsed.data
    : `takes {id, title, paragraphs[]} (${parsed.error.issues[0]?.path.join('.') || 'not an object'})`;
}
