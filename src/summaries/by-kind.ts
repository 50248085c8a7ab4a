import type { ChoiceContext } from './candidates.ts';
import { type Choice, chooseSet } from './choose.ts';
import { charsOf } from './forms.ts';
import { isNoNews } from './genre.ts';
import { newsStarts } from './news-start.ts';
import { choosingThePoint } from './point.ts';
import { isOneOfKinds } from './referents.ts';
import type { SourceSentence } from './source.ts';

/** The best set by what an article is: from its news where it does not begin with it, its point where it is none, else its lead. */
export function chooseByKind(context: Omit<ChoiceContext, 'lead'>): Choice | null {
  return fromNews(context) ?? toThePoint(context) ?? reaching(chooseSet({ ...context, lead: 'kept' }), context);
}

/** The set that begins with the news, where an article does not; null where its sentence has no room either. */
function fromNews(context: Omit<ChoiceContext, 'lead'>): Choice | null {
  const opens = (one: SourceSentence): boolean =>
    context.admissible(one) && !one.words.some((_, at) => isOneOfKinds(one.words, at));
  const starts = newsStarts(context.sentences, context, opens);
  for (const news of starts.slice(0, MOST_STARTS)) {
    const choice = chooseSet({
      ...context,
      sentences: context.sentences.with(news.order, news),
      admissible: (one) => one.order >= news.order && context.admissible(one),
      opens: news.order,
      lead: 'kept',
    });
    if (choice?.sentences[0]?.source.order === news.order) return choice;
  }
  return null;
}

/** The set that makes the point of an article that is no news, with more beside it where that is little; null for news. */
function toThePoint(context: Omit<ChoiceContext, 'lead'>): Choice | null {
  if (!isNoNews(context.sentences, context.titleStems)) return null;
  const choosing = choosingThePoint(context);
  const point = chooseSet(choosing());
  if (point === null || charsOf(point.sentences) > context.maxChars * TOO_FEW) return point;
  const made = new Set(point.sentences.map(({ source }) => source.order));
  return chooseSet(choosing(made)) ?? point;
}

/** Share (0–1) of the budget up to which a point alone is too little. */
const TOO_FEW = 0.33;

/** So many are tried: each is a search. */
const MOST_STARTS = 3;

/**
 * The set that goes on to what the title tells of, where `choice` stops at a scene or saying that tells none of it though there is room: what
 * stands between, the scene's own next sentences, may then be passed over. A choice that tells of it stays, however short: behind another
 * story's film «الفيلم» would be the wrong one.
 */
function reaching(choice: Choice | null, context: Omit<ChoiceContext, 'lead'>): Choice | null {
  if (choice === null) return null;
  const { titleStems, maxChars } = context;
  const told = ({ sentences }: Choice): number =>
    [...titleStems].filter((stem) => sentences.some(({ source }) => source.stems.has(stem))).length;
  if (charsOf(choice.sentences) > maxChars * STOPS_SHORT || told(choice) > titleStems.size * TELLS_NONE) return choice;
  const further = chooseSet({ ...context, lead: 'left' });
  return further !== null && told(further) > told(choice) ? further : choice;
}

/** Share (0–1) of the budget below which there is room for the news. */
const STOPS_SHORT = 0.6;
/** Share (0–1) of the title's words that may be met by chance. */
const TELLS_NONE = 0.15;
