import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { summariseParagraphs } from '../src/summaries/index.ts';
import type { Sample } from './corpus.ts';
import type { Method } from './methods.ts';
import { summaryBy } from './methods.ts';
import { rougeWords } from './rouge.ts';

export interface LeakReport {
  readonly articles: number;
  /** Articles whose summary holds four words in a row of the dirt that the article has not; by method. */
  readonly leaks: ReadonlyMap<Method, number>;
  /** Of ours: how many pages there were of each kind, and how many of those leaked. */
  readonly kinds: ReadonlyMap<string, { readonly pages: number; readonly leaks: number }>;
  /** Share (0–1) of the clean articles' runs of five words, their own furniture apart, that the dirt made cleaning lose. */
  readonly lost: number;
  /** Share (0–1) of the dirt's runs of four words that cleaning left in the body. */
  readonly left: number;
  /** Ids of the articles where ours leaked, with what leaked. */
  readonly examples: readonly { id: string; leaked: string }[];
}

/** A page made of an article: its paragraphs, which of them are not the article's, and what kind of page it is. */
export interface DirtyPage {
  readonly paragraphs: readonly string[];
  readonly foreign: readonly string[];
  readonly kind: string;
}

/** Wraps every article in dirt, and looks for it in what each method makes of the page. */
export function measureLeaks(
  samples: readonly Sample[],
  methods: readonly Method[],
  maxChars: number,
  wrap: (sample: Sample, others: readonly Sample[], seed: number) => DirtyPage,
): LeakReport {
  const leaks = new Map<Method, number>(methods.map((method) => [method, 0]));
  const examples: { id: string; leaked: string }[] = [];
  const kinds = new Map<string, { pages: number; leaks: number }>();
  let runs = 0;
  let missing = 0;
  let dirtRuns = 0;
  let dirtLeft = 0;
  samples.forEach((sample, index) => {
    const others = samples.filter((one) => one.source === sample.source && one !== sample);
    const page = wrap(sample, others.length > 0 ? others : samples, index);
    const kind = kinds.get(page.kind) ?? { pages: 0, leaks: 0 };
    kind.pages++;
    kinds.set(page.kind, kind);
    const own = new Set([sample.title, ...sample.paragraphs].flatMap((text) => grams(text, 4)));
    const foreign = foreignRuns(page.foreign, own);
    const dirty: Sample = { ...sample, paragraphs: [...page.paragraphs] };
    for (const method of methods) {
      const summary =
        method === 'nashra' ? summariseParagraphs(dirty, { maxChars }).summary : summaryBy(method, dirty, maxChars);
      const leaked = leakedIn(summary, foreign, page.foreign, sample);
      if (leaked === null) continue;
      leaks.set(method, (leaks.get(method) ?? 0) + 1);
      if (method !== 'nashra') continue;
      kind.leaks++;
      examples.push({ id: sample.id, leaked });
    }
    const kept = cleanParagraphs(page.paragraphs, { title: sample.title }).kept;
    const left = new Set(kept.flatMap((block) => grams(block.text, 5)));
    const leftFour = new Set(kept.flatMap((block) => grams(block.text, 4)));
    // The sources carry furniture of their own («اقرأ أيضا: …»), which leaves with or without our dirt and is no loss.
    for (const block of cleanParagraphs(sample.paragraphs, { title: sample.title }).kept) {
      for (const gram of grams(block.text, 5)) {
        runs++;
        if (!left.has(gram)) missing++;
      }
    }
    for (const gram of foreign) {
      dirtRuns++;
      if (leftFour.has(gram)) dirtLeft++;
    }
  });
  return {
    articles: samples.length,
    leaks,
    kinds,
    lost: missing / Math.max(1, runs),
    left: dirtLeft / Math.max(1, dirtRuns),
    examples,
  };
}

/** Runs of four words of the dirt that the article has not. */
export function foreignRuns(lines: readonly string[], own: ReadonlySet<string>): Set<string> {
  return new Set(lines.flatMap((text) => grams(text, 4)).filter((gram) => !own.has(gram)));
}

/** What of the dirt stands in a summary, or null. */
export function leakedIn(
  summary: string,
  foreign: ReadonlySet<string>,
  lines: readonly string[],
  sample: Sample,
): string | null {
  return grams(summary, 4).find((gram) => foreign.has(gram)) ?? shortLeak(summary, lines, sample);
}

/** Dirt of two or three words («الأكثر قراءة»), or of one Latin one («fbpx»), that the article itself has not. */
function shortLeak(summary: string, foreign: readonly string[], sample: Sample): string | null {
  const told = spaced(summary);
  const article = spaced([sample.title, ...sample.paragraphs].join(' '));
  const leaked = foreign.find((line) => {
    const own = rougeWords(line);
    if (own.length === 0 || own.length > 3 || (own.length === 1 && !/^[a-z]{3,}$/i.test(own[0] ?? ''))) return false;
    const words = ` ${own.join(' ')} `;
    return told.includes(words) && !article.includes(words);
  });
  return leaked ?? null;
}

function spaced(text: string): string {
  return ` ${rougeWords(text).join(' ')} `;
}

export function grams(text: string, size: number): string[] {
  const words = rougeWords(text);
  const found: string[] = [];
  for (let i = 0; i + size <= words.length; i++) found.push(words.slice(i, i + size).join(' '));
  return found;
}
