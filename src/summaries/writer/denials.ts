import { isStopWord, segmentSentences, type Token, tokens, unjoined } from '../../articles/text/index.ts';

/**
 * What the text affirms where the article denies it and nowhere affirms it, or the other way round, «وحددت الحكومة موعد …» of «ولم
 * تحدد الحكومة موعد …»; and what it tells as done that the article only holds possible: «خفض» of «قد يخفض». A deed is known by its verb, whatever its form, and two of the three words of meaning behind it.
 */
export function turnedDenials(text: string, body: readonly string[]): string[] {
  const told = deedsOf(text);
  const article = body.flatMap(deedsOf);
  return told.flatMap((deed) => {
    const same = article.filter((one) => isSame(one, deed));
    if (same.length === 0) return [];
    if (deed.sure && same.every(({ sure }) => sure === false)) return [`في النص احتمال: ${deed.text}`];
    if (same.some(({ denied }) => denied === deed.denied)) return [];
    return [deed.denied ? `نفي ليس في النص: ${deed.text}` : `في النص نفي: ${deed.text}`];
  });
}

interface Deed {
  readonly text: string;
  readonly verb: string;
  /** The words of meaning behind it, in their sentence. */
  readonly behind: readonly string[];
  readonly denied: boolean;
  /** «قد يخفض»: perhaps; «خفض»: done; null of what is neither. */
  readonly sure: boolean | null;
}

/** Every word that may be a verb, with what stands behind it: that one is a verb shows where it is denied. */
function deedsOf(paragraph: string): Deed[] {
  return segmentSentences(paragraph).flatMap(({ text }) => {
    const words = tokens(text);
    return words.flatMap((word, at) => {
      const behind = words
        .slice(at + 1)
        .filter(({ key }) => !isStopWord(key))
        .slice(0, BEHIND)
        .map(({ stem }) => stem);
      const verb = verbOf(word);
      return verb.length < 2 || behind.length < SHARED
        ? []
        : [
            {
              text: word.text,
              verb,
              behind,
              denied: DENIAL.test(words[at - 1]?.key ?? ''),
              sure: isSure(word, words[at - 1]),
            },
          ];
    });
  });
}

function isSure({ key }: Token, before: Token | undefined): boolean | null {
  if (!/^[وفس]{0,2}[يت]\p{L}{3}/u.test(key)) return true;
  return /^[وف]?(?:قد|ربما)$/.test(before?.key ?? '') ? false : null;
}

const DENIAL = /^[وف]?(?:لم|لن|لا)$/;

/** Words of meaning behind a verb that tell its deed, and how many of them two tellings share. */
const BEHIND = 3;
const SHARED = 2;

function isSame(one: Deed, other: Deed): boolean {
  return one.verb === other.verb && one.behind.filter((stem) => other.behind.includes(stem)).length >= SHARED;
}

/** A verb without what its form adds: «تحدد», «حددت», «سيحدد», «يحددوا» are one. */
function verbOf({ key }: Token): string {
  return unjoined(key)
    .replace(/^س(?=[يتن]\p{L}{3})/u, '')
    .replace(/^[يتنا](?=\p{L}{2})/u, '')
    .replace(/(?:وا|ون|ت|نا)$/, '');
}
