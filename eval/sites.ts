import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';
import { fillLine } from './dirt-elsewhere.ts';
import { evalFolder } from './own.ts';

/** An imagined news site: what it prints above, in and below its articles. A piece is a few lines that belong together. */
export interface Site {
  readonly name: string;
  readonly pieces: readonly SitePiece[];
}

export interface SitePiece {
  readonly place: 'top' | 'middle' | 'tail';
  readonly lines: readonly string[];
}

/** One thing on a page in reading order: a paragraph of the article, its title, or a piece of the site's. */
export interface PagePart {
  readonly of: 'article' | 'title' | 'site';
  readonly place: SitePiece['place'];
  readonly lines: readonly string[];
}

export interface SitePage {
  readonly site: string;
  readonly parts: readonly PagePart[];
  /** Lines that are not the article's. */
  readonly foreign: readonly string[];
}

/** The sites that rules were mended on (`tune`), or those kept for measuring (`test`); a coin parted them. */
export async function readSites(part: 'tune' | 'test'): Promise<Site[]> {
  return parseSites(await readFile(join(evalFolder(), 'sites', `${part}.txt`), 'utf8'));
}

/** Articles whose own lines read like a page's: instructions, appeals, lists, lines of verse. They have no references. */
export async function readLookAlikes(part: 'tune' | 'test'): Promise<Sample[]> {
  return parseTexts(await readFile(join(evalFolder(), 'sites', `look-alikes-${part}.txt`), 'utf8'), 'look-alikes');
}

/** Items of a few lines as agencies and towns print them: closures, results, rates, deaths, instructions. */
export async function readBriefs(part: 'tune' | 'test'): Promise<Sample[]> {
  return parseTexts(await readFile(join(evalFolder(), 'sites', `briefs-${part}.txt`), 'utf8'), 'briefs');
}

/** Reads `# title`, then its paragraphs, then an empty line. */
function parseTexts(text: string, source: string): Sample[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [head = '', ...paragraphs] = block.split('\n');
      const title = head.replace(/^# /, '');
      return { id: title, source, title, paragraphs, references: [paragraphs[0] ?? ''] };
    });
}

/** Reads `# name`, then one piece a line: `place: line // line`. */
export function parseSites(text: string): Site[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [head = '', ...rows] = block.split('\n');
      const pieces = rows.map((row) => {
        const [, place, lines] = /^(top|middle|tail): (.+)$/.exec(row) ?? [];
        if (place === undefined || lines === undefined) throw new Error(`sites: «${row}» is no piece of a site`);
        return { place: place as SitePiece['place'], lines: lines.split(' // ') };
      });
      return { name: head.replace(/^# /, ''), pieces };
    });
}

/** Chance that a page of a site carries one of its pieces. */
const CHANCE = 0.6;

/** `sample` on a page of one of `sites`; `others` give the foreign titles and excerpts. The same seed makes the same page. */
export function pageOfSite(sample: Sample, others: readonly Sample[], seed: number, sites: readonly Site[]): SitePage {
  const random = seededRandom(seed * 15_485_863 + 7);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)];
    if (chosen === undefined) throw new Error('a page is made of an empty list');
    return chosen;
  };
  const site = pick(sites);
  const pieces = site.pieces
    .filter(() => random() < CHANCE)
    .map(({ place, lines }): PagePart => ({ of: 'site', place, lines: filled(lines, others, pick) }));
  const at = (place: SitePiece['place']): PagePart[] => pieces.filter((piece) => piece.place === place);

  const parts = at('top');
  if (random() < 0.6)
    parts.splice(Math.floor(random() * (parts.length + 1)), 0, { of: 'title', place: 'top', lines: [sample.title] });
  const middle = new Map<number, PagePart[]>();
  for (const piece of at('middle')) {
    const index = Math.floor(random() * sample.paragraphs.length);
    middle.set(index, [...(middle.get(index) ?? []), piece]);
  }
  sample.paragraphs.forEach((paragraph, index) => {
    parts.push({ of: 'article', place: 'middle', lines: [paragraph] }, ...(middle.get(index) ?? []));
  });
  parts.push(...at('tail'));
  return { site: site.name, parts, foreign: pieces.flatMap((piece) => piece.lines) };
}

function filled(lines: readonly string[], others: readonly Sample[], pick: <T>(list: readonly T[]) => T): string[] {
  // A title and the excerpt behind it are one story's.
  let story = pick(others);
  return lines.map((line) => {
    if (line.includes('{title}')) story = pick(others);
    return fillLine(line, story, pick);
  });
}
