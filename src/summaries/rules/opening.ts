import { foldSameLength } from '../../articles/dateline/index.ts';
import {
  isContinuing,
  isSpeaking,
  isTelling,
  NOT_VERBS,
  normalise,
  PAST_VERBS,
  type Token,
  tokens,
  WAW_WORDS,
} from '../../articles/text/index.ts';

import {
  AFTER_SUBJECTLESS_VERB,
  BACKWARD_TIMES,
  BARE_ROLES,
  BOUND_OPENING,
  DROPPABLE_OPENING,
  IMPERSONAL_VERBS,
  PRESENT_TIMES,
  WEEKDAYS,
} from './lexicon.ts';

/** What ties the opening of a sentence to the one before it. */
export type Tie = 'connective' | 'pronoun' | 'speaker' | 'reference' | 'time';

export interface Opening {
  /** Null when the sentence can be understood with nothing before it. */
  readonly tie: Tie | null;
  /** Characters that may be taken off the front without loss: «من جهته، », the و of «وقال». */
  readonly droppable: number;
  /** How many of them are a phrase that only ties, for which «و» may stand behind another sentence: «في المقابل، ». */
  readonly tying: number;
  /** A definite noun that must have been spoken of («الشركة» in «وقالت الشركة»), as its normalised word; or null. */
  readonly bareRole: string | null;
  /** Tells of what had been before («وكان … قد»): sound anywhere but as the first sentence. */
  readonly background: boolean;
}

