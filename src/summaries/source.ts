import type { Block, BlockKind } from '../articles/article.ts';
import {
  contentStems,
  countCharacters,
  isInside,
  isStopWord,
  normalise,
  type QuotationSpan,
  quotations,
  segmentSentences,
  type Token,
  tokens,
} from '../articles/text/index.ts';
import { asAnswered, isInterview, isQuestionLine } from './answers.ts';
import { ACCUSES, isDenial, isVerdict } from './claims.ts';
import { isEverydayWord } from './everyday-words.ts';
import { mended } from './mend.ts';
import { withoutQuestionTail } from './question-tail.ts';
import { datelineLength, isDateline } from './rules/dateline.ts';
import { mayBeMine } from './rules/first-person.ts';
import { AFTER_SUBJECTLESS_VERB, PRESENT_TIMES, TELLING_VERBS } from './rules/lexicon.ts';
import { type Opening, readOpening, tellsOfItself } from './rules/opening.ts';
import { type Fault, faultsOf } from './rules/soundness.ts';

/** A piece of an article's body; `start` is its offset in the body text. */
export interface Passage extends Pick<Block, 'kind' | 'text' | 'unconfirmed'> {
  readonly start: number;
}

/** A sentence of the body with all that the rules and the ranking need to know of it. */
export interface SourceSentence {
  readonly text: string;
  /** UTF-16 offsets in the body text. */
  readonly start: number;
  readonly end: number;
  /** Place among the body's sentences, headings not counted. */
  readonly order: number;
  /** Place of its paragraph. */
  readonly paragraph: number;
  readonly kind: BlockKind;
  /** The sentence before it stands in the same section: nothing but a paragraph break between them. */
  readonly followsOn: boolean;
  /** Stands in a paragraph that answers the question right above it. */
  readonly answers: boolean;
  readonly words: readonly Token[];
  readonly stems: ReadonlySet<string>;
  readonly chars: number;
  readonly opening: Opening;
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
  /** Share (0–1) of its meaning words that another sentence of the article has too. */
  readonly kinship: number;
  /** Tells what somebody is accused of. */
  readonly accuses: boolean;
  /** Opens with a denial: «ونفت الشركة …». */
  readonly denies: boolean;
  /** The next sentence turns this one: «كان مرشحاً للفوز. لكن …». */
  readonly turned: boolean;
  readonly faults: readonly Fault[];
}

/** How much of an article is read: what stands further down is not what it says first of all, and the time for it is bounded. */
const READ = { sentences: 160, characters: 30_000, passage: 8_000 } as const;

interface RawSentence {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  readonly kind: BlockKind;
  readonly followsOn: boolean;
  readonly answers: boolean;
}

/** Reads the body's sentences; headings and captions give none but part sections. */
export function readSource(passages: readonly Passage[]): SourceSentence[] {
  const split: RawSentence[] = [];
  let headed = true;
  let characters = 0;
  let asked = false;
  passages.forEach((passage, paragraph) => {
    const answers = asked;
    asked = isQuestionLine(passage);
    if (passage.kind === 'heading' || passage.kind === 'caption') {
      headed = headed || passage.kind === 'heading';
      return;
    }
    if (split.length >= READ.sentences || characters >= READ.characters) return;
    if (split.length === 0 && isDateline(passage.text)) return;
    const sentences = segmentSentences(passage.text.slice(0, READ.passage));
    // Where reading stopped within a sentence, that one is not whole; alone it may still give its main clause.
    if (passage.text.length > READ.passage && sentences.length > 1) sentences.pop();
    characters += Math.min(passage.text.length, READ.passage);
    for (const sentence of sentences.slice(0, READ.sentences - split.length)) {
      const news = withoutQuestionTail(sentence.text);
      const length = news > 0 ? news : sentence.text.length;
      const dateline = datelineLength(sentence.text);
      const written = news > 0 ? `${sentence.text.slice(dateline, news)}.` : sentence.text.slice(dateline);
      split.push({
        text: mended(written, split.length === 0 ? 'opens-article' : 'inside'),
        start: passage.start + sentence.start + dateline,
        end: passage.start + sentence.start + length,
        paragraph,
        kind: passage.kind,
        followsOn: !headed,
        answers: answers && !asked,
      });
      headed = false;
    }
  });
  const raw = withSpeakers(split);
  const vocabulary = new Set<string>();
  const read = raw.map((sentence) => tokens(sentence.text));
  for (const words of read) for (const token of words) vocabulary.add(token.key);
  const meaning = read.map((words) => new Set(contentStems(words)));
  const holders = new Map<string, number>();
  for (const stems of meaning) for (const stem of stems) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const brought = new Set<string>();
  const mentioned = new Set<string>();
  const bare = new Set<string>();
  const sentences = raw.map((sentence, order): SourceSentence => {
    const words = read[order] ?? [];
    const stems = meaning[order] ?? new Set<string>();
    const spokenOf = definiteNoun(words.slice(0, 3), brought);
    const strangeName = nameBehindVerb(sentence.text, words, mentioned);
    const marks = quotations(sentence.text);
    const quoted = marks.spans;
    const lateNoun = nounBroughtIn(words, bare, quoted);
    for (const word of words) {
      if (!word.key.startsWith('ال')) bare.add(word.key);
      if (!/^[وفبك]?ال|^لل/.test(word.key)) brought.add(word.stem);
      mentioned.add(word.stem);
    }
    return {
      text: sentence.text,
      start: sentence.start,
      end: sentence.end,
      order,
      paragraph: sentence.paragraph,
      kind: sentence.kind,
      followsOn: sentence.followsOn,
      answers: sentence.answers,
      words,
      stems,
      kinship: [...stems].filter((stem) => (holders.get(stem) ?? 0) > 1).length / Math.max(1, stems.size),
      chars: countCharacters(sentence.text),
      opening: readOpening(sentence.text, vocabulary, order === 0 ? 'opens-article' : 'inside'),
      spokenOf,
      strangeName,
      lateNoun,
      lateSource: roleStandingAlone(sentence.text, words, quoted),
      ranks: goesOnRanking(words),
      pointsBack: pointedAt(words, quoted),
      accuses: words.some(({ key, start }) => ACCUSES.test(key) && !isInside(quoted, start)),
      denies: isDenial(words) || isVerdict(sentence.text),
      turned: isTurned(order, raw),
      faults: faultsAt(order, faultsOf(sentence.text, words, marks), sentence.text, words),
    };
  });
  const narrated = sentences.filter(({ faults }) => faults.includes('first-person')).length >= NARRATED;
  const told = narrated ? sentences.map(inFirstPerson) : sentences;
  return isInterview(sentences) ? told.map(asAnswered) : told;
}

