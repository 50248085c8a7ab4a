import { tokens } from '../articles/text/index.ts';
import { type Candidate, type ChoiceContext, type Chosen, formsBehind, promising } from './candidates.ts';
import { type ClaimCost, claimCost } from './claim-cost.ts';
import { turns } from './claims.ts';
import { conceptNames } from './concepts.ts';
import { COSTS } from './costs.ts';
import { fillOf } from './fill.ts';
import { mayFollow } from './follows.ts';
import { type ChosenSentence, clauseOf, type Form, nameAll } from './forms.ts';
import { type MendedLead, mendedLead } from './lead.ts';
import { goesOnWithStory, isAnswer } from './leaps.ts';
import { TitlePromise } from './promise.ts';
import { CEREMONY, isTrifle } from './rules/trifles.ts';
import type { SourceSentence } from './source.ts';
import { standingCost } from './standing.ts';

export interface Choice {
  readonly sentences: readonly ChosenSentence[];
  readonly value: number;
}

/** How many sentences of the lead that cannot stand may be passed over for a further one at next to no cost. */
const PASSED = 2;
/** The same where the room is wide and the further one goes on with the story. */
const PASSED_FAR = 8;
/** Share (0–1) of the budget that an editor does not leave empty. */
const WIDE_ROOM = 0.28;
/** A sentence that costs so much behind those chosen leans on what was not told. */
const LEANS = 2.5;

/**
 * The best set of sentences in reading order within the budget, or null when none may be taken. Every set of up to
 * `maxSentences` from the most promising sentences is looked at, not one sentence after another: a second sentence that
 * needs the first, or a name that the first introduces, is seen together.
 */
export function chooseSet(context: ChoiceContext): Choice | null {
  const pool = promising(context);
  const search = new Search(context, pool);
  search.extend(0, []);
  return search.filled();
}

/** What a set is worth and how long it is; `covered` is the concept weight in `value`. */
interface Sum {
  readonly value: number;
  readonly covered: number;
  readonly chars: number;
}

class Search {
  best: Choice | null = null;
  private chosen: readonly Chosen[] = [];
  private readonly context: ChoiceContext;
  private readonly pool: readonly Candidate[];
  private readonly byOrder: ReadonlyMap<number, Candidate>;
  private readonly covered: Uint8Array;
  /** Main clauses by sentence and room: the search comes back to them. */
  private readonly clauses = new Map<string, Form | null>();
  private readonly lead: MendedLead;
  /** Orders of the sentences that an editor passes over: what stands above the news, ceremonies, trifles, somebody's words of himself. */
  private readonly little: ReadonlySet<number>;
  private readonly claims: ClaimCost;
  private readonly promise: TitlePromise;
  /** What an answer to the title, and what keeps its promise, may yet add to any set. */
  private readonly mostAnswered: number;

  constructor(context: ChoiceContext, pool: readonly Candidate[]) {
    this.context = context;
    this.pool = pool;
    this.byOrder = new Map(pool.map((candidate) => [candidate.source.order, candidate]));
    this.covered = new Uint8Array(context.concepts.weights.length);
    this.little = new Set(
      context.sentences.flatMap(({ order, plain, quotes }) =>
        order < context.opens || CEREMONY.test(plain) || isTrifle(plain) || quotes ? [order] : [],
      ),
    );
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
    const leads = (one: SourceSentence): boolean =>
      context.admissible(one) && (one.order === context.opens || !this.little.has(one.order));
    this.lead = mendedLead(context.sentences, context.concepts, leads, context.maxChars);
  }

  extend(from: number, chosen: readonly Chosen[], sum: Sum = { value: 0, covered: 0, chars: 0 }): void {
    const left = this.context.maxSentences - chosen.length;
    if (left === 0) return;
    const most = this.mostAdded(from, left);
    for (let at = from; at < this.pool.length; at++) {
      if (this.best !== null && sum.value + (most[at - from] ?? 0) + this.mostAnswered <= this.best.value) continue;
      const candidate = this.pool[at];
      if (candidate === undefined || !this.mayFollow(candidate, chosen)) continue;
      const gain = this.cover(candidate.concepts);
      const standing = this.standing(candidate, chosen);
      for (const form of formsBehind(candidate, chosen)) {
        const chars = sum.chars + form.chars + (chosen.length > 0 ? 1 : 0);
        if (chars > this.context.maxChars) continue;
        const last = { candidate, form };
        const value = sum.value + gain + candidate.prior - standing - form.cost - form.chars * COSTS.perCharacter;
        const total = { value, covered: sum.covered + gain, chars };
        this.consider(chosen, last, total);
        this.extend(at + 1, [...chosen, last], total);
      }
      this.uncover(candidate.concepts);
      this.endWithClause(candidate, chosen, sum, standing);
    }
  }

