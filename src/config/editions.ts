import { z } from 'zod';
import { cronExpression, duration, key, names, timeZone, units } from './values.ts';

/** What an edition is made of and when it leaves. */

const editionBase = {
  names,
  /** Whether a new subscriber gets it without asking. */
  default: z.boolean().default(true),
  /** What to do with messages that may or may not have left when a process died. */
  uncertain: z.enum(['leave', 'resend']).default('leave'),
  silent: z.boolean().default(false),
  /** What could not be sent so long after its time is not sent any more. */
  expires: duration.refine((ms) => ms > 0, 'longer than nothing, such as 2d').default(2 * units.d),
  /** Sent as a paid broadcast on Telegram; see `channels.telegram.paid`. */
  paid: z.boolean().default(false),
};
/** Only stories of these topics; empty means all. */
const editionTopics = z.array(key).default([]);
const scheduled = {
  cron: cronExpression,
  /** Used instead of `cron` in the sandbox, so that nobody has to wait. */
  sandboxCron: cronExpression.optional(),
  timeZone: timeZone.optional(),
};
export const editionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('breaking'), ...editionBase, topics: editionTopics }),
  z.strictObject({
    kind: z.literal('digest'),
    ...editionBase,
    topics: editionTopics,
    ...scheduled,
    /** A tick missed while the program was down is still sent when it is at most this late. */
    grace: duration.default(30 * units.m),
    size: z.int().min(1).max(30).default(5),
    /** How far back a story may have been published. */
    window: duration.default(24 * units.h),
    /** `repeat`: also stories that went out as breaking; `skip`: only those that did not. */
    alreadySent: z.enum(['repeat', 'skip']).default('repeat'),
  }),
  z.strictObject({
    /** What was read most; see `mostRead`. */
    kind: z.literal('weekly'),
    ...editionBase,
    ...scheduled,
    grace: duration.default(6 * units.h),
    size: z.int().min(1).max(10).default(5),
  }),
]);