/** So many sentences that speak as their author make an article told in the first person. */
const NARRATED = 3;

function inFirstPerson(sentence: SourceSentence): SourceSentence {
  return mayBeMine(sentence.words) ? { ...sentence, faults: [...sentence.faults, 'first-person'] } : sentence;
}

/** A quotation and the sentence that says whose it is are one: «“لن يبقى مكب”. بهذه العبارة افتتحت الوزيرة المؤتمر». */
function withSpeakers(split: readonly RawSentence[]): RawSentence[] {
  const joined: RawSentence[] = [];
  for (const sentence of split) {
    const quoted = joined.at(-1);
    if (quoted !== undefined && sentence.followsOn && isQuotation(quoted.text) && NAMES_WHOSE.test(sentence.text))
      joined[joined.length - 1] = { ...quoted, text: `${quoted.text} ${sentence.text}`, end: sentence.end };
    else joined.push(sentence);
  }
  return joined;
}

function isQuotation(text: string): boolean {
  const [span, another] = quotations(text).spans;
  return span?.start === 0 && another === undefined && /^[.…]?$/.test(text.slice(span.end).trim());
}

const NAMES_WHOSE = /^(?:بهذه|بهذا|بتلك|هكذا|هذا ما|هذه (?:كلمات|عبارة|جملة|الكلمات|العبارة|الجملة))\s/;

function isTurned(order: number, raw: readonly RawSentence[]): boolean {
  const [next, after] = raw.slice(order + 1, order + 3);
  // «… لا تعلّم بالخسارة. هذا صحيح. لكن …»
  const turn = next !== undefined && GRANTS.test(normalise(next.text)) ? after : next;
  return turn?.followsOn === true && TURNS.test(normalise(turn.text));
}

const GRANTS = /^و?(?:هذا|ذلك|هو|هي|الحجه|الكلام)? ?(?:صحيح|صحيحه|حق|مفهوم|مفهومه|معقول)[.،]?$/;

