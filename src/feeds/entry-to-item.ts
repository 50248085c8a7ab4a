import { parseDate } from './date.ts';
import type { RawEntry } from './formats/entry.ts';
import type { EntryProblem, FeedItem } from './item.ts';
import { cleanText, plainTitle, withoutCdata } from './plain.ts';

/** What entries are read with. */
export interface EntryContext {
  /** Address that relative links are resolved against, or null when nothing is known. */
  readonly base: string | null;
  readonly now: Date;
  /** Whose clocks a date without a zone is told by; UTC without. */
  readonly timeZone?: string | undefined;
}

/** A clock of a site may be wrong by its time zone; what is further ahead is a mistake or a scheduled post. */
const allowedAheadMs = 24 * 3_600_000;

/** A raw entry as an item, or null when it names nothing at all: no title, no link, no text. */
export function readEntry(entry: RawEntry, context: EntryContext): FeedItem | null {
  const problems: EntryProblem[] = [];
  const base = absolute(entry.base, context.base) ?? context.base;
  const title = plainTitle(entry.title ?? '');
  const link = absolute(entry.link, base);
  if (title === '' && link === null && entry.content === null && entry.summary === null) return null;
  if (title === '') problems.push('no-title');
  if (link === null) problems.push(entry.link === null ? 'no-link' : 'bad-link');
  const guid = entry.id?.trim() || null;
  if (guid === null) problems.push('no-guid');

  const contentBase = absolute(entry.contentBase ?? entry.base, context.base);
  const item = {
    guid: guid === null ? null : guid.slice(0, 1_000),
    link,
    title,
    contentHtml: entry.content === null ? null : withoutCdata(entry.content),
    summaryHtml: entry.summary === null ? null : withoutCdata(entry.summary),
    byline: bylineOf(entry.authors),
    publishedAt: dateOf(entry.published ?? entry.updated, context, problems),
    updatedAt: entry.updated === null ? null : dateOf(entry.updated, context, []),
    tags: tagsOf(entry.tags),
    imageUrl: absolute(entry.image?.url ?? null, base),
    imageAlt: plainTitle(entry.image?.alt ?? '') || null,
    ...(contentBase === null ? {} : { contentBase }),
  };
  return problems.length === 0 ? item : { ...item, problems };
}

function dateOf(text: string | null, { now, timeZone }: EntryContext, problems: EntryProblem[]): Date | null {
  if (text === null) {
    problems.push('no-date');
    return null;
  }
  const date = parseDate(text, timeZone);
  if (date === null) {
    problems.push('bad-date');
    return null;
  }
  if (date.getTime() > now.getTime() + allowedAheadMs) {
    problems.push('future-date');
    return null;
  }
  return date;
}

/** An http(s) address made absolute, or null. */
export function absolute(address: string | null, base: string | null): string | null {
  const clean = cleanText(address ?? '');
  if (clean === '') return null;
  try {
    const url = new URL(clean.startsWith('//') && base === null ? `https:${clean}` : clean, base ?? undefined);
    return /^https?:$/.test(url.protocol) && url.hostname !== '' ? url.href : null;
  } catch {
    return null;
  }
}

/** Accounts that are no person: «admin», «Super User», «Daleelak Editor». */
const notPeople =
  /^(?:(?:site|web|super)?[ _-]?(?:admin|administrator|user|master|root)\d*|(?:[\w'-]+ ){0,2}(?:editor|admin)|webmaster|wordpress|wp|author|test|null|undefined|unknown|مدير(?: الموقع)?|أدمن|المحرر)$/i;

/** Whether a name is that of the account which put an article in, not of who wrote it. */
export function isAccount(name: string): boolean {
  return notPeople.test(name);
}

function bylineOf(authors: readonly string[]): string | null {
  const names = authors
    .map((author) => cleanByline(plainTitle(author)))
    .filter((name) => name !== '' && !isAccount(name));
  return [...new Set(names)].join('، ') || null;
}

/** Characters that are read of a line with names. */
const LONGEST_LINE = 1_000;

/** A name without «بقلم», addresses and brackets around it. */
export function cleanByline(text: string): string {
  const line = text.slice(0, LONGEST_LINE);
  const inBrackets = line.match(/^[^\s@()]+@[^\s@()]+\s*\((.+)\)$/)?.[1] ?? line;
  return inBrackets
    .replace(/[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+/g, '')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/<\s*>|\(\s*\)/g, '')
    .replace(/^(?:ن?شرت?|مرسلة|[أا]?رسلت?|[أا]ضيفت?|كتبت?)\s+(?:بواسطة|من قبل)\s*:?\s*/, '')
    .replace(/^(?:بقلم|كتب(?:ت|ه|ته)?|إعداد|تقرير|حاور(?:ها|ه|ته|تها)|by)(?:\s*[/:：\-–]\s*|\s+)/i, '')
    .replace(/^[\s|،,\-–—:]+|[\s|،,\-–—:]+$/g, '')
    .slice(0, 200);
}

const noTags = /^(?:uncategorized|uncategorised|غير مصنف|عام|general)$/i;

/** Some systems put all of them into one field, with commas. */
function tagsOf(tags: readonly string[]): string[] {
  const single = tags.flatMap((tag) => plainTitle(tag).split(/[,،؛;]/));
  const clean = single.map((tag) => tag.trim().replace(/^#/, '').replace(/_/g, ' ').trim());
  return [...new Set(clean.filter((tag) => tag !== '' && tag.length <= 100 && !noTags.test(tag)))];
}
