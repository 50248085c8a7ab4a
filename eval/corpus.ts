import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const line = z.object({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  paragraphs: z.array(z.string()),
  references: z.array(z.string()).min(1),
});

/** One article with the summaries people wrote of it. */
export type Sample = z.infer<typeof line>;

/** Sources that are one corpus: both broadcasters of ANT. Each is measured by itself too, for their editors write differently. */
export const SEVERAL: Readonly<Record<string, readonly string[]>> = { 'ANT (BBC and France24)': ['BBC', 'France24'] };

/** Reads a file of JSON lines; a broken line is an error that names it. */
export async function readSamples(path: string): Promise<Sample[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((row, index) => {
    if (row.trim() === '') return [];
    const parsed = line.safeParse(JSON.parse(row));
    if (!parsed.success) throw new Error(`${path}:${index + 1}: ${parsed.error.issues[0]?.message ?? 'not a sample'}`);
    return [parsed.data];
  });
}

/** The named split («tune» or «test») of the corpora in `directory`, by source. */
export async function readCorpora(directory: string, split: 'tune' | 'test'): Promise<Map<string, Sample[]>> {
  const samples = [
    ...(await readSamples(join(directory, `ant-${split}.jsonl`))),
    ...(await readSamples(join(directory, `easc-${split}.jsonl`))),
  ];
  const bySource = new Map<string, Sample[]>();
  for (const sample of samples) {
    const group = bySource.get(sample.source);
    if (group === undefined) bySource.set(sample.source, [sample]);
    else group.push(sample);
  }
  return bySource;
}
