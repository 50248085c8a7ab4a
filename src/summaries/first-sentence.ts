import type { Token } from '../articles/text/index.ts';

/**
 * Whether an article's first sentence points at what stands in no text: «التقطت هذه الصور …» at the page's pictures, «وتحاول … هذه الأسر» at lines
 * that the page had above it. `pointsBack` is the stem of that noun, as `pointedAt` finds it.
 */
export function pointsAbove(words: readonly Token[], pointsBack: string | null, title: readonly Token[]): boolean {
  if (pointsBack === null || title.some(({ stem }) => stem === pointsBack)) return false;
  return words.some(({ key, stem }, at) => {
    if (stem !== pointsBack || !/^هذ[اه]$/.test(words[at - 1]?.key ?? '')) return false;
    return PICTURES.test(key) || (at > 1 && JOINED_VERB.test(words[0]?.key ?? ''));
  });
}

const PICTURES = /^ال(?:صوره?|فيديو|لقطات|لقطه|مقطع|رسوم|خريطه)$/;
/** «وتحاول», «ويروي»: joined to what stood before. */
const JOINED_VERB = /^و[يت]\p{L}{3,}$/u;
