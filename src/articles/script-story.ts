import { parseDate } from '../feeds/date.ts';
import { absolute, cleanByline, isAccount } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import type { Image } from './article.ts';
import type { PageMetadata } from './page-metadata.ts';
import { isTitle, OTHERS, TITLE } from './script-blocks.ts';
import { scriptData } from './script-data.ts';
import { wordKeys } from './text/index.ts';

/** Values of a page's data that are looked at, how far within others, names or topics of one story, and words of a site's name. */
const MOST = { values: 200_000, depth: 40, names: 6, tags: 30, name: 4 } as const;
/** Characters of a lead-in. */
const LEAD_IN_LENGTH = { least: 30, most: 500 } as const;

type Fields = Readonly<Record<string, unknown>>;

/** What a story in a page's data says of itself. */
export type ScriptStory = Pick<PageMetadata, 'title' | 'description' | 'byline' | 'publishedAt' | 'image' | 'tags'>;

/**
 * What the data that a page hands to its scripts says of the page's own story, where the page itself is silent: a page that is built in
 * the browser often shows its programs neither the writer nor the day. Of several under the page's title the one that says most; null
 * where none is.
 */
export function scriptStory(html: string, title: string, url: string, timeZone?: string): ScriptStory | null {
  let left: number = MOST.values;
  /** Of what bears the page's whole title, and of what bears it without what may be the site's name. */
  const best: { whole: ScriptStory | null; part: ScriptStory | null } = { whole: null, part: null };
  // A page that shows its title says itself what is part of it.
  const least = /<h1[\s>]/i.test(html) ? 'whole' : 'part';
  const walk = (value: unknown, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > MOST.depth || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value) walk(one, depth + 1);
      return;
    }
    const fields = value as Fields;
    const own = ownTitle(fields, title, least);
    if (own !== null) {
      const story = storyOf(fields, own, url, timeZone);
      const of = hasSameKeys(own, title) ? 'whole' : 'part';
      if (best[of] === null || saysOf(story) > saysOf(best[of])) best[of] = story;
    }
    for (const [name, one] of Object.entries(fields)) if (!OTHERS.test(name)) walk(one, depth + 1);
  };
  for (const one of scriptData(html)) walk(one, 0);
  return best.whole ?? best.part;
}

/** A page's metadata with what its data says of the story where they say nothing. */
export function withScriptStory(metadata: PageMetadata, html: string, url: string, timeZone?: string): PageMetadata {
  const { title, byline, publishedAt, image } = metadata;
  if (title === null || (byline !== null && publishedAt !== null && image !== null)) return metadata;
  const story = scriptStory(html, title, url, timeZone);
  if (story === null) return metadata;
  return {
    ...metadata,
    title: story.title ?? title,
    description: metadata.description ?? story.description,
    byline: byline ?? story.byline,
    publishedAt: publishedAt ?? story.publishedAt,
    image: image ?? story.image,
    tags: metadata.tags.length > 0 ? metadata.tags : story.tags,
  };
}

function saysOf({ description, byline, publishedAt, image, tags }: ScriptStory): number {
  return [description, byline, publishedAt, image].filter((one) => one !== null).length + (tags.length > 0 ? 1 : 0);
}

/** The title of something in the data where it is the page's, which may have the site's name behind it. */
function ownTitle(fields: Fields, title: string, least: 'whole' | 'part'): string | null {
  for (const [name, value] of Object.entries(fields)) {
    if (!TITLE.test(name)) continue;
    // «headlines: {basic: "…"}», «title: {rendered: "…"}»
    const told = isFields(value) ? Object.values(value) : [value];
    const own = told
      .filter(isTitle)
      .map(plainTitle)
      .find((one) => hasSameKeys(one, title) || (least === 'part' && isWithoutName(one, title)));
    if (own !== undefined) return own;
  }
  return null;
}

function hasSameKeys(one: string, title: string): boolean {
  return wordKeys(one).join(' ') === wordKeys(title).join(' ');
}

/** A name is short; more words behind a title are its own second half. */
function isWithoutName(one: string, title: string): boolean {
  const behind = title.startsWith(one) ? title.slice(one.length) : '';
  return /^\s+[|\-–—•»·:]+\s+\S/.test(behind) && wordKeys(behind).length <= MOST.name;
}

