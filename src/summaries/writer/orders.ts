import { normalise } from '../../articles/text/index.ts';

/**
 * Whether a paragraph tells a language model what to do: to forget its orders, or what to write in their place. It is no part of
 * the story, so it is neither sent to the writer nor vouches for what comes back. Paragraphs *about* such orders, in quotation
 * marks, stay.
 */
export function ordersMachines(paragraph: string): boolean {
  const words = normalise(paragraph)
    .toLowerCase()
    .replace(/[«“"„][^«»“”"„]*[»”"]/g, ' ');
  return ORDERS.some((order) => order.test(words));
}

const ORDERS: readonly RegExp[] = [
  /(?:^|[^\p{L}])(?:تجاهل|اهمل|انس|تناس|لا تتبع|خالف)(?:وا|ي)? (?:(?:كل|جميع|هذه|سائر|ساير) )?(?:ما سبق|ما قبل|التعليمات|تعليماتك|الاوامر|اوامرك|التوجيهات|توجيهاتك)/u,
  /(?:تعليمات|توجيهات|اوامر|رساله|ملاحظه) (?:\p{L}+ )?(?:لل|الي ال|ل)(?:نموذج|نماذج|ذكاء الاصطناعي|روبوت|مساعد (?:الالي|الذكي|الرقمي))(?!\p{L})/u,
  /(?:^|[^\p{L}])(?:ايها|يا) (?:النموذج|المساعد|الروبوت|الذكاء)/u,
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|previous|above)\b/,
  /\b(?:system|assistant|user)\s*(?:prompt|message)?\s*[:>]|<\|?(?:im_start|system|assistant)\b/,
];
