import { z } from 'zod';
import { key, language } from './values.ts';

const photos = z
  .union([z.boolean(), z.strictObject({ album: z.int().min(2).max(10) })], {
    error: 'true, false, or { album: N } with N from 2 to 10',
  })
  .default(false)
  .transform((given) => (typeof given === 'object' ? given.album : given ? 1 : 0));

const telegramSettings = z.strictObject({
  /** Messages a second for the whole bot; Telegram's guidance is about 30. */
  rate: z.number().positive().max(1_000).default(28),
  /** Allows paid broadcasts: up to `rate` messages a second, 0.1 Telegram Star for each above the free 30. */
  paid: z
    .strictObject({
      rate: z.number().min(30).max(1_000).default(1_000),
      /**
       * What may be spent without anybody seeing it before, on digests and stories of `auto` feeds in editions that are
       * `paid`: Telegram Stars a push, and in 24 hours. Without, those leave at the free pace.
       */
      standing: z.strictObject({ perPush: z.int().positive(), perDay: z.int().positive() }).optional(),
    })
    .optional(),
  /** The group where proposals are shown. Leave out to work from the command line only. */
  editorsChat: z.int().optional(),
  /** Telegram user ids that may decide there. */
  editors: z.array(z.int()).default([]),
  /** The newsroom's own channels and groups; the bot has to be an administrator there. */
  destinations: z
    .array(
      z.strictObject({
        chat: z.union([
          z.int().negative(),
          z.string().regex(/^@[A-Za-z]\w{3,31}$/, 'a public name such as @daraj, or a negative chat id'),
        ]),
        editions: z.array(key).min(1),
        language: language.default('ar'),
      }),
    )
    .default([]),
  /**
   * So many pictures a story is sent with at most, its text below them where that fits 1,024 characters: none, its lead,
   * or an album. Each picture counts as a message.
   */
  photos,
});

export const telegramSchema = telegramSettings.superRefine(({ photos, rate }, context) => {
  if (photos > 1 && photos > rate) {
    const message = `at most ${Math.floor(rate)} pictures, because each counts as a message of channels.telegram.rate`;
    context.addIssue({ code: 'custom', path: ['photos', 'album'], message, input: photos });
  }
});
