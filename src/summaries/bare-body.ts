import { isInside, ofSpelling, quotations, type Token } from '../articles/text/index.ts';
import { WEEKDAYS } from './rules/lexicon.ts';
import type { SourceSentence } from './source.ts';

/** A sentence that calls a ministry, a court, a paper by its kind alone («أطلقتها الوزارة»), with the name that the article gave it earlier. */
export interface NamedBody {
  /** Its kind, normalised: «وزاره». */
  readonly noun: string;
  /** The sentence with «وزارة التجارة» for «الوزارة». */
  readonly text: string;
}

/** Whose name may stand in quotation marks, and whose is made of definite words. */
const QUOTED = /^(?:صحيفه|مجله|جريده|قناه|شركه|منظمه|وكاله|جمعيه)$/;
const DEFINED = /^(?:وزاره|محكمه|لجنه|هييه|منظمه)$/;

/**
 * Null where the sentence names the body itself, where the article has several of the kind, or one whose name cannot be told from the words
 * behind it: «وزارة خارجية الكويت».
 */
export function withNamedBody(
  sentences: readonly SourceSentence[],
  { order, text, words }: Pick<SourceSentence, 'order' | 'text' | 'words'>,
): NamedBody | null {
  const { spans } = quotations(text);
  for (const [at, word] of words.entries()) {
    const called = calledByKind(word);
    if (called === null) continue;
    const { joined, noun } = called;
    if (isInside(spans, word.start) || isSaidFurther(words, at, text)) return null;
    if (words.slice(0, at).some(({ key }) => key.endsWith(noun))) return null;
    const name = nameOf(noun, sentences.slice(0, order));
    if (name === null) return null;
    const front = joined.replace(/ال$/, '').replace(/لل$/, 'ل');
    return { noun, text: `${text.slice(0, word.start)}${front}${name}${text.slice(word.end)}` };
  }
  return null;
}

/** «الوزارة», «والوزارة», «بالوزارة», «للوزارة»: what is joined to its front, and its kind. */
const calledByKind = ofSpelling(({ key }): { readonly joined: string; readonly noun: string } | null => {
  const [, joined, noun] = /^([وف]?(?:[بك]?ال|لل))(\p{L}{3,})$/u.exec(key) ?? [];
  if (joined === undefined || noun === undefined) return null;
  return QUOTED.test(noun) || DEFINED.test(noun) ? { joined, noun } : null;
});

/** «هذه المحكمة», «المحكمة العليا», «الشركة التي …», «صحيفة الشركة «…»» */
function isSaidFurther(words: readonly Token[], at: number, text: string): boolean {
  const [before, word, next] = [words[at - 1], words[at], words[at + 1]];
  if (before !== undefined && /^[وفبل]?(?:هذه|تلك|ذات|نفس)$/.test(before.key)) return true;
  if (word === undefined || next === undefined) return false;
  const between = text.slice(word.end, next.start);
  return (
    /["«“(]/.test(between) || (between.trim() === '' && (isDefinite(next) || /^(?:ذات|نفس|الت|الذ)/.test(next.key)))
  );
}

/** The one name that `sentences` give to a body of the kind, as it was written; the fullest, where it is given in fewer words too. */
function nameOf(noun: string, sentences: readonly SourceSentence[]): string | null {
  const names: string[] = [];
  for (const { text, words } of sentences) {
    for (const [at, { key }] of words.entries()) {
      if (key.replace(/^[وفبلك]{1,2}(?=.{4})/, '') !== noun && key !== noun) continue;
      const name = nameAt(noun, words, at, text);
      if (name === null) return null;
      names.push(name);
    }
  }
  const [longest] = names.toSorted((a, b) => b.length - a.length);
  return longest !== undefined && names.every((name) => longest === name || longest.startsWith(`${name} `))
    ? longest
    : null;
}

function nameAt(noun: string, words: readonly Token[], at: number, text: string): string | null {
  const word = words[at];
  if (word === undefined || word.text.length !== word.key.length) return null;
  const kind = noun === word.key ? word.text : word.text.slice(-noun.length);
  const quoted = /^\s?(["«“][^"«»“”.،:]{2,30}["»”])/.exec(text.slice(word.end))?.[1];
  if (quoted !== undefined) return QUOTED.test(noun) ? `${kind} ${quoted}` : null;
  if (!DEFINED.test(noun)) return null;
  let end = at;
  for (let next = at + 1; next < words.length && isRightBehind(words, next, text); next++) {
    const behind = words[next];
    if (behind === undefined || !isDefinite(behind)) break;
    const { key } = behind;
    const goesOn =
      next === at + 1
        ? /^ال\p{L}{3,}$/u.test(key)
        : (/^ال\p{L}{2,}(?:ي|يه)$/u.test(key) && !NO_ADJECTIVE.test(key)) || (noun === 'وزاره' && FIELDS.test(key));
    if (WEEKDAYS.has(key)) break;
    // «وزارة الصحة والسلطات …», «محكمة العدل القضاة …»: where its name ends cannot be told.
    if (!goesOn) return null;
    end = next;
  }
  return end > at ? `${kind} ${text.slice(words[at + 1]?.start, words[end]?.end)}` : null;
}

/** «السلطات», «والاستثمار», and not «إلى», «التي». */
function isDefinite({ text, key }: Token): boolean {
  return /^[وف]?ال\p{L}{3,}/u.test(text) && !/^[وف]?ال(?:[تذ]ي|ذين|ي(?:ه[ام]?)?)$/.test(key);
}

function isRightBehind(words: readonly Token[], at: number, text: string): boolean {
  return text.slice(words[at - 1]?.end, words[at]?.start).trim() === '';
}

/** «… وزارة الصحة المسؤولية»: what she is given. */
const NO_ADJECTIVE =
  /^ال(?:مسووليه|عمليه|قضيه|حريه|اتفاقيه|هويه|شرعيه|اولويه|ميزانيه|اهميه|صلاحيه|نوعيه|كميه|جنسيه|ارضيه|ضحيه|بريه|شخصيه)$/;

/** What a ministry is of besides. */
const FIELDS =
  /^وال(?:استثمار|صناعه|تعليم|سكان|ماليه|اقتصاد|رياضه|شباب|سياحه|اثار|اعلام|ثقافه|مغتربين|تخطيط|طاقه|كهرباء|مياه|ري|زراعه|اسكان|نقل|مواصلات|اتصالات|تجاره|عمل|تنميه|حمايه|وقايه|بيئه|هجره|علوم|بحث|اوقاف|مناجم|معادن|تعاون|اصلاح|رقمنه)$/;
