import { readFile } from 'node:fs/promises';
import type { Article } from '../articles/article.ts';
import { lineKind } from '../articles/boilerplate/line.ts';
import { cleanParagraphs } from '../articles/boilerplate.ts';
import { articleFromItem } from '../articles/from-item.ts';
import { decode } from '../feeds/decode.ts';
import type { Page } from '../feeds/fetch-page.ts';
import { itemOfLink } from '../feeds/item.ts';
import { xmlFormat } from '../feeds/xml-format.ts';
import { CommandFailure } from './failure.ts';
import { namedSource } from './named-source.ts';

/** What somebody names on the command line: a page, or lines as they were copied from one. */
export type NamedStory =
  | { readonly kind: 'page'; readonly article: Article }
  | { readonly kind: 'lines'; readonly title: string; readonly paragraphs: readonly string[]; readonly link: string };

/** What the links of a file resolve against that has no address. */
const nowhere = 'https://file.invalid/';

/** The story at an address or in a file, which has no address of its own and gets `link`. */
export async function namedStory(named: string, link: string): Promise<NamedStory> {
  const source = namedSource(named);
  if (/^https?:/i.test(source)) {
    // Fetching brings a lot of code along that a file does not need.
    const { fetchNamed } = await import('./fetch-named.ts');
    const page = await fetchNamed(source);
    refuseOther(source, page.html);
    return { kind: 'page', article: articleOn(page) };
  }
  const bytes = await readFile(source).catch((error: Error) => {
    throw new CommandFailure(`${source} cannot be read: ${error.message}`);
  });
  const { text } = decode(bytes);
  refuseOther(source, text);
  if (/^\s*(?:<!doctype|<html|<\?xml|<[a-z])/i.test(text)) {
    return { kind: 'page', article: { ...articleOn({ html: text, url: link || nowhere }), link } };
  }
  // The title of a Markdown file is its first heading.
  const lines = text
    .replace(/^\s*#+\s+/, '')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  // What a page was copied with («fbpx») may stand above its title.
  const at = Math.max(
    0,
    lines.findIndex((line) => lineKind(line) === 'text'),
  );
  const [title = '', ...paragraphs] = lines.slice(at);
  return { kind: 'lines', title, paragraphs, link };
}

/** What people name by mistake for a story. */
function refuseOther(source: string, text: string): void {
  const start = text.trimStart();
  const isPage = /^<(?:!doctype html|html[\s>])/i.test(start);
  if ((!isPage && xmlFormat(start.slice(0, 2_000)) !== null) || /^(?:\{\s*"|\[\s*[{\]])/.test(start)) {
    throw new CommandFailure(
      `${source} is a feed or data, not a story; see what is in it with: nashra feed check ${source}`,
    );
  }
  if (start.startsWith('%PDF') || /\0/.test(text)) {
    throw new CommandFailure(`${source} is no text; give a page (.html), or text whose first line is the title`);
  }
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
