import { normalise } from './normalise.ts';
import { remembered } from './remembered.ts';
import { firstKey } from './tokens.ts';

/** Normalised words whose و is a letter of their own («وزير») or swears («والله»), not the one that joins («وقال»). */
export const WAW_WORDS =
  /^(?:وزير|وزراء|وزارات?|وزاره|وزاري|وكاله|وكيل|وكالات|وكلاء|ولايه|ولايات|ولي|ولاده|ولد|ولدت|ولادت|وفد|وفود|وفاه|وفيات|وفق|وفقا|وصل|وصلت|وصلوا|وصلنا|وصلتنا|وصلتك|وصلتكم|وصف|وصفت|وصول|وقع|وقعت|وقف|وقفت|وقوع|وقوف|وقت|وقود|وقايه|وقائع|وقايع|وضع|وضعت|وضعيه|وجه|وجها|وجهت|وجهه|وجهات|وجوه|وجود|وجد|وجدت|وجبه|وجبات|وجيه|ورد|وردت|ورث|ورش|ورشه|ورقه|اوراق|ورق|ورود|وعد|وعدت|وعود|وعي|وافق|وافقت|واصل|واصلت|واجه|واجهت|واجهه|واجب|واجبات|والد|والده|والدا|والدي|والي|وثيقه|وثائق|وثايق|وثق|وثقت|وحده|وحدات|وحدت|وحيد|وسط|وسيط|وسائل|وسايل|وسام|وسيله|وسعت|وراء|وشك|وشيك|ودع|ودعت|ودائع|ودي|وليد|وائل|وايل|واشنطن|واتساب|ووترز|وول|وورلد|ويكي\p{L}*|ويليام\p{L}*|وليام\p{L}*|ويلز|ويندوز|ونستون|وودي|وارن|وارسو|والت|والتر|وين|وهم|وهن|وباء|وبائي|وبايي|وتيره|وتر|وتد|وتين|وصيه|وصي|وصفه|وصفات|وطن|وطني|وطنيه|وظيفه|وظائف|وظايف|وظف|وفره|وفرت|وفر|وفير|وقعا|وكر|وكز|وهج|وهب|وهبي|وهران|واحه|واحد|واحده|وادي|واسع|واسعه|واضح|واضحه|واثق|واعد|واقع|واقعه|واقعيه|والا|وارد|واردات|وازن|وزن|وزنت|وزع|وزعت|وساطه|وسم|وشم|وشاح|وشايه|وقح|وغد|وغي|وكاد|ولع|ولاء|ولات|ولوج|وليمه|ومض|ومضه|ونش|ويب|ويلات|ويل|والله)$/u;

/** A normalised word without the «و» or «ف» joined to its front: «وقال» is «قال». Asked of a list of longer words, so that «ورد» stays whole. */
export function unjoined(key: string): string {
  return key.length > 3 && (key.startsWith('و') || key.startsWith('ف')) ? key.slice(1) : key;
}

/** Whether the first word may begin with the و that joins a sentence to the one before it. */
export function opensWithWaw(text: string): boolean {
  const key = firstKey(text);
  return key.startsWith('و') && key.length > 3 && !WAW_WORDS.test(key);
}

/** Whether a paragraph goes on with what was told before it («وقال …», «غير أن …»): no story opens so. */
export const goesOn = remembered((text) => opensWithWaw(text) || GOES_ON.test(normalise(text.slice(0, FRONT))));

/** Characters in which a text's first words stand. */
const FRONT = 60;

const GOES_ON =
  /^[\s"(]*(?:و|لكن(?:ه|ها|هم)?|غير ان(?:ه|ها|هم)?|الا ان(?:ه|ها|هم)?|بيد ان(?:ه|ها|هم)?|كما|ثم|اما|وقد|وتم|ولم|ولن|ولا|وفي|ومن|وهو|وهي|وهم|وما|وان|ولو|وعن|وظل|وله|وبه)\s|^ودعت (?:\S+ ){1,5}الي /;
