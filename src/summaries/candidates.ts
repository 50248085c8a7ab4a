import type { Token } from '../articles/text/index.ts';
import type { ConceptMap } from './concepts.ts';
import { COSTS } from './costs.ts';
import { type Form, type Forms, formsOf, type PrintContext } from './forms.ts';
import { matterOf } from './repetition.ts';
import type { SourceSentence } from './source.ts';
import { isRoleTold, type Placed } from './standing.ts';
import type { TitleClaims } from './title-claims.ts';

export interface ChoiceContext extends PrintContext {
  readonly sentences: readonly SourceSentence[];
  readonly concepts: ConceptMap;
  /** Value (in expected words of an abstract) of a sentence for itself, above what it covers, in an article whose news opens with sentence `opens`; mostly negative. */
  readonly prior: (sentence: SourceSentence, opens: number) => number;
  readonly titleStems: ReadonlySet<string>;
  readonly titleWords: readonly Token[];
  /** Orders of the sentences that answer the title's question, see `answersOf`. */
  readonly answers: ReadonlySet<number>;
  /** What the title promises, see `titleClaims`. */
  readonly promised: TitleClaims | null;
  /** Orders of sentences with a slip, which another may stand for; absent where none was looked for. */
  readonly slipped?: ReadonlySet<number>;
  /** Orders of sentences that only tell again what was told, see `avoidingRepeats`: the lead is read without them. */
  readonly repeated?: ReadonlySet<number>;
  readonly maxSentences: number;
  /** Whether a set pays for what it leaves out of the article's opening; a feature that opens on a scene is left for its news. */
  readonly lead: 'kept' | 'left';
  /** Sentences that may be taken at all. */
  readonly admissible: (sentence: SourceSentence) => boolean;
}

/** A sentence that may be chosen. */
export interface Candidate extends Forms, Placed {
  readonly concepts: readonly number[];
  readonly prior: number;
  /** What it tells of the title's claims. */
  readonly tells: number;
  /** What it is worth beside what it covers, in its shortest form. */
  readonly alone: number;
}

/** A candidate in the form in which it is chosen. */
export interface Chosen {
  readonly candidate: Candidate;
  readonly form: Form;
}

/** What the sentence that opens the article's news is worth above what it covers: the lead is left only where another is clearly better. */
const LEAD = 25;

const POOL = 28;
/** The candidates worth searching, in reading order. */
export function promising(context: ChoiceContext): Candidate[] {
  const candidates = context.sentences.filter(context.admissible).map((source) => {
    const concepts = context.concepts.of[source.order] ?? [];
    const prior = context.prior(source, context.opens) + (source.order === context.opens ? LEAD : 0);
    const weight = concepts.reduce((sum, id) => sum + (context.concepts.weights[id] ?? 0), 0);
    const answer = context.answers.has(source.order) ? COSTS.answered : 0;
    return { source, concepts, prior, rank: weight + prior + answer - source.chars * COSTS.perCharacter };
  });
  return candidates
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, POOL)
    .toSorted((a, b) => a.source.order - b.source.order)
    .map(({ source, concepts, prior }) => {
      const forms = formsOf(source, context);
      const shortest = Math.min(...[...forms.asFirst, ...forms.asNext].map(({ chars }) => chars));
      const alone = prior - shortest * COSTS.perCharacter;
      const tells = context.promised?.toldBy(source.words) ?? 0;
      return { source, matter: matterOf(source), concepts, prior, tells, alone, ...forms };
    });
}

/** The forms in which a candidate may stand behind those chosen. */
export function formsBehind({ source, ...forms }: Candidate, chosen: readonly Chosen[]): readonly Form[] {
  const before = chosen.at(-1)?.candidate.source;
  if (before === undefined) return forms.asFirst;
  if (source.followsOn && before.order === source.order - 1) return forms.asWritten;
  const { bareRole, tie } = source.opening;
  const role = bareRole ?? (source.body === null ? null : `ال${source.body.noun}`);
  const placed = chosen.map(({ candidate }) => candidate);
  return role !== null && tie === null && isRoleTold(role, placed) ? forms.asWritten : forms.asNext;
}
