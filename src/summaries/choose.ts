import { type Candidate, type ChoiceContext, type Chosen, formsBehind, promising } from './candidates.ts';
import { type ClaimCost, claimCost } from './claim-cost.ts';
import { COSTS } from './costs.ts';
import { Covered } from './covered.ts';
import { fillOf } from './fill.ts';
import type { ChosenSentence } from './forms.ts';
import { LeadPrice, PASSED } from './lead-price.ts';
import { charsOf, named, Placing } from './placing.ts';
import { TitlePromise } from './promise.ts';
import { isBareDenial } from './rules/soundness.ts';
import { CEREMONY, isTrifle } from './rules/trifles.ts';

export interface Choice {
  readonly sentences: readonly ChosenSentence[];
  readonly value: number;
}

/**
 * The best set of sentences in reading order within the budget, or null when none may be taken. Every set of up to
 * `maxSentences` from the most promising sentences is looked at, not one sentence after another: a second sentence that
 * needs the first, or a name that the first introduces, is seen together. Room that the best set leaves is filled (`fillOf`).
 */
export function chooseSet(context: ChoiceContext): Choice | null {
  const pool = promising(context);
  const search = new Search(context, pool);
  search.extend(0, []);
  return search.choice();
}

/** What a set is worth and how long it is; `covered` is the concept weight in `value`. */
interface Sum {
  readonly value: number;
  readonly covered: number;
  readonly chars: number;
}

/** The best set of those looked at. */
interface Best {
  readonly value: number;
  readonly chosen: readonly Chosen[];
  readonly sentences: readonly ChosenSentence[];
}

class Search {
  private best: Best | null = null;
  private readonly context: ChoiceContext;
  private readonly pool: readonly Candidate[];
  private readonly covered: Covered;
  private readonly claims: ClaimCost;
  private readonly promise: TitlePromise;
  private readonly placing: Placing;
  private readonly leadPrice: LeadPrice;
  /** What an answer to the title, and what keeps its promise, may yet add to any set. */
  private readonly mostAnswered: number;

  constructor(context: ChoiceContext, pool: readonly Candidate[]) {
    this.context = context;
    this.pool = pool;
    this.covered = new Covered(context.concepts.weights);
    const promised = context.lead === 'kept' ? context.promised : null;
    const opened = promised?.toldBy(context.sentences[context.opens]?.words ?? []) ?? 0;
    this.promise = new TitlePromise(promised, opened, pool);
    const answered = pool.some(({ source }) => context.answers.has(source.order)) ? COSTS.answered : 0;
    this.mostAnswered = answered + this.promise.most;
    this.claims = claimCost(
      context.titleWords,
      context.sentences[context.opens],
      pool.map(({ source }) => source),
    );
    const little = littleIn(context);
    this.placing = new Placing(context, this.claims, little);
    this.leadPrice = new LeadPrice(context, pool, little, this.placing, this.promise);
  }

  extend(from: number, chosen: readonly Chosen[], sum: Sum = { value: 0, covered: 0, chars: 0 }): void {
    const left = this.context.maxSentences - chosen.length;
    if (left === 0) return;
    const most = this.covered.mostAdded(this.pool, from, left);
    for (let at = from; at < this.pool.length; at++) {
      if (this.best !== null && sum.value + (most[at - from] ?? 0) + this.mostAnswered <= this.best.value) continue;
      const candidate = this.pool[at];
      if (candidate === undefined || !this.placing.mayFollow(candidate, chosen)) continue;
      const gain = this.covered.take(candidate.concepts);
      const standing = this.placing.cost(candidate, chosen);
      for (const form of formsBehind(candidate, chosen)) {
        const chars = sum.chars + form.chars + (chosen.length > 0 ? 1 : 0);
        if (chars > this.context.maxChars) continue;
        const last = { candidate, form };
        const value = sum.value + gain + candidate.prior - standing - form.cost - form.chars * COSTS.perCharacter;
        const total = { value, covered: sum.covered + gain, chars };
        this.consider(chosen, last, total);
        this.extend(at + 1, [...chosen, last], total);
      }
      this.covered.release(candidate.concepts);
      this.endWithClause(candidate, chosen, sum, standing);
    }
  }

  /** The best set, with a further sentence in the room that it leaves; a scene's that is left has its news there. */
  choice(): Choice | null {
    if (this.best === null) return null;
    const { value, chosen, sentences } = this.best;
    const fill = this.context.lead === 'left' ? null : fillOf(chosen, this.pool, this.claims, this.context);
    if (fill === null) return { value, sentences };
    const all = [...chosen, fill];
    return { value, sentences: named(all, this.context.maxChars - charsOf(all) + 1).sentences };
  }

  /** The sentence behind the last one, of which no form fits, may end the summary with its main clause; no claim without its turn. */
  private endWithClause(candidate: Candidate, chosen: readonly Chosen[], sum: Sum, standing: number): void {
    const { source, prior } = candidate;
    const before = chosen.at(-1);
    if (before === undefined || before.form.extent !== 'whole') return;
    const next =
      this.placing.isNext(source, before.candidate.source) || this.leadPrice.passesInNeed(chosen, source, PASSED);
    if (!next && this.promise.most === 0) return;
    const clause = this.placing.clauseWithin(candidate, this.context.maxChars - sum.chars - 1);
    if (clause === null) return;
    if (!next && !this.promise.isKeptBy(chosen, [{ candidate, form: clause }])) return;
    const concepts = this.placing.conceptsOf(clause);
    const gain = this.covered.take(concepts);
    const value = sum.value + gain + prior - standing - clause.cost - clause.chars * COSTS.perCharacter;
    const total = { value, covered: sum.covered + gain, chars: sum.chars + clause.chars + 1 };
    this.consider(chosen, { candidate, form: clause }, total);
    this.covered.release(concepts);
  }

  private consider(before: readonly Chosen[], last: Chosen, { value, covered, chars }: Sum): void {
    if (this.best !== null && value + this.mostAnswered <= this.best.value) return;
    const chosen = [...before, last];
    const keepsLead = this.leadPrice.keptOf(chosen) > 0;
    const answers = chosen.some(({ candidate }) => this.context.answers.has(candidate.source.order));
    const answered = answers && keepsLead ? COSTS.answered : 0;
    const { sentences, cost } = named(chosen, this.context.maxChars - chars);
    const claims = this.claims.of(chosen.map(({ candidate }) => candidate.source));
    const kept = claims === 0 && keepsLead ? this.promise.worthOf(chosen) : 0;
    const worth = value + answered + kept - cost - claims - this.leadPrice.of(before, last, covered, chars);
    if (this.best !== null && worth <= this.best.value) return;
    this.best = { value: worth, chosen, sentences };
  }
}

/** Orders of the sentences that an editor passes over: what stands above the news, ceremonies, trifles, denials of what is told elsewhere, somebody's words of himself, what has a slip or only tells again. */
function littleIn({ sentences, opens, slipped, repeated }: ChoiceContext): ReadonlySet<number> {
  return new Set(
    sentences.flatMap(({ order, plain, quotes }) =>
      order < opens ||
      CEREMONY.test(plain) ||
      isTrifle(plain) ||
      isBareDenial(plain) ||
      quotes ||
      slipped?.has(order) ||
      repeated?.has(order)
        ? [order]
        : [],
    ),
  );
}
