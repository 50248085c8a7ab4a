import { z } from 'zod';
import { startTelegramApi } from './api.ts';
import { ruleSchema } from './behaviours.ts';
import { limitsSchema } from './limits.ts';

/**
 * The Bot API server as a process of its own, with its control open: `node main.js '{"limits":…}'`. Prints one line of
 * JSON when it listens: `{"url":…,"token":…}`. Ends on SIGTERM, and when the process that started it is gone.
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

const given = optionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
const api = await startTelegramApi({ ...options, control: 'open' });
process.stdout.write(`${JSON.stringify({ url: api.url, token: api.token })}\n`);

const stop = () => {
  void api.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
// With a pipe on standard input, its end means that the parent died.
process.stdin.once('end', stop);
process.stdin.resume();
