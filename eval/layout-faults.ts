import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { normalise } from '../src/articles/text/index.ts';
import type { Sample } from './corpus.ts';
import { type LayoutPage, printed, type Run } from './layouts.ts';
import { foreignRuns, grams, leakedIn } from './leak.ts';
import { rougeWords } from './rouge.ts';

/** What is wrong with one page: something of the page's in the body or the summary, or a line of the article's lost. */
export interface LayoutFault {
  readonly layout: string;
  readonly id: string;
  readonly what: 'foreign' | 'lost' | 'summary';
  /** The run, or what of it the summary says. */
  readonly text: string;
  /** The page's line before, the line itself and the one behind. */
  readonly context: readonly string[];
}

/** What was made of a page. */
export interface ReadPage {
  readonly body: readonly string[];
  readonly summary: string;
  readonly bylines: readonly string[];
}

export interface Judgement {
  readonly faults: readonly LayoutFault[];
  /** Runs of five words of the article's own, and those of them that the body lacks. */
  readonly runs: number;
  readonly missing: number;
}

/** A run where it stands. */
interface Placed {
  readonly run: Run;
  readonly line: readonly Run[];
  readonly at: number;
}

/** Must leave. */
export const FOREIGN: ReadonlySet<Run['kind']> = new Set(['page', 'machine']);
/** Must stay. */
const OWN: ReadonlySet<Run['kind']> = new Set(['body', 'own', 'signature']);

/** Sources whose own lines read like a page's: of the others, what cleaning takes from the bare article is no loss. */
const ALL_OWN = new Set(['look-alikes', 'briefs']);

/** Holds what was read of a page against what its runs are. */
export function judge(sample: Sample, page: LayoutPage, { body, summary, bylines }: ReadPage): Judgement {
  const faults: LayoutFault[] = [];
  const placed: Placed[] = page.lines.flatMap((line, at) => line.map((run) => ({ run, line, at })));
  const fault = (what: LayoutFault['what'], { run, at }: Placed, text = run.text): void => {
    const context = page.lines.slice(Math.max(0, at - 1), at + 2).map(printed);
    faults.push({ layout: page.layout, id: sample.id, what, text, context });
  };
  const ownTexts = placed.filter(({ run }) => !FOREIGN.has(run.kind)).map(({ run }) => run.text);
  const own = new Set([sample.title, ...sample.paragraphs, ...ownTexts].flatMap((text) => grams(text, 4)));
  for (const one of placed) if (FOREIGN.has(one.run.kind) && stays(one, body, own, ownTexts)) fault('foreign', one);

  const leak = leakOf(summary, placed, own, sample);
  if (leak !== null) fault('summary', leak.from, leak.text);

  const exempt = ALL_OWN.has(sample.source) ? new Set<string>() : furniture(sample);
  const left = new Set(body.flatMap((text) => grams(text, 5)));
  const isThere = (gram: string): boolean => isIn(gram, left, body);
  let [all, missing] = [0, 0];
  for (const one of placed.filter(({ run }) => OWN.has(run.kind))) {
    const runs = runsOf(one.run.text).filter((gram) => !exempt.has(gram));
    const isGone = one.run.kind === 'signature' ? !signed(one.run, body, bylines) : !beside(one, placed, body, isThere);
    const gone = isGone ? runs.length : one.run.kind === 'signature' ? 0 : runs.filter((gram) => !isThere(gram)).length;
    all += runs.length;
    missing += gone;
    if (gone > runs.length / 2) fault('lost', one);
  }
  return { faults, runs: all, missing };
}

const squashed = (text: string): string => normalise(text).replace(/\s+/g, ' ').trim();
const bare = (text: string): string => rougeWords(text).join(' ') || squashed(text);

/**
 * Whether a run of the page's is in the body: half of its runs of four words in one block; or, where it has none of its own, as a
 * block of itself; or glued to what it was glued to.
 */
