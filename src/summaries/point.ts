import type { ChoiceContext } from './candidates.ts';
import { centrality } from './centrality.ts';
import { opensOnScene, sharesOf } from './news-start.ts';
import type { SourceSentence } from './source.ts';

/** In expected words of an abstract: for a sentence twice as central as the mean, for one that tells all of the title, … */
const CENTRAL = 16;
const TELLS = 8;
/** … for one that is hardly more than somebody's words, and for what an article opens on when that is a scene. */
const QUOTES = 6;
const SCENE = 10;

/**
 * How the set of an article that is no news is chosen: its point may stand anywhere, so nothing is paid for leaving the opening, and a sentence is
 * worth what the title and the rest of the article take up of it (TextRank, `centrality.ts`) above the concepts it covers.
 */
export function choosingThePoint(context: Omit<ChoiceContext, 'lead'>): ChoiceContext {
  const { sentences, titleStems } = context;
  const ranks = centrality(sentences);
  const tells = sharesOf(titleStems, sentences);
  const isScene = (one: SourceSentence): boolean => one.paragraph === sentences[0]?.paragraph && opensOnScene(one);
  return {
    ...context,
    opens: NOWHERE,
    lead: 'left',
    prior: (one, opens) =>
      context.prior(one, opens) +
      CENTRAL * ((ranks[one.order] ?? 0) - 1) +
      TELLS * tells(one) -
      (one.quotes ? QUOTES : 0) -
      (isScene(one) ? SCENE : 0),
  };
}

/** Order of no sentence. */
const NOWHERE = -1;
