import {
  isSpeaking,
  isStopWord,
  isTelling,
  lightStem,
  normalise,
  quotations,
  segmentSentences,
  type Token,
  tokens,
  wordKeys,
} from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { rootOfWord } from '../root.ts';
import { bareOf, isNumberWord, ungrouped } from './must-stand.ts';

/**
 * Lies made of the article's own words: a number with another's noun, an office before another's name, a deed given to
 * somebody who stands in no sentence with it, a quotation in another's mouth, a people put for another. Each is told by the
 * company that words keep: what stands together in `text` must stand together in one of the article's sentences.
 */
export function strangeCompany(text: string, body: readonly string[]): string[] {
  const article = body.flatMap((paragraph) => segmentSentences(paragraph).map(({ text: one }) => tokens(one)));
  return segmentSentences(text).flatMap(({ text: sentence }) => {
    const words = tokens(sentence);
    return [
      ...words.flatMap((word, at) => companyOf(word, at, words, article)),
      ...mouths(
        sentence,
        body.flatMap((paragraph) => segmentSentences(paragraph).map((one) => one.text)),
      ),
    ];
  });
}

type Words = readonly Token[];

function companyOf(word: Token, at: number, words: Words, article: readonly Words[]): string[] {
  const next = words[at + 1];
  if (next !== undefined && isCount(word, next))
    return together(article, word, next, 2) ? [] : [`رقم لغير صاحبه: ${word.text} ${next.text}`];
  if (isPeople(word)) {
    const noun = words[at - 1];
    return noun === undefined || together(article, noun, word, 4)
      ? []
      : [`نسبة ليست في النص: ${noun.text} ${word.text}`];
  }
  // «وزير» begins with a letter that joins on to others.
  if (OFFICES.has(word.key) || OFFICES.has(bare(word.key)))
    return namesAfter(words, at, 5).flatMap((name) =>
      together(article, word, name, 6) ? [] : [`صفة لغير صاحبها: ${word.text} … ${name.text}`],
    );
  if (GRAVEST.test(bare(word.key)) && !article.some((one) => one.some((other) => isOfDeed(other, word))))
    return [`فعل ليس في النص: ${word.text}`];
  if (DEEDS.test(bare(word.key)) && isTurned(at, words, article))
    return [`فعل مقلوب: ${word.text} ${next?.text ?? ''}`];
  if (DEEDS.test(bare(word.key)))
    return namesAfter(words, at, 8).flatMap((name) =>
      together(article, word, name, 40) ? [] : [`فعل لغير صاحبه: ${word.text} … ${name.text}`],
    );
  return [];
}

/** «يعترف», «اعترفت», «اعترافه». */
function isOfDeed(other: Token, deed: Token): boolean {
  return same(other, deed) || rootOfWord(other) === rootOfWord(deed);
}

/** Deeds that everybody's words name and that the article must, whoever did them. */
const GRAVEST = /^(?:اعترف|ادان|اختلس|خان|سرق|خطف|اغتصب|اغتال|استقال|اقال|اعتذر)(?:ت|وا)?$/;

/** «اتهمت الحكومة المعارضة» where the article has «اتهمت المعارضة الحكومة», and nowhere the other: who does it and to whom, changed about. */
function isTurned(at: number, words: Words, article: readonly Words[]): boolean {
  const [verb, who] = [words[at], words[at + 1]];
  if (verb === undefined || who === undefined) return false;
  const told = words.slice(at + 2, at + 2 + DOERS);
  let turned = false;
  for (const one of article)
    for (const [i, other] of one.entries()) {
      const doer = one[i + 1];
      if (doer === undefined || core(other.key) !== core(verb.key)) continue;
      if (same(doer, who)) return false;
      turned ||=
        told.some((word) => same(word, doer)) && one.slice(i + 2, i + 2 + DOERS).some((word) => same(word, who));
    }
  return turned;
}

/** Words within which he stands to whom something is done. */
const DOERS = 4;

