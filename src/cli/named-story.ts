import { readFile } from 'node:fs/promises';
import type { Article } from '../articles/article.ts';
import { lineKind } from '../articles/boilerplate/line.ts';
import { cleanParagraphs } from '../articles/boilerplate.ts';
import { articleFromItem } from '../articles/from-item.ts';
import { decode } from '../feeds/decode.ts';
import type { Page } from '../feeds/fetch-page.ts';
import { itemOfLink } from '../feeds/item.ts';
import { CommandFailure } from './failure.ts';

/** What somebody names on the command line: a page, or lines as they were copied from one. */
export type NamedStory =
  | { readonly kind: 'page'; readonly article: Article }
  | { readonly kind: 'lines'; readonly title: string; readonly paragraphs: readonly string[]; readonly link: string };

/** What the links of a file resolve against that has no address. */
const nowhere = 'https://file.invalid/';

/** The story at an address or in a file, which has no address of its own and gets `link`. */
export async function namedStory(source: string, link: string): Promise<NamedStory> {
  if (/^https?:/i.test(source)) {
    // Fetching brings a lot of code along that a file does not need.
    const { fetchNamed } = await import('./fetch-named.ts');
    return { kind: 'page', article: articleOn(await fetchNamed(source)) };
  }
  const bytes = await readFile(source).catch((error: Error) => {
    throw new CommandFailure(`${source} cannot be read: ${error.message}`);
  });
  const { text } = decode(bytes);
  if (/^\s*(?:<!doctype|<html|<\?xml|<[a-z])/i.test(text)) {
    return { kind: 'page', article: { ...articleOn({ html: text, url: link || nowhere }), link } };
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  // What a page was copied with («fbpx») may stand above its title.
  const at = Math.max(
    0,
    lines.findIndex((line) => lineKind(line) === 'text'),
  );
  const [title = '', ...paragraphs] = lines.slice(at);
  return { kind: 'lines', title, paragraphs, link };
}

function articleOn(page: Page): Article {
  return articleFromItem(itemOfLink(page.url), { feedUrl: page.url, page });
}

export function articleOf(story: NamedStory): Article {
  if (story.kind === 'page') return story.article;
  const { title, paragraphs, link } = story;
  const { kept } = cleanParagraphs(paragraphs, { title });
  const blocks = kept.map(({ at: _, ...block }) => block);
  return { title, blocks, link, standfirst: null, byline: null, publishedAt: null, image: null, tags: [] };
}
