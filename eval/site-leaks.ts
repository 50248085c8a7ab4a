import type { Block } from '../src/articles/article.ts';
import { type KnownLines, LineLearner } from '../src/articles/boilerplate/known.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { readArticlePage } from '../src/articles/from-page.ts';
import { HouseLines, storyLines } from '../src/articles/house-lines.ts';
import { summarise, summariseParagraphs } from '../src/summaries/index.ts';
import type { Sample } from './corpus.ts';
import { type House, pageOfHouse } from './house-pages.ts';
import { foreignRuns, grams, leakedIn } from './leak.ts';
import { siteHtml } from './site-html.ts';
import { pageOfSite, type Site } from './sites.ts';

export interface SiteReport {
  readonly pages: number;
  /** Pages whose summary holds something of the site's. */
  readonly summaries: number;
  /** Pages whose cleaned body holds a whole line of the site's, of at least four words. */
  readonly bodies: number;
  /** Share (0–1) of the articles' runs of five words that the body has lost. */
  readonly lost: number;
  readonly leaked: readonly { site: string; id: string; text: string }[];
  /** Lines of sites that stayed in bodies, and own paragraphs that did not. */
  readonly stayed: readonly { site: string; id: string; line: string }[];
  readonly gone: readonly { site: string; id: string; paragraph: string }[];
}

/** An article on somebody's page, as a scraper gives it line by line and as HTML. */
interface Page {
  readonly site: string;
  readonly paragraphs: readonly string[];
  readonly html: () => string;
  readonly foreign: readonly string[];
}
type PageOf = (sample: Sample, others: readonly Sample[], seed: number) => Page;

export interface SiteOptions {
  /**
   * `batch`: as paragraphs, what all these pages have in common being known. `feed` and `feed-html`: each site's pages as its
   * feed brings them, ten at its first poll and then one by one, what those before have told being known.
   */
  readonly as: 'paragraphs' | 'html' | 'batch' | 'feed' | 'feed-html';
  readonly maxChars: number;
  readonly seed?: number;
  /** Which stories stand beside one: any of its source without; `earlier`, those that its feed has brought by then. */
  readonly beside?: 'earlier';
}

/** Puts every article on a page of a site: as flat paragraphs, or as HTML that is read as any page is. */
export function measureSites(samples: readonly Sample[], sites: readonly Site[], options: SiteOptions): SiteReport {
  return measurePages(samples, options, (sample, others, seed) => {
    const page = pageOfSite(sample, others, seed, sites);
    return {
      site: page.site,
      paragraphs: page.parts.flatMap((part) => part.lines),
      html: () => siteHtml(page, sample.title, seed),
      foreign: page.foreign,
    };
  });
}

/** Puts every article on a page of one of the houses in turn; `pool` gives the stories beside it. */
export function measureHouses(
  samples: readonly Sample[],
  houses: readonly House[],
  options: SiteOptions & { readonly pool?: readonly Sample[] },
): SiteReport {
  return measurePages(samples, options, (sample, others, seed) => {
    const house = houses[seed % houses.length];
    if (house === undefined) throw new Error('a page needs a house');
    const page = pageOfHouse(sample, options.pool ?? others, seed, house);
    return { ...page, html: () => page.html };
  });
}

/** The running text: what is known as a picture's caption is no part of it. */
function running(blocks: readonly Block[]): string[] {
  return blocks.filter((block) => block.kind !== 'caption').map((block) => block.text);
}

function learnt(pages: readonly { readonly sample: Sample; readonly page: Page }[]): KnownLines {
  const learner = new LineLearner();
  for (const { sample, page } of pages) learner.add({ title: sample.title, paragraphs: page.paragraphs });
  return learner.known;
}

/** Stories that the first poll of a feed brings together. */
const FIRST_POLL = 10;

