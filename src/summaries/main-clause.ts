import { countCharacters, isInside, normalise, quotations, tokens } from '../articles/text/index.ts';

/**
 * The main clause of a sentence too long for any summary: what hangs on it from «حيث», «وذلك», «والذي», «مشيراً إلى» onwards comes
 * off, and a full stop takes its place. The longest such form within `maxChars` code points; null when the sentence has
 * no such joint outside quotations and brackets, or too little would stay. For articles of one endless sentence only.
 */
export function mainClause(sentence: string, maxChars: number): string | null {
  const { spans } = quotations(sentence);
  let best: string | null = null;
  for (const joint of sentence.matchAll(JOINT)) {
    if (isInside(spans, joint.index) || isInBrackets(sentence, joint.index)) continue;
    if (DENIES.test(normalise(sentence.slice(joint.index)))) continue;
    const form = `${sentence.slice(0, joint.index).trimEnd()}.`;
    if (countCharacters(form) > maxChars) break;
    if (tokens(form).length >= 8) best = form;
  }
  return best;
}

/** A claim keeps the denial that hangs on it. */
const DENIES = /(?:^|\s)[وف]?(?:نفي|نفت|ينفي|تنفي|نافيا|نافيه|انكر|انكرت|ينكر|تنكر|رفض|رفضت)(?=\s)/;

const JOINT =
  /[،؛]?\s+(?=(?:وذلك|وال(?:ذي|تي|ذين)|حيث|إذ|مما|فيما|بينما|في حين|بالإضافة إلى|إضافة إلى|فضلاً? عن|علاوة على|مشير[اةًَ]+|موضح[اةًَ]+|مضيف[اةًَ]+|مؤكد[اةًَ]+|معتبر[اةًَ]+|لافت[اةًَ]+|محذر[اةًَ]+|مبين[اةًَ]+|الأمر الذي|ما (?:أدى|دفع|جعل|يعني|أثار))\s)/gu;

function isInBrackets(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return before.split('(').length !== before.split(')').length;
}
