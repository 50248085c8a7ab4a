import { isSpeaking, isStopWord, ofSpelling, opensWithVerb, type Token } from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { GIVEN_NAMES, NOT_GIVEN, NOT_SURNAME } from './words.ts';

export function stripPrefix(key: string): string {
  return key.length > 3 && 'ولبفك'.includes(key.charAt(0)) ? key.slice(1) : key;
}

/** What joins two words of a name. */
const LINKS = ' \u00A0-';

export function adjacent(text: string, left: Token, right: Token): boolean {
  const between = right.start - left.end;
  if (between < 1 || between > 2) return false;
  return LINKS.includes(text.charAt(left.end)) && LINKS.includes(text.charAt(right.start - 1));
}

export const isNameWord = ofSpelling(({ text, key }) => {
  if (/ى$/.test(text) && !/^(?:موسى|عيسى|يحيى|مصطفى|مرتضى|مجتبى|سلمى|منى|هدى|ليلى|سهى|لبنى|بشرى)$/.test(text))
    return false;
  if (!/^[\u0621-\u064A]{2,}$/.test(key) || key.startsWith('ال') || /^[ولبف]ال|^لل/.test(key)) return false;
  return (
    !NOT_GIVEN.has(key) &&
    !NOT_GIVEN.has(stripPrefix(key)) &&
    !isSpeaking(key) &&
    !/(?:ه|ات|ون|ين|يه)$/.test(GIVEN_NAMES.has(key) ? '' : key)
  );
});

export const isSurnameWord = ofSpelling(({ text, key }) => {
  // «جمال ألوانها»: no surname ends with a pronoun.
  if (isEverydayWord(key) || /[اً]ً|ًا?$|\p{L}{3}(?:ها|هما|هم|هن)$/u.test(text)) return false;
  return /^[\u0621-\u064A]{3,}$/.test(key) && !NOT_GIVEN.has(key) && !NOT_SURNAME.has(key) && !isSpeaking(key);
});

/** A word that may be a name and is nothing that a newspaper writes every day, nor a verb: «رولا», «فردريك», «ويوليا». */
export function isRareName(token: Token): boolean {
  const { key, text } = token;
  if (!isNameWord(token) || isEverydayWord(key) || isStopWord(key) || /(?:ها|هما)$/.test(key)) return false;
  return key.endsWith('ا') || !opensWithVerb(text);
}
