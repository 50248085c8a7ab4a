import { isStopWord, type Token } from '../../../articles/text/index.ts';
import { bareOf } from './joined.ts';
import { type Deed, deedNamesOf, deedsOf, isPutFor, meansSame, tellsSameDeed } from './meanings.ts';
import { isNoDeed } from './no-deeds.ts';
import { placeOf } from './places.ts';
import { linesOf, type Told, telling } from './told.ts';

/** How a deed is told: as done, as not done, as going on, as what may or shall be, or by a noun that leaves it open. */
export type Status = 'done' | 'going' | 'denied' | 'possible' | 'open';

/**
 * Deeds that the article does not tell; that it tells against («خسر» for «فاز»); that it denies, or only holds possible, plans or demands,
 * where the text has them done. A deed is known by its meaning, in whatever words.
 */
export function wrongDeeds(text: string, told: Told): string[] {
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((word, at) => {
      const deeds = deedsAt(word);
      if (deeds.length === 0) return [];
      const tellings = tellingsOf(word, told);
      if (tellings.length === 0) {
        if (isPutFor(word, told.meanings) || isDenialOf(words, at, told)) return [];
        const turned = deeds.find(({ against }) => against !== null && told.meanings.has(against));
        if (
          !(isTold(word)
            ? deeds.some(({ must }) => must !== 'nothing') || turned
            : isNoun(word) && deeds.some(({ must }) => must === 'nouns'))
        )
          return [];
        return [turned === undefined ? `فعل ليس في النص: ${word.text}` : `معنى مقلوب: ${word.text}`];
      }
      if (isTold(word) && isAgainst(deeds, words, at, told)) return [`معنى مقلوب: ${word.text}`];
      const status = statusOf(words, at);
      if (at === 0 && isOfOther(deeds, words, at, told)) return [`فعل لغير شيئه: ${word.text}`];
      if (status === 'done' && isVerb(word)) {
        if (tellings.every((one) => one === 'denied')) return [`في النص نفي: ${word.text}`];
        const isOnlySaid = deeds.every(({ must }) => must === 'nothing');
        if (!isOnlySaid && tellings.every((one) => one === 'denied' || one === 'possible' || one === 'going'))
          return [`في النص احتمال: ${word.text}`];
      }
      if (status === 'denied' && tellings.every((one) => one === 'done')) return [`نفي ليس في النص: ${word.text}`];
      return [];
    }),
  );
}

/** The deeds that a word tells where it stands: no particle, no place. */
export function deedsAt(word: Token): readonly Deed[] {
  return isStopWord(word.key) || placeOf(word.key) !== null || isNoDeed(word.key) ? [] : deedsOf(word);
}

/** Words around a deed in which stands what it is of. */
const AROUND = 4;

/** «تنفي تعرض الطائرة لقصف» of «لم يتم استهداف الطائرة بقصف»: who says that it is not so denies it. */
function isDenialOf(words: readonly Token[], at: number, told: Told): boolean {
  if (!/^[وف]?[يت]?(?:نفي|نفت|نكر)(?:ت|وا|ان)?$/.test(words[at]?.key ?? '')) return false;
  const things = telling(words.slice(at + 1)).slice(0, AROUND);
  return told.lines.some((line) =>
    line.words.some(({ key }, i) => {
      if (!/^[وف]?(?:لم|لن|لا|ليس|ليست)$/.test(key)) return false;
      const behind = line.words.slice(i + 1, i + 2 + AROUND);
      const isOf = (row: readonly Token[]) => (thing: Token) => row.some((one) => meansSame(one, thing));
      return things.some(isOf(behind)) && things.filter(isOf(line.words)).length >= 2;
    }),
  );
}