/** What is known of its site when each of `pages` is taken in, in order. `linesOf` gives what stood where its body is from. */
function asFeeds<T extends { readonly sample: Sample; readonly page: Page }>(
  pages: readonly T[],
  linesOf: (page: T) => readonly string[],
): Map<T, KnownLines> {
  const known = new Map<T, KnownLines>();
  for (const site of new Set(pages.map(({ page }) => page.site))) {
    const feed = pages.filter(({ page }) => page.site === site);
    const house = new HouseLines();
    const stories = feed.map((one) => ({ one, lines: storyLines(one.sample.title, linesOf(one)) }));
    for (let at = 0; at < stories.length; ) {
      const together = stories.slice(at, at === 0 ? FIRST_POLL : at + 1);
      for (const { lines } of together) house.add(lines);
      for (const { one, lines } of together) known.set(one, house.knownIn(lines));
      at += together.length;
    }
  }
  return known;
}

function measurePages(samples: readonly Sample[], options: SiteOptions, pageOf: PageOf): SiteReport {
  const leaked: { site: string; id: string; text: string }[] = [];
  const stayed: { site: string; id: string; line: string }[] = [];
  const gone: { site: string; id: string; paragraph: string }[] = [];
  let bodies = 0;
  let runs = 0;
  let missing = 0;
  const pages = samples.map((sample, index) => {
    const others = samples.filter((one, at) =>
      options.beside === 'earlier'
        ? one !== sample && at < Math.max(index, FIRST_POLL)
        : one.source === sample.source && one !== sample,
    );
    return { sample, page: pageOf(sample, others, (options.seed ?? 0) * 100_003 + index) };
  });
  const isHtml = options.as === 'html' || options.as === 'feed-html';
  const readings = pages.map(({ sample, page }, index) => ({
    sample,
    page,
    reading: isHtml ? readArticlePage(page.html(), `https://site.example/${index}`, sample.title) : null,
  }));
  const together = options.as === 'batch' ? learnt(pages) : undefined;
  const inTurn = options.as.startsWith('feed')
    ? asFeeds(readings, ({ page, reading }) => reading?.lines ?? page.paragraphs)
    : undefined;
  for (const one of readings) {
    const { sample, page, reading } = one;
    const known = together ?? inTurn?.get(one);
    const own = new Set([sample.title, ...sample.paragraphs].flatMap((text) => grams(text, 4)));
    const foreign = foreignRuns(page.foreign, own);
    const { body, summary } = isHtml ? readHtml() : readParagraphs();
    function readParagraphs(): { body: string[]; summary: string } {
      const { paragraphs } = page;
      return {
        body: running(cleanParagraphs(paragraphs, { title: sample.title, known }).kept),
        summary: summariseParagraphs({ ...sample, paragraphs }, { maxChars: options.maxChars, known }).summary,
      };
    }
    function readHtml(): { body: string[]; summary: string } {
      const read = reading?.settle(known) ?? null;
      if (read === null) return { body: [], summary: '' };
      return {
        body: running(read.article.blocks),
        summary: summarise(read.article, { maxChars: options.maxChars }).summary,
      };
    }
    const text = leakedIn(summary, foreign, page.foreign, sample);
    if (text !== null) leaked.push({ site: page.site, id: sample.id, text });
    const lines = page.foreign.filter(
      (line) => body.some((kept) => kept.includes(line)) && grams(line, 4).some((gram) => foreign.has(gram)),
    );
    if (lines.length > 0) bodies++;
    stayed.push(...lines.map((line) => ({ site: page.site, id: sample.id, line })));
    const left = new Set(body.flatMap((kept) => grams(kept, 5)));
    const bare = cleanParagraphs(sample.paragraphs, { title: sample.title }).kept;
    // The sources carry furniture of their own («اقرأ أيضا: …»), which is no loss; of look-alikes every line counts.
    for (const paragraph of sample.source === 'look-alikes' || sample.source === 'briefs'
      ? sample.paragraphs
      : bare.map((block) => block.text)) {
      const all = grams(paragraph, Math.min(5, Math.max(1, paragraph.split(/\s+/).length)));
      const kept = all.filter((gram) => left.has(gram) || body.some((one) => one.includes(paragraph)));
      runs += all.length;
      missing += all.length - kept.length;
      if (kept.length < all.length / 2) gone.push({ site: page.site, id: sample.id, paragraph });
    }
  }
  return {
    pages: samples.length,
    summaries: leaked.length,
    bodies,
    lost: missing / Math.max(1, runs),
    leaked,
    stayed,
    gone,
  };
}
