import { tokens } from '../articles/text/index.ts';
import type { Candidate, ChoiceContext, Chosen } from './candidates.ts';
import type { ClaimCost } from './claim-cost.ts';
import { turns } from './claims.ts';
import { conceptNames } from './concepts.ts';
import { COSTS } from './costs.ts';
import { mayFollow } from './follows.ts';
import { clauseOf, type Form, nameAll } from './forms.ts';
import type { SourceSentence } from './source.ts';
import { standingCost } from './standing.ts';

/** What a candidate may do behind those chosen, whole or as its main clause, and what it costs there. */
export class Placing {
  private readonly context: ChoiceContext;
  private readonly claims: ClaimCost;
  /** Orders of the sentences that an editor passes over. */
  private readonly little: ReadonlySet<number>;
  /** Main clauses by sentence and room: the search comes back to them. */
  private readonly clauses = new Map<string, Form | null>();

  constructor(context: ChoiceContext, claims: ClaimCost, little: ReadonlySet<number>) {
    this.context = context;
    this.claims = claims;
    this.little = little;
  }

  /** Whether the rules let it stand there. */
  mayFollow({ source }: Candidate, chosen: readonly Chosen[]): boolean {
    const told = chosen.map(({ candidate }) => candidate.source);
    return mayFollow(source, told, this.claims, (before) => this.isNext(source, before));
  }

  /** Whether nothing stands between two sentences but what an editor passes over. */
  isNext({ order }: SourceSentence, before: SourceSentence): boolean {
    return this.context.sentences.slice(before.order + 1, order).every((one) => this.little.has(one.order));
  }

  /** What it costs that it stands there. */
  cost(candidate: Candidate, chosen: readonly Chosen[]): number {
    const placed = chosen.map(({ candidate: other }) => other);
    return standingCost(candidate, placed, this.context);
  }

  /** Its main clause within `room` characters, where it goes on with the sentence before it; a claim is not parted from its turn. */
  clauseWithin({ source, asWritten }: Candidate, room: number): Form | null {
    if (!source.followsOn || turns(source.plain)) return null;
    const key = `${source.order} ${room}`;
    const known = this.clauses.get(key);
    if (known !== undefined) return known;
    const clause = clauseOf(asWritten, room, this.context);
    this.clauses.set(key, clause);
    return clause;
  }

  /** What that clause would add. */
  worthOfClause(candidate: Candidate, chosen: readonly Chosen[], room: number): number {
    const clause = this.clauseWithin(candidate, room);
    if (clause === null) return 0;
    const told = new Set(chosen.flatMap((one) => one.candidate.concepts));
    const { weights } = this.context.concepts;
    const gain = this.conceptsOf(clause).reduce((sum, id) => sum + (told.has(id) ? 0 : (weights[id] ?? 0)), 0);
    return gain + candidate.prior - this.cost(candidate, chosen) - clause.cost - clause.chars * COSTS.perCharacter;
  }

  /** Concepts of a sentence as it is printed. */
  conceptsOf({ text }: Form): number[] {
    const { ids } = this.context.concepts;
    return [...conceptNames({ words: tokens(text) })].flatMap((name) => ids.get(name) ?? []);
  }
}

/** Characters of those chosen, each with the space behind it. */
export function charsOf(chosen: readonly Chosen[]): number {
  return chosen.reduce((sum, { form }) => sum + form.chars + 1, 0);
}

/** Those chosen as they are printed, with the names put in for which `room` characters are left. */
export function named(chosen: readonly Chosen[], room: number): ReturnType<typeof nameAll> {
  return nameAll(
    chosen.map(({ candidate: { source }, form }) => ({ source, form })),
    room,
  );
}