function stays(
  { run, line }: Placed,
  body: readonly string[],
  own: ReadonlySet<string>,
  ownTexts: readonly string[],
): boolean {
  const foreign = run.kind === 'page' ? foreignRuns([run.text], own) : new Set<string>();
  const alone = bare(run.text);
  const whole =
    foreign.size > 0
      ? body.some((text) => grams(text, 4).filter((gram) => foreign.has(gram)).length >= foreign.size / 2)
      : !ownTexts.some((text) => bare(text) === alone) && body.some((text) => bare(text) === alone);
  return whole || contacts(run, line).some((contact) => body.some((text) => squashed(text).includes(contact)));
}

/** Letters of a neighbour that tell where a run stood. */
const CONTACT = 12;

/** A run with the letters it touches on its line. */
function contacts(run: Run, line: readonly Run[]): string[] {
  const at = line.indexOf(run);
  const [before, behind] = [line[at - 1], line[at + 1]];
  const found: string[] = [];
  if (before !== undefined) found.push(`${before.text.slice(-CONTACT)}${run.joint}${run.text}`);
  if (behind !== undefined) found.push(`${run.text}${behind.joint}${behind.text.slice(0, CONTACT)}`);
  return found.map(squashed);
}

/** What of the page a summary says, and of which run; a dateline belongs into none. */
function leakOf(
  summary: string,
  placed: readonly Placed[],
  own: ReadonlySet<string>,
  sample: Sample,
): { from: Placed; text: string } | null {
  const told = squashed(summary);
  const dateline = placed.find(({ run }) => run.kind === 'dateline' && told.includes(squashed(run.text)));
  if (dateline !== undefined) return { from: dateline, text: dateline.run.text };
  for (const from of placed.filter(({ run }) => run.kind === 'page')) {
    const { run, line } = from;
    const lines = [run.text];
    const text = leakedIn(summary, foreignRuns(lines, own), line.length === 1 ? lines : [], sample);
    if (text !== null) return { from, text };
    const contact = contacts(run, line).find((one) => told.includes(one));
    if (contact !== undefined) return { from, text: contact };
  }
  return null;
}

/** A text's runs of five words; a shorter one is a run of its own. */
function runsOf(text: string): string[] {
  return grams(text, Math.min(5, Math.max(1, rougeWords(text).length)));
}

/** Runs that cleaning takes from the bare article: the source's own furniture («اقرأ أيضا: …»). */
function furniture(sample: Sample): Set<string> {
  const kept = cleanParagraphs(sample.paragraphs, { title: sample.title }).kept.map(({ text }) => text);
  const left = new Set(kept.flatMap((text) => grams(text, 5)));
  return new Set(sample.paragraphs.flatMap(runsOf).filter((gram) => !isIn(gram, left, kept)));
}

/** `left`: the body's runs of five words. */
function isIn(gram: string, left: ReadonlySet<string>, body: readonly string[]): boolean {
  return left.has(gram) || (gram.split(' ').length < 5 && body.some((text) => ` ${bare(text)} `.includes(` ${gram} `)));
}

/** A signature stands in the body or is known as one. */
function signed(run: Run, body: readonly string[], bylines: readonly string[]): boolean {
  return [...body, ...bylines].some((text) => squashed(text).includes(squashed(run.text)));
}

/** A line of the article's besides its body may say what the body says too: then it is there only if it is there beside that. */
function beside(
  { run }: Placed,
  placed: readonly Placed[],
  body: readonly string[],
  isThere: (gram: string) => boolean,
): boolean {
  if (run.kind !== 'own') return true;
  const text = squashed(run.text);
  const says = (one: string): boolean => squashed(one).includes(text);
  // Where the paragraph that says the same is gone, only that paragraph is missed.
  const lines = placed
    .filter((one) => (one.run.kind === 'own' || one.run.kind === 'body') && says(one.run.text))
    .filter((one) => one.run.kind === 'own' || runsOf(one.run.text).every(isThere))
    .map((one) => one.line);
  return body.filter(says).length >= new Set(lines).size;
}
