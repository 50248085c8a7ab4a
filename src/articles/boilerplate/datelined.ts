import { isDateline, partsOf } from '../dateline/index.ts';
import { opensWithPast } from '../text/index.ts';
import { type Page, takenUp } from './page.ts';

/**
 * Whether the running text at `at`, which has little of the title, opens under a dateline of the house, and another line of the page
 * under one with another town: a story has one, where it begins.
 */
export function opensAnotherStory(at: number, { texts, title }: Pick<Page, 'texts' | 'title'>): boolean {
  const text = texts[at] ?? '';
  const own = houseOf(text);
  const house = own?.isAlone === false ? own : houseOf(texts[at - 1] ?? '');
  const dated = house === own ? at : at - 1;
  if (house === null || (dated !== at && !house.isAlone) || takenUp(title, text) >= LITTLE) return false;
  return texts.some((line, i) => i !== dated && houseOf(line)?.name === house.name);
}

/** A dateline stands alone on the line above, and none further down: what happened and is told there opens the article, whatever words it shares. */
export function isUnderDateline(at: number, { texts }: Pick<Page, 'texts'>): boolean {
  return (
    opensWithPast(texts[at] ?? '') &&
    isDateline(texts[at - 1] ?? '') &&
    !texts.some((line, i) => i > at && isDateline(line))
  );
}

/** «المرصد اليوم (تبوك) – افتتح …», «الساحل نيوز/ صور: …», or alone on its line: the house, with its town in brackets or behind a stroke. */
function houseOf(line: string): { name: string; isAlone: boolean } | null {
  const [house, town] = partsOf(line);
  if (house === undefined || town === undefined || (house.kind !== 'name' && house.kind !== 'house')) return null;
  if (!town.enclosed && house.mark !== '/') return null;
  const isAlone = town.end >= line.trimEnd().length;
  return isAlone || town.mark !== '' ? { name: house.text, isAlone } : null;
}

/** Less than this share (0–1) of a title's words is next to nothing. */
const LITTLE = 0.2;