/** The deed that opens a sentence, told as done, where the article has only the deed's noun, and that of other things: «افتتح خطاً» of «افتتاح السفارة». */
function isOfOther(deeds: readonly Deed[], words: readonly Token[], at: number, told: Told): boolean {
  const word = words[at];
  if (word === undefined || !isVerb(word) || deeds.every(({ must }) => must === 'nothing')) return false;
  const own = new Set(deeds.map(({ id }) => id));
  const things = telling(words.slice(Math.max(0, at - WIDE), at + 1 + WIDE)).filter((one) => one !== word);
  if (things.length < WIDE) return false;
  return told.lines.every((line) =>
    line.words.every((other, i) => {
      if (isNoDeed(other.key) || ![...deedNamesOf(other)].some((id) => own.has(id))) return true;
      if (isTold(other)) return false;
      const near = line.words.slice(Math.max(0, i - WIDE), i + WIDE + 1).filter((one) => one !== other);
      return !things.some((thing) => near.some((one) => meansSame(one, thing)));
    }),
  );
}

/** Words around a deed within which its things stand, both ways. */
const WIDE = 6;

/** What the text tells of these things, the article tells against of them, and the deed itself of others. */
function isAgainst(deeds: readonly Deed[], words: readonly Token[], at: number, told: Told): boolean {
  const against = new Set(deeds.flatMap((deed) => deed.against ?? []));
  if (against.size === 0) return false;
  const own = new Set(deeds.map(({ id }) => id));
  const things = telling(words.slice(at + 1, at + 1 + AROUND));
  let most = 0;
  for (const line of told.lines)
    for (const [i, other] of line.words.entries()) {
      const ids = [...deedNamesOf(other)];
      const isOwn = ids.some((id) => own.has(id));
      if (!isOwn && !ids.some((id) => against.has(id))) continue;
      const near = line.words.slice(Math.max(0, i - AROUND), i + AROUND + 1);
      const shared = things.filter((thing) => near.some((word) => word.stem === thing.stem)).length;
      if (isOwn && shared > 0) return false;
      most = Math.max(most, shared);
    }
  return most >= 2;
}

/** How the article tells the deed, wherever it does. */
function tellingsOf(word: Token, told: Told): Status[] {
  return told.lines.flatMap(({ words }) =>
    words.flatMap((other, at) =>
      !isStopWord(other.key) && !isNoDeed(other.key) && tellsSameDeed(other, word) ? [statusOf(words, at)] : [],
    ),
  );
}

/** Words back from a deed in which stands what makes it possible only. */
const BACK = 3;

export function statusOf(words: readonly Token[], at: number): Status {
  const word = words[at];
  if (word === undefined) return 'open';
  const before = words.slice(Math.max(0, at - BACK), at);
  const last = before.at(-1)?.key ?? '';
  // «ما لم تلتزم»: unless.
  if (/^[وف]?لم$/.test(last) && /^[وف]?ما$/.test(before.at(-2)?.key ?? '')) return 'possible';
  if (/^[وف]?(?:لم|لن|لا|ليس|ليست|دون|بدون|غير|عدم|بعدم|لعدم)$/.test(last)) return 'denied';
  const isPresent = /^[وف]?س?[يتن]\p{L}{2}/u.test(word.key) && !/^ت\p{L}{2}ي\p{L}$/u.test(word.key);
  if (/^[وف]?س[يتن]\p{L}{2}/u.test(word.key)) return 'possible';
  if (isPresent && /^[وف]?(?:قد|ربما|سوف|ان|لعل|كي|لكي|حتي)$/.test(last)) return 'possible';
  if (last === 'قد' && !isPresent) return 'done';
  if (before.some(({ key }) => POSSIBLE.test(bareOf(key).replace(/^ال/, '')))) return 'possible';
  // «للتوصل إلى …»: what something is for.
  if (/^[وف]?ل(?:ل|ت|ا)\p{L}{3}/u.test(word.key)) return 'possible';
  if (isVerb(word)) return 'done';
  return isPresent ? 'going' : 'open';
}

