import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';
import { grams } from './leak.ts';
import { evalFolder } from './own.ts';
import { rougeWords } from './rouge.ts';

/** A page of a news house as its theme builds it: real class names around slots for an article and its neighbours. */
export interface House {
  readonly name: string;
  readonly template: string;
}

export interface HousePage {
  readonly site: string;
  readonly html: string;
  /** The page as scrapers that keep every line give it. */
  readonly paragraphs: readonly string[];
  /** Lines that are not the article's. */
  readonly foreign: readonly string[];
}

/** The houses that rules were mended on (`tune`), or those kept for counting (`test`). */
export async function readHouses(part: 'tune' | 'test'): Promise<House[]> {
  const folder = join(evalFolder(), 'houses', part);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/\.txt$/, ''),
      template: await readFile(join(folder, name), 'utf8'),
    })),
  );
}

/** The few parts of the DOM used here. */
interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<PageNode>;
}
interface PageElement extends PageNode {
  readonly localName: string;
  removeAttribute(name: string): void;
  remove(): void;
}
interface PageDocument {
  readonly body: PageElement;
  querySelectorAll(selector: string): Iterable<PageElement>;
  toString(): string;
}

/** Chance that a page carries a piece that its theme marks `maybe`. */
const CHANCE = 0.6;

/**
 * `sample` on a page of `house`. Related stories (`r1` …) are those of `others` whose titles share most words with it, so that
 * words alone do not tell them apart; `o1` … are any others. The same seed makes the same page.
 */
export function pageOfHouse(sample: Sample, others: readonly Sample[], seed: number, house: House): HousePage {
  const random = seededRandom(seed * 15_485_863 + 11);
  const related = mostAlike(sample, others).slice(0, 5);
  const any = Array.from({ length: 5 }, () => others[Math.floor(random() * others.length)] ?? sample);
  const story = (kind: string, number: string): Sample => (kind === 'r' ? related : any)[Number(number) - 1] ?? sample;
  const caption = (number: string): string =>
    clausesOf(story('r', number))[0] ?? clausesOf(story('o', number))[0] ?? '';
  const sentences = sample.paragraphs.join(' ').split(/(?<=[.؟!])\s+/);
  const pull =
    sentences.find((text, index) => index > 2 && text.length > 60 && text.length < 240) ?? sentences[0] ?? '';
  const clip = clipped(sample.paragraphs[0] ?? '');

  let next = 0;
  const paragraphs = (count: number): readonly string[] => {
    const from = next;
    next += count;
    return sample.paragraphs.slice(from, next);
  };
  const filled = house.template
    .replace(/\{\{json:title\}\}/g, () => JSON.stringify(sample.title))
    .replace(/\{\{json:body\}\}/g, () => JSON.stringify(sample.paragraphs.join('\n')))
    .replace(/\{\{json:body-glued\}\}/g, () => JSON.stringify(sample.paragraphs.join(' ')))
    .replace(/<a(?![\w-])(?![^>]*\shref=)/g, () => `<a href="/story/${Math.floor(random() * 99_999)}"`)
    .replace(/\{\{title\}\}/g, () => `<span data-own>${escaped(sample.title)}</span>`)
    .replace(/\{\{own\.clip\}\}/g, () => `<span data-own>${escaped(clip)}</span>`)
    .replace(/\{\{own\.pull\}\}/g, () => `<span data-own>${escaped(pull)}</span>`)
    .replace(/\{\{caption(\d)\}\}/g, (_, number: string) => escaped(caption(number)))
    .replace(/\{\{([ro])(\d)\.(\w+)\}\}/g, (_, kind: string, number: string, what: string) =>
      escaped(partOf(story(kind, number), what)),
    )
    .replace(/\[\[(p|rest)(?::(\w+))?\]\]/g, (_, slot: string, how: string | undefined) => {
      const texts = paragraphs(slot === 'rest' ? sample.paragraphs.length : Number(how ?? 1)).map(escaped);
      if (how === 'br') return `<span data-own>${texts.join('<br><br>')}</span>`;
      const tag = how === 'div' ? 'div' : 'p';
      return texts.map((text) => `<${tag} data-own>${text}</${tag}>`).join('\n');
    });
  const title = escaped(sample.title);
  const { document } = parseHTML(`<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>${title} | ${house.name}</title><meta property="og:title" content="${title}"><meta property="og:type" content="article"></head><body>
${filled}
</body></html>`) as unknown as { document: PageDocument };
  for (const piece of [...document.querySelectorAll('[maybe]')]) {
    if (random() >= CHANCE) piece.remove();
    else piece.removeAttribute('maybe');
  }
  const lines = linesOf(document.body);
  const own = [...document.querySelectorAll('[data-own]')];
  for (const element of own) element.removeAttribute('data-own');
  const html = document.toString();
  for (const element of own) element.remove();
  const known = new Set([sample.title, ...sample.paragraphs, clip, pull]);
  return {
    site: house.name,
    html,
    paragraphs: lines,
    foreign: linesOf(document.body).filter((line) => !known.has(line)),
  };
}

