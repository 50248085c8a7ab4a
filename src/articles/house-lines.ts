import { isTellingTitle, type KnownLines, lineKey, siteLines } from './boilerplate/known.ts';
import { beginnings } from './boilerplate/page.ts';

/** What a story tells of the lines of its house. */
export interface StoryLines {
  /** Its title's key; empty where it has none. */
  readonly title: string;
  /** The meaning words of its title. */
  readonly subject: readonly string[];
  /** The lines of its page that are short enough to be the site's, by their keys, as printed. */
  readonly lines: ReadonlyMap<string, string>;
}

/** `paragraphs`: what stood on the page, before anything of it was taken off. */
export function storyLines(title: string, paragraphs: readonly string[]): StoryLines {
  return { title: lineKey(title), subject: [...beginnings(title)], lines: siteLines(paragraphs) };
}

/** What a house remembers of one line. */
export interface HouseLine {
  /** It is the title of one of the house's stories. */
  readonly isTitle: boolean;
  /** An editor said that it is the stories' own. */
  readonly kept: boolean;
  /** Stories that had it, counted from the house's story number `since`; 0 where it is a title alone. */
  readonly stories: number;
  readonly since: number;
  /** Titles of the first of them that have little in common with one another, each by its meaning words. */
  readonly subjects: readonly (readonly string[])[];
}

/**
 * A line is the house's when stories of so many subjects have it, and this share (0–1) of all since it was first seen. What
 * returns in weather and market reports, a serial, or the stories of one event has one subject; what reporters write now
 * and then, or an agency under the stories of a long war, has no share: it is counted anew whenever it has become rare.
 */
export const HOUSE = { subjects: 4, share: 0.05 } as const;
/** Two titles that have this share (0–1) of the shorter one's words in common are of one subject. */
const SAME_SUBJECT = 0.3;

/** Whether a line is the house's, which has had `total` stories. */
export function isOfTheHouse(line: HouseLine, total: number): boolean {
  return line.subjects.length >= HOUSE.subjects && line.stories >= HOUSE.share * (total - line.since + 1);
}

/**
 * The lines of one house as its stories tell them. Each story is to be added once; one under a title that the house has had
 * already is that story told again, or one of a row (rates, weather), and tells nothing.
 */
export class HouseLines {
  readonly #lines: Map<string, HouseLine>;
  readonly #changed = new Map<string, string | null>();
  #stories: number;

  /** What is remembered already: how many stories, and of these lines. */
  constructor(stories = 0, lines: ReadonlyMap<string, HouseLine> = new Map()) {
    this.#stories = stories;
    this.#lines = new Map(lines);
  }

  get stories(): number {
    return this.#stories;
  }

  /** The lines that stories added here have changed, with their text as printed; null where it is a title alone. */
  get changed(): { readonly key: string; readonly text: string | null; readonly line: HouseLine }[] {
    return [...this.#changed].map(([key, text]) => ({ key, text, line: this.#lines.get(key) ?? UNSEEN }));
  }

  add(story: StoryLines): void {
    const own = this.#lines.get(story.title);
    if (story.title === '' || own?.isTitle) return;
    this.#stories += 1;
    for (const [key, text] of story.lines) this.#set(key, text, seenAgain(this.#lines.get(key), story, this.#stories));
    this.#set(story.title, null, { ...(this.#lines.get(story.title) ?? UNSEEN), isTitle: true });
  }

  /** Names titles of stories that are not read yet. */
  name(titles: readonly string[]): void {
    for (const key of titles.map(lineKey))
      if (key !== '') this.#lines.set(key, { ...(this.#lines.get(key) ?? UNSEEN), isTitle: true });
  }

  /** What of a story's lines is none of its own. */
  knownIn({ title, lines }: StoryLines): KnownLines {
    const titles = new Set<string>();
    const ofTheSite = new Set<string>();
    for (const key of lines.keys()) {
      const line = this.#lines.get(key);
      if (line === undefined || line.kept || key === title) continue;
      if (line.isTitle && isTellingTitle(key)) titles.add(key);
      else if (isOfTheHouse(line, this.#stories)) ofTheSite.add(key);
    }
    return { titles, ofTheSite };
  }

  #set(key: string, text: string | null, line: HouseLine): void {
    this.#lines.set(key, line);
    this.#changed.set(key, text ?? this.#changed.get(key) ?? null);
  }
}

const UNSEEN: HouseLine = { isTitle: false, kept: false, stories: 0, since: 0, subjects: [] };

/** A line after the house's story number `at` had it too. */
function seenAgain(line: HouseLine = UNSEEN, story: StoryLines, at: number): HouseLine {
  const stories = line.stories + 1;
  if (line.stories === 0 || stories < HOUSE.share * (at - line.since))
    return { ...line, stories: 1, since: at, subjects: [story.subject] };
  const isNew =
    line.subjects.length < HOUSE.subjects && line.subjects.every((one) => !isOneSubject(one, story.subject));
  return { ...line, stories, subjects: isNew ? [...line.subjects, story.subject] : line.subjects };
}

function isOneSubject(one: readonly string[], other: readonly string[]): boolean {
  const shared = one.filter((word) => other.includes(word)).length;
  return shared >= SAME_SUBJECT * Math.min(one.length, other.length);
}
