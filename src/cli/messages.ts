import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Article } from '../articles/article.ts';
import { bodyWords } from '../articles/body.ts';
import { articleFromItem } from '../articles/from-item.ts';
import { relatedStories } from '../articles/related.ts';
import type { ChannelName } from '../channels/channel.ts';
import { findChromium } from '../channels/whatsapp/chromium.ts';
import { type Environment, loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import type { Language, Newsroom } from '../config/newsroom.ts';
import { loadTexts } from '../config/texts.ts';
import type { ListedStory, PushContent, PushItem } from '../editions/push.ts';
import { topicsOf } from '../editions/topics.ts';
import { parseFeed } from '../feeds/parse.ts';
import { renderPush } from '../messages/index.ts';
import { outgoingLinks } from '../messages/outgoing-link.ts';
import { type Preview, previewOf, previewPage } from '../messages/preview.ts';
import { sampleFeedXml } from '../sandbox/sample/feed.ts';
import { summarise } from '../summaries/index.ts';
import { CommandFailure, UsageError } from './failure.ts';
import { articleOf, namedStory } from './named-story.ts';
import { type Json, print } from './output.ts';

export interface PreviewOptions extends Json {
  readonly channel?: ChannelName;
  readonly language?: Language;
  readonly edition?: string;
  readonly breaking?: boolean;
  readonly html?: string;
  readonly png?: string;
}

export async function preview(source: string | undefined, options: PreviewOptions): Promise<void> {
  const environment = loadEnvironment();
  const newsroom = await loadNewsroom(environment.configFile);
  const texts = await loadTexts(environment.configFile, (warning) => process.stderr.write(`nashra: ${warning}\n`));
  const content = await contentOf(newsroom, source, options);
  const language = options.language ?? newsroom.languages[0] ?? 'ar';
  const channels = options.channel ? [options.channel] : (['telegram', 'whatsapp'] as const);
  const previews = channels.flatMap((channel) =>
    renderPush(channel, content, {
      newsroom,
      texts: texts[language],
      timeZone: newsroom.timeZone,
      optOutLine: 'shown',
      // Counted links are made when a push is sent; here stories keep their own.
      outgoing: outgoingLinks(newsroom.links, null),
    }).map((message) => previewOf(channel, message)),
  );
  await writePages(previews, options, environment);
  print(previews, options, () => previews.map(told).join('\n\n'));
}

function told(preview: Preview, index: number, all: readonly Preview[]): string {
  const { channel, shown, length, pictures = [] } = preview;
  const same = all.filter((one) => one.channel === channel);
  const place = same.length > 1 ? ` ${same.indexOf(all[index] as Preview) + 1}/${same.length}` : '';
  const head = `── ${channel}${place}${picturesSaid(pictures.length)}, ${length} characters`;
  return [[head, ...pictures.map((address, at) => `   ${at + 1}. ${address}`)].join('\n'), shown].join('\n\n');
}

function picturesSaid(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', a picture with its text below' : `, an album of ${count} pictures with its text below`;
}

async function contentOf(
  newsroom: Newsroom,
  source: string | undefined,
  { edition, breaking }: PreviewOptions,
): Promise<PushContent> {
  const editions = Object.entries(newsroom.editions);
  const [key, config] =
    (edition === undefined
      ? editions.find(([, { kind }]) => kind === 'breaking')
      : editions.find(([name]) => name === edition)) ?? [];
  if (key === undefined || config === undefined) {
    throw new UsageError(`--edition: got "${edition ?? ''}"; allowed: ${editions.map(([name]) => name).join(', ')}`);
  }
  const samples = sampleArticles(newsroom);
  const articles = source === undefined ? samples : [await articleAt(source, newsroom), ...samples];
  const instant = new Date().toISOString();
  switch (config.kind) {
    case 'breaking': {
      const [first] = articles;
      if (first === undefined) throw new CommandFailure('there is no story to show');
      const item = itemOf(newsroom, first, articles);
      return { type: 'story', label: breaking ? 'breaking' : 'story', item };
    }
    case 'digest': {
      const items = articles.slice(0, config.size).map((article) => itemOf(newsroom, article, []));
      return { type: 'digest', edition: key, instant, items };
    }
    case 'weekly':
      return { type: 'most-read', edition: key, instant, items: articles.slice(0, config.size).map(listed) };
  }
}

function sampleArticles({ site }: Newsroom): Article[] {
  const base = site.replace(/\/+$/, '');
  const { items } = parseFeed(sampleFeedXml(base, new Date(), 'main'), { url: base });
  return items.map((item) => articleFromItem(item, { feedUrl: base }));
}

/** A file's link leads to the newsroom's site. */
async function articleAt(source: string, { site }: Newsroom): Promise<Article> {
  const article = articleOf(await namedStory(source, site));
  if (article.blocks.length === 0) throw new CommandFailure(`${source}: no article was found in it`);
  return article;
}

function itemOf(newsroom: Newsroom, article: Article, earlier: readonly Article[]): PushItem {
  const { title, summary } = summarise(article, { maxChars: newsroom.summary.maxChars });
  const [feed] = newsroom.feeds;
  const candidates = earlier.map((one) => ({ ...one, text: one.blocks.map((block) => block.text).join('\n') }));
  const related = relatedStories(article, candidates, { limit: newsroom.readAlso }).map(({ story }) => listed(story));
  return {
    articleId: 1,
    version: 1,
    title,
    summary,
    link: article.link,
    topics: feed ? topicsOf(newsroom, feed, article.tags) : [],
    byline: article.byline,
    publishedAt: article.publishedAt?.toISOString() ?? null,
    imageUrl: article.image?.url ?? null,
    ...(article.pictures?.length ? { pictures: article.pictures.map(({ url }) => url) } : {}),
    words: bodyWords(article.blocks),
    ...(related.length > 0 ? { related } : {}),
  };
}

function listed({ title, link, publishedAt }: Pick<Article, 'title' | 'link' | 'publishedAt'>): ListedStory {
  return { articleId: null, title, link, publishedAt: publishedAt?.toISOString() ?? null };
}

async function writePages(
  previews: readonly Preview[],
  { html, png }: PreviewOptions,
  environment: Environment,
): Promise<void> {
  if (html === undefined && png === undefined) return;
  const page = previewPage(previews, { telegram: 'تلغرام', whatsapp: 'واتساب' });
  if (html !== undefined) await written(html, page);
  if (png !== undefined) await photograph(page, resolve(png), previews, environment);
}

async function written(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    throw new CommandFailure(`${file} cannot be written: ${error.message}`);
  });
}