/** What systems call a story's day, the surest first, its writers, its lead-in, its picture and its topics. */
const NAMED = {
  days: [
    /^(?:first_?|date_?)?(?:publish(?:ed)?|publication|display)(?:_?(?:date|time|at|on))*(?:_?(?:gmt|utc|iso))?$|^date_?published$/i,
    /^(?:post_?|article_?|news_?)?(?:date|created_?(?:at|date|on)?|pub_?date|timestamp)(?:_?(?:gmt|utc|iso))?$/i,
  ],
  writers: /^(?:credits|by|by_?lines?|(?:article_?|post_?)?(?:authors?|writers?|creators?|reporters?)(?:_?names?)?)$/i,
  leadIn:
    /^(?:sub_?head(?:line|ing)?s?|sub_?titles?|standfirst|lead|lede|deck|dek|summary|excerpt|description|intro)$/i,
  picture:
    /^(?:promo_?items|basic|(?:featured|main|lead|hero|cover|header)_?(?:image|media|photo|picture)|image|cover|thumbnail|photo|picture)(?:_?url)?$/i,
  topics: /^(?:tags|topics|keywords)$/i,
} as const;

function storyOf(fields: Fields, title: string, url: string, timeZone?: string): ScriptStory {
  const named = (name: RegExp): readonly unknown[] =>
    Object.entries(fields).flatMap(([field, value]) => (name.test(field) ? [value] : []));
  const days = NAMED.days.flatMap(named).map((value) => dayOf(value, timeZone));
  const names = [...new Set(named(NAMED.writers).flatMap((value) => namesOf(value, 0)))].slice(0, MOST.names);
  const within = named(/^taxonom(?:y|ies)$/i).filter(isFields);
  const topics = [...named(NAMED.topics), ...within.flatMap((one) => Object.entries(one).flatMap(topicsIn))];
  return {
    title,
    description:
      named(NAMED.leadIn)
        .map(leadInOf)
        .find((text) => text !== null) ?? null,
    byline: names.join('، ') || null,
    publishedAt: days.find((day) => day !== null) ?? null,
    image:
      named(NAMED.picture)
        .map((value) => pictureOf(value, url, 0))
        .find((one) => one !== null) ?? null,
    tags: [...new Set(topics.flatMap((value) => namesOf(value, 0)))].slice(0, MOST.tags),
  };
}

function topicsIn([name, value]: readonly [string, unknown]): readonly unknown[] {
  return NAMED.topics.test(name) ? [value] : [];
}

/** An instant as programs write it: ISO 8601, or seconds or milliseconds since 1970. */
function dayOf(value: unknown, timeZone?: string): Date | null {
  const text = typeof value === 'number' ? String(value) : isFields(value) ? (value.date ?? value.iso) : value;
  if (typeof text !== 'string' || !/^(?:\d{4}-\d{2}-\d{2}(?:[T ].*)?|\d{10}|\d{13})$/.test(text.trim())) return null;
  return parseDate(text, timeZone);
}

/** Fields that hold a person's or a topic's name, and those that hold them in a list: «credits: {by: […]}», «data: {attributes: {…}}». */
const NAME_FIELDS = ['name', 'full_name', 'fullName', 'display_name', 'displayName', 'title', 'text', 'label'];
const HOLDERS = ['by', 'basic', 'data', 'attributes', 'items', 'node', 'author'];

function namesOf(value: unknown, depth: number): string[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, MOST.tags).flatMap((one) => namesOf(one, depth + 1));
  if (typeof value === 'string') {
    const names = value.split(/[,،]/).map((one) => cleanByline(plainTitle(one)));
    return names.filter(
      (name) => name !== '' && name.length <= 80 && !/^(?:https?:|[\d-]+$)/.test(name) && !isAccount(name),
    );
  }
  if (!isFields(value)) return [];
  const own = NAME_FIELDS.map((field) => value[field]).find((one) => typeof one === 'string' && one !== '');
  return own === undefined ? HOLDERS.flatMap((field) => namesOf(value[field], depth + 1)) : namesOf(own, depth + 1);
}

function leadInOf(value: unknown): string | null {
  const told = isFields(value) ? (value.basic ?? value.rendered) : value;
  const text = typeof told === 'string' ? plainTitle(told) : '';
  return text.length >= LEAD_IN_LENGTH.least && text.length <= LEAD_IN_LENGTH.most && /[ء-ي] [ء-ي]/.test(text)
    ? text
    : null;
}

function pictureOf(value: unknown, url: string, depth: number): Image | null {
  if (typeof value === 'string') {
    const address = /^(?:https?:)?\/\S+$/.test(value) ? absolute(value, url) : null;
    return address === null ? null : { url: address, alt: null };
  }
  if (depth > 4) return null;
  if (Array.isArray(value)) return pictureOf(value[0], url, depth + 1);
  if (!isFields(value)) return null;
  const { url: own, src, source_url, original, full, large, basic, data, attributes } = value;
  const inside = [own, src, source_url, original, full, large, basic, data, attributes];
  const found = inside.map((one) => pictureOf(one, url, depth + 1)).find((one) => one !== null) ?? null;
  const said = [value.alt, value.alt_text, value.altText, value.caption].find((one) => typeof one === 'string');
  return found === null ? null : { url: found.url, alt: plainTitle(typeof said === 'string' ? said : '') || found.alt };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
