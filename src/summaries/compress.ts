import { isInside, quotations, tokens } from '../articles/text/index.ts';
import { mentionsOf, type Person } from './names/index.ts';

/** What a shorter form has lost: an aside that explains, or a clause that tells. */
export interface ShorterForm {
  readonly text: string;
  readonly lost: 'aside' | 'clause';
}

/**
 * Shorter sound forms of a sentence, the fullest first; the sentence itself is not among them. Only two things come off:
 * an aside in brackets that explains (an age, a Latin spelling, an agency), and an apposition between two dashes or a
 * short relative clause between two commas. Nothing inside a quotation is touched, and no number outside an aside is.
 */
export function shorterForms(sentence: string): ShorterForm[] {
  const forms: ShorterForm[] = [];
  const withoutBrackets = dropAsides(sentence, /\s*\(([^()]{1,90})\)/g, (aside) => tokens(aside).length <= 8);
  if (withoutBrackets !== sentence) forms.push({ text: withoutBrackets, lost: 'aside' });
  const base = forms.at(-1)?.text ?? sentence;
  const withoutDashes = dropAsides(
    base,
    /\s[-–—]\s([^-–—"“”«»()]{8,110}?)\s[-–—](?=[\s،])/g,
    (aside) => !/[.؟!؛:]/.test(aside),
  );
  if (withoutDashes !== base) forms.push({ text: withoutDashes, lost: 'aside' });
  const last = forms.at(-1)?.text ?? sentence;
  const withoutClauses = dropAsides(
    last,
    /،\s((?:الذي|التي|الذين|اللذين|اللذان)\s[^،.؛:"“”«»()]{8,90})،(?=\s)/g,
    isFreeClause,
  );
  if (withoutClauses !== last) forms.push({ text: withoutClauses, lost: 'clause' });
  return forms.filter((form) => tokens(form.text).length >= 6);
}

/**
 * The sentence without what only describes a person whom the article has named: «توكاييف الذي جرح كرامته وطعن هيبته، وجاء
 * رده …» keeps its name and its comma. Nothing when there is no such clause.
 */
export function withoutNamedClauses(sentence: string, people: readonly Person[]): ShorterForm[] {
  let text = sentence;
  for (const mention of mentionsOf(people, sentence).toReversed()) {
    if (mention.quoted || mention.person.reading !== 'sure') continue;
    const clause = NAMED_CLAUSE.exec(text.slice(mention.end));
    if (clause?.[1] !== undefined && isFreeClause(clause[1]))
      text = text.slice(0, mention.end) + text.slice(mention.end + clause[0].length);
  }
  return text === sentence || tokens(text).length < 6 ? [] : [{ text, lost: 'clause' }];
}

const NAMED_CLAUSE = /^\s((?:الذي|التي)\s[^،.؛:"“”«»()]{8,90})(?=،\s)/;

function dropAsides(sentence: string, pattern: RegExp, isAside: (inner: string) => boolean): string {
  const spans = quotations(sentence).spans;
  return sentence.replace(pattern, (whole: string, inner: string, offset: number) =>
    isInside(spans, offset + 1) || !isAside(inner) || needsMore(sentence.slice(Math.max(0, offset - 40), offset))
      ? whole
      : '',
  );
}

/** «أو (…)», «اسمها (…)»: the words before cannot stand without what the brackets hold. */
function needsMore(before: string): boolean {
  return /[\p{L}]ـ\s*$|(?:^|\s)(?:و?[هأإ][وي]|و?(?:هم|هما|هن)|أو|و|اسم(?:ه|ها)?|باسم|بـ|لـ|يعني|تعني|يدعى|تدعى|يسمى|تسمى|في|من|إلى|على|عن|ب|ل)\s*$/u.test(
    before.trimEnd(),
  );
}

/** A relative clause with a verb near its front and no second clause hanging on it. */
function isFreeClause(clause: string): boolean {
  return tokens(clause).length >= 3 && !/\s(?:لكن|بل|إذ|حيث|كما|مما|ما)\s/.test(clause);
}
