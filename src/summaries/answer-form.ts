import { isTelling, opensWithPast, opensWithVerb, type Token, tokens } from '../articles/text/index.ts';
import { DENYING, IMPERSONAL_VERBS, REFUSING } from './rules/lexicon.ts';

/** Words of who answers, from «لكن» to the verb. */
const LONGEST_NAME = 5;

/**
 * An answer that turns what stood right before it, as it reads behind another sentence: «ونفى ترودو …» for «لكن بالمقابل نفى ترودو …», «وتنكر الحكومة …» for «إلا أن
 * الحكومة تنكر …». Null where it turns nothing, or where who answers cannot be told from what he does, or shows the case that «أن» gave it.
 */
export function asNextAnswer(text: string): string | null {
  const turn = TURN.exec(text)?.[0];
  if (turn === undefined) return null;
  const rest = text.slice(turn.length);
  const [first] = tokens(rest);
  if (first === undefined) return null;
  if (opensWithPast(rest) || isTelling(first.key) || IMPERSONAL_VERBS.has(first.key)) return `و${rest}`;
  const words = tokens(rest).slice(0, LONGEST_NAME + 1);
  const at = words.findIndex(({ key }, index) => index > 0 && answers(key));
  const verb = words[at];
  if (verb === undefined || words.slice(0, at).some((word) => !isPlain(word)))
    return opensWithVerb(rest) ? `و${rest}` : null;
  const name = rest.slice(0, verb.start);
  return /^[\p{L}\p{M}\s]+$/u.test(name) ? `و${verb.text} ${name.trimEnd()}${rest.slice(verb.end)}` : null;
}

const TURN = /^و?(?:لكن|ولكن|(?:إلا|الا|غير|بيد) [أا]ن)\s+(?:(?:بالمقابل|في المقابل)،?\s+)?(?=\p{L})/u;

/** Of one man, woman or body: behind several the verb would have another form. */
function answers(key: string): boolean {
  return !/^ال|(?:وا|[اوي]ن|تا)$/.test(key) && (isTelling(key) || DOES.test(key));
}

const DOES = new RegExp(`^(?:${DENYING}|${REFUSING})$`);

/** A noun or name that shows no case: «الوزيرين», «مسؤولاً», «أبا» do. */
function isPlain({ text, key }: Token): boolean {
  return !/ين$|^(?:ابا|اخا|ذا|بعض|جميع|كل)$/.test(key) && !/ًا?$|اً$/u.test(text) && !CONNECTS.test(key);
}

/** Before what these open a verb is another’s. */
const CONNECTS = /^(?:ب?ان(?:ه|ها|هم)?|الذي|التي|الذين|في|من|علي|الي|عن|و|هذا|هذه|ذلك|تلك|ما|لا|لم|لن|قد)$/;
