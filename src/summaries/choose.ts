import { countCharacters } from '../articles/text/index.ts';
import { shorterForms } from './compress.ts';
import type { ConceptMap } from './concepts.ts';
import { type Mention, mentionsOf, type Person, withGivenName } from './names/index.ts';
import type { SourceSentence } from './source.ts';

/** A sentence as it will be printed. */
export interface ChosenSentence {
  readonly source: SourceSentence;
  readonly text: string;
}

export interface Choice {
  readonly sentences: readonly ChosenSentence[];
  readonly value: number;
}

export interface ChoiceContext {
  readonly sentences: readonly SourceSentence[];
  readonly concepts: ConceptMap;
  /** Whom the article calls by surname after a full name. */
  readonly people: readonly Person[];
  /** Value (in expected words of an abstract) of a sentence for itself, above what it covers; mostly negative. */
  readonly prior: (sentence: SourceSentence) => number;
  readonly titleStems: ReadonlySet<string>;
  readonly maxChars: number;
  readonly maxSentences: number;
  /** Sentences that may be taken at all. */
  readonly admissible: (sentence: SourceSentence) => boolean;
}

/** Values of the search, in expected words of an abstract; settled on the tuning texts. */
export const COSTS = {
  perCharacter: 0.004,
  withoutAside: 2,
  withoutClause: 5,
  repairedName: 0.3,
  unnamed: 4,
  backgroundFirst: 5,
  bareRole: 4,
  bareRoleFirst: 8,
  pointsBack: 2.5,
  spokenOf: 2.5,
  gap: 0.8,
  loose: 3,
  turned: 2,
} as const;

/** What the article's own opening is worth above what it covers: the lead is left only where another is clearly better. */
const LEAD = 4;

/** What «the statement said» needs even from its neighbour: that it was named there. */
const DOCUMENTS: ReadonlySet<string> = new Set('البيان المصدر المصادر التقرير الدراسه الصحيفه الوكاله'.split(' '));

const POOL = 28;
/** Above this share of common words two sentences say the same. */
const TOO_ALIKE = 0.5;

/**
 * The best set of sentences in reading order within the budget, or null when none may be taken. Every set of up to
 * `maxSentences` from the most promising sentences is looked at, not one sentence after another: a second sentence that
 * needs the first, or a name that the first introduces, is seen together.
 */
export function chooseSet(context: ChoiceContext): Choice | null {
  const pool = promising(context);
  const search = new Search(context, pool);
  search.extend(0, []);
  return search.best;
}

/** A way to print a candidate. */
interface Form {
  readonly text: string;
  readonly chars: number;
  readonly cost: number;
  readonly mentions: readonly Mention[];
}

interface Candidate {
  readonly source: SourceSentence;
  readonly concepts: readonly number[];
  readonly prior: number;
  /** As the first sentence of the summary: what only tied it to others is taken off. */
  readonly asFirst: readonly Form[];
  readonly asNext: readonly Form[];
}

class Search {
  best: Choice | null = null;
  private readonly context: ChoiceContext;
  private readonly pool: readonly Candidate[];
  private readonly covered: Uint8Array;

  constructor(context: ChoiceContext, pool: readonly Candidate[]) {
    this.context = context;
    this.pool = pool;
    this.covered = new Uint8Array(context.concepts.weights.length);
  }

  extend(from: number, chosen: readonly { candidate: Candidate; form: Form }[], value = 0, chars = 0): void {
    if (chosen.length === this.context.maxSentences) return;
    for (let at = from; at < this.pool.length; at++) {
      const candidate = this.pool[at];
      if (candidate === undefined || !this.mayFollow(candidate, chosen)) continue;
      const gain = this.cover(candidate);
      const standing = this.standing(candidate, chosen);
      for (const form of chosen.length === 0 ? candidate.asFirst : candidate.asNext) {
        const length = chars + form.chars + (chosen.length > 0 ? 1 : 0);
        if (length > this.context.maxChars) continue;
        const next = [...chosen, { candidate, form }];
        const worth = value + gain + candidate.prior - standing - form.cost - form.chars * COSTS.perCharacter;
        this.consider(next, worth, length);
        this.extend(at + 1, next, worth, length);
      }
      this.uncover(candidate);
    }
  }

  private consider(chosen: readonly { candidate: Candidate; form: Form }[], value: number, chars: number): void {
    if (this.best !== null && value <= this.best.value) return;
    const named = nameAll(chosen);
    const worth = value - named.cost - turnedCost(chosen);
    if (chars + named.added > this.context.maxChars) return;
    if (this.best !== null && worth <= this.best.value) return;
    this.best = { value: worth, sentences: named.sentences };
  }

  /** Whether the rules let `candidate` stand after `chosen`. */
  private mayFollow(candidate: Candidate, chosen: readonly { candidate: Candidate }[]): boolean {
    const { source } = candidate;
    const before = chosen.at(-1)?.candidate.source;
    const adjacent = before !== undefined && before.order === source.order - 1 && source.followsOn;
    if (source.opening.tie !== null && !adjacent) return false;
    return chosen.every(({ candidate: other }) => alike(other.source, source) <= TOO_ALIKE);
  }

