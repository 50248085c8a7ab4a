import type { ChoiceContext } from './candidates.ts';
import type { Choice } from './choose.ts';
import { otherSide } from './other-side.ts';
import { tellsAgain } from './told-again.ts';

type Context = Omit<ChoiceContext, 'lead'>;

/** Times that the search is made again: another sentence may tell it again, too. */
const MOST_SEARCHES = 3;

/** What it is worth, in expected words of an abstract, that what was chosen beside them stays. */
const KEPT = 10;

/**
 * The set that `choose` finds without the further sentences that only tell again what was told, see `tellsAgain`: one that adds something stands in their
 * place, or none. In most articles there is no such sentence, and they are searched once.
 */
export function avoidingRepeats(context: Context, choose: (context: Context) => Choice | null): Choice | null {
  const first = choose(context);
  let choice = first;
  const repeated = new Set<number>();
  for (let search = 0; choice !== null && search < MOST_SEARCHES; search++) {
    const found = repeatedIn(choice, context);
    if (found.length === 0) return choice;
    for (const order of found) repeated.add(order);
    const kept = new Set(choice.sentences.map(({ source }) => source.order).filter((order) => !repeated.has(order)));
    choice = choose({
      ...context,
      repeated: new Set(repeated),
      prior: (sentence, opens) => context.prior(sentence, opens) + (kept.has(sentence.order) ? KEPT : 0),
      admissible: (one) => !repeated.has(one.order) && context.admissible(one),
    });
    const stays = new Set(choice?.sentences.map(({ source }) => source.order));
    if ([...kept].some((order) => !stays.has(order))) break;
  }
  return first;
}

/** Orders of the sentences that tell again what those before them told; a denial, an answer or the other side is heard in any words. */
function repeatedIn({ sentences }: Choice, { titleWords, answers, sentences: all }: Context): number[] {
  const side = otherSide(titleWords, sentences[0]?.source, all);
  return sentences.flatMap((one, at) => {
    const { denies, order } = one.source;
    if (at === 0 || denies || answers.has(order) || side.has(order)) return [];
    const earlier = sentences.slice(0, at).map(({ text }) => text);
    return tellsAgain(one, earlier, titleWords) ? [order] : [];
  });
}
