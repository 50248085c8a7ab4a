import {
  countCharacters,
  isInside,
  meaningWords,
  normalise,
  ofForm,
  quotations,
  type Token,
  tokens,
} from '../articles/text/index.ts';
import type { NamedBody } from './bare-body.ts';
import { isChargeWord, isDenial, isVerdict } from './claims.ts';
import { pointsAbove } from './first-sentence.ts';
import { asAnswered, isInterview } from './interview.ts';
import { type Passage, type RawSentence, rawSentences } from './raw-sentences.ts';
import {
  callsBoth,
  definiteNoun,
  goesOnRanking,
  nameBehindVerb,
  nounBroughtIn,
  pointedAt,
  roleStandingAlone,
  wentOn,
} from './referents.ts';
import { mostlyQuotes } from './repetition.ts';
import { mayBeMine } from './rules/first-person.ts';
import { type Opening, readOpening } from './rules/opening.ts';
import { type Fault, faultsOf, isBareDenial } from './rules/soundness.ts';
import { vocabularyOf, withWordsParted } from './slips/index.ts';

/** A sentence of the body with all that the rules and the ranking need to know of it. */
export interface SourceSentence extends RawSentence {
  /** Place among the body's sentences, headings not counted. */
  readonly order: number;
  /** Its text in the one spelling that patterns are read on. */
  readonly plain: string;
  readonly words: readonly Token[];
  readonly stems: ReadonlySet<string>;
  readonly chars: number;
  readonly opening: Opening;
  /** The sentence with the speaker put in who is only named before it, where it may stand without what it goes on with. */
  readonly voiced: string | null;
  /** What it calls «الوزارة» alone, and the sentence with its name, where neither it nor the title has that. */
  readonly body: NamedBody | null;
  /** Stem of a definite noun near the front that an earlier sentence brought in as something new («منشورات … المنشورات»). */
  readonly spokenOf: string | null;
  /** Stem of a name that few know, right behind the verb, that an earlier sentence brought in: «وتقع هجين», «وكان بهجلي». */
  readonly strangeName: string | null;
  /** Stem of a little-used noun further on that an earlier sentence brought in without its article («لافتات … تعليق اللافتات»). */
  readonly lateNoun: string | null;
  /** Stem of a source that stands alone further on («… بحسب الكاتب», «تقرير الصحيفة»), as if it had been named. */
  readonly lateSource: string | null;
  /** Goes on with a ranking or a round («وجاء في المركز الرابع», «وربح الخضر من جهتهم»): odd without those before. */
  readonly ranks: boolean;
  /** Stem of a noun that a demonstrative points back to («هذه الأسر») without its standing earlier in the sentence. */
  readonly pointsBack: string | null;
  /** Calls two by their kind alone («المنتخبان», «الرجلان»). */
  readonly bothOf: boolean;
  /** Stem of what went on while something else happened («وكان الطيران يحلق …»), or null. */
  readonly meanwhile: string | null;
  /** Share (0–1) of its meaning words that another sentence of the article has too. */
  readonly kinship: number;
  /** Tells what somebody is accused of. */
  readonly accuses: boolean;
  /** Opens with a denial: «ونفت الشركة …». */
  readonly denies: boolean;
  /** Hardly more than somebody's words of himself, see `mostlyQuotes`. */
  readonly quotes: boolean;
  /** Share (0–1) of its words that stand in quotation marks. */
  readonly quoted: number;
  /** The next sentence turns this one: «كان مرشحاً للفوز. لكن …». */
  readonly turned: boolean;
  readonly faults: readonly Fault[];
}

/** Reads the body's sentences with all that the rules need to know of them; the title's words help to tell «ورواية» from «وزير». */
export function readSource(passages: readonly Passage[], title: readonly Token[] = []): SourceSentence[] {
  const raw = withPartedWords(rawSentences(passages, title), title);
  const vocabulary = new Set(title.map(({ key }) => key));
  const read = raw.map((sentence) => tokens(sentence.text));
  const plainly = raw.map((sentence) => normalise(sentence.text));
  for (const words of read) for (const token of words) vocabulary.add(token.key);
  const meaning = read.map(meaningWords);
  const holders = new Map<string, number>();
  for (const stems of meaning) for (const stem of stems) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const brought = new Set<string>();
  const mentioned = new Set<string>();
  const bare = new Set<string>();
  const each = raw.map((sentence, order): SourceSentence => {
    const words = read[order] ?? [];
    const plain = plainly[order] ?? '';
    const stems = meaning[order] ?? new Set<string>();
    const spokenOf = definiteNoun(words.slice(0, 3), brought);
    const strangeName = nameBehindVerb(sentence.text, words, mentioned);
    const marks = quotations(sentence.text);
    const quoted = marks.spans;
    const lateNoun = nounBroughtIn(words, bare, quoted);
    const pointsBack = pointedAt(words, quoted);
    const opening = readOpening(sentence.text, vocabulary, order === 0 ? 'opens-article' : 'inside');
    for (const word of words) {
      if (!word.key.startsWith('ال')) bare.add(word.key);
      if (!isDefinite(word)) brought.add(word.stem);
      mentioned.add(word.stem);
    }
    return {
      ...sentence,
      order,
      plain,
      words,
      stems,
      kinship: [...stems].filter((stem) => (holders.get(stem) ?? 0) > 1).length / Math.max(1, stems.size),
      chars: countCharacters(sentence.text),
      opening:
        order === 0 && pointsAbove(words, pointsBack, title)
          ? { ...opening, tie: 'reference', droppable: 0, tying: 0 }
          : opening,
      voiced: null,
      body: null,
      spokenOf,
      strangeName,
      lateNoun,
      lateSource: roleStandingAlone(sentence.text, words, quoted),
      ranks: goesOnRanking(words),
      pointsBack,
      bothOf: callsBoth(words),
      meanwhile: wentOn(words),
      accuses: words.some((word) => isChargeWord(word) && !isInside(quoted, word.start)),
      denies: isDenial(words) || isVerdict(plain),
      quotes: mostlyQuotes(words, quoted),
      quoted: words.filter(({ start }) => isInside(quoted, start)).length / Math.max(1, words.length),
      turned: isTurned(raw.slice(order + 1, order + 3), plainly.slice(order + 1, order + 3)),
      faults: [
        ...faultsAt(order, faultsOf(sentence.text, { words, marks, plain }), plain, words).filter(
          (fault) => !(sentence.inTurn && fault === 'unattributed'),
        ),
        ...(isLabelled(plain, plainly[order - 1] ?? '') ? (['list'] as const) : []),
      ],
    };
  });
  const sentences = each.map((one, order) => tiedToCharge(inItsPlace(one, each), each[order - 1]));
  const narrated = sentences.filter(({ faults }) => faults.includes('first-person')).length >= NARRATED;
  const told = narrated ? sentences.map(inFirstPerson) : sentences;
  return isInterview(sentences) ? told.map(asAnswered) : told;
}

