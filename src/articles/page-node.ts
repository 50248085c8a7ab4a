import { linkKey } from '../feeds/canonical-link.ts';
import { absolute } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import { isFrontPage } from '../feeds/settle-identity.ts';
import { wordKeys } from './text/tokens.ts';

/** A node of JSON-LD, as it stands on the page. */
export type Json = Readonly<Record<string, unknown>>;

/** What is known of a page before its JSON-LD is believed. */
export interface PageSigns {
  readonly url: string;
  readonly canonical: string | null;
  /** Its heading and titles, as they stand there. */
  readonly titles: readonly (string | null)[];
}

/**
 * The node of JSON-LD that tells of the page's own article. Pages also describe the stories that they tease: of several, the
 * one that names this page's address goes first, then one that names none; one that names another page is believed only
 * when its headline is this page's.
 */
export function storyNode(graph: readonly Json[], page: PageSigns): Json | null {
  const types = (node: Json) => [node['@type']].flat().map(String).join(' ');
  const articles = graph.filter((node) => /Article|BlogPosting/.test(types(node)));
  const isNews = (node: Json) => /News|Report|Analysis|Opinion/.test(types(node)) && /Article/.test(types(node));
  const inOrder = [...articles.filter(isNews), ...articles.filter((node) => !isNews(node))];
  const own = new Set([page.url, page.canonical].flatMap((address) => (address === null ? [] : [linkKey(address)])));
  const named = (node: Json) => addressesOf(node, page.url).map(linkKey);
  return (
    inOrder.find((node) => named(node).some((key) => own.has(key))) ??
    inOrder.find((node) => named(node).length === 0) ??
    inOrder.find((node) => hasTitle(node, page.titles)) ??
    null
  );
}

function addressesOf(node: Json, base: string): string[] {
  return (
    [node.url, node.mainEntityOfPage]
      .flat()
      .map((value) =>
        typeof value === 'object' && value !== null ? ((value as Json)['@id'] ?? (value as Json).url) : value,
      )
      .flatMap((value) => (typeof value === 'string' ? (absolute(value, base) ?? []) : []))
      // Many themes name the front page there.
      .filter((address) => !isFrontPage(address))
  );
}

function hasTitle(node: Json, titles: readonly (string | null)[]): boolean {
  const spelling = (text: string) => wordKeys(plainTitle(text)).join(' ');
  const headline = typeof node.headline === 'string' ? spelling(node.headline) : '';
  return headline === '' || titles.some((title) => title !== null && ` ${spelling(title)} `.includes(` ${headline} `));
}