/** Reads how `sentence` opens; `vocabulary` are the article's normalised words, to tell «وقال» from «وقت». */
export function readOpening(
  sentence: string,
  vocabulary: ReadonlySet<string>,
  place: 'opens-article' | 'inside',
): Opening {
  const lead = /^[\s"“”«»'‘([-]*/.exec(sentence)?.[0].length ?? 0;
  // Nothing stands before an article's opening that its «لكن» could turn.
  let droppable =
    (ANSWER_AT_LARGE.exec(foldSameLength(sentence))?.[0].length ?? 0) ||
    (place === 'opens-article' ? (TURNS_NOTHING.exec(sentence)?.[0].length ?? 0) : 0);
  const tying =
    droppable === 0
      ? droppedPhrase(sentence) || (EXPLAINS.exec(foldSameLength(sentence))?.[0].length ?? 0) || addedOn(sentence)
      : 0;
  droppable += tying;
  const rest = sentence.slice(droppable);
  const apart = /^\s*[وف]\s+(?=\p{L})/u.exec(rest)?.[0].length ?? 0;
  const conjunction = apart > 0 ? apart : lead === 0 ? leadingConjunction(rest, vocabulary) : 0;
  const bare = rest.slice(conjunction);
  const front = bare.slice(0, FRONT);
  const plain = normalise(front).replace(/^[\s"([-]+/, '');
  const list = tokens(front).slice(0, 8);
  const emphatic = place === 'opens-article' && /^ان\s/.test(plain);
  const read = emphatic ? null : (conjunctionTie(rest) ?? openingTie(plain, front, list));
  // An article opens with nothing behind it, so what looks like a missing subject there comes later in the sentence.
  const tie =
    place === 'opens-article' && conjunction === 0 && read !== 'connective' && !opensWithPronoun(list) ? null : read;
  return {
    tie,
    droppable: tie === null ? droppable + conjunction : 0,
    tying: tie === null ? tying : 0,
    bareRole: bareRole(list, front),
    background:
      !(place === 'opens-article' && conjunction === 0) &&
      /^(?:كان|كانت|كانوا|سبق|يذكر ان|يشار الي|تجدر|يجدر|كانا)(?=\s)/.test(plain),
  };
}

/** Characters that hold a sentence's first eight words, and what they are told by. */
const FRONT = 300;

const TURNS_NOTHING = /^(?:و?(?:لكن|بهذا|بذلك|هكذا)\s+|ف(?=(?:في|بعد|قبل|منذ|مع|خلال)\s))/;

/** «الإجابة تختلف من مريض إلى آخر، لكن الأطباء يتفقون على أن …»: what follows is told whole, and nobody sees the question. */
const ANSWER_AT_LARGE =
  /^(?:و|ف)?(?:ال)?(?:اجابه|جواب)\s(?:تختلف|يختلف|تعتمد|يعتمد|تتوقف|يتوقف|ليست|ليس)\s[^،.:؛«"“]{3,60}،\s(?:لكن|غير ان|الا ان)\s(?=ال\p{L}{3,}\s[يت]\p{L}{3,}\s)/u;

/** «فخلال ست سنوات رفعت …», «فقد نبهت …»: proves what was said before, and tells it whole. */
const EXPLAINS = /^ف(?:قد\s+(?!ال|[يت])|(?=(?:خلال|منذ|في (?:عام|سنه|ال(?:عام|سنه|اعوام|سنوات|شهر)))\s))/u;

/**
 * Length of what adds a sentence to the one before it and leaves it whole: «كما » or «بذلك، » before a verb and who did it («كما فازت الكاتبة …»), «بينما »
 * and its like before who says something. The wounded stay beside the dead («كما أصيب …»).
 */
function addedOn(text: string): number {
  const added = ADDED.exec(text);
  if (added === null) return 0;
  const rest = text.slice(added[0].length, FRONT);
  const [verb, subject] = tokens(rest);
  if (verb === undefined || subject === undefined || /وا$/.test(verb.key) || LEANS_ON_FIRST.test(normalise(rest)))
    return 0;
  const tells = isTelling(verb.key) || /^تطرقت?$/.test(verb.key);
  return tells || (ADDS.test(text) && TOLD_OF_SOMEBODY.has(verb.key)) ? added[0].length : 0;
}

const ADDED = /^(?:كما|و?بذلك،?|بينما|فيما|في حين)\s+(?=\p{L})/u;
const ADDS = /^(?:كما|و?بذلك)/;
const LEANS_ON_FIRST = /^(?:اصيب|يذكر|ذكرنا)|\s(?:اخر|اخري|اخران|اخرون|اخرين)(?=[\s،.])/;

/** «يؤدي اليمين على أن يعرض بعدها …», «ثم»: a second part begins, and what it comes after stands in the first. */
function beginsSecondPart(list: readonly Word[], at: number): boolean {
  const [before, word] = [list[at - 1]?.key ?? '', list[at]?.key ?? ''];
  return word === 'ثم' || (word === 'ان' && /^(?:علي|قبل|بعد)$/.test(before));
}

type Word = { readonly text: string; readonly key: string };

function openingTie(plain: string, bare: string, list: readonly Word[]): Tie | null {
  const [first, second, third] = list;
  if (first === undefined) return 'reference';
  if (tellsOfItself(plain)) return null;
  if (BOUND_OPENING.test(plain)) return 'connective';
  if (isPointing(first.key) && !(second !== undefined && PRESENT_TIMES.has(second.key))) return 'pronoun';
  if (isPronoun(first) || hasPronoun(first.text)) return 'pronoun';
  if (second !== undefined && isPointing(second.key) && !(third !== undefined && PRESENT_TIMES.has(third.key)))
    return 'pronoun';
  if (third !== undefined && isPointing(third.key) && !PRESENT_TIMES.has(list[3]?.key ?? '')) return 'pronoun';
  if (second !== undefined && hasPronoun(second.text) && !SELF_CONTAINED.has(second.key)) return 'pronoun';
  if (AMONG.test(plain) || HOUSE_AND_WHOM.test(plain) || isDoneByNobody(list)) return 'pronoun';
  if (isContinuing(first.key)) return 'speaker';
  if (lacksSubject(bare, first, second, third)) return 'speaker';
  const time = list.findIndex((word) => BACKWARD_TIMES.has(word.key));
  if (time >= 0 && !list.slice(0, time).some((_, at) => at > 0 && beginsSecondPart(list, at))) return 'time';
  return null;
}

/** «من بينهم 38 امرأة», «بقي منها أقل من أربعين». */
const AMONG = /^(?:(?:من )?(?:بين|ضمن)|بقيت? من|(?:ما )?تبقي من)(?:هم|ها|هن|هما)(?![ء-ي])/;

/** ««الغد الأردني» حاورته في منزله», normalised: whom? */
const HOUSE_AND_WHOM = /^["«“]?[^"«»”]{2,40}["»”] \p{L}{3,}ت(?:ه|ها|هم)(?=\s)/u;

/** «لا أحد يراقبه», «لم يعد أحد يزورها», «لا يسمح لمعظمهم بالتحدث»: nobody is named before the pronoun. */
function isDoneByNobody(list: readonly Word[]): boolean {
  const first = list.findIndex(({ key }) => !NOBODY.has(key));
  const verb = /^(?:لا|لم|لن)$/.test(list[first - 1]?.key ?? '') && /^[يت]/.test(list[first]?.key ?? '');
  return (
    first > 0 && [first, ...(verb ? [first + 1] : [])].some((at) => list[at] !== undefined && isOfSomebody(list[at]))
  );
}

function isOfSomebody({ text, key }: Word): boolean {
  return hasPronoun(text) && !SELF_CONTAINED.has(key);
}

const NOBODY = new Set('لا لم لن ليس ما من يعد يكن احد احدا شيء هناك ثمه'.split(' '));

/** «يكشف هذا التحقيق …», normalised: what the reader has before him, and nothing that stood there before. */
export function tellsOfItself(plain: string): boolean {
  return /^و?[يت](?:كشف|تناول|رصد|تتبع|ستعرض|عرض|وثق|روي) هذ[اه] (?:التحقيق|المقال|المقاله|الملف|الحوار|المقابله|القصه)(?=[\s،])/.test(
    plain,
  );
}

function opensWithPronoun([first]: readonly Word[]): boolean {
  return first !== undefined && (isPronoun(first) || isPointing(first.key));
}

/** «وقال إن», «وأشار إلى», «قال: “…”», «ويعمل في»: a verb, and what follows is not its subject. */
function lacksSubject(bare: string, first: Word, second: Word | undefined, third: Word | undefined): boolean {
  if (second === undefined) return true;
  const telling = isTelling(first.key);
  if (!telling && !looksLikePresentVerb(first.key) && !TOLD_OF_SOMEBODY.has(first.key)) return false;
  if (IMPERSONAL_VERBS.has(first.key) && /^(?:ان|انه|انها|الي|من|ان)$/.test(second.key)) return false;
  if (telling) {
    const after = bare.slice(bare.indexOf(first.text) + first.text.length);
    if (/^\s*(?:[:،,]\s*)?["“”«]/.test(after) || /^\s*[:،]/.test(after)) return true;
    if (TOLD_TO.test(after)) return true;
  }
  // «واعتبرت السفير شخصا …»: he is not who did it.
  if (telling && first.key.endsWith('ت') && first.key.length > 3 && MAN.test(second.key)) return true;
  const next = WEEKDAYS.has(second.key) ? (third ?? second) : second;
  if (AFTER_SUBJECTLESS_VERB.has(next.key)) return true;
  // «ولعب للسويد», «وفاز بالكأس».
  if (TOLD_OF_SOMEBODY.has(first.key) && /^(?:لل|بال)\p{L}{3,}/u.test(second.key)) return true;
  return telling && /^ب(?:ال|ان|شان|شكل|حق|ضرور)/.test(second.key);
}

/** «وقال لبي بي سي: …», «وقالت للصحافيين إن …»: to whom, and not who. */
const TOLD_TO =
  /^\s+(?:لل[صم]\p{L}+ين|ل(?:وكالة|صحيفة|قناة|موقع|إذاعة|شبكة|تلفزيون|بي بي سي|رويترز|فرانس برس))(?:\s[^\s:"«“]+){0,2}?\s*(?:[:"«“]|(?:إن|أن|إنه|إنها|أنه|أنها|إنهم)\s)/u;

const MAN = /^ال(?:سفير|وزير|رييس|امير|قاضي|مدير|نايب|زعيم|قايد|ملك|متحدث|جنرال|كاتب|لاعب|مدرب|مخرج|محامي|طبيب|رجل)$/;

/** A present verb by its shape; nouns that begin with ي or ت are few where a sentence begins. */
function looksLikePresentVerb(key: string): boolean {
  return /^س?ي\p{L}{3,}$/u.test(key) && !NOT_VERBS.test(key);
}

/** What is told of somebody: with none behind it, of whom is told before. */
const TOLD_OF_SOMEBODY = new Set(
  'توفي ولد نشا تخرج حصل عمل عاش انتقل عاد وصل غادر شارك فاز خسر لعب تمكن قام بدا سافر درس التحق انضم استقال ترك تولي شغل يقع تقع تعمل تعيش توفيت ولدت نشات تخرجت حصلت عملت عاشت انتقلت عادت وصلت غادرت شاركت فازت تمكنت قامت بدات قتل قتلت اصيب اصيبت اعتقل اعتقلت افرج قضي قضت ادان ادانت برا برات الغي الغت'.split(
    ' ',
  ),
);

const PRONOUNS = new Set(
  'هو هي هم هما هن له لها لهم لهما به بها بهم فيه فيها فيهم منه منها عليه عليها عليهم عنه عنها عنهم معه معها معهم لديه لديها لديهم اليه اليها اليهم بينهما بينها'.split(
    ' ',
  ),
);
/** «آلية», «منة»: no pronoun ends in ة, though normalised they look like «إليه», «منه». */
function isPronoun({ key, text }: Word): boolean {
  if (/ة\p{M}*$/u.test(text)) return false;
  return PRONOUNS.has(key) || (/^[وف]/.test(key) && PRONOUNS.has(key.slice(1)));
}

const POINTING = /^[وفبلك]{0,2}(?:هذا|هذه|هذان|هذين|هاتان|هولاء|هوءلاء|هؤلاء|ذلك|تلك|اوليك|ذاك)$/;

function isPointing(key: string): boolean {
  return POINTING.test(key) && key !== 'كذلك' && key !== 'لذلك';
}

// Words that end like a pronoun and have none; idioms whose pronoun looks forward («لقي مصرعه فلان»).
const NOT_PRONOUN =
  /^(?:الله|والله|بالله|لله|وجه|مياه|المياه|بمياه|ومياه|شبه|اتجاه|تجاه|الاتجاه|باتجاه|انتباه|الانتباه|طه|فقه|الفقه|نزيه|النزيه|فيه|وفيه|سفيه|منبه|مشابه|اشتباه|الاشتباه|كره|الكره|شفاه|مكروه|جاه|رفاه|الرفاه|نتنياهو|نتانياهو|هم|المهم|الأهم|أهم|مهم|فهم|الفهم|دعم|سهم|أسهم|الأسهم|ساهم|متهم|المتهم|اتهم|يتهم|تتهم|واتهم|يفهم|تفهم|يساهم|تساهم|يسهم|تسهم|داهم|دهم|ألهم|يلهم|تلهم|يواجه|تواجه|واجه|سيواجه|ستواجه|توجه|يتوجه|تتوجه|يوجه|اتجه|يتجه|تتجه|تشبه|يشبه|نبه|تنبه|ينبه|أوجه|وجوه|فواكه|أخطه|شبيه|شبيهه|الوجه|تفاهم|التفاهم|إبراهيم|درهم|دراهم|بهم|مبهم|ملهم|أدهم|الأدهم|تهم|التهم|إله|الإله|أفواه|شياه|توجيه|التوجيه|تنبيه|ترفيه|الترفيه|تشبيه|عبده|أبيه|سيبويه|بها|فقها|فقهاء|ويهن|رهن|ذهن|الذهن|كهن|وهن|دهن|إكراه|الإكراه|شاه|الشاه|عبدالله|أشباه|كراتشاه|دوربيه|باه|تاه|تباه|السفاه|بيه|نيه|ميه|مئه|المئه|اللاه)$/;
const SELF_CONTAINED = new Set(
  'مصرعه مصرعها مصرعهم حتفه حتفها حتفهم نفسه نفسها انفسهم وحده وحدها قيمته قيمتها عدده عددها طوله طولها مساحتها مساحته عمره عمرها معظمها معظمهم بعضها بعضهم اغلبهم بينهم بينها منها منهم كله كلها عمرهم'.split(
    ' ',
  ),
);

/** A word with a pronoun on its end («والدته», «موقفها», «اعتبره»): told on the author's spelling, where ة is not ه. */
function hasPronoun(word: string): boolean {
  const bare = word.replace(/[\u064B-\u0652\u0640]/g, '');
  if (bare.length < 4 || NOT_PRONOUN.test(bare)) return false;
  return /(?:ه|ها|هم|هما|هن)$/.test(bare) && /^[\u0621-\u064A]+$/.test(bare);
}

/** «قال المتحدث إن»: an office or thing named only by its kind, near the front; «المتحدث باسم …» is named enough. */
function bareRole(list: readonly Token[], front: string): string | null {
  for (const at of [0, 1]) {
    const word = list[at];
    const next = list[at + 1];
    if (word === undefined || !BARE_ROLES.has(word.key)) continue;
    if (next === undefined || AFTER_SUBJECTLESS_VERB.has(next.key) || isTelling(next.key)) return word.key;
    // «وقال المصدر: “تم …”»
    if (/["«“:]/.test(front.slice(word.end, next.start))) return word.key;
  }
  return null;
}

/** Length of «من جهته، » and its like, where what remains is a sentence by itself. */
function droppedPhrase(text: string): number {
  const match = DROPPABLE_OPENING.exec(foldSameLength(text));
  return match === null ? 0 : match[0].length;
}

/** The و or ف that only joins («وقال»), not the first letter of a word («وزير»). */
function leadingConjunction(text: string, vocabulary: ReadonlySet<string>): number {
  const [first, second] = tokens(text.slice(0, FRONT));
  if (first === undefined || text.slice(0, first.start).trim() !== '') return 0;
  const { key } = first;
  if (!key.startsWith('و') || key.length < 3 || WAW_WORDS.test(key)) return 0;
  if (key === 'وقد' || key === 'ولقد') {
    if (second === undefined) return 0;
    // «وقد يؤدي» is perhaps, «وقد أدى» is not.
    return /^[يت]/.test(second.key) && !/^تمت?$/.test(second.key) ? 1 : second.start;
  }
  const rest = key.slice(1);
  const known =
    rest.startsWith('ال') ||
    isSpeaking(rest) ||
    AFTER_SUBJECTLESS_VERB.has(rest) ||
    IMPERSONAL_VERBS.has(rest) ||
    TOLD_OF_SOMEBODY.has(rest) ||
    PAST_VERBS.has(rest) ||
    // «ووثّق», «ووزّع»: of two the first joins.
    WAW_WORDS.test(rest) ||
    vocabulary.has(rest) ||
    /^(?!ال)\p{L}{2,}[^ايو]ت$/u.test(rest) ||
    /^(?:كان|سوف|ل(?:م|ن|ا|يست?)$|رغم|بحسب|حسب|وفقا?|طبقا|بناء|غالبا|عاده|نادرا|احيانا|س[يتن]|[يتا]\p{L}{3,})/u.test(
      rest,
    );
  // «وُقتل»: its vowel comes off with it.
  return known ? (/^[^و]*و[\u064B-\u0652]*/.exec(first.text)?.[0].length ?? 0) : 0;
}

/** «وإن», «وأنه» go on with reported speech; «فبعد», «فقد» draw a consequence. */
function conjunctionTie(text: string): Tie | null {
  const folded = foldSameLength(text);
  if (/^[وف]ان(?:ه|ها|هم|هما)?\s/.test(folded)) return 'speaker';
  // «فقد النحالون قفرانهم»: they lost; before a verb it joins.
  if (/^فقد\s+ال(?!تق|تح|تز|ته|غي|قي|قت)/.test(folded)) return null;
  return /^ف(?:بعد|قبل|في|قد|هو|هي|هم|هذا|هذه|ال\p{L}+|من|الي|علي|عن|عند|عندما|اذا|كل|كان|كانت|لا|لم|لن|ليس|ما|مع|منذ|خلال|رغم|بينما|بحسب|وفق|ضلا)\s/u.test(
    folded,
  )
    ? 'connective'
    : null;
}
