import type { ChoiceContext } from './candidates.ts';
import type { Choice } from './choose.ts';
import { type ChosenSentence, charsOf, formsOf } from './forms.ts';
import type { SourceSentence } from './source.ts';

/** So many sentences that open with a paper make an article a review of the press. */
const PAPERS = 3;
/** Share (0–1) of the title's claims that a paper must be the first to tell, for the title to be taken from it. */
const TITLE_FROM = 0.25;

/** Words of a paper's sentence that says what it prints: «صحيفة الميزان رأت أن إقالة الوزير.» is broken off. */
const TELLS = 8;

/** «أهم خبر يطغى على الصحف اليوم …», normalised. */
const OF_THE_PRESS =
  /(?:^|\s)(?:علي |في |ب|عناوين )?(?:ال)?صحف (?:اليوم|الصباح|الصادره|العربيه|العالميه|الدوليه|المحليه)/;

const PRINTS =
  '(?:نشرت|قالت|كتبت|تقول|تكتب|تناولت|تتناول|عنونت|اشارت|رات|تري|اوردت|نقلت|اهتمت|خصصت|افردت|ركزت|علقت|سلطت|نطالع|نقرا|نبدا|توقفت)';
/** «صحيفة الميزان قالت …», «في صحيفة …», «كتبت صحيفة …», «في الشأن الدولي اهتمت الصحف بـ…», normalised. */
const OPENS_WITH_PAPER = new RegExp(
  `^و?(?:(?:في|عن|من|علي|الي)(?: (?!صح|جر|مج)\\S+){0,4} )?(?:${PRINTS}(?: (?!صح|جر|مج)\\S+){0,2} )?(?:(?:في|افتتاحيه) )?(?:صحيفه|صحيفتا|صحف|الصحف|جريده|مجله) `,
);

/**
 * The summary of a press review, whose title is one paper's («صحيفة الميزان حذرت من …») where `choice` tells another's from its top: what that
 * paper says, behind the opening where that speaks of the press at large, and with the first other paper for which there is room.
 */
export function pressReview(choice: Choice, context: Omit<ChoiceContext, 'lead'>): Choice {
  const { sentences, promised, maxChars, admissible } = context;
  const papers = sentences.filter(({ plain }) => OPENS_WITH_PAPER.test(plain));
  if (promised === null || papers.length < PAPERS) return choice;
  const { toldBy, share } = promised;
  const known = choice.sentences.reduce((told, { source }) => told | toldBy(source.words), 0);
  const tells = ({ words }: SourceSentence): number => share(toldBy(words) & ~known);
  const mayStand = (one: SourceSentence): boolean =>
    admissible(one) &&
    one.chars <= maxChars &&
    one.opening.tie === null &&
    one.opening.bareRole === null &&
    one.spokenOf === null &&
    one.lateNoun === null;
  const [titled] = papers.filter(mayStand).toSorted((a, b) => tells(b) - tells(a));
  if (titled === undefined || tells(titled) < TITLE_FROM) return choice;
  const [opening] = sentences;
  const atLarge = opening !== undefined && !papers.includes(opening) ? [opening] : [];
  // What opens the summary is of the title's matter, or speaks of the press at large.
  const isOfAnother = (one: SourceSentence): boolean =>
    one.order < titled.order && share(toldBy(one.words)) === 0 && !OF_THE_PRESS.test(one.plain);
  const chosen: SourceSentence[] = [titled];
  for (const one of [...atLarge, ...papers]) {
    if (
      chosen.length > 2 ||
      chosen.includes(one) ||
      !mayStand(one) ||
      isOfAnother(one) ||
      one.words.length < TELLS ||
      leans(one, chosen, sentences)
    )
      continue;
    const length = [...chosen, one].reduce((sum, { chars }) => sum + chars + 1, -1);
    if (length <= maxChars) chosen.push(one);
  }
  const printed = chosen.toSorted((a, b) => a.order - b.order).map((one, at) => printedAs(one, at, context));
  return charsOf(printed) - 1 > maxChars ? choice : { ...choice, sentences: printed };
}

/** «صحيفة الميزان رأت أن الاستهداف …» in mid-paragraph: speaks of what stands before it, which is not told. */
function leans(one: SourceSentence, chosen: readonly SourceSentence[], sentences: readonly SourceSentence[]): boolean {
  const before = sentences[one.order - 1];
  return before !== undefined && before.paragraph === one.paragraph && !chosen.includes(before);
}

function printedAs(source: SourceSentence, at: number, context: Omit<ChoiceContext, 'lead'>): ChosenSentence {
  const { asFirst, asNext } = formsOf(source, context);
  const form = (at === 0 ? asFirst : asNext)[0];
  return { source, text: form?.text ?? source.text, dropped: form?.dropped ?? 0, extent: 'whole' };
}
