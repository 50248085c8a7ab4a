import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { describeIssues } from './describe-issues.ts';
import { ConfigError } from './error.ts';
import { type Newsroom, newsroomSchema } from './newsroom.ts';

/** Reads and checks a YAML file against a schema; throws one ConfigError with every problem in it. */
export async function loadYaml<S extends z.ZodType>(file: string, schema: S, hint: string): Promise<z.output<S>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError([`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); ${hint}`]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // What follows the first mistake is mostly its consequence.
  const [mistake] = document.errors;
  if (mistake) {
    throw new ConfigError([`${file}:${lines.linePos(mistake.pos[0]).line}: not valid YAML: ${mistake.message}`]);
  }
  const input: unknown = document.toJS();
  const result = schema.safeParse(input);
  if (!result.success) throw new ConfigError(describeIssues(result.error.issues, file, input));
  return result.data;
}

export function loadNewsroom(file: string): Promise<Newsroom> {
  return loadYaml(file, newsroomSchema, 'set NASHRA_CONFIG or create it from the sample config/newsroom.yaml');
}
