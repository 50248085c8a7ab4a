import { normalise, type Token, tokens } from '../articles/text/index.ts';
import { ACCUSES, ASKS_WHETHER_TRUE, DENIES, isAbout, speaksForAccused, turns } from './claims.ts';
import { type ConceptMap, conceptNames } from './concepts.ts';
import { COSTS } from './costs.ts';
import { type ChosenSentence, clauseOf, type Form, type Forms, formsOf, nameAll, type PrintContext } from './forms.ts';
import { type MendedLead, mendedLead } from './lead.ts';
import { alike, matterOf, mostlyQuotes } from './repetition.ts';
import { CEREMONY, isTrifle } from './rules/trifles.ts';
import type { SourceSentence } from './source.ts';
import { type Placed, standingCost } from './standing.ts';

export interface Choice {
  readonly sentences: readonly ChosenSentence[];
  readonly value: number;
}

export interface ChoiceContext extends PrintContext {
  readonly sentences: readonly SourceSentence[];
  readonly concepts: ConceptMap;
  /** Value (in expected words of an abstract) of a sentence for itself, above what it covers; mostly negative. */
  readonly prior: (sentence: SourceSentence) => number;
  readonly titleStems: ReadonlySet<string>;
  readonly titleWords: readonly Token[];
  readonly maxSentences: number;
  /** Sentences that may be taken at all. */
  readonly admissible: (sentence: SourceSentence) => boolean;
}

/** What the article's own opening is worth above what it covers: the lead is left only where another is clearly better. */
const LEAD = 25;

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

interface Chosen {
  readonly candidate: Candidate;
  readonly form: Form;
}

/** What a set is worth and how long it is; `covered` is the concept weight in `value`. */
interface Sum {
  readonly value: number;
  readonly covered: number;
  readonly chars: number;
}

interface Candidate extends Forms, Placed {
  readonly concepts: readonly number[];
  readonly prior: number;
  /** What it is worth beside what it covers, in its shortest form. */
  readonly alone: number;
}

class Search {
  best: Choice | null = null;
  private readonly context: ChoiceContext;
  private readonly pool: readonly Candidate[];
  private readonly covered: Uint8Array;
  /** Main clauses by sentence and room: the search comes back to them. */
  private readonly clauses = new Map<string, Form | null>();
  private readonly lead: MendedLead;
  private readonly ceremonies: ReadonlySet<number>;
  private readonly denials: readonly SourceSentence[];
  private readonly accused: boolean;

  constructor(context: ChoiceContext, pool: readonly Candidate[]) {
    this.context = context;
    this.pool = pool;
    this.covered = new Uint8Array(context.concepts.weights.length);
    this.ceremonies = new Set(
      context.sentences.flatMap(({ text, order }) => {
        const plain = normalise(text);
        return CEREMONY.test(plain) || isTrifle(plain) ? [order] : [];
      }),
    );
    this.accused = context.titleWords.some(({ key }) => ACCUSES.test(key) || ASKS_WHETHER_TRUE.test(key));
    this.denials = context.titleWords.some(({ key }) => DENIES.test(key))
      ? []
      : pool
          .map(({ source }) => source)
          .filter(
            ({ denies, opening, words }) =>
              denies && (opening.tie === null || opening.tie === 'connective' || speaksForAccused(words)),
          );
    const leads = (one: SourceSentence): boolean =>
      context.admissible(one) && (one.order === 0 || !this.ceremonies.has(one.order));
    this.lead = mendedLead(context.sentences, context.concepts, leads, context.maxChars);
  }