/** How long Chromium may take, milliseconds. */
const photographDeadline = 60_000;

async function photograph(
  page: string,
  file: string,
  previews: readonly Preview[],
  environment: Environment,
): Promise<void> {
  const chromium = findChromium(environment.chromiumPath);
  if (chromium.kind === 'missing') {
    throw new CommandFailure(
      '--png takes Chromium: install it (apt-get install chromium), set CHROMIUM_PATH, or use --html',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'nashra-preview-'));
  try {
    const html = join(folder, 'preview.html');
    await writeFile(html, page);
    const channels = new Set(previews.map((preview) => preview.channel));
    const height = Math.max(...[...channels].map((channel) => heightOf(previews, channel))) + 80;
    await promisify(execFile)(
      chromium.path,
      [
        '--headless=new',
        '--disable-gpu',
        '--hide-scrollbars',
        '--no-first-run',
        `--user-data-dir=${join(folder, 'profile')}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...environment.chromiumArguments,
        `--window-size=${channels.size * 436 + 16},${height}`,
        `--screenshot=${file}`,
        pathToFileURL(html).href,
      ],
      { timeout: photographDeadline },
    );
    await readFile(file);
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new CommandFailure(
      `${file}: Chromium made no picture (${line.slice(0, 160)}); --html writes the page itself`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Pixels that a channel's column takes at most: some 45 characters go on a line. */
function heightOf(previews: readonly Preview[], channel: ChannelName): number {
  const lines = previews
    .filter((preview) => preview.channel === channel)
    .map(({ shown }) => shown.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / 42), 2));
  const pictures = previews
    .filter((preview) => preview.channel === channel)
    .map((preview) => Math.ceil((preview.pictures?.length ?? 0) / 2) * 180);
  return lines.reduce((sum, count) => sum + count * 28, 0) + pictures.reduce((sum, height) => sum + height, 0);
}
