import cron from 'node-cron';
import { z } from 'zod';

/** `newsroom.yaml`: what a newsroom edits. Every default is a choice a small newsroom can live with. */

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration as people write it (`30s`, `5m`, `2h`, `7d`), read as milliseconds. */
const duration = z
  .string()
  .regex(/^\d+(s|m|h|d)$/, 'a duration such as 30s, 5m, 2h or 7d')
  .transform((text) => Number.parseInt(text, 10) * units[text.slice(-1) as keyof typeof units]);

const timeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Asia/Beirut, Africa/Cairo or UTC');
const cronExpression = z
  .string()
  .refine(
    (text) => text.trim().split(/\s+/).length === 5 && cron.validate(text),
    'a cron expression such as "0 8 * * *" (minute hour day month weekday)',
  );
const key = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a short name of small Latin letters, digits and hyphens');
const language = z.enum(['ar', 'en']);
const names = z.strictObject({ ar: z.string().min(1), en: z.string().min(1) });
const sandboxFeedUrl = 'sandbox://feed';
const isSandboxUrl = (text: string) => text === sandboxFeedUrl || text.startsWith(`${sandboxFeedUrl}/`);
const feedUrl = z
  .string()
  .refine((text) => isSandboxUrl(text) || isHttpUrl(text), `an http(s) address, or ${sandboxFeedUrl} for the sample`);

const topicSchema = z.strictObject({
  names,
  /** Tags and categories of the source that mean this topic; compared without regard to hamza, taa marbuta and case. */
  tags: z.array(z.string().min(1)).default([]),
});

