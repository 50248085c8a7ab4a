import type { Block } from '../src/articles/article.ts';
import { type KnownLines, LineLearner } from '../src/articles/boilerplate/known.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { articleFromPage } from '../src/articles/from-page.ts';
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
  /** `batch`: as paragraphs, what all these pages have in common being known. */
  readonly as: 'paragraphs' | 'html' | 'batch';
  readonly maxChars: number;
  readonly seed?: number;
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

function measurePages(samples: readonly Sample[], options: SiteOptions, pageOf: PageOf): SiteReport {
  const leaked: { site: string; id: string; text: string }[] = [];
  const stayed: { site: string; id: string; line: string }[] = [];
  const gone: { site: string; id: string; paragraph: string }[] = [];
  let bodies = 0;
  let runs = 0;
  let missing = 0;
  const pages = samples.map((sample, index) => {
    const others = samples.filter((one) => one.source === sample.source && one !== sample);
    return { sample, page: pageOf(sample, others, (options.seed ?? 0) * 100_003 + index) };
  });
  const known = options.as === 'batch' ? learnt(pages) : undefined;
  for (const [index, { sample, page }] of pages.entries()) {
    const own = new Set([sample.title, ...sample.paragraphs].flatMap((text) => grams(text, 4)));
    const foreign = foreignRuns(page.foreign, own);
    const { body, summary } = options.as === 'html' ? readHtml() : readParagraphs();
    function readParagraphs(): { body: string[]; summary: string } {
      const { paragraphs } = page;
      return {
        body: running(cleanParagraphs(paragraphs, { title: sample.title, known }).kept),
        summary: summariseParagraphs({ ...sample, paragraphs }, { maxChars: options.maxChars, known }).summary,
      };
    }
    function readHtml(): { body: string[]; summary: string } {
      const read = articleFromPage(page.html(), `https://site.example/${index}`, sample.title);
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