  extend(from: number, chosen: readonly Chosen[], sum: Sum = { value: 0, covered: 0, chars: 0 }): void {
    const left = this.context.maxSentences - chosen.length;
    if (left === 0) return;
    const most = this.mostAdded(from, left);
    for (let at = from; at < this.pool.length; at++) {
      if (this.best !== null && sum.value + (most[at - from] ?? 0) <= this.best.value) continue;
      const candidate = this.pool[at];
      if (candidate === undefined || !this.mayFollow(candidate, chosen)) continue;
      const gain = this.cover(candidate.concepts);
      const standing = this.standing(candidate, chosen);
      for (const form of formsBehind(candidate, chosen)) {
        const chars = sum.chars + form.chars + (chosen.length > 0 ? 1 : 0);
        if (chars > this.context.maxChars) continue;
        const next = [...chosen, { candidate, form }];
        const value = sum.value + gain + candidate.prior - standing - form.cost - form.chars * COSTS.perCharacter;
        const total = { value, covered: sum.covered + gain, chars };
        this.consider(next, total);
        this.extend(at + 1, next, total);
      }
      this.uncover(candidate.concepts);
      this.endWithClause(candidate, chosen, sum, standing);
    }
  }

  /** The sentence behind the last one, of which no form fits, may end the summary with its main clause; no claim without its turn. */
  private endWithClause(candidate: Candidate, chosen: readonly Chosen[], sum: Sum, standing: number): void {
    const { source, asWritten, prior } = candidate;
    const before = chosen.at(-1);
    if (before === undefined || before.form.extent !== 'whole') return;
    if (!this.isNext(source, before.candidate.source) || !source.followsOn || turns(source.text)) return;
    const room = this.context.maxChars - sum.chars - 1;
    const known = this.clauses.get(`${source.order} ${room}`);
    const clause = known === undefined ? clauseOf(asWritten, room, this.context) : known;
    this.clauses.set(`${source.order} ${room}`, clause);
    if (clause === null) return;
    const { ids } = this.context.concepts;
    const concepts = [...conceptNames({ words: tokens(clause.text) })].flatMap((name) => ids.get(name) ?? []);
    const gain = this.cover(concepts);
    const value = sum.value + gain + prior - standing - clause.cost - clause.chars * COSTS.perCharacter;
    const total = { value, covered: sum.covered + gain, chars: sum.chars + clause.chars + 1 };
    this.consider([...chosen, { candidate, form: clause }], total);
    this.uncover(concepts);
  }

  /** Whether nothing stands between two sentences but what agencies write of the ceremony. */
  private isNext({ order }: SourceSentence, before: SourceSentence): boolean {
    return this.context.sentences.slice(before.order + 1, order).every((one) => this.ceremonies.has(one.order));
  }

  /** For each candidate from `from` on, more than which no `count` sentences that begin with it add to what is covered. */
  private mostAdded(from: number, count: number): number[] {
    const most: number[] = [];
    const best: number[] = [];
    for (let at = this.pool.length - 1; at >= from; at--) {
      const candidate = this.pool[at];
      if (candidate === undefined) continue;
      let alone = candidate.alone;
      for (const id of candidate.concepts) if (this.covered[id] === 0) alone += this.context.concepts.weights[id] ?? 0;
      most[at - from] = best.reduce((sum, one) => sum + one, alone);
      if (alone <= 0) continue;
      best.push(alone);
      best.sort((a, b) => b - a);
      best.length = Math.min(best.length, count - 1);
    }
    return most;
  }

  private consider(chosen: readonly Chosen[], { value, covered, chars }: Sum): void {
    if (this.best !== null && value <= this.best.value) return;
    const named = nameAll(
      chosen.map(({ candidate: { source }, form }) => ({ source, form })),
      this.context.maxChars - chars,
    );
    const worth =
      value - named.cost - turnedCost(chosen) - this.unansweredCost(chosen) - this.shortOfLead(chosen, covered, chars);
    if (this.best !== null && worth <= this.best.value) return;
    this.best = { value: worth, sentences: named.sentences };
  }

