import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startTelegramApi } from './api.ts';
import { ruleSchema } from './behaviours.ts';
import { limitsSchema } from './limits.ts';

/**
 * The Bot API server as a process of its own, with its control open: `node main.js --port 0 '{"limits":…}'`. Prints one
 * line of JSON when it listens: `{"url":…,"token":…}`. Ends on SIGTERM and SIGINT, and with the process that started it.
 */
const optionsSchema = z.strictObject({
  port: z.int().min(0).max(65_535).optional(),
  token: z.string().optional(),
  limits: limitsSchema.optional(),
  latency: z.strictObject({ ms: z.number().nonnegative(), jitterMs: z.number().nonnegative() }).optional(),
  rules: z.array(ruleSchema).optional(),
  record: z.enum(['messages', 'counts']).optional(),
  unknownChats: z.enum(['refused', 'accepted']).optional(),
  pictures: z.enum(['trusted', 'fetched']).optional(),
});

try {
  const api = await startTelegramApi({ ...readOptions(process.argv.slice(2)), control: 'open' });
  process.stdout.write(`${JSON.stringify({ url: api.url, token: api.token })}\n`);
  const stop = () => {
    void api.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  endWithParent(stop);
} catch (error) {
  process.stderr.write(`telegram stand-in: ${reasonOf(error)}\n`);
  process.exitCode = 2;
}

function readOptions(args: readonly string[]): object {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' } },
    allowPositionals: true,
  });
  const given: unknown = JSON.parse(positionals[0] ?? '{}');
  const port = values.port === undefined ? {} : { port: Number(values.port) };
  const options = optionsSchema.parse(typeof given === 'object' ? { ...given, ...port } : given);
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

/** A pipe on standard input ends when the parent dies; a terminal or /dev/null says nothing about it. */
function endWithParent(stop: () => void): void {
  const input = fstatSync(0);
  if (!input.isFIFO() && !input.isSocket()) return;
  process.stdin.once('end', stop);
  process.stdin.resume();
}