  /** What the place of `candidate` after `chosen` costs. */
  private standing(candidate: Candidate, chosen: readonly { candidate: Candidate }[]): number {
    const { source } = candidate;
    const before = chosen.at(-1)?.candidate.source;
    let cost = 0;
    if (source.opening.background && chosen.length === 0) cost += COSTS.backgroundFirst;
    const adjacent = before !== undefined && before.order === source.order - 1;
    const role = source.opening.bareRole;
    if (role !== null && (!adjacent || DOCUMENTS.has(role))) {
      const stem = role.replace(/^ال/, '');
      const licensed = chosen.some(({ candidate: other }) =>
        other.source.words.some((word) => word.key.includes(stem)),
      );
      if (!licensed) cost += chosen.length === 0 ? COSTS.bareRoleFirst : COSTS.bareRole;
    }
    const { pointsBack } = source;
    if (pointsBack !== null && !adjacent && !chosen.some(({ candidate: other }) => other.source.stems.has(pointsBack)))
      cost += COSTS.pointsBack;
    const { spokenOf } = source;
    if (spokenOf !== null && !chosen.some(({ candidate: other }) => other.source.stems.has(spokenOf)))
      cost += COSTS.spokenOf;
    if (before !== undefined && !adjacent) {
      cost += COSTS.gap;
      if (this.isLoose(source, chosen)) cost += COSTS.loose;
    }
    return cost;
  }

  /** Whether a sentence has nothing in common with the title and with what stands before it in the summary. */
  private isLoose(source: SourceSentence, chosen: readonly { candidate: Candidate }[]): boolean {
    const { titleStems } = this.context;
    return ![...source.stems].some(
      (stem) => titleStems.has(stem) || chosen.some(({ candidate: other }) => other.source.stems.has(stem)),
    );
  }

  private cover(candidate: Candidate): number {
    let gain = 0;
    for (const id of candidate.concepts) {
      if (this.covered[id] === 0) gain += this.context.concepts.weights[id] ?? 0;
      this.covered[id] = (this.covered[id] ?? 0) + 1;
    }
    return gain;
  }

  private uncover(candidate: Candidate): void {
    for (const id of candidate.concepts) this.covered[id] = (this.covered[id] ?? 1) - 1;
  }
}

/** The candidates worth searching, in reading order. */
function promising(context: ChoiceContext): Candidate[] {
  const candidates = context.sentences.filter(context.admissible).map((source) => {
    const concepts = context.concepts.of[source.order] ?? [];
    const prior = context.prior(source) + (source.order === 0 ? LEAD : 0);
    const weight = concepts.reduce((sum, id) => sum + (context.concepts.weights[id] ?? 0), 0);
    return { source, concepts, prior, rank: weight + prior - source.chars * COSTS.perCharacter };
  });
  return candidates
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, POOL)
    .toSorted((a, b) => a.source.order - b.source.order)
    .map(({ source, concepts, prior }) => ({
      source,
      concepts,
      prior,
      asFirst: formsOf(source, 'first', context.people),
      asNext: formsOf(source, 'next', context.people),
    }));
}

function formsOf(source: SourceSentence, place: 'first' | 'next', people: readonly Person[]): Form[] {
  const dropped = place === 'first' || source.opening.droppable > 3 ? source.opening.droppable : 0;
  const full = finished(source.text.slice(dropped));
  const shorter = shorterForms(full).at(-1);
  const form = (text: string, cost: number): Form => ({
    text,
    chars: countCharacters(text),
    cost,
    mentions: mentionsOf(people, text),
  });
  return shorter === undefined
    ? [form(full, 0)]
    : [form(full, 0), form(shorter.text, shorter.lost === 'aside' ? COSTS.withoutAside : COSTS.withoutClause)];
}

/** What it costs to print a claim without the «لكن» that turns it. */
function turnedCost(chosen: readonly { candidate: Candidate }[]): number {
  const left = chosen.filter(
    ({ candidate: { source } }, index) =>
      source.turned && chosen[index + 1]?.candidate.source.order !== source.order + 1,
  );
  return left.length * COSTS.turned;
}

/** A paragraph's last sentence whose stop the author forgot gets one, and none follows a comma. */
function finished(written: string): string {
  const text = written.replace(/\s*[،,؛]\s*\.$/, '.');
  return /[\p{L}\p{N}\p{M})]$/u.test(text) ? `${text}.` : text;
}

/** Puts the given name to each surname that nothing before it in the summary introduces. */
function nameAll(chosen: readonly { candidate: Candidate; form: Form }[]): {
  sentences: ChosenSentence[];
  cost: number;
  added: number;
} {
  const introduced = new Set<string>();
  let cost = 0;
  let added = 0;
  const sentences = chosen.map(({ candidate: { source }, form }) => {
    let text = form.text;
    // The first mention of each person decides; what is put in moves the offsets behind it.
    let shift = 0;
    const seen = new Set<string>();
    for (const mention of form.mentions) {
      const key = mention.person.surname.join(' ');
      if (introduced.has(key) || seen.has(key)) continue;
      seen.add(key);
      if (mention.full) continue;
      const repaired = withGivenName(text, { ...mention, start: mention.start + shift, end: mention.end + shift });
      if (repaired === null) {
        cost += COSTS.unnamed;
        continue;
      }
      added += countCharacters(repaired) - countCharacters(text);
      shift += repaired.length - text.length;
      cost += COSTS.repairedName;
      text = repaired;
    }
    for (const key of seen) introduced.add(key);
    return { source, text };
  });
  return { sentences, cost, added };
}

/** Cosine of the two sentences' sets of meaning words. */
export function alike(a: Pick<SourceSentence, 'stems'>, b: Pick<SourceSentence, 'stems'>): number {
  if (a.stems.size === 0 || b.stems.size === 0) return 0;
  let common = 0;
  for (const stem of a.stems) if (b.stems.has(stem)) common++;
  return common / Math.sqrt(a.stems.size * b.stems.size);
}
