import type { Block } from '../src/articles/article.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { readArticlePage } from '../src/articles/from-page.ts';
import { summarise, summariseParagraphs } from '../src/summaries/index.ts';
import type { Sample } from './corpus.ts';
import { FOREIGN, judge, type LayoutFault, type ReadPage } from './layout-faults.ts';
import { type LayoutPage, type Layouts, pageOfLayout, printed, type Run } from './layouts.ts';
import { siteHtml } from './site-html.ts';
import type { PagePart } from './sites.ts';

export interface LayoutReport {
  readonly pages: number;
  /** Pages whose summary says something of the page's. */
  readonly summaries: number;
  /** Pages whose body holds something of the page's, be it one word. */
  readonly bodies: number;
  /** Share (0–1) of the articles' runs of five words that the body has lost. */
  readonly lost: number;
  readonly faults: readonly LayoutFault[];
}

export interface LayoutOptions {
  readonly as: 'paragraphs' | 'html';
  readonly maxChars: number;
  readonly seed?: number;
}

/** Puts every article on a page of the layout whose turn it is, and looks for what is not its own, and for what is lost of it. */
export function measureLayouts(samples: readonly Sample[], layouts: Layouts, options: LayoutOptions): LayoutReport {
  const judgements = samples.map((sample, index) => {
    const rest = samples.filter((one) => one.source === sample.source && one !== sample);
    const page = pageOfLayout(sample, rest.length > 0 ? rest : samples, (options.seed ?? 0) * 1009 + index, layouts);
    return judge(
      sample,
      page,
      options.as === 'html' ? readHtml(sample, page, options) : readLines(sample, page, options),
    );
  });
  const sum = (of: (one: (typeof judgements)[number]) => number): number =>
    judgements.reduce((all, one) => all + of(one), 0);
  const has = (what: LayoutFault['what']): number =>
    sum(({ faults }) => (faults.some((one) => one.what === what) ? 1 : 0));
  return {
    pages: samples.length,
    summaries: has('summary'),
    bodies: has('foreign'),
    lost:
      sum((one) => one.missing) /
      Math.max(
        1,
        sum((one) => one.runs),
      ),
    faults: judgements.flatMap((one) => one.faults),
  };
}

function readLines(sample: Sample, page: LayoutPage, { maxChars }: LayoutOptions): ReadPage {
  const paragraphs = page.lines.map(printed);
  const { kept, removed } = cleanParagraphs(paragraphs, { title: sample.title });
  return {
    body: running(kept),
    summary: summariseParagraphs({ ...sample, paragraphs }, { maxChars }).summary,
    bylines: removed.flatMap(({ why, text }) => (why === 'byline' ? [text] : [])),
  };
}

function readHtml(sample: Sample, page: LayoutPage, { maxChars }: LayoutOptions): ReadPage {
  const html = siteHtml({ site: 'الموقع', parts: partsOf(page), foreign: [] }, sample.title, page.lines.length);
  const found = readArticlePage(html, 'https://site.example/1', sample.title)?.settle() ?? null;
  if (found === null) return { body: [], summary: '', bylines: [] };
  const { article, removed } = found;
  return {
    body: running(article.blocks),
    summary: summarise(article, { maxChars }).summary,
    bylines: [article.byline ?? '', ...removed.flatMap(({ why, text }) => (why === 'byline' ? [text] : []))],
  };
}

/** The running text: what is known as a picture's caption is no part of it. */
function running(blocks: readonly Block[]): string[] {
  return blocks.filter(({ kind }) => kind !== 'caption').map(({ text }) => text);
}

/** The page as a theme's boxes: lines of the page's alone above, in and below those that hold something of the article's. */
function partsOf({ lines }: LayoutPage): PagePart[] {
  const holds = (line: readonly Run[]): boolean => line.some(({ kind }) => !FOREIGN.has(kind) && kind !== 'title');
  const first = lines.findIndex(holds);
  const last = lines.findLastIndex(holds);
  return lines.map((line, at) => ({
    of: holds(line) ? 'article' : line.every(({ kind }) => kind === 'title') ? 'title' : 'site',
    place: at < first ? 'top' : at > last ? 'tail' : 'middle',
    lines: [printed(line)],
  }));
}
