import type { Article } from '../articles/article.ts';
import { countCharacters, meaningWords, tokens } from '../articles/text/index.ts';
import { answersOf } from './asked.ts';
import { withNamedSource } from './bare-source.ts';
import type { ChoiceContext } from './candidates.ts';
import { type Choice, chooseSet } from './choose.ts';
import { weighConcepts } from './concepts.ts';
import { confirmedOf } from './confirmed.ts';
import { type ChosenSentence, charsOf } from './forms.ts';
import { isNoNews, MILD } from './genre.ts';
import { ownStatement } from './interview.ts';
import { mainClause } from './main-clause.ts';
import { learnPeople } from './names/index.ts';
import { newsStarts } from './news-start.ts';
import { choosingThePoint } from './point.ts';
import { pressReview } from './press-review.ts';
import type { Passage } from './raw-sentences.ts';
import { isOneOfKinds } from './referents.ts';
import type { Fault } from './rules/soundness.ts';
import { CEREMONY, isTrifle, STANDS_FOR_MANY } from './rules/trifles.ts';
import { readSource, type SourceSentence } from './source.ts';
import { withSpeaker } from './speaker.ts';
import { standfirstSentences } from './standfirst.ts';
import { strangeOpening } from './strangers.ts';
import type { Summary, SummaryOptions } from './summary.ts';
import { keepsPromise, titleClaims } from './title-claims.ts';
import { otherHalf } from './title-halves.ts';
import { otherPart } from './told-in-part.ts';

/** Characters (code points) of a summary when nothing else is asked for. */
export const DEFAULT_MAX_CHARS = 350;

/**
 * The article in up to four of its own sentences, in reading order, within `maxChars` code points: whole, or one of them as its
 * main clause where it does not fit. Never cuts a quotation; a body without one fitting sentence gives an empty summary and a warning.
 */
export function summarise(article: Article, options: SummaryOptions = {}): Summary {
  const own = article.standfirst === null ? null : fromStandfirst(article, article.standfirst, options);
  if (own !== null) return { ...own, title: article.title, link: article.link };
  let start = 0;
  const passages: Passage[] = article.blocks.map((block) => {
    const passage = { ...block, start };
    start += block.text.length + 2;
    return passage;
  });
  const pulled = article.blocks.flatMap((block) => block.pulled ?? []);
  return { ...extract(passages, article.title, { ...options, pulled }), title: article.title, link: article.link };
}

/** The author's standfirst as the summary; its sentences stand outside the body unless the body opens with them. */
function fromStandfirst(article: Article, standfirst: string, options: SummaryOptions): Extract | null {
  const body = article.blocks.map((block) => block.text);
  const sentences = standfirstSentences(
    standfirst,
    { title: article.title, body },
    options.maxChars ?? DEFAULT_MAX_CHARS,
  );
  if (sentences === null) return null;
  const joined = body.join('\n\n');
  const summary = sentences.join(' ');
  return {
    summary,
    sentences: sentences.map((text) => {
      const start = joined.indexOf(text);
      return start < 0 ? { text, start: 0, end: 0 } : { text, start, end: start + text.length };
    }),
    chars: countCharacters(summary),
    method: 'standfirst',
    warnings: [],
  };
}

export type Extract = Omit<Summary, 'title' | 'link'>;

/** The summary of a body's passages; of unconfirmed ones only where the others give none. */
export function extract(passages: readonly Passage[], title: string, options: SummaryOptions = {}): Extract {
  const confirmed = confirmedOf(passages);
  const summary = extractFrom(confirmed, title, options);
  return summary.summary === '' && confirmed.length < passages.length ? extractFrom(passages, title, options) : summary;
}

