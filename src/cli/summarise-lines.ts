import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { decodeHTML } from 'entities';
import { z } from 'zod';
import { type KnownLines, LineLearner } from '../articles/boilerplate/known.ts';
import { summariseParagraphs } from '../summaries/index.ts';
import { CommandFailure } from './failure.ts';
import { namedSource } from './named-source.ts';

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

/**
 * Prints a line for each article; a line that cannot be read is named on stderr, and the rest goes on. The articles are taken
 * for one house's: what many of them say alike, and the titles of others, are no article's own text. For that a file is read
 * twice; what comes through a pipe cannot be, and each article is then judged alone.
 */
export async function summariseLines(named: string, maxChars: number): Promise<void> {
  const file = namedSource(named);
  let number = 0;
  let unread = 0;
  try {
    const known = (await stat(file)).isFile() ? await learnLines(file) : undefined;
    for await (const line of linesIn(file)) {
      number++;
      if (line.trim() === '') continue;
      const article = parseLine(line);
      if (typeof article === 'string') {
        unread++;
        process.stderr.write(`nashra: ${file}, line ${number}: ${article}\n`);
        continue;
      }
      const { id = null, title, paragraphs } = article;
      const { summary, sentences, warnings } = summariseParagraphs({ title, paragraphs }, { maxChars, known });
      const flushed = process.stdout.write(`${JSON.stringify({ id, summary, sentences, warnings })}\n`);
      if (!flushed) await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new CommandFailure(`${file} cannot be read: ${error.message}`);
    throw error;
  }
  if (unread > 0) throw new CommandFailure(`${file}: ${unread} of ${number} lines could not be read; the others were`);
}

const linesIn = (file: string) => createInterface({ input: createReadStream(file) });

async function learnLines(file: string): Promise<KnownLines> {
  const learner = new LineLearner();
  for await (const line of linesIn(file)) {
    const article = parseLine(line);
    if (typeof article !== 'string') learner.add(article);
  }
  return learner.known;
}

/** The line's article, or what is wrong with the line. */
function parseLine(line: string): z.infer<typeof lineSchema> | string {
  let value: unknown;
  try {
    // A file may begin with the mark of UTF-8.
    value = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return 'not JSON';
  }
  const parsed = lineSchema.safeParse(value);
  return parsed.success
    ? parsed.data
    : `takes {id, title, paragraphs[]} (${parsed.error.issues[0]?.path.join('.') || 'not an object'})`;
}
