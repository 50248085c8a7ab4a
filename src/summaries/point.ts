import type { ChoiceContext } from './candidates.ts';
import { centrality } from './centrality.ts';
import { opensOnScene, sharesOf } from './news-start.ts';
import type { SourceSentence } from './source.ts';

/** In expected words of an abstract: for a sentence twice as central as the mean, and for one that tells all of the title. */
const CENTRAL = 16;
const TELLS = 8;
/** For a sentence e times as long as `WORDS`, and against one as much shorter: essays put their rhetoric in short sentences, their point in a long one. */
const LONG = 20;
const WORDS = 25;
/** For the sentences that make the point, where others are to fill the room beside them. */
const MADE = 60;
/** For a sentence that says what should be done. */
const DEMANDS = 12;
/** Against what an article opens on when that is a scene. */
const SCENE = 20;
/** Against a sentence below the first eight that has fewer than two words in common with title and those eight: it may be another story's. */
const FAR = 40;
const NEAR = 8;
const COMMON = 2;

/**
 * How the set of an article that is no news is chosen: its point may stand anywhere, so nothing is paid for leaving the opening, and a sentence is
 * worth what the title and the rest of the article take up of it (TextRank, `centrality.ts`) above the concepts it covers.
 * The function returned may be given the orders of those that make it in few words: they stay, and others fill the room beside them, short ones too.
 */
export function choosingThePoint(context: Omit<ChoiceContext, 'lead'>): (made?: ReadonlySet<number>) => ChoiceContext {
  const { sentences, titleStems } = context;
  const ranks = centrality(sentences);
  const tells = sharesOf(titleStems, sentences);
  const isScene = (one: SourceSentence): boolean => one.paragraph === sentences[0]?.paragraph && opensOnScene(one);
  const near = new Set([...titleStems, ...sentences.slice(0, NEAR).flatMap(({ stems }) => [...stems])]);
  const isFar = ({ order, stems }: SourceSentence): boolean =>
    order >= NEAR && [...stems].filter((stem) => near.has(stem)).length < COMMON;
  return (made = new Set()) => ({
    ...context,
    opens: NOWHERE,
    lead: 'left',
    prior: (one, opens) =>
      context.prior(one, opens) +
      CENTRAL * ((ranks[one.order] ?? 0) - 1) +
      TELLS * tells(one) +
      (made.size === 0 ? longer(one) : made.has(one.order) ? MADE : Math.max(0, longer(one))) +
      (SHOULD.test(one.plain) ? DEMANDS : 0) -
      (isScene(one) ? SCENE : 0) -
      (isFar(one) ? FAR : 0),
  });
}

function longer({ words }: SourceSentence): number {
  return LONG * Math.log(Math.max(1, words.length) / WORDS);
}

/** Order of no sentence. */
const NOWHERE = -1;

/** «والحل ألا تطبع الوزارة …», «أنسب وقت …», «ولن تقل ما لم …». */
const SHOULD = /(?:^|\s)[وف]?(?:يجب|ينبغي|لا بد|المطلوب|الحل|يلزم|يكفي|الاجدي|الافضل|افضل|انسب|ما لم)\s/;
