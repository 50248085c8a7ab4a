import type { Candidate, ChoiceContext, Chosen } from './candidates.ts';
import { COSTS } from './costs.ts';
import { type MendedLead, mendedLead } from './lead.ts';
import { goesOnWithStory, isAnswer } from './leaps.ts';
import { charsOf, type Placing } from './placing.ts';
import type { TitlePromise } from './promise.ts';
import type { SourceSentence } from './source.ts';

/** How many sentences of the lead that cannot stand may be passed over for a further one at next to no cost. */
export const PASSED = 2;
/** The same where the room is wide and the further one goes on with the story. */
const PASSED_FAR = 8;
/** Share (0–1) of the budget that an editor does not leave empty. */
const WIDE_ROOM = 0.28;
/** A sentence that costs so much behind those chosen leans on what was not told. */
const LEANS = 2.5;

/** What it costs that a set leaves the article's opening: a further sentence must be worth what it passes over. */
export class LeadPrice {
  private readonly context: ChoiceContext;
  private readonly byOrder: ReadonlyMap<number, Candidate>;
  private readonly placing: Placing;
  private readonly promise: TitlePromise;
  private readonly lead: MendedLead;

  /** `little` are the orders of the sentences that an editor passes over. */
  constructor(
    context: ChoiceContext,
    pool: readonly Candidate[],
    little: ReadonlySet<number>,
    placing: Placing,
    promise: TitlePromise,
  ) {
    this.context = context;
    this.byOrder = new Map(pool.map((candidate) => [candidate.source.order, candidate]));
    this.placing = placing;
    this.promise = promise;
    const leads = (one: SourceSentence): boolean =>
      context.admissible(one) && (one.order === context.opens || !little.has(one.order));
    this.lead = mendedLead(context.sentences, context.concepts, leads, context.maxChars);
  }

  /** Of a set of `chars` characters that covers so much. */
  of(before: readonly Chosen[], last: Chosen, covered: number, chars: number): number {
    const { sentences, maxChars, titleStems } = this.context;
    if (this.context.lead === 'left') return 0;
    const kept = this.keptOf(before);
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

  /** How many of those chosen are the lead's, from its first on. */
  keptOf(chosen: readonly Chosen[]): number {
    const left = chosen.findIndex(({ candidate }, at) => candidate.source.order !== this.lead.orders[at]);
    return left < 0 ? chosen.length : left;
  }

  /**
   * Whether from those chosen to `source` no more than `most` sentences of the lead are passed over, and none of them can stand there: there
   * is no room for it nor for a main clause that adds anything, or it leans on what was not told.
   */
  passesInNeed(chosen: readonly Chosen[], source: SourceSentence, most: number): boolean {
    const { orders } = this.lead;
    const from = chosen.length;
    const to = orders.indexOf(source.order, from);
    if (to < 0 || to > from + most || this.keptOf(chosen) < from) return false;
    return orders.slice(from, to).every((order) => this.cannotStand(order, chosen, most));
  }

  /** Whether a sentence of the lead has no room behind those chosen, nor has its main clause, or leans there on what was not told. */
  private cannotStand(order: number, chosen: readonly Chosen[], most: number): boolean {
    const room = this.context.maxChars - charsOf(chosen);
    const candidate = this.byOrder.get(order);
    const length = this.context.sentences[order]?.chars ?? 0;
    if (length > room && (candidate === undefined || this.placing.clauseWithin(candidate, room) === null)) return true;
    if (candidate === undefined) return false;
    if (!this.placing.mayFollow(candidate, chosen) || this.placing.cost(candidate, chosen) >= LEANS) return true;
    if (candidate.source.turned) return true;
    return length > room && most > PASSED && this.placing.worthOfClause(candidate, chosen, room) <= 0;
  }

  private hasWideRoom(chosen: readonly Chosen[]): boolean {
    return this.context.maxChars - charsOf(chosen) >= this.context.maxChars * WIDE_ROOM;
  }
}
