import { segmentSentences } from '../src/articles/text/index.ts';
import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';
import { excerpt } from './dirt.ts';
import type { DirtyPage } from './leak.ts';
import type { Piece, Wordings } from './wordings.ts';

/** Chance that a page carries a given kind of dirt in a given place. */
const CHANCE = 0.45;

/**
 * Wraps `sample` in what other pages than the sample carry: cookie banners, menus, players, live blogs, lists of stories,
 * newsletter forms, embedded posts, advertisements, polls, authors' lives, comments, copyright lines. The same seed makes the same page.
 */
export function wrapInOtherDirt(
  sample: Sample,
  others: readonly Sample[],
  seed: number,
  wordings: Wordings,
): DirtyPage {
  const random = seededRandom(seed * 104_729 + 31);
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)];
    if (chosen === undefined) throw new Error('dirt is picked from an empty list');
    return chosen;
  };
  const foreign: string[] = [];
  const lines = (piece: Piece): string[] => {
    // A title and the excerpt behind it are one story's.
    let story = pick(others);
    const filled = piece.map((line) => {
      if (line.includes('{title}')) story = pick(others);
      return fillLine(line, story, pick);
    });
    foreign.push(...filled);
    return filled;
  };
  const some = (kinds: Wordings[keyof Wordings]): Piece[] =>
    Object.values(kinds).flatMap((pieces) => (random() < CHANCE ? [pick(pieces)] : []));

  const page = [...some(wordings.top).flatMap(lines)];
  if (random() < 0.5) page.push(sample.title);
  const middle = new Map<number, string[]>();
  for (const piece of some(wordings.middle)) {
    const at = Math.floor(random() * sample.paragraphs.length);
    middle.set(at, [...(middle.get(at) ?? []), ...lines(piece)]);
  }
  sample.paragraphs.forEach((paragraph, index) => {
    page.push(paragraph, ...(middle.get(index) ?? []));
  });
  page.push(...some(wordings.tail).flatMap(lines));
  return { paragraphs: page, foreign, kind: 'of other kinds' };
}

/** `line` with another story's words in place of its `{…}`. */
export function fillLine(line: string, story: Sample, pick: <T>(list: readonly T[]) => T): string {
  return line.replace(/\{(\w+)\}/g, (_, what: string) => words(story, what, pick));
}

function words(story: Sample, what: string, pick: <T>(list: readonly T[]) => T): string {
  const opening = story.paragraphs[0] ?? story.title;
  switch (what) {
    case 'title':
      return story.title;
    case 'excerpt':
      return excerpt(opening);
    case 'sentence':
      return segmentSentences(opening)[0]?.text ?? opening;
    case 'date':
      return '05/05/2018';
    default:
      return pick(story.title.split(/\s+/).filter((word) => word.length > 2));
  }
}
