import { InputMediaBuilder } from 'grammy';
import { keepNewest } from '../../keep-newest.ts';
import type { RenderedMessage } from '../channel.ts';

/** The pictures that a message is sent with as an album; null where it is none. An album carries no buttons. */
export function albumOf({
  imageUrl,
  morePictures = [],
  buttons,
}: RenderedMessage): readonly [string, ...string[]] | null {
  return imageUrl === undefined || morePictures.length === 0 || buttons ? null : [imageUrl, ...morePictures];
}

/** What the call takes: only the first picture has a caption, which phones then show below the whole album. */
export function albumMedia(pictures: readonly string[], caption: string, markup: { readonly parse_mode?: 'HTML' }) {
  return pictures.map((url, place) => InputMediaBuilder.photo(url, place === 0 ? { caption, ...markup } : {}));
}

/** So often an album may be refused for the pace, with a wait kept each time, before it is sent as one picture. */
const mostWaits = 3;
/** Albums remembered; a lane has one or two on their way. */
const mostAlbums = 64;

/**
 * Albums for which Telegram asks to wait again and again. It fetches their pictures itself, and there are servers from
 * which it takes one picture and never several (telegram-bot-api's issue 505); nor does an account that may send fewer
 * messages than an album has ever get one through. Others are not to wait for it without end.
 */
export class AlbumWaits {
  readonly #albums = new Map<string, { waits: number; until: number }>();

  /** Telegram asked to wait with it. Calls that were on their way together are told so together, and count once. */
  refused(album: string, waitMs: number): 'wait' | 'give up' {
    const now = performance.now();
    const { waits, until } = this.#albums.get(album) ?? { waits: 0, until: 0 };
    if (now < until) return 'wait';
    this.#albums.delete(album);
    if (waits + 1 >= mostWaits) return 'give up';
    this.#albums.set(album, { waits: waits + 1, until: now + waitMs });
    keepNewest(this.#albums, mostAlbums);
    return 'wait';
  }

  /** It got through. */
  accepted(album: string): void {
    this.#albums.delete(album);
  }
}
