import { safeDecode } from '../feeds/canonical-link.ts';
import { absolute } from '../feeds/entry-to-item.ts';
import { cleanText } from '../feeds/plain.ts';
import type { Image } from './article.ts';
import { namesOf } from './clutter.ts';
import { type DomElement, type DomNode, isElement } from './dom.ts';

/** Pixels. What is smaller is an icon, a button or somebody's portrait beside their name. */
const smallest = 200;
/** Pixels: as wide as a phone shows. What stands on the page smaller than this is looked for larger where it links to. */
const wideEnough = 400;
/** Pixels: larger files add nothing on a phone, and Telegram fetches none above 5 MB. */
const widest = 1_600;

const trackers =
  /facebook\.com\/tr\b|\/pixel|pixel\.|doubleclick|google-analytics|stats\.wp\.com|feedburner|feedsportal|scorecardresearch|\/1x1|blank\.gif|spacer\.|quantserve|chartbeat/i;

/** What stands for a site, a person or a mood, by what the page calls it. */
const signNames =
  /(?:^|[\s_-])(?:avatars?|gravatar|authors?|byline|profile|logos?|icons?|emoji|smil(?:ey|ies)|sprites?|badges?|flags?|placeholder|spinner|share|social|qr[_-]?code)(?:$|[\s_-])/i;
/** The same in a file's name, where a photograph of a flag is one. */
const signFile =
  /(?:^|[\s_.-])(?:avatar|gravatar|logo|icon|favicon|emoji|sprite|placeholder|spinner|loading)s?(?:$|[\s_.\d-])/i;
/** A file that is named after what one shares by, and no more: `whatsapp.png`, `twitter-share.png`. */
const shareFile =
  /^(?:share|link|print|e?mail|whats-?app|facebook|twitter|telegram|pinterest|linkedin|instagram|youtube|google(?:-?plus)?)(?:[-_ ]?(?:icon|share|btn|button|circle|square|black|white|\d+))*\.\w+$/i;

const imageFile = /\.(?:jpe?g|png|webp)$/i;
/** What Telegram sends as a photo: https://core.telegram.org/bots/api#sending-files. An address may also name no type. */
const otherFile = /\.(?:svg|gif|ico|bmp|avif|tiff?|heic)$/i;

/** The address of a picture on a page; null for what is there to count readers, or is not shown. */
export function imageSource(element: DomElement, baseUrl: string | null): string | null {
  if ((numberOf(element, 'width') ?? 3) <= 2 || (numberOf(element, 'height') ?? 3) <= 2) return null;
  if (/display\s*:\s*none/i.test(element.getAttribute('style') ?? '')) return null;
  for (const attribute of ['data-lazy-src', 'data-src', 'data-original', 'data-original-src', 'data-lazy', 'src']) {
    const value = element.getAttribute(attribute);
    if (value === null || value.startsWith('data:')) continue;
    const url = absolute(value, baseUrl);
    if (url === null || trackers.test(url) || (attribute === 'src' && standIn.test(pathOf(url)))) continue;
    return url;
  }
  // A script puts one of these in when the reader comes near.
  const parent = element.parentNode;
  const sources =
    parent !== null && isElement(parent) && parent.localName === 'picture' ? parent.querySelectorAll('source') : [];
  const sizes = [element, ...sources].flatMap((one) => sizesOf(one, baseUrl)).sort((a, b) => a.width - b.width);
  return (sizes.findLast(({ width }) => width <= widest) ?? sizes[0])?.url ?? null;
}

/** Where a picture will be once a script has run. */
const standIn =
  /(?:^|[/_.-])(?:placeholder|blank|transparent|lazyload|loading|spacer|1x1)[\w-]*\.(?:gif|png|jpe?g|svg|webp)$/i;

