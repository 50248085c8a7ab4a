import type { Article } from '../articles/article.ts';
import type { KnownLines } from '../articles/boilerplate/known.ts';
import { storyLines } from '../articles/house-lines.ts';
import { readHouse } from '../articles/house-lines-store.ts';
import { contentKey, storyKeys } from '../articles/identity.ts';
import type { FeedConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { displaySource, FeedError } from '../feeds/error.ts';
import type { FeedItem } from '../feeds/item.ts';
import type { IncomingStory } from './intake.ts';
import { knownKeys } from './intake-many.ts';
import type { PollContext } from './poll-context.ts';
import { topicsOf } from './topics.ts';

/** A story as it was read, judged alone. What it is known by follows from that, so that it stays itself while its house is learnt. */
export interface ReadStory extends IncomingStory {
  readonly learns: NonNullable<IncomingStory['learns']>;
  /** Its article without what its house is known for. */
  readonly knowing: (known: KnownLines) => Article;
}

/** @throws {FeedError} when its page is needed and cannot be read, or there is nothing to tell */
export async function readStory(
  context: PollContext,
  from: { readonly config: FeedConfig; readonly url: string; readonly house: string },
  item: FeedItem,
  treatment: IncomingStory['treatment'],
  signal: AbortSignal,
): Promise<ReadStory> {
  const { config, url, house } = from;
  const pages = treatment === 'baseline' ? 'never' : 'whenNeeded';
  const { article, lines, knowing } = await context.toArticle(item, { url, pages }, signal);
  if (treatment !== 'baseline' && item.title === '' && article.blocks.length === 0) {
    const source = displaySource(item.link ?? url);
    throw new FeedError({ reason: 'no-article', source, what: 'no article is there: neither a title nor a text' });
  }
  return {
    article,
    contentKey: contentKey(article),
    keys: storyKeys(item, article, config.name),
    topics: topicsOf(context.newsroom, config, article.tags),
    publishedAt: article.publishedAt ?? item.publishedAt ?? context.now(),
    treatment,
    learns: { house, lines: storyLines(article.title, lines) },
    knowing,
  };
}

/**
 * Stories of one house without the lines that it prints on many pages, and without titles of its other stories, as far as
 * the record, these stories together and `titles`, which its feed shows besides, tell. What is learnt of them is written only with them (`takeIn`, `takeInMany`).
 */
export async function withoutKnownLines(
  db: Db,
  stories: readonly ReadStory[],
  titles: readonly string[] = [],
): Promise<readonly IncomingStory[]> {
  const [first] = stories;
  if (first === undefined) return [];
  const lines = await readHouse(
    db,
    first.learns.house,
    stories.map(({ learns }) => learns.lines),
  );
  const recorded = await knownKeys(
    db,
    stories.flatMap(({ keys }) => keys),
  );
  for (const { keys, learns } of stories) if (!keys.some((key) => recorded.has(key))) lines.add(learns.lines);
  lines.name(titles);
  return stories.map((story) => {
    const known = lines.knownIn(story.learns.lines);
    return known.titles.size + known.ofTheSite.size === 0 ? story : { ...story, article: story.knowing(known) };
  });
}
