import { type DomElement, linkDensity, textLength } from './dom.ts';

/** Elements that never hold an article's own words. */
const clutterTags = new Set([
  'script',
  'style',
  'noscript',
  'iframe',
  'object',
  'embed',
  'nav',
  'button',
  'input',
  'select',
  'textarea',
  'svg',
  'canvas',
  'template',
  'video',
  'audio',
  'dialog',
  'aside',
  'footer',
  'link',
  'meta',
  'title',
  'map',
]);

/** Names (whole words of `class` and `id`) of what stands around an article, whatever the theme. */
const clutterWords = new Set([
  'share',
  'shares',
  'sharing',
  'sharedaddy',
  'sharethis',
  'addtoany',
  'a2a',
  'addthis',
  'essb',
  'sd',
  'social',
  'socials',
  'follow',
  'subscribe',
  'subscription',
  'newsletter',
  'mailpoet',
  'mc4wp',
  'signup',
  'cta',
  'related',
  'relatedposts',
  'yarpp',
  'crp',
  'tptn',
  'mostread',
  'popular',
  'trending',
  'recommended',
  'recommendations',
  'suggested',
  'readmore',
  'readalso',
  'alsoread',
  'seealso',
  'outbrain',
  'taboola',
  'mgid',
  'breadcrumb',
  'breadcrumbs',
  'pagination',
  'comments',
  'comment',
  'respond',
  'disqus',
  'ad',
  'ads',
  'adsbygoogle',
  'adsense',
  'advert',
  'advertisement',
  'sponsored',
  'promo',
  'banner',
  'cookie',
  'gdpr',
  'poll',
  'polls',
  'popup',
  'modal',
  'paywall',
  'donate',
  'sidebar',
  'hidden',
  'gform',
  'wpcf7',
  'wpulike',
  'ratings',
  'toc',
  'noprint',
]);

/** Names made of several words. */
const clutterNames =
  /(?:^|[\s_-])(?:most[_-]?read|read[_-]?also|also[_-]?read|see[_-]?also|you[_-]?may|more[_-]?(?:from|stories|news)|latest[_-]?(?:posts|news)|author[_-]?(?:box|bio|info)|post[_-]?(?:navigation|nav|tags|meta|views)|entry[_-]?(?:meta|footer|tags)|nav[_-]?links|table[_-]?of[_-]?contents|kg[_-](?:signup|bookmark|cta|header)[_-]card|tag[_-]?(?:links|cloud)|widget[_-]?area|screen[_-]?reader[_-]?text|skip[_-]?link|sr[_-]?only|visually[_-]?hidden|wp[_-]block[_-](?:buttons?|social|latest|query|embed|search)|twitter[_-]tweet|instagram[_-]media|tiktok[_-]embed|fb[_-](?:post|video|root)|embedded[_-]content)(?:$|[\s_-])/i;

/** Fewer characters than this are no article, whatever share of the page they are. */
const shortestArticle = 150;

/** What an author of a page wrote as names on an element. */
export function namesOf(element: DomElement): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
}

function isHidden(element: DomElement): boolean {
  return (
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(element.getAttribute('style') ?? '')
  );
}

/**
 * Whether an element is a box around the article and not part of it: sharing, subscribing, most read, related,
 * navigation, comments, advertising, embedded posts of others.
 *
 * @param rootLength length of all text, to spare a wrapper that carries such a name but holds the article itself.
 */
export function isClutter(element: DomElement, rootLength: number): boolean {
  if (element.localName === 'form') return !holdsPage(element, rootLength);
  if (clutterTags.has(element.localName)) return true;
  if (element.localName === 'body' || element.localName === 'html' || element.localName === 'main') return false;
  if (isHidden(element)) return true;
  const role = element.getAttribute('role') ?? '';
  if (/^(?:navigation|complementary|banner|contentinfo|search|dialog|alert)$/.test(role)) return true;
  if (!hasClutterName(element)) return false;
  const length = textLength(element);
  if (length < shortestArticle) return true;
  // A long box of running text is the article under an unlucky name.
  return length < rootLength * 0.4 && (length < 600 || linkDensity(element) > 0.2);
}

/** Some systems (ASP.NET) put the whole page into one form. */
function holdsPage(form: DomElement, rootLength: number): boolean {
  const length = textLength(form);
  return length >= shortestArticle && length >= rootLength * 0.4;
}

function hasClutterName(element: DomElement): boolean {
  const names = namesOf(element);
  if (names === ' ') return false;
  if (clutterNames.test(names)) return true;
  return names
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => clutterWords.has(word));
}