function extractFrom(passages: readonly Passage[], title: string, options: SummaryOptions): Extract {
  const maxChars = options.maxChars ?? DEFAULT_MAX_CHARS;
  const titleWords = tokens(title);
  const read = readSource(passages, titleWords);
  const promised = titleClaims(title, titleWords, read);
  const parts = otherPart(read);
  const voiceOf = (one: SourceSentence): string | null => {
    if (one.opening.tie === null) return withNamedSource(read, one);
    if (parts.has(one.order)) return one.text;
    return promised !== null && keepsPromise(promised, read, one) ? withSpeaker(read, one) : null;
  };
  const sentences = read.map((one) => ({ ...one, voiced: voiceOf(one) }));
  const titleStems = meaningWords(title);
  const quotes = pullQuotes(options.pulled ?? [], passages);
  const pulled = quotes.map(meaningWords);
  const strange = strangeOpening(sentences, titleStems);
  const admissible = (sentence: SourceSentence): boolean => !strange.has(sentence.order) && isSound(sentence);
  const base = {
    sentences,
    opens: 0,
    concepts: weighConcepts(sentences, titleWords),
    prior: (sentence: SourceSentence, opening: number) =>
      priorOf(sentence, titleStems, isPulled(sentence, pulled), opening),
    asPulled: (sentence: SourceSentence) => shortenedIn(quotes, sentence),
    people: learnPeople(sentences),
    titleStems,
    titleWords,
    answers: new Set([...answersOf(title, sentences), ...parts, ...otherHalf(title, sentences)]),
    promised,
    maxChars,
    maxSentences: Math.max(3, Math.ceil(maxChars / 90)),
    admissible,
  };
  const sound = fromNews(base) ?? toThePoint(base) ?? reaching(chooseSet({ ...base, lead: 'kept' }), base);
  if (sound !== null) {
    const chosen = withStatement(pressReview(sound, base).sentences, base);
    return printed(chosen, chosen.some(isClause) ? [CLAUSE_ONLY] : []);
  }
  const tolerable = chooseSet({
    ...base,
    lead: 'kept',
    // An article's own opening stands where its author put it, whatever it opens with.
    sentences: sentences.map((one) =>
      one.order === 0 && one.opening.tie === 'connective' ? { ...one, opening: { ...one.opening, tie: null } } : one,
    ),
    admissible: (sentence) => !strange.has(sentence.order) && sentence.faults.every((fault) => TOLERABLE.has(fault)),
  });
  if (tolerable !== null) return printed(tolerable.sentences, ['لم توجد جملة سليمة تماماً، فلتراجع الخلاصة قبل نشرها']);
  for (const source of sentences) {
    if (source.opening.tie !== null || !isSound(source)) continue;
    const dropped = source.opening.droppable;
    const text = mainClause(source.text.slice(dropped), maxChars);
    if (text !== null) return printed([{ source, text, dropped, extent: 'main clause' }], [CLAUSE_ONLY]);
  }
  return printed([], ['لا توجد في النص جملة تصلح خلاصة ضمن الحد المطلوب']);
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

/** An interview's introduction, of which its opening at least stays, and behind it what the interviewed person says of the title. */
function withStatement(
  chosen: readonly ChosenSentence[],
  { sentences, titleStems, maxChars }: Pick<ChoiceContext, 'sentences' | 'titleStems' | 'maxChars'>,
): readonly ChosenSentence[] {
  const opening = chosen.slice(0, 1);
  const statement = ownStatement(sentences, chosen, titleStems, maxChars - charsOf(opening));
  if (statement === null) return chosen;
  const kept = chosen.findLastIndex((_, at) => charsOf([...chosen.slice(0, at + 1), statement]) - 1 <= maxChars);
  return [...chosen.slice(0, kept + 1), statement];
}

const CLAUSE_ONLY = 'جملة من النص أطول من الحد، فاقتُصر على صدرها';

function isClause(sentence: ChosenSentence): boolean {
  return sentence.extent === 'main clause';
}

function printed(chosen: readonly ChosenSentence[], warnings: readonly string[]): Extract {
  const summary = chosen.map((sentence) => sentence.text).join(' ');
  return {
    summary,
    sentences: chosen.map(({ source, text, dropped }) => ({ text, start: source.start + dropped, end: source.end })),
    chars: countCharacters(summary),
    method: 'extract',
    warnings,
  };
}

/** Faults that are better than no summary at all, when an editor is warned. */
const TOLERABLE: ReadonlySet<Fault> = new Set<Fault>([
  'unfinished',
  'abridged',
  'paused',
  'address',
  'unattributed',
  'first-person',
  'all-of-us',
  'list',
]);

/** Whether nothing worse than mild is wrong; an article may open on all of us («حياة أطفالنا»), and only there is it its own voice. */
function isSound({ faults, order }: SourceSentence): boolean {
  return faults.every((fault) => MILD.has(fault) || (fault === 'all-of-us' && order === 0));
}

function priorOf(
  sentence: SourceSentence,
  titleStems: ReadonlySet<string>,
  pulled: 'pulled' | 'plain',
  opens: number,
): number {
  let value = pulled === 'pulled' ? PULLED : 0;
  if (sentence.faults.includes('unfinished')) value -= 3;
  if (sentence.faults.includes('abridged')) value -= 3;
  if (sentence.faults.includes('paused')) value -= 1;
  if (sentence.faults.includes('address')) value -= 3;
  if (sentence.kind === 'list') value -= 4;
  const overlap = [...titleStems].filter((stem) => sentence.stems.has(stem)).length;
  const novel = [...sentence.stems].filter((stem) => !titleStems.has(stem)).length;
  // Printed under its title a sentence that only repeats it tells nothing; but what opens the article's news is its news.
  if (sentence.order !== opens && titleStems.size > 2 && overlap >= titleStems.size * 0.8 && novel < 4) value -= 5;
  const { plain } = sentence;
  if (CEREMONY.test(plain)) value -= 8;
  else if (isTrifle(plain)) value -= 3;
  if (STANDS_FOR_MANY.test(plain)) value += 8;
  if (pulled === 'plain' && sentence.order > 9 && overlap < Math.min(2, titleStems.size * 0.25)) value -= 4;
  return value;
}

/**
 * What a sentence that the page's editors set apart is worth more, in expected words of an abstract: more than the lead's next
 * sentence mostly tells.
 */
const PULLED = 15;

/** What the page prints twice because its editors set it apart: a page that prints the text itself twice sets nothing apart. */
function pullQuotes(repeated: readonly string[], passages: readonly Passage[]): readonly string[] {
  const length = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
  const isText = length(repeated) > length(passages.map(({ text }) => text)) * LARGEST_PULLED;
  return isText ? [] : repeated.slice(0, MOST_PULLED);
}

/** So many quotes are looked at, and the share (0–1) of a text that is set apart at most: several quotes of a short one. */
const MOST_PULLED = 12;
const LARGEST_PULLED = 0.5;

/** The sentence as far as a pull quote repeats it from its beginning to a full stop: its editors' own shorter form. */
function shortenedIn(quotes: readonly string[], sentence: SourceSentence): string | null {
  for (const quote of quotes) {
    const words = tokens(quote);
    const last = sentence.words[words.length - 1];
    if (last === undefined || words.length < 8 || words.length === sentence.words.length) continue;
    if (!/[.؟!]\s*$/.test(quote) || words.some((word, index) => word.key !== sentence.words[index]?.key)) continue;
    return `${sentence.text.slice(0, last.end)}.`;
  }
  return null;
}

function isPulled(sentence: SourceSentence, pulled: readonly ReadonlySet<string>[]): 'pulled' | 'plain' {
  const found = pulled.some((quoted) => {
    const common = [...sentence.stems].filter((stem) => quoted.has(stem)).length;
    return sentence.stems.size > 4 && common / sentence.stems.size >= 0.75;
  });
  return found ? 'pulled' : 'plain';
}
