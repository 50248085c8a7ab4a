import type { Article } from '../articles/article.ts';
import { countCharacters, meaningWords, tokens } from '../articles/text/index.ts';
import { answersOf, isNamedInTitle } from './asked.ts';
import { avoidingRepeats } from './avoiding-repeats.ts';
import { avoidingSlips } from './avoiding-slips.ts';
import { type NamedBody, withNamedBody } from './bare-body.ts';
import { withNamedSource } from './bare-source.ts';
import { chooseByKind } from './by-kind.ts';
import type { ChoiceContext } from './candidates.ts';
import { type Choice, chooseSet } from './choose.ts';
import { weighConcepts } from './concepts.ts';
import { confirmedOf } from './confirmed.ts';
import { type ChosenSentence, charsOf } from './forms.ts';
import { MILD } from './genre.ts';
import { ownStatement } from './interview.ts';
import { mainClause } from './main-clause.ts';
import { learnPeople } from './names/index.ts';
import { ownWorth } from './own-worth.ts';
import { pressReview } from './press-review.ts';
import { isPulled, pullQuotes, shortenedIn } from './pull-quotes.ts';
import type { Passage } from './raw-sentences.ts';
import { refusedOf } from './refused.ts';
import { returnedToOpening } from './return-to-opening.ts';
import type { Fault } from './rules/soundness.ts';
import { slipFinder, vocabularyOf } from './slips/index.ts';
import { readSource, type SourceSentence } from './source.ts';
import { withSpeaker } from './speaker.ts';
import { standfirstSentences } from './standfirst.ts';
import { strangeOpening } from './strangers.ts';
import type { Summary, SummaryOptions } from './summary.ts';
import { isTitleApart, TITLE_APART } from './title-apart.ts';
import { isTitlesOwnWord, keepsPromise, titleClaims } from './title-claims.ts';
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
  return {
    ...extract(passages, article.title, { published: article.publishedAt, ...options, pulled }),
    title: article.title,
    link: article.link,
  };
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
  const known = vocabularyOf([article.title, standfirst, ...body].map((text) => tokens(text)));
  const summary = sentences.join(' ');
  return {
    summary,
    sentences: sentences.map((text) => {
      const start = joined.indexOf(text);
      return start < 0 ? { text, start: 0, end: 0 } : { text, start, end: start + text.length };
    }),
    chars: countCharacters(summary),
    method: 'standfirst',
    warnings: warned(sentences, slipFinder({ known, published: article.publishedAt })),
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
  const read = readSource(passages, titleWords).map((one) =>
    isNamedInTitle(title, one) ? { ...one, opening: { ...one.opening, tie: null } } : one,
  );
  const promised = titleClaims(title, titleWords, read);
  const parts = otherPart(read);
  const voiceOf = (one: SourceSentence): string | null => {
    if (one.opening.tie === null) return withNamedSource(read, one);
    if (parts.has(one.order)) return one.text;
    return promised !== null && keepsPromise(promised, read, one) ? withSpeaker(read, one) : null;
  };
  const bodyOf = (one: SourceSentence): NamedBody | null => {
    const body = withNamedBody(read, one);
    return body === null || titleWords.some(({ key }) => key.endsWith(body.noun)) ? null : body;
  };
  const quotes = (one: SourceSentence): boolean =>
    one.quotes && (promised === null || !isTitlesOwnWord(promised, read, one));
  const sentences = read.map((one) => ({ ...one, quotes: quotes(one), voiced: voiceOf(one), body: bodyOf(one) }));
  const titleStems = meaningWords(title);
  const ofTitle = isTitleApart(
    titleWords,
    passages.map(({ text }) => text),
  )
    ? [TITLE_APART]
    : [];
  const slipsIn = slipFinder({
    known: vocabularyOf([titleWords, ...read.map(({ words }) => words)]),
    published: options.published ?? null,
  });
  const pullQuoted = pullQuotes(options.pulled ?? [], passages);
  const pulled = pullQuoted.map(meaningWords);
  const strange = strangeOpening(sentences, titleStems);
  const isForeign = ({ order, item }: SourceSentence): boolean => strange.has(order) || item === 'others';
  const admissible = (sentence: SourceSentence): boolean => !isForeign(sentence) && isSound(sentence);
  const base = {
    sentences,
    opens: 0,
    concepts: weighConcepts(sentences, titleWords),
    prior: (sentence: SourceSentence, opening: number) =>
      ownWorth(sentence, titleStems, isPulled(sentence, pulled), opening),
    asPulled: (sentence: SourceSentence) => shortenedIn(pullQuoted, sentence),
    people: learnPeople(sentences),
    titleStems,
    titleWords,
    answers: new Set([
      ...answersOf(title, sentences),
      ...parts,
      ...otherHalf(title, sentences),
      ...refusedOf(promised, sentences),
    ]),
    promised,
    maxChars,
    maxSentences: Math.max(3, Math.ceil(maxChars / 90)),
    admissible,
  };
  const choose = (context: Omit<ChoiceContext, 'lead'>): Choice | null =>
    avoidingSlips(context, slipsIn, (one) => avoidingRepeats(one, chooseByKind));
  const sound = returnedToOpening(choose(base), base, choose);
  if (sound !== null) {
    const chosen = withStatement(pressReview(sound, base).sentences, base);
    return printed(chosen, [...ofTitle, ...(chosen.some(isClause) ? [CLAUSE_ONLY] : [])], slipsIn);
  }
  const tolerable = chooseSet({
    ...base,
    lead: 'kept',
    // An article's own opening stands where its author put it, whatever it opens with; where it has no room an interviewed person's words open.
    sentences: sentences.map((one) => {
      if (one.inTurn) return { ...one, opening: { ...one.opening, background: false } };
      return one.order === 0 && one.opening.tie === 'connective'
        ? { ...one, opening: { ...one.opening, tie: null } }
        : one;
    }),
    admissible: (sentence) => !isForeign(sentence) && sentence.faults.every((fault) => TOLERABLE.has(fault)),
  });
  if (tolerable !== null)
    return printed(tolerable.sentences, [...ofTitle, 'لم توجد جملة سليمة تماماً، فلتراجع الخلاصة قبل نشرها'], slipsIn);
  for (const source of sentences) {
    if (source.opening.tie !== null || source.item !== null || !isSound(source)) continue;
    const dropped = source.opening.droppable;
    const text = mainClause(source.text.slice(dropped), maxChars);
    if (text !== null)
      return printed([{ source, text, dropped, extent: 'main clause' }], [...ofTitle, CLAUSE_ONLY], slipsIn);
  }
  return printed([], [...ofTitle, 'لا توجد في النص جملة تصلح خلاصة ضمن الحد المطلوب'], slipsIn);
}

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

function printed(
  chosen: readonly ChosenSentence[],
  warnings: readonly string[],
  slipsIn: (text: string) => readonly string[],
): Extract {
  const summary = chosen.map((sentence) => sentence.text).join(' ');
  return {
    summary,
    sentences: chosen.map(({ source, text, dropped }) => ({ text, start: source.start + dropped, end: source.end })),
    chars: countCharacters(summary),
    method: 'extract',
    warnings: [
      ...warnings,
      ...warned(
        chosen.map(({ text }) => text),
        slipsIn,
      ),
    ],
  };
}

/** A line for each slip of the printed sentences, once. */
function warned(sentences: readonly string[], slipsIn: (text: string) => readonly string[]): string[] {
  return [...new Set(sentences.flatMap((text) => slipsIn(text)))];
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
