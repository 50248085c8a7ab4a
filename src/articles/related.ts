import type { Article } from './article.ts';
import { contentStems } from './text/tokens.ts';

/** An earlier story that may be offered under a new one. */
export interface RelatedCandidate {
  readonly link: string;
  readonly title: string;
  /** Body, or the beginning of it; a few paragraphs are enough. */
  readonly text: string;
  readonly tags: readonly string[];
  readonly publishedAt: Date | null;
}

export interface RelatedStory<T extends RelatedCandidate> {
  readonly story: T;
  /** 0 to 1. */
  readonly score: number;
  /** `content`: tells of the same; `topic`: shares a tag; `recent`: only the newest that was left. */
  readonly because: 'content' | 'topic' | 'recent';
}

export interface RelatedOptions {
  /** Stories wanted; three without. */
  readonly limit?: number;
  /** Likeness from which two stories tell of the same; 0.12 without. */
  readonly threshold?: number;
}

const defaultThreshold = 0.12;
/** Above this two texts are one story told twice. */
const sameStory = 0.85;
/** A story a year older counts half as much: background keeps its worth for long. */
const halfLifeDays = 365;
const readOfBody = 2_000;

/**
 * Earlier stories for «إقرأوا أيضاً», best first: by likeness of content (cosine of tf-idf over light stems, the title
 * counted thrice), weighed by age. When too few are alike the rest is filled with stories of the same tags, then with
 * the newest, so that the list is empty only when there is no other story. Stories newer than the article, the article
 * itself and near copies of it or of one another are left out.
 */
export function relatedStories<T extends RelatedCandidate>(
  article: Article,
  candidates: readonly T[],
  options: RelatedOptions = {},
): RelatedStory<T>[] {
  const limit = options.limit ?? 3;
  const threshold = options.threshold ?? defaultThreshold;
  const date = article.publishedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const earlier = candidates.filter(
    (candidate) => candidate.link !== article.link && (candidate.publishedAt?.getTime() ?? 0) <= date,
  );
  const own = termCounts(article.title, article.blocks.map((block) => block.text).join('\n'));
  const counts = earlier.map((candidate) => termCounts(candidate.title, candidate.text));
  const rarity = inverseFrequency([own, ...counts]);
  const vector = weighted(own, rarity);
  const tags = new Set(article.tags);

  const scored = earlier.map((story, index) => {
    const terms = weighted(counts[index] ?? new Map(), rarity);
    const likeness = cosine(vector, terms);
    const fresh = freshness(story.publishedAt, article.publishedAt);
    const isAlike = likeness >= threshold;
    const shared = story.tags.filter((tag) => tags.has(tag)).length;
    const because: RelatedStory<T>['because'] = isAlike ? 'content' : shared > 0 ? 'topic' : 'recent';
    return {
      story,
      terms,
      likeness,
      because,
      score: isAlike ? likeness * fresh : fresh * Math.min(likeness, threshold),
    };
  });
  const order = { content: 0, topic: 1, recent: 2 } as const;
  const ranked = scored
    .filter((one) => one.likeness < sameStory)
    .sort(
      (a, b) =>
        order[a.because] - order[b.because] ||
        (a.because === 'content' ? b.score - a.score : time(b.story) - time(a.story)),
    );
  const chosen: typeof ranked = [];
  for (const one of ranked) {
    if (chosen.length >= limit) break;
    if (chosen.every((other) => cosine(other.terms, one.terms) < sameStory)) chosen.push(one);
  }
  return chosen.map(({ story, score, because }) => ({ story, score: Math.round(score * 1_000) / 1_000, because }));
}

function time(story: RelatedCandidate): number {
  return story.publishedAt?.getTime() ?? 0;
}

/** 1 for a story of the same day, one half after {@link halfLifeDays}, never below a quarter. */
function freshness(published: Date | null, present: Date | null): number {
  if (published === null || present === null) return 0.5;
  const days = Math.max(0, present.getTime() - published.getTime()) / 86_400_000;
  return Math.max(0.25, 0.5 ** (days / halfLifeDays));
}

type Terms = ReadonlyMap<string, number>;

function termCounts(title: string, text: string): Terms {
  const counts = new Map<string, number>();
  const add = (stems: readonly string[], weight: number) => {
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + weight);
  };
  add(contentStems(title), 3);
  add(contentStems(text.slice(0, readOfBody)), 1);
  return counts;
}

function inverseFrequency(documents: readonly Terms[]): Terms {
  const found = new Map<string, number>();
  for (const document of documents) for (const term of document.keys()) found.set(term, (found.get(term) ?? 0) + 1);
  // Smoothed, so that a term of every document still counts when there are few.
  return new Map([...found].map(([term, count]) => [term, Math.log(1 + documents.length / count)]));
}

/** Counts on a logarithmic scale times rarity, at unit length. */
function weighted(counts: Terms, rarity: Terms): Terms {
  const terms = new Map([...counts].map(([term, count]) => [term, (1 + Math.log(count)) * (rarity.get(term) ?? 0)]));
  const length = Math.sqrt([...terms.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return length === 0 ? terms : new Map([...terms].map(([term, weight]) => [term, weight / length]));
}

function cosine(a: Terms, b: Terms): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}