  /** The sentence behind the last one, of which no form fits, may end the summary with its main clause; no claim without its turn. */
  private endWithClause(candidate: Candidate, chosen: readonly Chosen[], sum: Sum, standing: number): void {
    const { source, prior } = candidate;
    const before = chosen.at(-1);
    if (before === undefined || before.form.extent !== 'whole') return;
    const clause = this.clauseWithin(candidate, this.context.maxChars - sum.chars - 1);
    if (clause === null) return;
    const next = this.isNext(source, before.candidate.source) || this.passesInNeed(chosen, source, PASSED);
    if (!next && !this.promise.isKeptBy(chosen, [{ candidate, form: clause }])) return;
    const concepts = this.conceptsOf(clause);
    const gain = this.cover(concepts);
    const value = sum.value + gain + prior - standing - clause.cost - clause.chars * COSTS.perCharacter;
    const total = { value, covered: sum.covered + gain, chars: sum.chars + clause.chars + 1 };
    this.consider(chosen, { candidate, form: clause }, total);
    this.uncover(concepts);
  }

  /** The main clause of a sentence that goes on with the one before it, within `room` characters; a claim is not parted from its turn. */
  private clauseWithin({ source, asWritten }: Candidate, room: number): Form | null {
    if (!source.followsOn || turns(source.plain)) return null;
    const key = `${source.order} ${room}`;
    const known = this.clauses.get(key);
    if (known !== undefined) return known;
    const clause = clauseOf(asWritten, room, this.context);
    this.clauses.set(key, clause);
    return clause;
  }

