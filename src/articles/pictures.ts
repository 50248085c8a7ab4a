import { safeDecode } from '../feeds/canonical-link.ts';
import type { Block, Image } from './article.ts';

/** A picture of a text, and how many of the text's blocks stand before it. */
export interface FoundPicture extends Image {
  readonly after: number;
}

/** Telegram's largest album, the lead picture with it: https://core.telegram.org/bots/api#sendmediagroup. */
const mostPictures = 10;

/**
 * The pictures of a story besides its lead, in reading order: each once, whatever sizes of it the page has, and none of
 * what stands below the text.
 *
 * @param text the blocks among which the pictures were found, and what cleaning left of them.
 */
export function storyPictures(
  lead: Image | null,
  found: readonly FoundPicture[],
  text: { readonly blocks: readonly Block[]; readonly cleaned: readonly Block[] },
): Image[] {
  if (lead === null) return [];
  const end = endOfText(text);
  const seen = new Set([pictureKey(lead.url)]);
  const pictures: Image[] = [];
  for (const { after, ...picture } of found) {
    const key = pictureKey(picture.url);
    if (after > end || seen.has(key)) continue;
    seen.add(key);
    pictures.push(picture);
  }
  return pictures.slice(0, mostPictures - 1);
}

/** How many blocks stand before the end of what is the article's own. */
function endOfText({
  blocks,
  cleaned,
}: {
  readonly blocks: readonly Block[];
  readonly cleaned: readonly Block[];
}): number {
  const last = cleaned.at(-1)?.text;
  if (last === undefined) return 0;
  const place = blocks.findLastIndex(({ text }) => text.includes(last));
  return place === -1 ? blocks.length : place + 1;
}

/** What sizes and services put behind a file's name. */
const sizeOfName =
  /(?:[-_]\d{2,4}x\d{2,4}|[-_](?:scaled|rotated|edited|e\d{9,}|\d{3,4}w|thumb(?:nail)?|small|medium|large)|@\dx)$/i;
/** Parts of a path that say which size of a picture it is: Drupal's styles, Cloudinary's commands, plain numbers. */
const sizeOfPath =
  /\/(?:styles\/[^/]+\/(?:public|private)|(?:[a-z]{1,2}_[^/]+)(?=\/)|\d{2,4}x\d{2,4}|\d{3,4}|thumb(?:nail)?s?|small|medium|large|resized?)(?=\/)/gi;
const sizeParameter =
  /^(?:w|h|width|height|size|sizes|resize|fit|crop|quality|q|ssl|strip|format|fm|auto|dpr|itok|v|ver|t|ts|zoom|webp|fl|mode|scale|rect|cache)$/i;
/** Names that cameras and programs give to everything. */
const anyName =
  /^(?:image|img|photo|picture|pic|unnamed|download|file|main|default|cover|screenshot|untitled|صورة|بلا[-_ ]عنوان)?[-_ ()]*\d{0,5}[-_ ()]*$/i;

/** What two sizes of one picture have in common. */
export function pictureKey(address: string): string {
  const url = new URL(address);
  const path = safeDecode(/^i\d\.wp\.com$/.test(url.host) ? url.pathname.replace(/^\/[^/]+/, '') : url.pathname);
  const file = /^(.*)\/([^/]+)\.(?:jpe?g|png|webp|gif|avif)$/i.exec(path);
  if (file === null) {
    const rest = [...url.searchParams].filter(([name]) => !sizeParameter.test(name)).map((pair) => pair.join('='));
    return `${url.host}${path}?${rest.sort().join('&')}`;
  }
  const [, folder = '', name = ''] = file;
  const bare = withoutSize(name.toLowerCase());
  return anyName.test(bare) || bare.length < 6 ? `${folder.replace(sizeOfPath, '')}/${bare}` : bare;
}

function withoutSize(name: string): string {
  const shorter = name.replace(sizeOfName, '');
  return shorter === name || shorter === '' ? name : withoutSize(shorter);
}
