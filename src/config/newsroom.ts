import { z } from 'zod';
import { editionSchema } from './editions.ts';
import { telegramSchema } from './telegram.ts';
import { clock, duration, isHttpUrl, key, language, names, timeZone, units } from './values.ts';
import { whatsappCloudSchema, whatsappSchema } from './whatsapp.ts';

export type { Language } from './values.ts';
export { sandboxAccount } from './whatsapp.ts';

/** `newsroom.yaml`: what a newsroom edits. Every default is a choice a small newsroom can live with. */

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

/** Whether a WhatsApp Channel or group of the newsroom gets an edition. */
export function hasWhatsAppChannel({ channels }: Newsroom, edition: string): boolean {
  return channels.whatsapp.destinations.some(({ editions }) => editions.includes(edition));
}

export function isSandboxFeed(feed: FeedConfig): boolean {
  return isSandboxUrl(feed.url);
}