const BLOCK =
  /^(?:p|div|li|ul|ol|h[1-6]|figure|figcaption|blockquote|t(?:able|body|r|d|h)|section|article|aside|header|footer|nav|main|form|label|button|br|hr|video|noscript)$/i;
const SILENT = /^(?:script|style|head|input|template)$/i;

/** Text as a browser lays it out, line by line; inline elements side by side run into each other. */
function linesOf(body: PageElement): string[] {
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    const text = line.replace(/\s+/g, (space) => (space.length >= 4 && !space.includes('\n') ? space : ' ')).trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  const walk = (node: PageNode): void => {
    if (node.nodeType === 3) line += node.textContent ?? '';
    if (node.nodeType !== 1) return;
    const name = (node as PageElement).localName;
    if (SILENT.test(name)) return;
    if (BLOCK.test(name)) end();
    for (const child of [...node.childNodes]) walk(child);
    if (BLOCK.test(name)) end();
  };
  walk(body);
  end();
  return lines;
}

function partOf(story: Sample, what: string): string {
  if (what === 'title') return story.title;
  if (what === 'excerpt') return story.paragraphs[0] ?? story.title;
  if (what === 'clip') return clipped(story.paragraphs[0] ?? story.title);
  return '';
}

/** The first words of a text, as a card prints them. */
function clipped(text: string): string {
  if (text.length <= 110) return text;
  return `${text.slice(0, text.lastIndexOf(' ', 110))}...`;
}

/** Clauses of a story that could stand under a picture of it, or over a part of it, in reading order. */
export function clausesOf(story: Sample): string[] {
  return story.paragraphs.slice(1).flatMap((paragraph) => {
    const clause = /^(?!و|ف[^يو]|كما |لك?ن|أما |إلا |غير |بل |ثم |إن |أن |-)[^.،:"«؟]{30,110}(?=[.،])/u.exec(
      paragraph,
    )?.[0];
    return clause === undefined ? [] : [clause];
  });
}

const wordsOf = new WeakMap<Sample, Set<string>>();

function mostAlike(sample: Sample, others: readonly Sample[]): Sample[] {
  const words = (one: Sample): Set<string> => {
    const found =
      wordsOf.get(one) ??
      new Set(rougeWords(`${one.title} ${one.paragraphs[0] ?? ''}`).map((word) => word.replace(/^(?:و?ال|لل|ب)/, '')));
    wordsOf.set(one, found);
    return found;
  };
  const mine = words(sample);
  const same = new Set(grams(sample.title, 4));
  return others
    .filter((one) => !grams(one.title, 4).some((gram) => same.has(gram)))
    .map((one) => ({
      one,
      shared:
        [...words(one)].filter((word) => word.length > 3 && mine.has(word)).length / Math.sqrt(words(one).size + 1),
    }))
    .sort((a, b) => b.shared - a.shared)
    .map(({ one }) => one);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
