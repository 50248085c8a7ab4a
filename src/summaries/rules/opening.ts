import { foldSameLength } from '../../articles/dateline/index.ts';
import { isTelling, normalise, type Token, tokens } from '../../articles/text/index.ts';
import { AFTER_SUBJECTLESS_VERB, BARE_ROLES } from './lexicon.ts';
import {
  answerAtLarge,
  FRONT,
  joinsDefinite,
  leadingConjunction,
  turnsNothing,
  tyingLength,
} from './opening-droppable.ts';
import { openingTie, type Tie } from './opening-tie.ts';
import { isPointing, isPronoun, type Word } from './pronouns.ts';

export interface Opening {
  /** Null when the sentence can be understood with nothing before it. */
  readonly tie: Tie | null;
  /** Characters that may be taken off the front without loss: «من جهته، », the و of «وقال». */
  readonly droppable: number;
  /** How many of them are a phrase that only ties, for which «و» may stand behind another sentence: «في المقابل، ». */
  readonly tying: number;
  /** A definite noun that must have been spoken of («الشركة» in «وقالت الشركة»), as its normalised word; or null. */
  readonly bareRole: string | null;
  /** Tells of what had been before («وكان … قد»): sound anywhere but as the first sentence. */
  readonly background: boolean;
}

/** Reads how `sentence` opens; `vocabulary` are the article's normalised words, to tell «وقال» from «وقت». */
export function readOpening(
  sentence: string,
  vocabulary: ReadonlySet<string>,
  place: 'opens-article' | 'inside',
): Opening {
  const lead = /^[\s"“”«»'‘([-]*/.exec(sentence)?.[0].length ?? 0;
  let droppable = answerAtLarge(sentence) || (place === 'opens-article' ? turnsNothing(sentence, vocabulary) : 0);
  const tying = droppable === 0 ? tyingLength(sentence) : 0;
  droppable += tying;
  const rest = sentence.slice(droppable);
  const apart = /^\s*[وف]\s+(?=\p{L})/u.exec(rest)?.[0].length ?? 0;
  const conjunction = apart > 0 ? apart : lead === 0 ? leadingConjunction(rest, vocabulary) : 0;
  const bare = rest.slice(conjunction);
  const front = bare.slice(0, FRONT);
  const plain = normalise(front).replace(/^[\s"([-]+/, '');
  const list = tokens(front).slice(0, 8);
  const emphatic = place === 'opens-article' && /^ان\s/.test(plain);
  const read = emphatic ? null : (conjunctionTie(rest, vocabulary) ?? openingTie(plain, front, list));
  // An article opens with nothing behind it, so what looks like a missing subject there comes later in the sentence.
  const tie =
    place === 'opens-article' && conjunction === 0 && read !== 'connective' && !opensWithPronoun(list) ? null : read;
  return {
    tie,
    droppable: tie === null ? droppable + conjunction : 0,
    tying: tie === null ? tying : 0,
    bareRole: bareRole(list, front),
    background:
      !(place === 'opens-article' && conjunction === 0) &&
      /^(?:كان|كانت|كانوا|سبق|يذكر ان|يشار الي|تجدر|يجدر|كانا)(?=\s)/.test(plain),
  };
}

function opensWithPronoun([first]: readonly Word[]): boolean {
  return first !== undefined && (isPronoun(first) || isPointing(first.key));
}

/** «قال المتحدث إن»: an office or thing named only by its kind, near the front; «المتحدث باسم …» is named enough. */
function bareRole(list: readonly Token[], front: string): string | null {
  for (const at of [0, 1]) {
    const word = list[at];
    const next = list[at + 1];
    if (word === undefined || !BARE_ROLES.has(word.key)) continue;
    if (next === undefined || AFTER_SUBJECTLESS_VERB.has(next.key) || isTelling(next.key)) return word.key;
    // «وقال المصدر: “تم …”», «وبحسب المرصد، هناك …»
    const between = front.slice(word.end, next.start);
    if (/["«“:]/.test(between) || (between.includes('،') && ACCORDING_TO.test(list[at - 1]?.key ?? '')))
      return word.key;
  }
  return null;
}

const ACCORDING_TO = /^[وف]?(?:ب?حسب|حسبما|وفق|عن)$/;

/** «وإن», «وأنه» go on with reported speech; «فبعد», «فقد» draw a consequence. */
function conjunctionTie(text: string, vocabulary: ReadonlySet<string>): Tie | null {
  const folded = foldSameLength(text);
  if (/^[وف]ان(?:ه|ها|هم|هما)?\s/.test(folded)) return 'speaker';
  // «فقد النحالون قفرانهم»: they lost; before a verb it joins.
  if (/^فقد\s+ال(?!تق|تح|تز|ته|غي|قي|قت)/.test(folded)) return null;
  if (joinsDefinite(text, vocabulary)) return 'connective';
  return /^ف(?:بعد|قبل|في|قد|هو|هي|هم|هذا|هذه|من|الي|علي|عن|عند|عندما|اذا|كل|كان|كانت|لا|لم|لن|ليس|ما|مع|منذ|خلال|رغم|بينما|بحسب|وفق|ضلا)\s/u.test(
    folded,
  )
    ? 'connective'
    : null;
}
