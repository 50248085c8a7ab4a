import type { MediaNs } from 'feedsmith';
import { firstText, type RawEntry } from './entry.ts';

type Enclosure = { readonly url?: string; readonly type?: string };

/** The picture of an entry: the widest of Media RSS, else its thumbnail, else an enclosure that is a picture. */
export function entryImage(
  media: MediaNs.ItemOrFeed | undefined,
  enclosures: readonly Enclosure[] | undefined,
): RawEntry['image'] {
  const contents = [...(media?.contents ?? []), ...(media?.groups ?? []).flatMap((group) => group.contents ?? [])];
  const pictures = contents
    .filter((content) => content.url !== undefined && isPicture(content))
    .sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  const [picture] = pictures;
  if (picture?.url !== undefined) {
    return { url: picture.url, alt: firstText(picture.title?.value, picture.description?.value) };
  }
  const thumbnails = [...(media?.thumbnails ?? []), ...contents.flatMap((content) => content.thumbnails ?? [])];
  const url = thumbnails.find((thumbnail) => thumbnail.url !== undefined)?.url ?? enclosures?.find(isPicture)?.url;
  return url === undefined ? null : { url, alt: null };
}

function isPicture(file: { readonly url?: string; readonly type?: string; readonly medium?: string }): boolean {
  if (file.medium === 'image' || file.type?.startsWith('image/')) return true;
  return (
    file.type === undefined &&
    file.medium === undefined &&
    /\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)/i.test(file.url ?? '')
  );
}
