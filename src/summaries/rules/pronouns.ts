/** A word by its spelling and, normalised, its key. */
export interface Word {
  readonly text: string;
  readonly key: string;
}

const PRONOUNS = new Set(
  'هو هي هم هما هن له لها لهم لهما به بها بهم فيه فيها فيهم منه منها عليه عليها عليهم عنه عنها عنهم معه معها معهم لديه لديها لديهم اليه اليها اليهم بينهما بينها'.split(
    ' ',
  ),
);
/** «آلية», «منة»: no pronoun ends in ة, though normalised they look like «إليه», «منه». */
export function isPronoun({ key, text }: Word): boolean {
  if (/ة\p{M}*$/u.test(text)) return false;
  return PRONOUNS.has(key) || (/^[وف]/.test(key) && PRONOUNS.has(key.slice(1)));
}

const POINTING = /^[وفبلك]{0,2}(?:هذا|هذه|هذان|هذين|هاتان|هولاء|هوءلاء|هؤلاء|ذلك|تلك|اوليك|ذاك)$/;

export function isPointing(key: string): boolean {
  return POINTING.test(key) && key !== 'كذلك' && key !== 'لذلك';
}

// Words that end like a pronoun and have none; idioms whose pronoun looks forward («لقي مصرعه فلان»).
const NOT_PRONOUN =
  /^(?:الله|والله|بالله|لله|وجه|مياه|المياه|بمياه|ومياه|شبه|اتجاه|تجاه|الاتجاه|باتجاه|انتباه|الانتباه|طه|فقه|الفقه|نزيه|النزيه|فيه|وفيه|سفيه|منبه|مشابه|اشتباه|الاشتباه|كره|الكره|شفاه|مكروه|جاه|رفاه|الرفاه|نتنياهو|نتانياهو|هم|المهم|الأهم|أهم|مهم|فهم|الفهم|دعم|سهم|أسهم|الأسهم|ساهم|متهم|المتهم|اتهم|يتهم|تتهم|واتهم|يفهم|تفهم|يساهم|تساهم|يسهم|تسهم|داهم|دهم|ألهم|يلهم|تلهم|يواجه|تواجه|واجه|سيواجه|ستواجه|توجه|يتوجه|تتوجه|يوجه|اتجه|يتجه|تتجه|تشبه|يشبه|نبه|تنبه|ينبه|أوجه|وجوه|فواكه|أخطه|شبيه|شبيهه|الوجه|تفاهم|التفاهم|إبراهيم|درهم|دراهم|بهم|مبهم|ملهم|أدهم|الأدهم|تهم|التهم|إله|الإله|أفواه|شياه|توجيه|التوجيه|تنبيه|ترفيه|الترفيه|تشبيه|عبده|أبيه|سيبويه|بها|فقها|فقهاء|ويهن|رهن|ذهن|الذهن|كهن|وهن|دهن|إكراه|الإكراه|شاه|الشاه|عبدالله|أشباه|كراتشاه|دوربيه|باه|تاه|تباه|السفاه|بيه|نيه|ميه|مئه|المئه|اللاه)$/;
export const SELF_CONTAINED = new Set(
  'مصرعه مصرعها مصرعهم حتفه حتفها حتفهم نفسه نفسها انفسهم وحده وحدها قيمته قيمتها عدده عددها طوله طولها مساحتها مساحته عمره عمرها معظمها معظمهم بعضها بعضهم اغلبهم بينهم بينها منها منهم كله كلها عمرهم'.split(
    ' ',
  ),
);

/** A word with a pronoun on its end («والدته», «موقفها», «اعتبره»): told on the author's spelling, where ة is not ه. */
export function hasPronoun(word: string): boolean {
  const bare = word.replace(/[\u064B-\u0652\u0640]/g, '');
  if (bare.length < 4 || NOT_PRONOUN.test(bare)) return false;
  return /(?:ه|ها|هم|هما|هن)$/.test(bare) && /^[\u0621-\u064A]+$/.test(bare);
}
