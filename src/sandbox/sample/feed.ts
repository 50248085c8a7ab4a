import { encodeXML, escapeText } from 'entities';
import { seedArticle } from './seed-article.ts';
import { reviewStories, type SampleText, sampleStories } from './stories.ts';

/** A story of the sample newsroom, newest first in its feed. */
export interface SampleItem {
  readonly slug: string;
  readonly title: string;
  readonly byline: string;
  readonly tags: readonly string[];
  readonly publishedAt: Date;
  /** What the feed's `description` says. */
  readonly excerptHtml: string;
  /** What its `content:encoded` carries. */
  readonly contentHtml: string;
}

/** `main` is what the sandbox sends at once; `review` is shown to editors first. */
export type SampleFeed = 'main' | 'review';

const minute = 60_000;
const siteName = 'درج — نسخة التجربة';

/**
 * The stories of the sample feed, the newest first: the newsroom's own article with all the dirt of its page, then seven
 * stories of other topics. Dates lie in the hours before `now`, so keep one `now` for the life of the sandbox.
 */
export function sampleItems(now: Date, feed: SampleFeed = 'main'): SampleItem[] {
  const texts = feed === 'main' ? sampleStories : reviewStories;
  const stories = texts.map((text, index) => storyItem(text, new Date(now.getTime() - (index + 1) * 47 * minute)));
  return feed === 'main' ? [seedItem(new Date(now.getTime() - 3 * minute)), ...stories] : stories;
}

/** The feed as WordPress writes it. `baseUrl` is where {@link sampleArticlePage} is served, as `baseUrl/articles/SLUG`. */
export function sampleFeedXml(baseUrl: string, now: Date, feed: SampleFeed = 'main'): string {
  const base = baseUrl.replace(/\/+$/, '');
  const items = sampleItems(now, feed).map((item) => itemXml(item, base));
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	>
<channel>
	<title>${encodeXML(siteName)}</title>
	<link>${base}</link>
	<description>${encodeXML('مقالات التجربة')}</description>
	<lastBuildDate>${now.toUTCString()}</lastBuildDate>
	<language>ar</language>
	<sy:updatePeriod>hourly</sy:updatePeriod>
	<generator>https://wordpress.org/?v=6.5.2</generator>
${items.join('\n')}
</channel>
</rss>
`;
}

/** The page of a story, as a theme dresses it, or null when there is none of that name. */
export function sampleArticlePage(slug: string, baseUrl: string, now: Date): string | null {
  const item = [...sampleItems(now), ...sampleItems(now, 'review')].find((candidate) => candidate.slug === slug);
  if (item === undefined) return null;
  const link = linkOf(item, baseUrl.replace(/\/+$/, ''));
  const jsonLd = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: item.title,
    datePublished: item.publishedAt.toISOString(),
    author: [{ '@type': 'Person', name: item.byline }],
    articleSection: item.tags[0],
    keywords: item.tags.join('، '),
    publisher: { '@type': 'NewsMediaOrganization', name: siteName },
  };
  return `<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(item.title)} - ${siteName}</title>
