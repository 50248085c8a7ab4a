import { houseOf } from '../articles/house-lines-store.ts';
import { findByKeys, loadArticle, lockIntake } from '../articles/store.ts';
import { inTransaction } from '../database/transaction.ts';
import { linkKey } from '../feeds/canonical-link.ts';
import { FeedError } from '../feeds/error.ts';
import { itemOfLink } from '../feeds/item.ts';
import { findFeed } from '../feeds/store.ts';
import { createStoryPush, takeIn } from './intake.ts';
import type { PollContext } from './poll-context.ts';
import { readStory, withoutKnownLines } from './read-story.ts';

export type PushedLink =
  | { readonly kind: 'proposed'; readonly pushId: number; readonly title: string }
  /** The story has a push already, decided or not. */
  | { readonly kind: 'known'; readonly pushId: number; readonly title: string }
  /** `reason` says it whole, in English, for the command line; `why` is its kind, for a text in another language. */
  | { readonly kind: 'failed'; readonly why: PushLinkFailure; readonly reason: string };

/** Links are pushed from the editors' room and by hand. */
const asker = 'editors';

export type PushLinkFailure = 'address' | 'missing' | 'forbidden' | 'unreachable' | 'noArticle' | 'noEdition';

/**
 * Makes a proposal of the story behind a link, for an editor to decide at once: of the story in the record, or of the page,
 * fetched now. Asking twice makes one proposal.
 */
export async function pushLink(context: PollContext, link: string, signal: AbortSignal): Promise<PushedLink> {
  if (!URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol)) {
    return { kind: 'failed', why: 'address', reason: `«${link.slice(0, 200)}» is not an http(s) address` };
  }
  const known = await findByKeys(context.db, [`link:${linkKey(link)}`]);
  if (known) return pushStory(context, known.id);
  try {
    return await proposePage(context, link, signal);
  } catch (error) {
    if (error instanceof FeedError) return { kind: 'failed', why: whyOf(error), reason: error.message };
    throw error;
  }
}

/** Makes a proposal of a story of the record, once. */
export async function pushStory(context: PollContext, articleId: number): Promise<PushedLink> {
  const known = await loadArticle(context.db, articleId);
  const related = known ? await context.readAlso(known.article) : [];
  return inTransaction(context.db, async (trx) => {
    await lockIntake(trx);
    const stored = await loadArticle(trx, articleId);
    if (!stored) return { kind: 'failed', why: 'missing', reason: 'the story is not in the record any more' };
    const { title } = stored.article;
    const how = { state: 'proposed', createdBy: asker, related } as const;
    const pushId = await createStoryPush(trx, stored, context.intake, how);
    if (pushId !== null) return { kind: 'proposed', pushId, title };
    const push = await trx
      .selectFrom('push')
      .select('id')
      .where('key', '=', `breaking:${articleId}`)
      .executeTakeFirst();
    return push
      ? { kind: 'known', pushId: push.id, title }
      : { kind: 'failed', why: 'noEdition', reason: 'no breaking edition takes its topics' };
  });
}

async function proposePage(context: PollContext, link: string, signal: AbortSignal): Promise<PushedLink> {
  const { host } = new URL(link);
  const config =
    context.newsroom.feeds.find((feed) => URL.canParse(feed.url) && new URL(feed.url).host === host) ??
    context.newsroom.feeds[0];
  const feed = config && (await findFeed(context.db, config.name));
  if (!config || !feed) return { kind: 'failed', why: 'noEdition', reason: 'the newsroom has no feed yet' };
  const source = { config, url: link, house: houseOf({ name: config.name, url: link }) };
  const read = await readStory(context, source, itemOfLink(link), 'announce', signal);
  const [story = read] = await withoutKnownLines(context.db, [read]);
  const { article } = story;
  if (article.blocks.length === 0)
    return { kind: 'failed', why: 'noArticle', reason: `no article was found at ${link}` };
  await context.prepare?.(article, signal);
  const { saved, pushId } = await takeIn(
    context.db,
    { id: feed.id, config: { ...config, mode: 'review' } },
    { ...story, createdBy: asker, related: await context.readAlso(article) },
    context.intake,
  );
  if (pushId !== null) return { kind: 'proposed', pushId, title: article.title };
  return pushStory(context, saved.articleId);
}

function whyOf(error: FeedError): PushLinkFailure {
  switch (error.reason) {
    case 'bad-address':
      return 'address';
    case 'not-found':
    case 'gone':
      return 'missing';
    case 'blocked-address':
    case 'refused':
    case 'robots':
      return 'forbidden';
    case 'too-large':
    case 'empty':
    case 'web-page':
    case 'sitemap-index':
    case 'not-a-feed':
    case 'no-article':
      return 'noArticle';
    default:
      return 'unreachable';
  }
}
