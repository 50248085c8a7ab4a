import { z } from 'zod';
import { firstText, type RawEntry, type RawFeed } from './entry.ts';

/** Fields asked for: the article and nothing of the theme. `yoast_head_json` names author and picture without `_embed`. */
const fields =
  'id,date_gmt,modified_gmt,guid,link,title,excerpt,content,yoast_head_json,jetpack_featured_media_url,_links,_embedded';

/**
 * The address of a WordPress site's posts, newest first, with authors, pictures and terms embedded.
 *
 * @param root the REST root as discovered, e.g. `https://example.org/wp-json/`.
 * @param options.modifiedAfter only posts changed since (WordPress 5.7 and newer).
 * @param options.perPage 1 to 100.
 */
export function wordpressPostsUrl(
  root: string,
  options: { readonly perPage?: number; readonly modifiedAfter?: Date } = {},
): string {
  const url = new URL(root.includes('rest_route=') ? root : root.endsWith('/') ? root : `${root}/`);
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', '/wp/v2/posts');
  else url.pathname += 'wp/v2/posts';
  url.searchParams.set('per_page', String(options.perPage ?? 20));
  url.searchParams.set('_embed', 'author,wp:featuredmedia,wp:term');
  url.searchParams.set('_fields', fields);
  if (options.modifiedAfter) url.searchParams.set('modified_after', options.modifiedAfter.toISOString());
  return url.href;
}

/** Whether an address is that of posts of a WordPress site. */
export function isWordpressAddress(address: string): boolean {
  return /\/wp\/v2\/posts(?:[/?&#]|$)/.test(safely(address));
}

/** The address of a site's posts: of its REST root when that, or the posts' own address, is given, else of `/wp-json/`. */
export function wordpressSiteUrl(address: string): string {
  if (!URL.canParse(address) || isWordpressAddress(address)) return address;
  const url = new URL(address);
  const isRoot = /\/wp-json\/?$/.test(url.pathname) || url.searchParams.has('rest_route');
  if (!isRoot) {
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/wp-json/`;
    url.search = '';
  }
  return wordpressPostsUrl(url.href);
}

function safely(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const text = z.string().nullish().catch(null);
const rendered = z.object({ rendered: text }).nullish().catch(null);
const postSchema = z.object({
  id: z.union([z.number(), z.string()]),
  date_gmt: text,
  modified_gmt: text,
  date: text,
  guid: rendered,
  link: text,
  title: z.union([z.string(), rendered]).catch(null),
  excerpt: rendered,
  content: z
    .object({ rendered: text, protected: z.boolean().nullish().catch(null) })
    .nullish()
    .catch(null),
  jetpack_featured_media_url: text,
  yoast_head_json: z
    .object({
      author: text,
      og_image: z
        .array(z.object({ url: text }))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  _embedded: z
    .object({
      author: z
        .array(z.object({ name: text }))
        .nullish()
        .catch(null),
      'wp:featuredmedia': z
        .array(z.object({ source_url: text, alt_text: text }))
        .nullish()
        .catch(null),
      'wp:term': z
        .array(z.array(z.object({ name: text }).catch({ name: null })))
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});
type Post = z.infer<typeof postSchema>;

/** Whether the JSON is a list of WordPress posts. */
export function isWordpressPosts(json: unknown): json is readonly unknown[] {
  return (
    Array.isArray(json) &&
    (json.length === 0 ||
      json.some(
        (post) =>
          postSchema.safeParse(post).success &&
          typeof post === 'object' &&
          post !== null &&
          ('title' in post || 'content' in post),
      ))
  );
}

/** Posts of `/wp-json/wp/v2/posts`; those behind a password are left out. */
export function fromWordpress(posts: readonly unknown[]): RawFeed {
  const entries: RawEntry[] = [];
  const warnings: string[] = [];
  for (const [index, value] of posts.entries()) {
    const parsed = postSchema.safeParse(value);
    if (!parsed.success) warnings.push(`post ${index + 1} is not a WordPress post and was skipped`);
    else if (parsed.data.content?.protected === true)
      warnings.push(`post ${parsed.data.id} is behind a password and was skipped`);
    else entries.push(postEntry(parsed.data));
  }
  const link = entries.map((entry) => entry.link).find((address) => address !== null && URL.canParse(address));
  return { title: null, link: link ? new URL('/', link).href : null, entries, warnings };
}

function postEntry(post: Post): RawEntry {
  const author = firstText(...(post._embedded?.author ?? []).map((one) => one.name), post.yoast_head_json?.author);
  return {
    // The same as the guid of the site's RSS, so that a switch from one to the other repeats nothing.
    id: firstText(post.guid?.rendered) ?? `wordpress:${post.id}`,
    link: firstText(post.link),
    title: typeof post.title === 'string' ? post.title : firstText(post.title?.rendered),
    content: firstText(post.content?.rendered),
    summary: firstText(post.excerpt?.rendered),
    authors: author === null ? [] : [author],
    published: utc(post.date_gmt) ?? firstText(post.date),
    updated: utc(post.modified_gmt),
    tags: (post._embedded?.['wp:term'] ?? []).flat().map((term) => term.name ?? ''),
    image: imageOf(post),
    base: firstText(post.link),
  };
}

/** `date_gmt` comes without a zone, and of old imports as zeros. */
function utc(date: string | null | undefined): string | null {
  const given = firstText(date);
  return given === null || given.startsWith('0000') ? null : /[zZ]$|[+-]\d\d:?\d\d$/.test(given) ? given : `${given}Z`;
}

function imageOf(post: Post): RawEntry['image'] {
  const media = post._embedded?.['wp:featuredmedia']?.[0];
  const url = firstText(media?.source_url, post.jetpack_featured_media_url, post.yoast_head_json?.og_image?.[0]?.url);
  return url === null ? null : { url, alt: firstText(media?.alt_text) };
}
