import { isSpeaking, isStopWord, type Token } from '../articles/text/index.ts';
import { asksWhetherTrue, isAbout, isChargeWord, isDenialWord, speaksForAccused } from './claims.ts';
import { COSTS } from './costs.ts';
import { otherSide } from './other-side.ts';
import { rootOfWord } from './root.ts';
import { isBareDenial } from './rules/soundness.ts';
import type { SourceSentence } from './source.ts';
import { halfToldCost } from './told-in-part.ts';

/** What claims cost that are printed without what the article says against them. */
export interface ClaimCost {
  /** The title accuses somebody, or asks whether a claim is true. */
  readonly accused: boolean;
  /** Orders of the sentences in which the side speaks against which the story is told. */
  readonly side: ReadonlySet<number>;
  /** Of the sentences of a summary, in reading order. */
  readonly of: (chosen: readonly SourceSentence[]) => number;
}

/** The cost of claims under a title, where `pool` are the sentences that may stand in the summary. */
export function claimCost(
  titleWords: readonly Token[],
  opening: SourceSentence | undefined,
  pool: readonly SourceSentence[],
): ClaimCost {
  const accused =
    titleWords.some((word) => isChargeWord(word) || asksWhetherTrue(word)) ||
    BLAMES.test(titleWords.map(({ key }) => key).join(' '));
  const told = (stem: string): boolean =>
    opening?.stems.has(stem) === true || titleWords.some((one) => one.stem === stem);
  const denials = titleWords.some(isDenialWord) ? [] : pool.filter((one) => mayAnswer(one, told));
  const side = otherSide(titleWords, opening, pool);
  const heard = (one: SourceSentence): boolean => side.has(one.order) || one.words.some(isDenialWord);
  const unheard = (chosen: readonly SourceSentence[]): number =>
    side.size === 0 || chosen.some(heard) ? 0 : COSTS.unheard;
  const halfTold = halfToldCost(pool);
  return {
    accused,
    side,
    of: (chosen) =>
      turnedCost(chosen) + halfTold(chosen) + Math.max(unansweredCost(chosen, denials, accused), unheard(chosen)),
  };
}

/** «… يحمّل إيران مسؤولية الهجوم», «على بوتين تحمل المسؤولية عن …», normalised. */
const BLAMES = /(?:^| )[وف]?(?:[يت]?حمل|تحميل)(?:ت|وا)? (?:\S+ ){0,3}(?:ال)?مسووليه(?: |$)/;

function mayAnswer({ denies, opening, words, pointsBack }: SourceSentence, told: (stem: string) => boolean): boolean {
  // «ونفت أنها قالت هذا الكلام»: which?
  const clear = pointsBack === null || told(pointsBack) || !WORDS_SAID.test(pointsBack);
  return clear && denies && (opening.tie === null || opening.tie === 'connective' || speaksForAccused(words));
}

/** Stems of «هذا الكلام», «هذه التصريحات», which only their own sentence tells. */
const WORDS_SAID = /^(?:كلام|قول|اقوال|تصريح|حديث|عبار|جمل)/;

/** What it costs to print a claim without the «لكن» that turns it. */
function turnedCost(chosen: readonly SourceSentence[]): number {
  const left = chosen.filter(({ turned, order }, index) => turned && chosen[index + 1]?.order !== order + 1);
  return left.length * COSTS.turned;
}

/** What it costs to print an accusation and not that it is denied, where the article says so in a sentence that may stand. */
function unansweredCost(
  chosen: readonly SourceSentence[],
  denials: readonly SourceSentence[],
  accused: boolean,
): number {
  if (denials.length === 0 || chosen.some((one) => one.denies || one.words.some(isDenialWord))) return 0;
  const accuses = accused || chosen.some((one) => one.accuses);
  const answers = (denial: SourceSentence): boolean =>
    (!isBareDenial(denial.plain) && isAbout(denial, chosen)) || standsUnderClaim(denial, chosen);
  return accuses || denials.some(answers) ? COSTS.unanswered : 0;
}

/** «ونفى الرئيس إقامة العلاقة …» right behind «تقول الممثلة إنها أقامت علاقة …»: of that, however much more it denies. */
function standsUnderClaim(denial: SourceSentence, chosen: readonly SourceSentence[]): boolean {
  const claim = chosen.find(({ order }) => order === denial.order - 1);
  if (claim === undefined || !claim.words.slice(0, FRONT).some(({ key }) => isSpeaking(key))) return false;
  const told = new Set(claim.words.filter(({ key }) => !isStopWord(key)).map(rootOfWord));
  return new Set(denial.words.map(rootOfWord).filter((root) => told.has(root))).size >= COMMON;
}

/** Words within which a sentence comes to who says it, and words that its denial takes up. */
const FRONT = 6;
const COMMON = 2;
