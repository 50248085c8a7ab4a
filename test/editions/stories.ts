import type { Article } from '../../src/articles/article.ts';
import { contentKey, isSubstantiveChange } from '../../src/articles/identity.ts';
import type { Db } from '../../src/database/database.ts';
import type { IncomingStory, IntakeContext } from '../../src/editions/intake.ts';
import { testNewsroom } from '../setup/newsroom.ts';

export const newsroom = testNewsroom();

export const context: IntakeContext = {
  newsroom,
  summarise: (article) => ({
    title: article.title,
    summary: article.blocks[0]?.text ?? '',
    sentences: [],
    chars: 0,
    method: 'extract',
    link: article.link,
    warnings: [],
  }),
  isSubstantive: isSubstantiveChange,
};

export function article(slug: string, body = `هذا نص القصة ${slug}.`): Article {
  return {
    title: `قصة ${slug}`,
    standfirst: null,
    byline: null,
    publishedAt: new Date('2026-03-01T06:00:00Z'),
    link: `https://daraj.media/${slug}`,
    blocks: [{ kind: 'paragraph', text: body }],
    image: null,
    tags: [],
  };
}

export function story(slug: string, changes: Partial<IncomingStory> = {}): IncomingStory {
  const text = changes.article ?? article(slug);
  return {
    article: text,
    keys: [`guid:1:${slug}`, `link:${text.link}`],
    contentKey: contentKey(text),
    topics: ['politics'],
    publishedAt: new Date('2026-03-01T06:00:00Z'),
    treatment: 'announce',
    ...changes,
  };
}

/** A feed row and its configuration. */
export async function makeFeed(db: Db, name: string, mode: 'auto' | 'review') {
  const { id } = await db
    .insertInto('feed')
    .values({ name, url: `https://daraj.media/${name}` })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [config] = testNewsroom({ feeds: [{ name, url: 'https://daraj.media/feed', mode }] }).feeds;
  if (!config) throw new Error('the test newsroom has a feed');
  return { id, config };
}
