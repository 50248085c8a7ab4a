import type { ChoiceContext } from './candidates.ts';
import type { Choice } from './choose.ts';
import { COSTS } from './costs.ts';

/** What is wrong in a sentence as it is printed. */
type SlipsIn = (text: string) => readonly string[];
type Context = Omit<ChoiceContext, 'lead'>;

/** Times that the search is made again: another sentence may have a slip, too. */
const MOST_SEARCHES = 2;

/**
 * The set that `choose` finds where each sentence with a slip pays for it, so that one which says as much without it is taken in its place. Most articles
 * have none in what was chosen, and are searched once.
 */
export function avoidingSlips(
  context: Context,
  slipsIn: SlipsIn,
  choose: (context: Context) => Choice | null,
): Choice | null {
  const first = choose(context);
  let choice = first;
  const slipped = new Set<number>();
  for (let search = 0; choice !== null && search < MOST_SEARCHES; search++) {
    const found = slippedIn(choice, slipsIn).filter((order) => !slipped.has(order));
    if (found.length === 0) break;
    for (const order of found) slipped.add(order);
    choice = choose({
      ...context,
      slipped,
      prior: (sentence, opens) => context.prior(sentence, opens) - (slipped.has(sentence.order) ? COSTS.slip : 0),
    });
  }
  if (first === null || choice === null) return first;
  return slippedIn(choice, slipsIn).length < slippedIn(first, slipsIn).length ? choice : first;
}

function slippedIn({ sentences }: Choice, slipsIn: SlipsIn): number[] {
  return sentences.flatMap(({ source, text }) => (slipsIn(text).length > 0 ? [source.order] : []));
}
