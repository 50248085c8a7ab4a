import type { Article } from '../articles/article.ts';
import { type RelatedCandidate, relatedStories } from '../articles/related.ts';
import type { Db } from '../database/database.ts';
import type { ListedStory } from './push.ts';

/** Earlier stories that a new one may belong with. */
export type ReadAlso = (article: Article) => Promise<readonly ListedStory[]>;

/** How many of the newest stories are looked through. */
const lookedThrough = 300;
/** The beginning of a story tells what it is of. */
const blocksRead = 8;

interface Candidate extends RelatedCandidate {
  readonly articleId: number;
}

/**
 * Finds, among the newest stories that readers may know of, those to read also, at most `limit`. What was read of a story
 * is kept while it is among the newest, so that each is read once.
 */
export function readAlsoOf(db: Db, limit: number): ReadAlso {
  let kept = new Map<string, Candidate>();
  return async (article) => {
    if (limit === 0) return [];
    const newest = await db
      .selectFrom('article')
      .select(['id', 'version'])
      .where('state', 'in', ['accepted', 'baseline'])
      .orderBy('published_at', 'desc')
      .limit(lookedThrough)
      .execute();
    const missing = newest.filter((row) => !kept.has(`${row.id}/${row.version}`)).map((row) => row.id);
    const read = new Map([...kept, ...(await candidates(db, missing))]);
    kept = new Map(newest.flatMap(({ id, version }) => entry(read, `${id}/${version}`)));
    return relatedStories(article, [...kept.values()], { limit }).map(({ story }) => ({
      articleId: story.articleId,
      title: story.title,
      link: story.link,
      publishedAt: story.publishedAt?.toISOString() ?? null,
    }));
  };
}

function entry(read: ReadonlyMap<string, Candidate>, key: string): [string, Candidate][] {
  const candidate = read.get(key);
  return candidate === undefined ? [] : [[key, candidate]];
}

async function candidates(db: Db, ids: readonly number[]): Promise<[string, Candidate][]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('article as a')
    .innerJoin('article_version as v', (join) =>
      join.onRef('v.article_id', '=', 'a.id').onRef('v.version', '=', 'a.version'),
    )
    .select(['a.id', 'a.version', 'a.link', 'a.published_at', 'v.title', 'v.blocks'])
    .where('a.id', 'in', [...ids])
    .execute();
  return rows.map((row) => {
    const text = row.blocks.slice(0, blocksRead).map((block) => block.text);
    const { id: articleId, link, title, published_at: publishedAt } = row;
    return [`${row.id}/${row.version}`, { articleId, link, title, publishedAt, text: text.join('\n') }];
  });
}