  /** What it costs that the opening, as far as `chosen` is long, would say more: a fill must be worth what it passes over. */
  private shortOfLead(chosen: readonly Chosen[], covered: number, chars: number): number {
    const { sentences, maxChars } = this.context;
    const kept = chosen.findIndex(({ candidate }, index) => candidate.source.order !== this.lead.orders[index]);
    if (kept === -1) return 0;
    const passed = sentences[this.lead.orders[kept] ?? -1];
    const before = chosen.slice(0, kept).reduce((sum, { form }) => sum + form.chars + 1, 0);
    const fits = passed !== undefined && before + passed.chars <= maxChars;
    const short = Math.max(0, this.lead.worthAt(chars) - covered);
    return COSTS.shortOfLead * short + (fits ? COSTS.passedOver : 0);
  }

  /** What it costs to print an accusation and not that it is denied, where the article says so in a sentence that may stand. */
  private unansweredCost(chosen: readonly Chosen[]): number {
    if (chosen.some(({ candidate: { source } }) => source.denies || source.words.some(({ key }) => DENIES.test(key))))
      return 0;
    const accuses = this.accused || chosen.some(({ candidate }) => candidate.source.accuses);
    return this.denials.some(
      (denial) =>
        accuses ||
        isAbout(
          denial,
          chosen.map(({ candidate }) => candidate.source),
        ),
    )
      ? COSTS.unanswered
      : 0;
  }

  /** Whether the rules let `candidate` stand after `chosen`. */
  private mayFollow(candidate: Candidate, chosen: readonly { candidate: Candidate }[]): boolean {
    const { source } = candidate;
    const before = chosen.at(-1)?.candidate.source;
    const titled = source.words.slice(0, 2).some(({ key }) => HONOURED.test(key));
    const next = before !== undefined && (before.order === source.order - 1 || (titled && this.isNext(source, before)));
    const adjacent = next && source.followsOn;
    if (source.denies && speaksForAccused(source.words) && (this.accused || before?.accuses === true)) return true;
    if (source.opening.tie !== null && !adjacent) return false;
    return chosen.every(({ candidate: other }) => alike(other.source, source) <= TOO_ALIKE);
  }

  private standing(candidate: Candidate, chosen: readonly Chosen[]): number {
    const placed = chosen.map(({ candidate: other }) => other);
    return standingCost(candidate, placed, this.context);
  }

  private cover(concepts: readonly number[]): number {
    let gain = 0;
    for (const id of concepts) {
      if (this.covered[id] === 0) gain += this.context.concepts.weights[id] ?? 0;
      this.covered[id] = (this.covered[id] ?? 0) + 1;
    }
    return gain;
  }

  private uncover(concepts: readonly number[]): void {
    for (const id of concepts) this.covered[id] = (this.covered[id] ?? 1) - 1;
  }
}

/** «وشهد سموه التوقيع»: he whom all of a ceremony's report is about, whatever of it is left out. */
const HONOURED =
  /^(?:سموه|سموها|جلالته|جلالتها|فخامته|معاليه|معاليها|سعادته|سعادتها|دولته|سيادته|سماحته|فضيلته|غبطته|قداسته)$/;

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
    .map(({ source, concepts, prior }) => {
      const forms = formsOf(source, context);
      const shortest = Math.min(...[...forms.asFirst, ...forms.asNext].map(({ chars }) => chars));
      const alone = prior - shortest * COSTS.perCharacter;
      return { source, matter: matterOf(source), quotes: mostlyQuotes(source), concepts, prior, alone, ...forms };
    });
}

function formsBehind({ source, ...forms }: Candidate, chosen: readonly Chosen[]): readonly Form[] {
  const before = chosen.at(-1)?.candidate.source;
  if (before === undefined) return forms.asFirst;
  return source.followsOn && before.order === source.order - 1 ? forms.asWritten : forms.asNext;
}

/** What it costs to print a claim without the «لكن» that turns it. */
function turnedCost(chosen: readonly { candidate: Candidate }[]): number {
  const left = chosen.filter(
    ({ candidate: { source } }, index) =>
      source.turned && chosen[index + 1]?.candidate.source.order !== source.order + 1,
  );
  return left.length * COSTS.turned;
}