/** A number, in digits and not of a year or in words, before what it counts. */
function isCount({ key }: Token, next: Token): boolean {
  const isWord = COUNTING.test(bareOf(key));
  if (!isWord && (!/^\d/.test(key) || /^(?:19|20)\d{2}$/.test(key))) return false;
  // «خمسة وثلاثين», «ثلاثة آلاف»: what is counted stands further on.
  if (isWord && isNumberWord(bareOf(next.key))) return false;
  return (
    !/^\d|^[وفبك]?ال/.test(next.key) &&
    next.key.length > 2 &&
    (next.key === 'مرات' || !isStopWord(next.key)) &&
    !isTelling(next.key)
  );
}

/** Numbers that stand before what they count. */
const COUNTING = /^(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع|عشر)(?:ه|ي|يه)?$/;

/** The first name in the `reach` words behind `at`: words that nobody uses every day, side by side. */
function namesAfter(words: Words, at: number, reach: number): Token[] {
  for (let i = at + 1; i < Math.min(words.length, at + reach); i++) {
    const given = words[i];
    const surname = words[i + 1];
    if (given !== undefined && surname !== undefined && isName(given) && isSurname(surname)) return [surname];
  }
  return [];
}

function lastSurname(words: Words): Token | undefined {
  return words.findLast((word, index) => {
    const given = words[index - 1];
    return given !== undefined && isName(given) && isSurname(word);
  });
}

/** A name, or «العبابنة» behind a given name. */
function isSurname(word: Token): boolean {
  return (
    isName(word) ||
    (/^ال\p{L}{3}/u.test(word.key) && !word.key.endsWith('يه') && !isEverydayWord(word.key) && !isPeople(word))
  );
}

function isName({ key }: Token): boolean {
  return (
    !isEverydayWord(key) &&
    !isEverydayWord(bare(key)) &&
    !/^\d|^[وفبك]?ال|^لل/.test(key) &&
    !/(?:ه|ات|ون|ين)$/.test(key)
  );
}

function together(article: readonly Words[], a: Token, b: Token, reach: number): boolean {
  return article.some((words) =>
    words.some(
      (one, at) => same(one, a) && words.slice(Math.max(0, at - reach), at + reach + 1).some((other) => same(other, b)),
    ),
  );
}

/**
 * Every quotation stands in the article beside the name that the text puts last before it; where the text names nobody («قالت
 * الوزارة»), beside one word at least of whom the article lets say it, if it says who.
 */
function mouths(sentence: string, article: readonly string[]): string[] {
  return quotations(sentence).spans.flatMap(({ start, end }) => {
    const inner = flat(sentence.slice(start + 1, end - 1));
    const places = article.flatMap((one, at) => (` ${flat(one)} `.includes(` ${inner} `) ? [at] : []));
    const [at] = places;
    if (inner === '' || at === undefined) return [];
    const outside = tokens(sentence).filter((word) => word.end < start || word.start >= end);
    const names = outside.filter((word, index) => {
      const given = outside[index - 1];
      return given !== undefined && isName(given) && isName(word);
    });
    const surname =
      lastSurname(speakerBefore(sentence, start)) ?? names.findLast((name) => name.end <= start) ?? names[0];
    if (surname === undefined)
      return unnamedMouth(
        sentence,
        start,
        inner,
        places.map((place) => article[place] ?? ''),
      );
    if (inner.split(' ').length < 4) return [];
    // Where the sentence names nobody, the speaker's name may stand in those before.
    const own = tokens(article[at] ?? '');
    const isNamed = lastSurname(own) !== undefined;
    const near = isNamed ? own : tokens(article.slice(Math.max(0, at - 2), at + 1).join(' '));
    return near.some((word) => same(word, surname)) ? [] : [`اقتباس على لسان غير قائله: ${surname.text}`];
  });
}

