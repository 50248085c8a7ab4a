import { lightStem, ofSpelling, remembered } from '../articles/text/index.ts';

const WORDS_KEPT = 20_000;

/**
 * The consonants by which the forms of a normalised word are told to be one: what is joined to it, what makes a verb's person and a noun's number,
 * and the long vowels come off. Its light stem where fewer than three are left, and a number as it is.
 */
export const rootOf = remembered(
  (key: string): string => {
    if (!/^[\u0621-\u064A]+$/.test(key)) return key;
    const article = key.replace(/^[وف]?(?:[بك]?ال|لل)(?=.{3})/, '');
    const bare = article !== key ? article : key.replace(/^[وف](?=.{4})/, '').replace(/^[بلك](?=.{4})/, '');
    const word = bare
      .replace(/^س?[يتنا](?=.{3})/, '')
      .replace(/(?<=.{3})(?:تها|تهم|ها|هم|هن|هما|نا|كم|ات|ون|ين|ان|وا|يه|ت|ه|ي)$/, '');
    const root = word.replace(/[اويء]/g, '');
    if (root.length >= 3) return root;
    // «غاب», «غياب».
    return /^[^اويء][اوي]{1,2}[^اويء]$/.test(word) ? root : lightStem(key);
  },
  { most: WORDS_KEPT },
);

/** The same of a word of a text. */
export const rootOfWord = ofSpelling(({ key }) => rootOf(key));
