import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { decodeHTML } from 'entities';
import { z } from 'zod';
import { summariseParagraphs } from '../summaries/index.ts';
import { CommandFailure } from './failure.ts';

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
export async function summariseLines(file: string, maxChars: number): Promise<void> {
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
