import { meaningWords } from '../text/index.ts';

/**
 * Tells an article's own paragraphs from another story's: how many of a paragraph's meaning words the rest of the
 * article uses too. On 600 news articles the middle value was 0.6 for an article's opening and 0.4 for its other
 * paragraphs, and 0.07 for paragraphs of other articles (95 % of those below 0.24).
 */
export class Cohesion {
  private readonly stems: readonly ReadonlySet<string>[];
  private readonly counts = new Map<string, number>();
  private readonly title: ReadonlySet<string>;
  private middle: number | undefined;

  constructor(paragraphs: readonly string[], title: string) {
    this.stems = paragraphs.map(meaningWords);
    this.title = meaningWords(title);
    for (const set of this.stems) for (const stem of set) this.counts.set(stem, (this.counts.get(stem) ?? 0) + 1);
  }

  /** Whether there is text enough that an own paragraph's sharing nothing with the rest tells something. */
  get tells(): boolean {
    return this.stems.filter((set) => set.size >= FEWEST_STEMS).length >= ENOUGH_PARAGRAPHS;
  }

  /** The middle value over all paragraphs long enough to tell; 0 where there is none. */
  get usual(): number {
    this.middle ??= median(this.stems.flatMap((_, index) => this.of(index, new Set([index])) ?? []));
    return this.middle;
  }

  /** Share (0–1) of the paragraph's words met in the title or in paragraphs outside `group`; null under 6 such words. */
  of(index: number, group: ReadonlySet<number>): number | null {
    const own = this.stems[index];
    if (own === undefined || own.size < FEWEST_STEMS) return null;
    let shared = 0;
    for (const stem of own) {
      if (this.title.has(stem)) {
        shared++;
        continue;
      }
      let outside = this.counts.get(stem) ?? 0;
      for (const member of group) if (this.stems[member]?.has(stem)) outside--;
      if (outside > 0) shared++;
    }
    return shared / own.size;
  }
}

/** A paragraph of fewer meaning words shares none or all by chance. */
const FEWEST_STEMS = 6;
/** In an article of fewer paragraphs many share next to nothing with the others. */
const ENOUGH_PARAGRAPHS = 12;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