  /** Whether nothing stands between two sentences but what an editor passes over. */
  private isNext({ order }: SourceSentence, before: SourceSentence): boolean {
    return this.context.sentences.slice(before.order + 1, order).every((one) => this.little.has(one.order));
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

  private consider(before: readonly Chosen[], last: Chosen, { value, covered, chars }: Sum): void {
    if (this.best !== null && value + this.mostAnswered <= this.best.value) return;
    const chosen = [...before, last];
    const answers = chosen.some(({ candidate }) => this.context.answers.has(candidate.source.order));
    const answered = answers && this.keptOfLead(chosen) > 0 ? COSTS.answered : 0;
    const named = nameAll(
      chosen.map(({ candidate: { source }, form }) => ({ source, form })),
      this.context.maxChars - chars,
    );
    const claims = this.claims.of(chosen.map(({ candidate }) => candidate.source));
    const kept = claims === 0 && this.keptOfLead(chosen) > 0 ? this.promise.worthOf(chosen) : 0;
    const worth = value + answered + kept - named.cost - claims - this.shortOfLead(before, last, covered, chars);
    if (this.best !== null && worth <= this.best.value) return;
    this.best = { value: worth, sentences: named.sentences };
    this.chosen = chosen;
  }

  /** The best set, with a further sentence in the room that it leaves. */
  filled(): Choice | null {
    if (this.best === null || this.context.lead === 'left') return this.best;
    const fill = fillOf(this.chosen, this.pool, this.claims, this.context);
    if (fill === null) return this.best;
    const chosen = [...this.chosen, fill];
    const chars = charsOf(chosen) - 1;
    const named = nameAll(
      chosen.map(({ candidate: { source }, form }) => ({ source, form })),
      this.context.maxChars - chars,
    );
    return { value: this.best.value, sentences: named.sentences };
  }

  /** What it costs that the opening, as far as `chosen` is long, would say more: a fill must be worth what it passes over. */
  private shortOfLead(before: readonly Chosen[], last: Chosen, covered: number, chars: number): number {
    const { sentences, maxChars, titleStems } = this.context;
    if (this.context.lead === 'left') return 0;
    const kept = this.keptOfLead(before);
    const answer = last.candidate.source;
    if (kept === before.length && answer.order === this.lead.orders[kept]) return 0;
    const passed = sentences[this.lead.orders[kept] ?? -1];
    const fits = passed !== undefined && charsOf(before.slice(0, kept)) + passed.chars <= maxChars;
    const short = Math.max(0, this.lead.worthAt(chars) - covered);
    const left = [...before, last].slice(kept);
    const sources = left.map(({ candidate }) => candidate.source);
    if (kept > 0 && (isAnswer(sources, this.context.answers) || this.promise.isKeptBy(before.slice(0, kept), left)))
      return COSTS.shortInNeed * short;
    if (kept > 0 && kept === before.length) {
      const told = before.map(({ candidate }) => candidate.source);
      if (kept === 1 && this.passesInNeed(before, answer, PASSED)) return COSTS.shortInNeed * short;
      const goesOn = this.hasWideRoom(before) && goesOnWithStory(answer, told, titleStems);
      if (goesOn && this.passesInNeed(before, answer, PASSED_FAR)) return 0;
      const next = this.byOrder.get(passed?.order ?? -1)?.tells ?? 0;
      if (
        passed !== undefined &&
        passed.order < answer.order &&
        this.promise.isBetterKeptBy(before, last.candidate, next)
      )
        return COSTS.shortInNeed * short;
    }
    return COSTS.shortOfLead * short + (fits ? COSTS.passedOver : 0);
  }

  /**
   * Whether from those chosen to `source` no more than `most` sentences of the lead are passed over, and none of them can stand there: there
   * is no room for it nor for a main clause that adds anything, or it leans on what was not told.
   */
  private passesInNeed(chosen: readonly Chosen[], source: SourceSentence, most: number): boolean {
    const { orders } = this.lead;
    const from = chosen.length;
    const to = orders.indexOf(source.order, from);
    if (to < 0 || to > from + most || this.keptOfLead(chosen) < from) return false;
    return orders.slice(from, to).every((order) => this.cannotStand(order, chosen, most));
  }

  /** What the main clause of `candidate` would add within `room` behind those chosen. */
  private worthOfClause(candidate: Candidate, chosen: readonly Chosen[], room: number): number {
    const clause = this.clauseWithin(candidate, room);
    if (clause === null) return 0;
    const told = new Set(chosen.flatMap((one) => one.candidate.concepts));
    const { weights } = this.context.concepts;
    const gain = this.conceptsOf(clause).reduce((sum, id) => sum + (told.has(id) ? 0 : (weights[id] ?? 0)), 0);
    return gain + candidate.prior - this.standing(candidate, chosen) - clause.cost - clause.chars * COSTS.perCharacter;
  }

  private conceptsOf({ text }: Form): number[] {
    const { ids } = this.context.concepts;
    return [...conceptNames({ words: tokens(text) })].flatMap((name) => ids.get(name) ?? []);
  }

  private hasWideRoom(chosen: readonly Chosen[]): boolean {
    return this.context.maxChars - charsOf(chosen) >= this.context.maxChars * WIDE_ROOM;
  }

  /** How many of those chosen are the lead's, from its first on. */
  private keptOfLead(chosen: readonly Chosen[]): number {
    const left = chosen.findIndex(({ candidate }, at) => candidate.source.order !== this.lead.orders[at]);
    return left < 0 ? chosen.length : left;
  }

  /** Whether a sentence of the lead has no room behind those chosen, nor has its main clause, or leans there on what was not told. */
  private cannotStand(order: number, chosen: readonly Chosen[], most: number): boolean {
    const room = this.context.maxChars - charsOf(chosen);
    const candidate = this.byOrder.get(order);
    const length = this.context.sentences[order]?.chars ?? 0;
    if (length > room && (candidate === undefined || this.clauseWithin(candidate, room) === null)) return true;
    if (candidate === undefined) return false;
    if (!this.mayFollow(candidate, chosen) || this.standing(candidate, chosen) >= LEANS) return true;
    if (candidate.source.turned) return true;
    return length > room && most > PASSED && this.worthOfClause(candidate, chosen, room) <= 0;
  }

  private mayFollow({ source }: Candidate, chosen: readonly Chosen[]): boolean {
    const told = chosen.map(({ candidate }) => candidate.source);
    return mayFollow(source, told, this.claims, (before) => this.isNext(source, before));
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

/** Characters of those chosen, each with the space behind it. */
function charsOf(chosen: readonly Chosen[]): number {
  return chosen.reduce((sum, { form }) => sum + form.chars + 1, 0);
}