<link rel="canonical" href="${link}">
<meta property="og:type" content="article">
<meta property="og:title" content="${encodeXML(item.title)}">
<meta property="og:site_name" content="${siteName}">
<meta property="article:published_time" content="${item.publishedAt.toISOString()}">
<script type="application/ld+json">${JSON.stringify(jsonLd).replace(/</g, '\\u003c')}</script>
<style>
body { font: 1.15rem/1.9 "Noto Naskh Arabic", "Amiri", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.5; } .meta { color: #555; } blockquote { border-inline-start: 4px solid #b33; padding-inline-start: 1rem; }
</style>
</head>
<body>
<nav><a href="/">الرئيسية</a></nav>
<article>
<h1>${escapeText(item.title)}</h1>
<p class="meta">${escapeText(item.byline)}</p>
<div class="entry-content">
${item.contentHtml}
</div>
</article>
<footer>${siteName}</footer>
</body>
</html>
`;
}

function linkOf(item: SampleItem, base: string): string {
  return `${base}/articles/${item.slug}`;
}

function itemXml(item: SampleItem, base: string): string {
  const link = linkOf(item, base);
  const footer = `<p>ظهرت المقالة <a href="${link}">${escapeText(item.title)}</a> أولاً على <a href="${base}">${siteName}</a>.</p>`;
  return `	<item>
		<title>${encodeTitle(item.title)}</title>
		<link>${link}?utm_source=rss&#038;utm_medium=rss</link>
		<dc:creator><![CDATA[${item.byline}]]></dc:creator>
		<pubDate>${item.publishedAt.toUTCString().replace('GMT', '+0000')}</pubDate>
${item.tags.map((tag) => `		<category><![CDATA[${tag}]]></category>`).join('\n')}
		<guid isPermaLink="false">${base}/?p=${numberOf(item.slug)}</guid>
		<description><![CDATA[<p>${item.excerptHtml}</p>
${footer}
]]></description>
		<content:encoded><![CDATA[${item.contentHtml}
${footer}
]]></content:encoded>
	</item>`;
}

/** WordPress writes typographic marks as entities. */
function encodeTitle(title: string): string {
  return escapeText(title).replace(/…/g, '&#8230;').replace(/“/g, '&#8220;').replace(/”/g, '&#8221;');
}

/** A stable number for a name, as post ids are. */
function numberOf(slug: string): number {
  return [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 90_000, 7) + 10_000;
}

function storyItem(text: SampleText, publishedAt: Date): SampleItem {
  return {
    slug: text.slug,
    title: text.title,
    byline: text.byline,
    tags: text.tags,
    publishedAt,
    excerptHtml: escapeText(text.standfirst ?? '') || automaticExcerpt(text.body),
    contentHtml: bodyHtml(text.body),
  };
}

/** The first 55 words and «[…]», as WordPress cuts when the author wrote none. */
function automaticExcerpt(paragraphs: readonly string[]): string {
  const words = paragraphs
    .join(' ')
    .replace(/## |> |^- /g, '')
    .split(/\s+/)
    .slice(0, 55);
  return `${escapeText(words.join(' '))} [&#8230;]`;
}

function bodyHtml(paragraphs: readonly string[]): string {
  const html: string[] = [];
  let points: string[] = [];
  for (const paragraph of [...paragraphs, '']) {
    if (paragraph.startsWith('- ')) {
      points.push(`<li>${textHtml(paragraph.slice(2))}</li>`);
      continue;
    }
    if (points.length > 0) html.push(`<ul class="wp-block-list">${points.join('')}</ul>`);
    points = [];
    if (paragraph.startsWith('## ')) html.push(`<h2 class="wp-block-heading">${textHtml(paragraph.slice(3))}</h2>`);
    else if (paragraph.startsWith('> ')) {
      html.push(`<blockquote class="wp-block-quote"><p>${textHtml(paragraph.slice(2))}</p></blockquote>`);
    } else if (paragraph !== '') html.push(`<p>${textHtml(paragraph)}</p>`);
  }
  return html.join('\n\n');
}

function textHtml(text: string): string {
  return escapeText(text).replace(/https:\/\/[^\s،؛]+/g, (link) => `<a href="${link}">${link}</a>`);
}

/** The newsroom's own article inside everything its page wrapped around it. */
function seedItem(publishedAt: Date): SampleItem {
  const { title, body, dirt } = seedArticle;
  const article = body.map((block) =>
    block.kind === 'heading'
      ? `<h2 class="wp-block-heading">${escapeText(block.text)}</h2>`
      : `<p>${escapeText(block.text)}</p>`,
  );
  const contentHtml = [
    `<noscript><img height="1" width="1" style="display:none" src="https://www.facebook.com/tr?id=1&amp;ev=PageView&amp;noscript=1" alt="${dirt.pixel}" /></noscript>`,
    `<p>${dirt.pixel}</p>`,
    `<p class="has-text-align-center"><strong>${escapeText(dirt.subscribe)}</strong></p>`,
    `<blockquote class="wp-block-quote"><p>${escapeText(dirt.pullQuote)}</p></blockquote>`,
    `<h4>${escapeText(dirt.mostRead)}</h4>`,
    `<p>${escapeText(dirt.shortcode).replace(/"/g, '&#8221;')}</p>`,
    ...article,
    `<p><strong>${escapeText(dirt.readAlso)}</strong></p>`,
    `<p>${escapeText(dirt.nothing)}</p>`,
    `<p>${escapeText(dirt.teaserByline)}</p>`,
    `<h3>${escapeText(dirt.teaserTitle)}</h3>`,
    `<p>${escapeText(dirt.teaserText)}</p>`,
  ].join('\n\n');
  return {
    slug: 'kazakhstan-russia',
    title,
    byline: 'مراسل درج',
    tags: ['سياسة', 'روسيا', 'كازاخستان'],
    publishedAt,
    excerptHtml: automaticExcerpt([dirt.subscribe, dirt.pullQuote, ...body.map((block) => block.text)]),
    contentHtml,
  };
}
