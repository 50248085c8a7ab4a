import type { z } from 'zod';
import { describeIssues } from './describe-issues.ts';
import { ConfigError } from './error.ts';
import { type Newsroom, newsroomSchema } from './newsroom.ts';
import { readYaml } from './yaml-file.ts';

/** Reads and checks a YAML file against a schema; throws one ConfigError with every problem in it. */
async function loadYaml<S extends z.ZodType>(file: string, schema: S, hint: string): Promise<z.output<S>> {
  const read = await readYaml(file, { hint });
  if (read.kind === 'wrong') throw new ConfigError([read.problem]);
  const input = read.value;
  const result = schema.safeParse(input);
  if (!result.success) throw new ConfigError(describeIssues(result.error.issues, file, input));
  return result.data;
}

export function loadNewsroom(file: string): Promise<Newsroom> {
  return loadYaml(file, newsroomSchema, 'set NASHRA_CONFIG or create it from the sample config/newsroom.yaml');
}