/** Blanks put between words run together, where the article has them apart. */
function withPartedWords(raw: readonly RawSentence[], title: readonly Token[]): RawSentence[] {
  const read = raw.map(({ text }) => tokens(text));
  const known = vocabularyOf([title, ...read]);
  return raw.map((one, at) => {
    const text = withWordsParted(one.text, read[at] ?? [], known);
    return text === one.text ? one : { ...one, text, tight: one.tight ?? one.text };
  });
}

const isDefinite = ofForm(/^[وفبك]?ال|^لل/);

/** «ونفى الوزير التهم.» right under another charge than the opening's denies that one, and stands nowhere else. */
function tiedToCharge(one: SourceSentence, before: SourceSentence | undefined): SourceSentence {
  if (before === undefined || before.order === 0 || !before.accuses || before.denies || !isBareDenial(one.plain))
    return one;
  return { ...one, opening: { ...one.opening, tie: 'reference', droppable: 0, tying: 0 } };
}

/** What is said in an interview stands behind what the article itself tells first. */
function inItsPlace(one: SourceSentence, each: readonly SourceSentence[]): SourceSentence {
  const told =
    one.inTurn && each.some((other) => !other.inTurn && other.order < one.order && other.faults.length === 0);
  return told ? { ...one, opening: { ...one.opening, background: true } } : one;
}

/** So many sentences that speak as their author make an article told in the first person. */
const NARRATED = 3;

function inFirstPerson(sentence: SourceSentence): SourceSentence {
  return mayBeMine(sentence.words) ? { ...sentence, faults: [...sentence.faults, 'first-person'] } : sentence;
}

/** Whether the next sentences, `plain` in one spelling, turn what stands before them: «… لا تعلّم بالخسارة. هذا صحيح. لكن …» */
function isTurned(next: readonly RawSentence[], plain: readonly string[]): boolean {
  const turn = GRANTS.test(plain[0] ?? '') ? 1 : 0;
  return next[turn]?.followsOn === true && TURNS.test(plain[turn] ?? '');
}

const GRANTS = /^و?(?:هذا|ذلك|هو|هي|الحجه|الكلام)? ?(?:صحيح|صحيحه|حق|مفهوم|مفهومه|معقول)[.،]?$/;

const TURNS =
  /^[\s"(]*و?(?:(?:اما )?(?:عندنا|لدينا)|اما نحن|لكن(?:ه|ها|هم)?|غير ان(?:ه|ها|هم)?|الا ان(?:ه|ها|هم)?|بيد ان(?:ه|ها|هم)?)(?=\s)/;

/** «شاشات اللمس المقاومة: وتعتمد على …» right under «يوجد نوعان من الشاشات، وهما:»: one of several, with its label. */
function isLabelled(plain: string, above: string): boolean {
  return above.endsWith(':') && LISTS.test(above) && LABEL.test(plain);
}

const LISTS = /(?:^|[\s،])(?:و?ه(?:ي|ما|م|و)|ك?ال(?:تالي|اتي)ه?|منها|منهم)\s?:$/;
const LABEL = /^[^\s:"«“]+(?:\s[^\s:"«“]+){0,4}\s?:\s/;

/** A verdict has few words, «المنشور مضلل.», and a scene may open in few: «ارتجفت يدا إلياس وهو يشعل سيجارته.» */
function faultsAt(order: number, faults: readonly Fault[], plain: string, words: readonly Token[]): readonly Fault[] {
  if (isVerdict(plain)) return faults.filter((fault) => fault !== 'too-short');
  const scene = order === 0 && words.length >= 5 && /[.!]$/.test(plain);
  return scene ? faults.filter((fault) => fault !== 'too-short') : faults;
}
