import { countCharacters, normalise, segmentSentences, tokens } from '../src/articles/text/index.ts';
import { surnameOnly } from './surnames.ts';

/** What an editor would strike a summary for, as far as a machine can see it. */
export const CHECKS = [
  'empty',
  'too long',
  'cut',
  'heading',
  'connective',
  'pronoun',
  'speaker',
  'marks',
  'nobody’s quotation',
  'first person',
  'question',
  'furniture',
  'list item',
  'redundant',
  'title again',
  'surname only',
  'far jump',
] as const;
export type Check = (typeof CHECKS)[number];

export interface Checked {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/**
 * Grades a summary, whoever made it, by its text and the article alone. Nothing here is taken from the rules that choose
 * sentences: the words and the forms are written anew, so that a fault the rules are blind to has a chance to be seen.
 * `documents` gives in how many texts of the collection a word stands, `size` how many texts there are.
 */
export function editorChecks(
  summary: string,
  article: Checked,
  budget: { maxChars: number },
  collection: { documents: ReadonlyMap<string, number>; size: number },
): Set<Check> {
  const faults = new Set<Check>();
  if (summary.trim() === '') return new Set(['empty']);
  if (countCharacters(summary) > budget.maxChars) faults.add('too long');
  const source = article.paragraphs.flatMap((paragraph, index) =>
    segmentSentences(paragraph).map((sentence) => ({ text: sentence.text, paragraph: index })),
  );
  const keys = source.map((sentence) => tokens(sentence.text).map((token) => token.key));
  const parts = segmentSentences(summary).map((sentence) => sentence.text);
  const places = parts.map((part) => placeOf(part, keys));

  if (
    !/[.!؟?۔]["”»“)\]]*$|[”»"]$/.test(summary.trim()) ||
    /…|\.\.|\[\s*\]/.test(summary.replace(/\((?:\.{3}|…)\)/g, ''))
  )
    faults.add('cut');
  parts.forEach((part, index) => {
    const place = places[index] ?? -1;
    const previous = index > 0 ? (places[index - 1] ?? -1) : -1;
    const adjacent = previous >= 0 && previous === place - 1;
    const plain = openingOf(part);
    if (!adjacent) {
      if (CONNECTIVE.test(plain) || (index === 0 && /^و/.test(plain) && joins(part))) faults.add('connective');
      // «آلية» looks like «إليه» once normalised.
      const asked =
        place === 0 && /^(?:من|ما) (?:هو|هي)(?=\s)/.test(normalise(article.title)) && /^(?:هو|هي)\s/.test(plain);
      if ((PRONOUN.test(plain) && !asked && !/^\S+ة\s/u.test(part)) || opensWithOwned(part, place === 0))
        faults.add('pronoun');
      if (SPEAKER.test(plain) && place !== 0) faults.add('speaker');
    }
    if (index > 0 && !adjacent && place > 10 && !sharesWith(part, article.title)) faults.add('far jump');
    if (/[:]["”»]?\.?$/.test(part.trim())) faults.add('cut');
    if (asks(part)) faults.add('question');
    if (/^\s*(?:\p{N}{1,2}\s*[-.)]|[•*▪–-]\s|(?:اولا|ثانيا|ثالثا|رابعا|خامسا)[\s،:])/u.test(normalise(part)))
      faults.add('list item');
    const owned = /^(?:بهذ[اه]|بتلك|هكذا) .{0,40}(?:افتتح|بدا|وصف|يصف|تصف|اختصر|لخص|رد|علق|ودع|استقبل|قدم)/.test(
      normalise(parts[index + 1] ?? ''),
    );
    if (!owned && lonelyQuotation(part, adjacent ? (parts[index - 1] ?? '') : '')) faults.add('nobody’s quotation');
    for (let other = 0; other < index; other++) {
      if (cosine(part, parts[other] ?? '') > 0.55) faults.add('redundant');
    }
  });
  if (saysOnly(summary, article.title)) faults.add('title again');
  if (containsHeading(summary, article.paragraphs)) faults.add('heading');
  if (!marksBalance(summary)) faults.add('marks');
  if (FIRST_PERSON.test(` ${normalise(withoutQuotations(summary))} `) || I.test(` ${withoutQuotations(summary)} `))
    faults.add('first person');
  if (FURNITURE.test(normalise(summary)) || /\[[a-z_]+[^\]]*\]|https?:|www\.|\S@\S|\s\|\s/i.test(summary))
    faults.add('furniture');
  if (
    surnameOnly(
      summary,
      source.map((sentence) => sentence.text),
      collection,
    ) !== null
  )
    faults.add('surname only');
  return faults;
}

/** The article sentence that holds most of the words of `part`; -1 where none holds half. */
function placeOf(part: string, keys: readonly (readonly string[])[]): number {
  const own = tokens(part).map((token) => token.key);
  let best = -1;
  let most = own.length * 0.5;
  keys.forEach((sentence, index) => {
    const there = new Set(sentence);
    const common = own.filter((word) => there.has(word)).length;
    if (common <= most) return;
    most = common;
    best = index;
  });
  return best;
}

function openingOf(sentence: string): string {
  return normalise(sentence)
    .replace(/^[\s"'([«“-]+/, '')
    .replace(/^و\s+/, 'و');
}

const start = (words: string): RegExp =>
  new RegExp(
    `^[وف]?(?:${words
      .trim()
      .split(/\s*\|\s*|\n/)
      .join('|')})(?=[\\s،,:]|$)`,
  );

const CONNECTIVE = start(
  `لكن|لكنه|لكنها|لكنهم|كما|بل|ثم|اذ|حيث|لذلك|لذا|لهذا|بالتالي|هكذا|من هنا|من ثم|غير ان|غير انه|غير انها|الا ان|الا انه|الا انها|بيد ان|بيد انه|مع ذلك|رغم ذلك|وبرغم ذلك|بعد ذلك|قبل ذلك|بذلك|من جهته|من جهتها|من جانبه|من جانبها|من جانبهم|بدوره|بدورها|في المقابل|بالمقابل|في السياق|في هذا السياق|في سياق متصل|في هذا الاطار|في غضون ذلك|في الاثناء|الي ذلك|فضلا عن ذلك|علاوه علي ذلك|اضافه الي ذلك|بالاضافه الي ذلك|من ناحيه اخري|من جهه اخري|علي صعيد اخر|في الوقت نفسه|في الوقت ذاته|في حين|فيما|بينما|ياتي ذلك|ياتي هذا|تاتي هذه|جاء ذلك|جاء هذا|جاءت هذه|الامر الذي|مما|ما دفع|ما ادي|اي ان|اما|ايضا|كذلك|اخيرا|نتيجه لذلك|بناء علي ذلك|علي سبيل المثال|مثلا|لان|لانه|لانها|بعدها|حينها|عندها|وقتها|حينئذ|عندئذ|انذاك`,
);
const PRONOUN = start(
  `هو|هي|هم|هما|له|لها|لهم|لديه|لديها|لديهم|به|بها|فيه|فيها|منه|منها|منهم|عليه|عليها|اليه|اليها|عنه|عنها|معه|معها|هذا|هذه|هذان|هذين|هؤلاء|هولاء|هوءلاء|ذلك|تلك|اولئك|الاخير|الاخيره|المذكور|المذكوره|المشار اليه|كلاهما|كلتاهما|جميعهم|بعضهم|معظمهم|احدهم|احدهما|منذ ذلك|منذ هذا|خلال هذه|خلال هذا|بعد هذا|بعد هذه|في هذا|في هذه|في ذلك|في تلك|علي هذا|علي هذه|الي هذا|من هذا|من هذه|عن هذا|لهذه|بهذا|بهذه`,
);
const SPEAKER =
  /^و?(?:اضاف|اضافت|اضافوا|تابع|تابعت|تابعوا|اردف|اردفت|استطرد|استطردت|استدرك|استدركت|زاد قائلا|ختم|اختتم|يضيف|تضيف|يتابع|تتابع|(?:قال|قالت|قالوا|يقول|تقول|اكد|اكدت|اوضح|اوضحت|ذكر|ذكرت|اعلن|اعلنت|اعتبر|اعتبرت|راي|رات|صرح|صرحت|كشف|كشفت|بين|افاد|افادت|لفت|لفتت|اشار|اشارت|نوه|شدد|شددت|حذر|حذرت|يري|تري|يوكد|توكد|يشير|تشير) ?(?:ان|انه|انها|انهم|بان|بانه|بانها|الي|علي|ايضا|:|"|في|لـ?"?|خلال|عن|من))(?=[\s،,:"]|$)/;

/** «وقال», «وأعلن»: the و is no letter of the word. Told by what is left being a word that opens clauses. */
function joins(sentence: string): boolean {
  const word = openingOf(sentence).split(/[\s،,:]/)[0] ?? '';
  const rest = word.slice(1);
  return /^(?:ال\p{L}{2,}|قال|قالت|اضاف|اضافت|اعلن|اعلنت|اكد|اكدت|كان|كانت|اوضح|اشار|اشارت|ذكر|ذكرت|في|من|علي|الي|عن|مع|بعد|قبل|منذ|قد|لم|لا|لن|ليس|تم|هو|هي|هم|هذا|هذه|ذلك|ي\p{L}{3,}|ت\p{L}{3,}|افاد|افادت|نقل|نقلت|طالب|دعا|جاء|جاءت|بحسب|وفق|ان|انه|لكن|كشف|حذر|اتهم|نفي|رفض|شدد|اعتبر|اعرب|اتفق|بلغ|بلغت|شارك|اجري|ادي|ادت)$/u.test(
    rest,
  );
}

/** A first or second word with somebody's pronoun on it («والدته», «موقفها») whose owner is not in the words before. */
function opensWithOwned(sentence: string, opensArticle: boolean): boolean {
  if (opensArticle) return false;
  const words = tokens(sentence).slice(0, 2);
  return words.some(({ text }) => {
    const bare = text.replace(/[\u064B-\u0652\u0640]/g, '');
    return (
      /^[\u0621-\u064A]{3,}(?:ته|تها|تهم|ها|هم|ه)$/.test(bare) &&
      bare.length > 4 &&
      !/(?:الله|مياه|اتجاه|تجاه|شبه|وجه|انتباه|منها|فيها|نفسه|نفسها|إنها|أنها|أنه|إنه|فقه|مصرعه|مصرعها|مصرعهم|حتفه|حتفها|حتفهم|[مم]هم|أهم|فهم|دعم|ساهم|اتهم|يتهم|تتهم|متهم|المتهم|واجه|يواجه|تواجه|توجه|يتوجه|اشتباه|نزيه|سهم|أسهم|الأسهم|إبراهيم|درهم|نتنياهو|تشبه|يشبه|كره|نبه|فيه|عليه|إليه|وحده|وحدها|جبهه|طه|بينهم|بينها|معظمها|معظمهم|أجواؤها|ترفيه|تنبيه|توجيه|إله|رفاه|أفواه|شفاه|جاه|داهم|ألهم|تفاهم|مساهم|المساهم|اتجه|يتجه|تتجه|عدده|عددها|قيمته|قيمتها|طوله|طولها|مساحتها|مساحته|عمره|عمرها|عمرهم|نسبته|نسبتها)$/.test(
        bare,
      )
    );
  });
}

function asks(sentence: string): boolean {
  return /[؟?]/.test(withoutQuotations(sentence)) || /[؟?]["”»]?\.?$/.test(sentence.trim());
}

const TELLS =
  /(?:^|[\s"])(?:[وف])?(?:قال|قالت|قالوا|قالا|يقول|تقول|يقولون|قائلا|قايلا|قائله|قايله|قوله|قولها|بقوله|بقولها|قولهم|اضاف\S*|يضيف|تضيف|مضيفا|تابع\S*|يتابع|تتابع|حدد\S*|نص|نصت|ينص|تنص|اردف\S*|ختم\S*|اختتم\S*|زاد|زادت|استدرك\S*|اكد\S*|ا?كد\S*|يوكد|توكد|موكد\S*|ذكر\S*|تذكر|يذكر|اعلن\S*|يعلن|تعلن|اعتبر\S*|يعتبر|تعتبر|معتبر\S*|وصف\S*|واصف\S*|يصف|تصف|بوصفه\S*|اوضح\S*|موضح\S*|يوضح|توضح|اشار\S*|مشير\S*|يشير|تشير|كتب\S*|يكتب|صرح\S*|تصريح\S*|(?:ال)?بيان\S*|جاءت? في|وردت? في|تحدث\S*|نقل\S*|نقلا|بحسب|حسب|حسبما|وفق\S*|لفت\S*|لافت\S*|حذر\S*|محذر\S*|يحذر|تحذر|شدد\S*|مشدد\S*|نصح\S*|[يت]نصح|ناصح\S*|اتهم\S*|متهم\S*|يتهم|تتهم|بتهم\S*|تهمه|تهم|نفي\S*|نافي\S*|سمي\S*|يسمي|تسمي|يسمون\S*|اسم\S*|باسم|عنوان\S*|بعنوان|لقب\S*|يلقب|شعار\S*|هتف\S*|يهتف\S*|غرد\S*|تغريد\S*|راي\S*|يري|تري|رات|طالب\S*|دعا\S*|داعي\S*|يدعو|تدعو|اعرب\S*|معرب\S*|عبر\S*|تعبير\S*|رد\S*|اجاب\S*|علق\S*|معلق\S*|تساءل\S*|خاطب\S*|هدد\S*|مهدد\S*|توعد\S*|متوعد\S*|تعهد\S*|متعهد\S*|زعم\S*|يزعم|ادعي\S*|كشف\S*|افاد\S*|صحيفه|وكاله|قناه|فيلم|روايه|كتاب\S*|برنامج|شركه|منظمه|حركه|جماعه|تنظيم|حزب|مهرجان|معروف\S*|تعرف|يعرف|رساله\S*|خطاب\S*|كلمه|كلمته|مقال\S*|تقرير\S*|نشر\S*|انتقد\S*|منتقد\S*|اشاد\S*|مشيد\S*|رحب\S*|مرحب\S*|ندد\S*|مندد\S*|ادان\S*|دان\S*|رفض\S*|رافض\S*|اقر\S*|اعترف\S*|توقع\S*|متوقع\S*|يتوقع|اطلق\S*|يطلق|تطلق|بدعوي|بحجه|بذريعه|بسبب|شرح\S*|يشرح|روي\S*|يروي|تروي|حكي\S*|ابلغ\S*|اخبر\S*|موقع|مجله|حمله|مشروع|مبادره|خطه|مسرحيه|اغنيه|البوم|مسلسل|سلسله|لعبه|تطبيق|جائزه|جايزه|فرقه|فرع|نادي|فريق|سفينه|مفهوم|مصطلح|كلمات|ما اسماه|ما وصفه|عباره|يعني|تعني|فكره|نظريه|مبدا|قاعده|قانون|سياسه|حاله|ازمه|قضيه)(?=[\s:،,."]|$)/;

/** A quotation of five and more words with nobody's verb or name of a work around it. */
function lonelyQuotation(sentence: string, before: string): boolean {
  const plain = normalise(sentence);
  const quoted = plain.match(/"[^"]+"/g) ?? [];
  const longest = Math.max(0, ...quoted.map((one) => tokens(one).length));
  if (longest < 5) return false;
  const outside = plain.replace(/"[^"]+"/g, ' " ');
  if (TELLS.test(outside)) return false;
  return !(before !== '' && /:\s*$/.test(before));
}

function withoutQuotations(text: string): string {
  return text.replace(/«[^»]*»|“[^”]*”|”[^”]*”|"[^"]*"/g, ' ');
}

function marksBalance(text: string): boolean {
  const straight = text.match(/"/g)?.length ?? 0;
  if (straight % 2 === 1) return false;
  const curly = text.match(/[“”„]/g)?.length ?? 0;
  if (curly % 2 === 1) return false;
  const count = (mark: string): number => text.split(mark).length - 1;
  return (count('«') + count('»')) % 2 === 0 && count('(') === count(')') && count('[') === count(']');
}

const FIRST_PERSON =
  /\s[وف]?(?:نحن|اننا|لدينا|عندنا|علينا|لنا|بنا|معنا|بلادنا|وطننا|شعبنا|مجتمعنا|حياتنا|عالمنا|تاريخنا|منطقتنا|حكومتنا|نعتقد|نعرف|نري|نقول|نريد|نستطيع|نعيش|كنا|كنت|سالته|سالتها|التقيته|قابلته|حدثني|اخبرني)\s/;
// Told with the hamza on: «اعتقد» is also "he thought".
const I = /\s[وف]?(?:أنا|أعتقد|أظن|أريد|أعرف|أشعر|أتذكر|أقول|برأيي|رأيي)\s/;

const FURNITURE =
  /اقرا ايضا|اقراوا ايضا|اقرووا ايضا|شاهد ايضا|طالع ايضا|الاكثر قراءه|الاكثر مشاهده|اضغط|اشترك(?:وا)? في (?:نشر|قنا)|تابعونا|نشرتنا|حمل تطبيق|no posts|fbpx|getty|مواضيع ذات صله|مقالات ذات صله|جميع الحقوق|مصدر الصوره|\d{2}[./]\d{2}[./]\d{4}/;

/** Whether a heading of the article (a short paragraph without an end) stands in the summary as a sentence. */
function containsHeading(summary: string, paragraphs: readonly string[]): boolean {
  const long = paragraphs.filter((paragraph) => paragraph.length > 120);
  const stopless = long.filter((paragraph) => !/[.!؟?…"”»]\s*$/.test(paragraph)).length > long.length / 2;
  if (stopless) return false;
  const flat = normalise(summary);
  return paragraphs.some((paragraph) => {
    const line = normalise(paragraph).trim();
    return line.length < 110 && line.length > 8 && !/[.!؟?…"،:]\s*$/.test(line) && flat.includes(line);
  });
}

function vector(text: string): Set<string> {
  return new Set(
    tokens(text)
      .filter((token) => token.key.length > 2)
      .map((token) => token.stem),
  );
}

function cosine(a: string, b: string): number {
  const left = vector(a);
  const right = vector(b);
  const common = [...left].filter((word) => right.has(word)).length;
  return common / Math.max(1, Math.sqrt(left.size * right.size));
}

function sharesWith(sentence: string, title: string): boolean {
  const words = vector(title);
  return [...vector(sentence)].some((word) => words.has(word));
}

/** The summary says the title and next to nothing else. */
function saysOnly(summary: string, title: string): boolean {
  const words = vector(title);
  if (words.size < 3) return false;
  const own = vector(summary);
  const common = [...words].filter((word) => own.has(word)).length;
  return common / words.size > 0.8 && [...own].filter((word) => !words.has(word)).length < 4;
}
