import { normalise, tokens } from '../text/index.ts';
import { hasDate } from './byline.ts';

const TRADE =
  /^(?:(?:د|أ|الدكتور|الدكتورة)\.? ?)?(?:\p{L}+[\s-]){0,4}(?:صحفيه?|صحافيه?|كاتبه?|روايي?ه?|باحثه?|مراسله?|محرره?|استاذه?|محاضره?|اكاديميه?|مدونه?|محلله?|خبيره?|ناشطه?|مديره?|طالبه?|شاعره?|مخرجه?|اعلاميه?|مترجمه?|ناقده?|مصوره?|رسامه?|محامي?ه?|رييسه? تحرير)(?=[\s،.])/u;
const WORKS =
  /(?<!\p{L})و?(?:ال)?(?:يكتب|تكتب|يعمل|تعمل|عمل|عملت|يقيم|تقيم|مقيمه?|حاصله?|حايزه?|فاز|فازت|حاز|حازت|صدر|صدرت|له|لها|مولفه?|يدرس|تدرس|غطي|غطت|يغطي|تغطي|متخصصه?|مختصه?|في الموقع|تخرج|تخرجت|خريجه?|يحمل|تحمل|عضوه?|مساعده?|[يت]عد رساله|متابعت(?:ه|ها) (?:علي|عبر))(?=[\s،.])/u;

/** An author's life: a name, a trade in the first words, and what the person has written or won. */
export function isLife(text: string): boolean {
  const plain = normalise(text);
  return plain.length < 500 && tokens(text).length >= 6 && TRADE.test(plain) && WORKS.test(plain) && !hasDate(plain);
}