const TURNS =
  /^[\s"(]*و?(?:(?:اما )?(?:عندنا|لدينا)|اما نحن|لكن(?:ه|ها|هم)?|غير ان(?:ه|ها|هم)?|الا ان(?:ه|ها|هم)?|بيد ان(?:ه|ها|هم)?)(?=\s)/;

/** A verdict has few words, «المنشور مضلل.», and a scene may open in few: «ارتجفت يدا إلياس وهو يشعل سيجارته.» */
function faultsAt(order: number, faults: readonly Fault[], text: string, words: readonly Token[]): readonly Fault[] {
  if (isVerdict(text)) return faults.filter((fault) => fault !== 'too-short');
  const scene = order === 0 && words.length >= 5 && /[.!]$/.test(text);
  return scene ? faults.filter((fault) => fault !== 'too-short') : faults;
}

const DEMONSTRATIVE = /^[وفبكل]?(?:هذا|هذه|ذلك|تلك|هذين|هاتين|هولاء)$/;

const SAME = /^(?:نفسه|نفسها|ذاته|ذاتها|عينه|عينها|المماثله?|المماثلين|المشابهه?)$/;

/** «في الوقت نفسه» is an adverb; «الرئيس نفسه» is the president in person. */
const NOT_THE_SAME = /^[وبل]?ال(?:وقت|حين|ان|حال|قدر|رييس|وزير|ملك|امير|زعيم|كاتب|مدير|قايد)$/;

const MORE = /^(?:اكثر|ابعد|اقل|اسوا|اهم|اخطر)$/;

const NO_OTHER =
  /^[وبلف]?(?:ال)?(?:مره|جهه|ناحيه|عباره|بعباره|بكلمات|كلمات|شخص|شخصا|اشخاص|مرات|احيان|اماكن|دول|جانب|حين|وقت|يوم|هم|او|اي)$/;

function pointedAt(words: readonly Token[], quoted: readonly QuotationSpan[]): string | null {
  for (const [at, word] of words.entries()) {
    const other = words[at - 1];
    // «مواد أخرى»: others than which?
    if (other !== undefined && /^اخر(?:ي|ون|ين)?$/.test(word.key) && !isInside(quoted, word.start)) {
      const known = words.slice(0, at - 1).some((one) => one.stem === other.stem);
      if (!known && /^\p{L}{3,}$/u.test(other.key) && !NO_OTHER.test(other.key)) return other.stem;
    }
    // «على الملعب نفسه»: the same as which?
    if (other !== undefined && SAME.test(word.key) && /^[وبل]?ال/.test(other.key) && !NOT_THE_SAME.test(other.key)) {
      if (!isInside(quoted, word.start) && !words.slice(0, at - 1).some((one) => one.stem === other.stem))
        return other.stem;
    }
    const noun = words[at + 1];
    // «إمكانية ذهابه أبعد من ذلك»: further than what?
    if (noun !== undefined && word.key === 'من' && noun.key === 'ذلك' && MORE.test(other?.key ?? '')) return noun.stem;
    if (noun === undefined || !DEMONSTRATIVE.test(word.key) || isInside(quoted, word.start)) continue;
    if (!noun.key.startsWith('ال') || PRESENT_TIMES.has(noun.key)) continue;
    if (at === 1 && tellsOfItself(`${words[0]?.key} ${word.key} ${noun.key} `)) continue;
    const earlier = words.slice(0, at).some((one) => one.stem === noun.stem);
    if (!earlier) return noun.stem;
  }
  return null;
}

function goesOnRanking(words: readonly Token[]): boolean {
  const plain = words.map(({ key }) => key).join(' ');
  if (/^و?(?!من )\S+ (?:\S+ ){1,4}من (?:جهته|جهتها|جهتهم|جانبه|جانبها|جانبهم)(?= |$)/.test(plain)) return true;
  return /^و?(?:جاء|جاءت|حل|حلت|احتل|احتلت|يحتل|تحتل|ياتي|تاتي|تظل|يظل) .{0,60}?(?:المركز|المرتبه) (?:الثاني|الثالث|الرابع|الخامس|السادس|الاخير)ه?(?= |$)/.test(
    plain,
  );
}

function nounBroughtIn(
  words: readonly Token[],
  bare: ReadonlySet<string>,
  quoted: readonly QuotationSpan[],
): string | null {
  const noun = words.find(({ key, start, stem }, at) => {
    const form = /^ال(\p{L}{4,})$/u.exec(key)?.[1];
    if (at < 3 || form === undefined || !bare.has(form) || isInside(quoted, start) || isEverydayWord(form))
      return false;
    return !words.slice(0, at).some((one) => one.stem === stem);
  });
  return noun?.stem ?? null;
}

/** A source or its author with neither name nor adjective behind it; quotations are not looked into. */
function roleStandingAlone(text: string, words: readonly Token[], quoted: readonly QuotationSpan[]): string | null {
  const role = words.find((word, at) => {
    if (at === 0 || isInside(quoted, word.start) || !SOURCES.test(word.key)) return false;
    const next = words[at + 1];
    if (next === undefined) return true;
    const between = text.slice(word.end, next.start);
    return /[،.؛"“”«»:]/.test(between) || AFTER_SUBJECTLESS_VERB.has(next.key) || TELLING_VERBS.has(next.key);
  });
  return role === undefined ? null : role.stem;
}

const SOURCES = /^[وفبك]?(?:ال|ل)(?:كاتب|كاتبه|صحيفه|مجله|وكاله|بيان|تقرير|دراسه|مصدر|متحدث|متحدثه)$/;

function nameBehindVerb(text: string, opening: readonly Token[], mentioned: ReadonlySet<string>): string | null {
  const [first, second] = opening;
  if (first === undefined || second === undefined) return null;
  if (second.key.length < 4 || isStopWord(second.key) || isEverydayWord(second.key)) return null;
  if (!mentioned.has(second.stem) || /^\s*[،,(]/.test(text.slice(second.end))) return null;
  const verb = first.key.replace(/^[وف](?=\p{L}{3})/u, '');
  const leads = TELLING_VERBS.has(verb) || /^(?:كان|كانت|يقع|تقع|يعد|تعد|يعتبر|تعتبر|تولي|تولت|ولد|ولدت)$/.test(verb);
  return leads ? second.stem : null;
}

function definiteNoun(opening: readonly Token[], brought: ReadonlySet<string>): string | null {
  const noun = opening.find(({ key }) => /^[وفبك]?ال\p{L}{3,}|^لل\p{L}{3,}/u.test(key));
  return noun !== undefined && noun.stem.length > 2 && !isStopWord(noun.key) && brought.has(noun.stem)
    ? noun.stem
    : null;
}