/** What a page offers a picture in, in its order; `element` is the picture or a `source` beside it. */
function sizesOf(element: DomElement, page: string | null): { readonly url: string; readonly width: number }[] {
  const set =
    ['data-lazy-srcset', 'data-srcset', 'srcset'].map((name) => element.getAttribute(name)).find(Boolean) ?? '';
  return [...set.matchAll(/([^\s,]\S*)\s+(\d+)w/g)].flatMap(([, address = '', width]) => {
    const url = address.startsWith('data:') ? null : absolute(address, page);
    return url === null || otherFile.test(pathOf(url)) ? [] : [{ url, width: Number(width) }];
  });
}

/** What a picture says of itself for those who do not see it; null where that is nothing, or only its file's name. */
export function altOf(element: DomElement): string | null {
  const alt = cleanText(element.getAttribute('alt') ?? '');
  return alt === '' || /^[\w .-]+\.\w{3,4}$/.test(alt) ? null : alt;
}

/**
 * A picture of the article's own, in the size that a phone can use; null for icons, logos, portraits of authors, and for
 * what links to another page, as teasers of other stories do.
 *
 * @param source what {@link imageSource} gave for it.
 * @param page the article's address, where it is known.
 */
export function ownPicture(element: DomElement, source: string, page: string | null): Image | null {
  const link = linkAround(element);
  const file = link === null ? null : absolute(link, page);
  const leads = file !== null && !imageFile.test(pathOf(file));
  if (leads && !isOfSamePage(file, page)) return null;
  const around = [element, element.parentNode, element.parentNode === null ? null : parentOf(element.parentNode)];
  if (around.some((node) => node !== null && isElement(node) && signNames.test(namesOf(node)))) return null;
  const shown = { url: source, width: widthOf(element, source) };
  let best = largest(element, shown, page);
  if (file !== null && !leads && (best.width ?? wideEnough) < wideEnough) best = { url: file, width: null };
  if ((best.width ?? smallest) < smallest || (heightIn(best.url) ?? smallest) < smallest / 2) return null;
  const path = pathOf(best.url);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (otherFile.test(path) || signFile.test(name) || shareFile.test(name)) return null;
  return { url: best.url, alt: altOf(element) };
}

interface Sized {
  readonly url: string;
  /** Pixels; null where nothing tells. */
  readonly width: number | null;
}

/** The largest that a page offers for a picture and a phone can use. */
function largest(element: DomElement, shown: Sized, page: string | null): Sized {
  let best = shown;
  for (const size of sizesOf(element, page)) {
    if (size.width <= widest && size.width > (best.width ?? 0)) best = size;
  }
  return best;
}

function widthOf(element: DomElement, address: string): number | null {
  const inName = sizeInName(address)?.[1];
  return inName === undefined ? numberOf(element, 'width') : Number(inName);
}

function heightIn(address: string): number | null {
  const inName = sizeInName(address)?.[2];
  return inName === undefined ? null : Number(inName);
}

/** WordPress and others name a file's size in it: `square-300x200.jpg`. */
function sizeInName(address: string): RegExpExecArray | null {
  return /[-_](\d{2,4})x(\d{2,4})\.\w{3,4}$/.exec(pathOf(address));
}

function numberOf(element: DomElement, name: string): number | null {
  const value = element.getAttribute(name) ?? '';
  return /^\s*\d+(?:px)?\s*$/.test(value) ? Number.parseInt(value, 10) : null;
}

/** Where the nearest link around an element leads. */
function linkAround(element: DomElement): string | null {
  let node = element.parentNode;
  for (let height = 0; height < 4 && node !== null && isElement(node); height += 1) {
    if (node.localName === 'a') return node.getAttribute('href');
    node = node.parentNode;
  }
  return null;
}

/** A place on the article's page, or the page of the picture alone that WordPress makes below it. */
function isOfSamePage(link: string, page: string | null): boolean {
  const to = new URL(link);
  if (to.searchParams.has('attachment_id')) return true;
  if (page === null) return false;
  const own = new URL(page);
  const path = own.pathname.replace(/\/+$/, '');
  return to.host === own.host && path !== '' && `${to.pathname}/`.startsWith(`${path}/`);
}

function parentOf(node: DomNode): DomNode | null {
  return isElement(node) ? node.parentNode : null;
}

function pathOf(address: string): string {
  return safeDecode(new URL(address).pathname);
}