/** What is planned, feared, demanded or offered is not done. */
const POSSIBLE =
  /^(?:قد|ربما|يمكن|يحتمل|احتمال|احتمالات|امكانيه|محتمل|محتمله|[يتن]?عتزم|اعتزام|عزمه|عزمها|خطه|خطط|مشروع|اقتراح|مقترح|هدد|يهدد|تهدد|هددت|مهددا|عرض|عرضت|طلب|طلبت|دعا|دعت|دعوه|طالب|طالبت|[يت]طالب|مطالبا|[يت]سعي|سعي|[يت]حاول|حاول|حاولت|محاوله|[يت]ريد|[يت]توقع|متوقع|توقعات|[يت]رجح|يرجح|رجح|مرجح|[يت]نوي|نيه|[يت]درس|[يت]بحث|اذا|متي|بشرط|شرط|شريطه|لو|ساقدم|يقدم(?!ت)|[يت]فترض|مزعوم|مزعومه|خشيه|مخاوف|خوفا|كاد|كادت|وعد|وعدت|تعهد|تعهدت|[يت]ستعد|استعداد|مقرر|منتظر)(?:ت|وا|ون|ه|ها|هم)?$/;

/** A verb of the past by its form: no «ال», no tanwin, not of the present, no masdar's letters. */
export function isVerb(word: Token): boolean {
  const { key, text } = word;
  // «دعا», «نجا».
  if (/^[وف]?\p{L}{2}ا$/u.test(key) && deedsOf(word).length > 0) return true;
  if (/^[وفبلك]?ال|^لل|^[بلك]|اً$|ًا$|ا$/.test(text.normalize('NFC')) && !/وا$/.test(key)) return false;
  const bare = key.replace(/^[وف](?=\p{L}{3})/u, '');
  // «أُدين», «أصيب», «أقيل».
  if (/^ا\p{L}ي\p{L}ت?$/u.test(bare)) return !/^[وف]?إ/.test(text);
  // «تتيح», «تدين»: hollow verbs in the present.
  if (/^ت\p{L}ي\p{L}$/u.test(bare)) return false;
  if (/^[يتنم]/.test(bare) && bare.length > 4 && !/^ت\p{L}{3,}ت?$/u.test(bare)) return false;
  if (/ى$/.test(text)) return bare.length === 3 || (bare.length < 6 && !/^[يتنم]/.test(bare));
  if (/(?:ه|ها|هم|ات|ون|ين|ي)$/.test(bare)) return false;
  return (
    /^(?:\p{L}{3}|\p{L}{3}ت|\p{L}{3}وا|ا\p{L}{3}|ا\p{L}ت\p{L}{2}|ان\p{L}{3}|ت\p{L}{3}|ت\p{L}ا\p{L}{2}|است\p{L}{2,3}|\p{L}ا\p{L}{2})(?:ت|وا|تا)?$/u.test(
      bare,
    ) && !/^\p{L}{2}ا\p{L}$/u.test(bare)
  );
}

/** Whether a verb tells it, past or present. */
function isTold(word: Token): boolean {
  return isVerb(word) || (/^[وف]?س?[يت]\p{L}{3}/u.test(word.key) && !SECOND_FORM.test(word.key));
}

/** «تأجيل», «تسوية», «تراخيص»: nouns of the second form, one and many. */
const SECOND_FORM = /^[وف]?ت(?:\p{L}ا?\p{L}ي\p{L}|\p{L}{2}يه)(?:ت?ه|ت?ها|ت?هم|نا|ات)?$/u;

/** A noun of a deed: «استقالة», «اعتقال», and no plural of things («أعمال»). */
export function isNoun({ key, text }: Token): boolean {
  return !/^[وفبلك]*(?:ال)?أ/.test(text) && !/^\p{L}{3,4}ا$/u.test(key) && NOUN.test(key);
}
const NOUN =
  /^[وفبلك]*(?:ال)?(?:ا\p{L}{2}ا\p{L}|ا\p{L}ت\p{L}ا\p{L}|ان\p{L}{2}ا\p{L}|است\p{L}{1,2}ا\p{L}|ا\p{L}ا\p{L}|ت\p{L}{2}ي\p{L}|م\p{L}{3}(?!ه)|\p{L}{3}(?!ه$))(?:ه|ته|ها|تها|هم|ا)?$/u;
