import cron from 'node-cron';
import { z } from 'zod';

/** Values of `newsroom.yaml` that its parts share. */

export const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as people write it (`30s`, `5m`, `2h`, `7d`), read as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d+(s|m|h|d)$/, 'a duration such as 30s, 5m, 2h or 7d')
  .transform((text) => Number.parseInt(text, 10) * units[text.slice(-1) as keyof typeof units]);

export const timeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Asia/Beirut, Africa/Cairo or UTC');
export const cronExpression = z
  .string()
  .refine(
    (text) => text.trim().split(/\s+/).length === 5 && cron.validate(text),
    'a cron expression such as "0 8 * * *" (minute hour day month weekday)',
  );
export const key = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a short name of small Latin letters, digits and hyphens');
export const language = z.enum(['ar', 'en']);
export const names = z.strictObject({ ar: z.string().min(1), en: z.string().min(1) });
export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:30');

export type Language = z.infer<typeof language>;

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