const feedSchema = z.strictObject({
  name: key,
  url: feedUrl,
  /** What the source is; `auto` looks. */
  kind: z.enum(['auto', 'rss', 'atom', 'json', 'wordpress', 'sitemap']).default('auto'),
  mode: z.enum(['auto', 'review']).default('review'),
  pollEvery: duration.default(5 * units.m),
  /** Stories taken on the very first poll; older ones are remembered but never sent. */
  firstRun: z.int().min(0).max(50).default(3),
  /** Most stories that one poll may push at once; the rest wait for the digest. Guards against a re-published archive. */
  maxPerPoll: z.int().min(1).max(100).default(10),
  /** A story first seen later than this after its date is remembered but not sent. */
  maxAge: duration.default(3 * units.d),
  /** Topics of every story of this feed, besides those its tags give. */
  topics: z.array(key).default([]),
});

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
const editionSchema = z.discriminatedUnion('kind', [
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

const mostReadSchema = z.strictObject({
  /**
   * `auto`: the site's own list (WebberZone Top 10, WordPress Popular Posts), else our counts of opened links; `links`: our
   * counts alone; or the address of a feed or of JSON with titles and links.
   */
  source: z
    .union([z.enum(['auto', 'links']), z.string().refine(isHttpUrl)], { error: 'auto, links, or an http(s) address' })
    .default('auto'),
  /** How often the site is asked. */
  every: duration.default(units.h),
  /** Days that are counted. */
  days: z.int().min(1).max(60).default(7),
});

/** Parameters added to links, such as `utm_source: telegram`. */
const campaign = z
  .record(z.string().regex(/^[\w.-]{1,40}$/, 'the name of a parameter such as utm_source'), z.string().min(1).max(100))
  .default({});

const linksSchema = z.strictObject({
  /** Counts how often a story's link is opened, never by whom. Needs NASHRA_PUBLIC_URL. */
  counted: z.boolean().default(false),
  campaign: z.strictObject({ telegram: campaign, whatsapp: campaign }).prefault({}),
});

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

const telegramSchema = telegramSettings.superRefine(({ photos, rate }, context) => {
  if (photos > 1 && photos > rate) {
    const message = `at most ${Math.floor(rate)} pictures, because each counts as a message of channels.telegram.rate`;
    context.addIssue({ code: 'custom', path: ['photos', 'album'], message, input: photos });
  }
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 22:30');

const wait = z.strictObject({ min: duration, max: duration }).refine(({ min, max }) => min <= max, 'min at most max');

/** Names the sandbox's own WhatsApp account in the record. */
export const sandboxAccount = 'sandbox';

const whatsappSchema = z.strictObject({
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

const whatsappCloudSchema = z.strictObject({
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

const writerSchema = z.strictObject({
  /** Root of an OpenAI-compatible API; the key, when it wants one, is NASHRA_WRITER_KEY. */
  baseUrl: z.string().refine(isHttpUrl, 'an http(s) address such as https://api.example.org/v1'),
  model: z.string().min(1),
  timeout: duration.default(20 * units.s),
  /** Tokens that may be billed in one day of the newsroom, by all instances together; past it summaries are the article's own sentences. */
  dailyTokens: z.int().min(1_000).default(200_000),
});

export const newsroomSchema = z
  .strictObject({
    name: names,
    site: z.string().refine(isHttpUrl, 'an http(s) address'),
    timeZone,
    /** Messages arrive without sound in these hours of the newsroom's day. */
    quietHours: z.strictObject({ from: clock, to: clock }).optional(),
    /** The first is used where a subscriber's own is not known. */
    languages: z.array(language).min(1).default(['ar', 'en']),
    topics: z.record(key, topicSchema).default({}),
    feeds: z.array(feedSchema).min(1),
    editions: z
      .record(key, editionSchema)
      .refine((editions) => Object.keys(editions).length > 0, 'at least one edition'),
    summary: z.strictObject({ maxChars: z.int().min(80).max(1_000).default(350) }).prefault({}),
    mostRead: mostReadSchema.prefault({}),
    links: linksSchema.prefault({}),
    /** Related earlier stories shown under a story at most; 0 shows none. */
    readAlso: z.int().min(0).max(3).default(2),
    /** Writes the summaries of announced stories; what it writes is checked against the article. Leave out for extracts. */
    writer: writerSchema.optional(),
    channels: z
      .strictObject({
        telegram: telegramSchema.prefault({}),
        whatsapp: whatsappSchema.prefault({}),
        whatsappCloud: whatsappCloudSchema.prefault({}),
      })
      .prefault({}),
    retention: z
      .strictObject({
        articles: duration.default(365 * units.d),
        deliveries: duration.default(90 * units.d),
        audit: duration.default(365 * units.d),
        /** People who left are forgotten after this time. */
        leftSubscribers: duration.default(30 * units.d),
      })
      .prefault({}),
  })
  .superRefine((newsroom, context) => {
    const known = Object.keys(newsroom.topics);
    const checkTopics = (topics: readonly string[], path: (string | number)[]) => {
      topics.forEach((topic, index) => {
        if (!known.includes(topic)) {
          context.addIssue({
            code: 'custom',
            path: [...path, index],
            message: `a topic listed under topics: ${known.join(', ') || 'none is listed'}`,
            input: topic,
          });
        }
      });
    };
    for (const [index, feed] of newsroom.feeds.entries()) checkTopics(feed.topics, ['feeds', index, 'topics']);
    for (const [name, edition] of Object.entries(newsroom.editions)) {
      if (edition.paid && newsroom.channels.telegram.paid === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['editions', name, 'paid'],
          message: 'true only with channels.telegram.paid, which allows it',
          input: edition.paid,
        });
      }
      if (edition.kind !== 'weekly') checkTopics(edition.topics, ['editions', name, 'topics']);
    }
    const destinations = (['telegram', 'whatsapp'] as const).flatMap((channel) =>
      newsroom.channels[channel].destinations.map(({ editions }, index) => ({ channel, index, editions })),
    );
    for (const { channel, index, editions } of destinations) {
      for (const [place, edition] of editions.entries()) {
        if (edition in newsroom.editions) continue;
        context.addIssue({
          code: 'custom',
          path: ['channels', channel, 'destinations', index, 'editions', place],
          message: `an edition listed under editions: ${Object.keys(newsroom.editions).join(', ')}`,
          input: edition,
        });
      }
    }
    for (const [index, { edition }] of newsroom.channels.whatsappCloud.templates.entries()) {
      if (edition === 'any' || edition in newsroom.editions) continue;
      context.addIssue({
        code: 'custom',
        path: ['channels', 'whatsappCloud', 'templates', index, 'edition'],
        message: `any, or an edition listed under editions: ${Object.keys(newsroom.editions).join(', ')}`,
        input: edition,
      });
    }
    const seen = new Set<string>();
    newsroom.feeds.forEach((feed, index) => {
      if (seen.has(feed.name)) {
        context.addIssue({
          code: 'custom',
          path: ['feeds', index, 'name'],
          message: 'a name that no other feed has',
          input: feed.name,
        });
      }
      seen.add(feed.name);
    });
  });

export type Newsroom = z.infer<typeof newsroomSchema>;
export type FeedConfig = Newsroom['feeds'][number];
export type EditionConfig = Newsroom['editions'][string];
export type DigestConfig = Extract<EditionConfig, { kind: 'digest' }>;
export type WeeklyConfig = Extract<EditionConfig, { kind: 'weekly' }>;
export type MostReadConfig = Newsroom['mostRead'];
export type TemplateConfig = Newsroom['channels']['whatsappCloud']['templates'][number];
export type Language = z.infer<typeof language>;

export function isSandboxFeed(feed: FeedConfig): boolean {
  return isSandboxUrl(feed.url);
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