function unnamedMouth(sentence: string, start: number, inner: string, sources: readonly string[]): string[] {
  const speaker = speakerBefore(sentence, start);
  if (speaker.length === 0) return [];
  const vouched = sources.some((source) => {
    const span = quotations(source).spans.find((one) => flat(source.slice(one.start + 1, one.end - 1)).includes(inner));
    const told = span === undefined ? [] : speakerBefore(source, span.start);
    return told.length === 0 || told.some((word) => speaker.some((other) => same(word, other)));
  });
  return vouched ? [] : [`اقتباس على لسان غير قائله: ${speaker.map(({ text }) => text).join(' ')}`];
}

/** The words between the last verb of telling before `end` and there: who says it; none where the sentence does not say. */
function speakerBefore(sentence: string, end: number): Token[] {
  const before = tokens(sentence).filter((word) => word.end <= end);
  const verb = before.findLastIndex(({ key }) => isSpeaking(bare(key)));
  return verb < 0 ? [] : before.slice(verb + 1).filter(({ key }) => !isStopWord(key) && key.length > 2);
}

/** Its words alone, in one spelling: to look for a quotation in a text. */
export function flat(part: string): string {
  return wordKeys(normalise(part)).join(' ');
}

/** Without the letters that join on. */
function bare(key: string): string {
  return bareOf(key).replace(/^ال(?=\p{L}{3})/u, '');
}

/** The same word but for its ending and what joins on to it; «مقتل» and «قتل», «سيرسل» and «أرسل» too. */
function same(a: Token, b: Token): boolean {
  const left = core(a.key);
  const right = core(b.key);
  return left === right || (left.length > 2 && right.length > 2 && (left.endsWith(right) || right.endsWith(left)));
}

function core(key: string): string {
  return lightStem(ungrouped(bare(key))).replace(/ا$/, '');
}

/** «الفرنسي», «الألمانية»: an adjective of a people; «السعودية» is mostly the country. */
function isPeople({ key }: Token): boolean {
  return PEOPLES.test(key) && !/^[وفبل]?السعوديه$/.test(key);
}

const PEOPLES =
  /^[وفبل]?ال(?:مصري|سوري|لبناني|عراقي|ايراني|تركي|روسي|فرنسي|الماني|بريطاني|ايطالي|اسباني|اوكراني|صيني|ياباني|هندي|باكستاني|افغاني|ليبي|تونسي|جزايري|مغربي|سوداني|يمني|قطري|كويتي|بحريني|عماني|اردني|فلسطيني|اسراييلي|سعودي|اماراتي|صومالي|كندي|مكسيكي|برازيلي|ارجنتيني|استرالي|بولندي|يوناني|قبرصي|كازاخستاني|كازاخي|كوري|امريكي|اميركي|اوروبي|افريقي)(?:ه|ين|ون|ان|تان|ات)?$/;

const OFFICES: ReadonlySet<string> = new Set(
  'رييس رييسه وزير وزيره ملك امير اميره سفير سفيره قايد زعيم نايب متحدث متحدثه ناطق مدير مديره حاكم محافظ قاضي مبعوث مفوض مفوضه مستشار مستشاره مهندس مهندسه ناشط ناشطه طبيب طبيبه محامي محاميه صحافي صحافيه صحفي صحفيه باحث باحثه استاذ استاذه خبير خبيره لواء عميد عقيد نقيب شيخ'.split(
    ' ',
  ),
);

/** Deeds that are grave to lay at somebody's door: killing, resigning, accusing, denying, winning. */
const DEEDS =
  /^(?:قتل|مقتل|اغتيال|اغتال|توفي|وفاه|مات|اعتقل|اعتقال|استقال|استقاله|اقال|اقاله|اتهم|اتهام|ادان|ادانه|انتقد|انتقاد|هدد|تهديد|نفي|انكر|رفض|رحب|طالب|هاجم|فاز|خسر|هزم|اعترف|اعتذر|تبني|سحب|انسحب|فر|خان|حذر|تحذير|اختلس|اختلاس|سرق|سرقه|دعا|دعت|تعهد|اعتدي|هرب|خطف|اغتصب)(?:ت|وا)?$/;
