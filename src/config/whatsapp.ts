import { z } from 'zod';
import { duration, key, language, units } from './values.ts';

const wait = z.strictObject({ min: duration, max: duration }).refine(({ min, max }) => min <= max, 'min at most max');

/** Names the sandbox's own WhatsApp account in the record. */
export const sandboxAccount = 'sandbox';

export const whatsappSchema = z.strictObject({
  /** Names the account in the record; a new name is a new account with a history of its own. */
  account: key
    .refine((name) => name !== sandboxAccount, `a name other than ${sandboxAccount}, which is the sandbox’s`)
    .default('main'),
  /** Between two messages of a push, at random. Steady gaps of a few seconds get numbers blocked. */
  gap: wait.prefault({ min: '30s', max: '100s' }),
  /** Between two edits or deletions of what was sent: WhatsApp lets them be made for 15 minutes, so at `gap` few would be. */
  changeGap: wait.prefault({ min: '1s', max: '4s' }),
  perHour: z.int().min(1).max(1_000).default(60),
  perDay: z.int().min(1).max(10_000).default(250),
  /** A number that is new here begins with `first` a day, and may send `growth` times as many each day. */
  warmUp: z
    .strictObject({ first: z.int().min(1).default(20), growth: z.number().min(1).max(3).default(1.3) })
    .prefault({}),
  /** Pushes leave in these hours of the newsroom's day; answers to people at any. */
  hours: z
    .strictObject({ from: z.int().min(0).max(23).default(8), until: z.int().min(1).max(24).default(22) })
    .refine(({ from, until }) => from < until, 'from before until')
    .prefault({}),
  /** Whether people see «typing…» for some seconds before a message. */
  typing: z.boolean().default(false),
  /** Each so many pushes say how to leave; 1: each one. */
  optOutEvery: z.int().min(1).max(100).default(5),
  /** How long nothing is sent after WhatsApp refused several messages in a row. */
  restPeriod: duration.default(6 * units.h),
  /** The newsroom's own Channels and groups; the account has to be allowed to post there. One post reaches all followers. */
  destinations: z
    .array(
      z.strictObject({
        chat: z
          .string()
          .regex(/^[\d-]+@(newsletter|g\.us)$/, 'an id such as 120363000000000001@newsletter or 120363@g.us'),
        editions: z.array(key).min(1),
        language: language.default('ar'),
      }),
    )
    .default([]),
});

/** What stands in a template's gaps. */
const templateVariable = z.enum(['title', 'summary', 'link', 'edition']);

export const whatsappCloudSchema = z.strictObject({
  apiVersion: z
    .string()
    .regex(/^v\d{2}\.\d$/, 'a version of the Graph API such as v26.0')
    .default('v26.0'),
  /** Messages a second. A number takes 80, in and out together, until Meta raises it to 1,000. */
  rate: z.number().positive().max(1_000).default(70),
  /** Different people whom Meta lets the business send templates to in 24 hours: 250, 2000, 10000, 100000 or unlimited. */
  peoplePerDay: z.union([z.int().min(1), z.literal('unlimited')]).default(250),
  /** Approved templates for people who have not written for 24 hours. */
  templates: z
    .array(
      z.strictObject({
        /** An edition, or `any`: for those that have none of their own. */
        edition: z.union([z.literal('any'), key]),
        language: language.default('ar'),
        name: z
          .string()
          .regex(/^[a-z0-9_]{1,512}$/, 'the template’s name: small Latin letters, digits and underscores'),
        /** The language as WhatsApp Manager shows it, where it is another than `language`: `en_US`. */
        code: z
          .string()
          .regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/, 'a language code such as ar, en or en_US')
          .optional(),
        /** What goes into {{1}}, {{2}} … of the template's body. */
        variables: z.array(templateVariable).max(10).default(['title', 'summary', 'link']),
      }),
    )
    .default([]),
});
