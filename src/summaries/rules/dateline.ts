import { tokens } from '../../articles/text/index.ts';
import { CONTINUING_VERBS, TELLING_VERBS } from './lexicon.ts';

/**
 * Length of what stands before the sentence itself, place, date, agency and hour: «بيروت ـ رويترز: », «دبي، الإمارات العربية
 * المتحدة (CNN)-- », «الرياض 12 مارس (واس) », «لندن – «الشرق الأوسط»: », «14:30 - ». 0 where nothing does.
 */
export function datelineLength(sentence: string): number {
  if (!MARK.test(sentence.slice(0, LONGEST))) return 0;
  const text = foldSameLength(sentence.slice(0, LONGEST));
  for (const form of [...FORMS, ...BEFORE_VERB]) {
    const found = form.exec(text);
    if (found === null || found[0].length === text.length) continue;
    if (CAUTIOUS.has(form) && !opensWithVerb(text.slice(found[0].length))) continue;
    const { place, before, date, after } = found.groups ?? {};
    if (place !== undefined && !isPlace(place)) continue;
    const marked =
      [before, date, after].some((one) => one !== undefined && one !== '') || place?.includes('،') === true;
    // «عرضت القناة (BBC) فيلماً»: brackets alone make no dateline before what is no sentence's beginning.
    if (!marked && !opensSentence(text.slice(found[0].length), place ?? '')) continue;
    return found[0].length;
  }
  return 0;
}

/** What ends every dateline, or holds its agency. */
const MARK = /[-–—ـ:/(|]|\.\.|…/;

/** Characters within which a dateline ends, and the first word behind it. */
const LONGEST = 160;

/** Whether a line is a dateline and nothing else: «إسطنبول/ محمد علي/ الأناضول», «لندن: «الشرق الأوسط»». */
export function isDateline(line: string): boolean {
  const { place } = ALONE.exec(foldSameLength(line.trim().slice(0, LONGEST)))?.groups ?? {};
  return place !== undefined && isPlace(place);
}

/** Folds hamza carriers and endings one letter for one, so that offsets stay those of the text. */
export function foldSameLength(text: string): string {
  return text
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replace(/ة/g, 'ه')
    .replace(/ؤ/g, 'و')
    .replace(/ئ/g, 'ي');
}

function isPlace(words: string): boolean {
  return !tokens(words)
    .flatMap(({ key }) => [key, key.replace(/^و?(?:ال)?(?=.{3})/, '')])
    .some((word) => BODIES.has(word) || TELLING_VERBS.has(word) || CONTINUING_VERBS.has(word));
}

function opensWithVerb(rest: string): boolean {
  const first = tokens(rest.slice(0, 40))[0]?.key ?? '';
  return (
    (TELLING_VERBS.has(first) && !/^[يت]/.test(first)) ||
    /^(?!ال)\p{L}{2,}[^ايو]ت$|^(?:صوت|قتل|اصيب|عقد|اقر|وصل|شهد|بحث|اعتقل|اندلع|وقع|فاز|توفي|استقبل)$/u.test(first)
  );
}

function opensSentence(rest: string, place: string): boolean {
  const first = tokens(rest.slice(0, 40))[0]?.key ?? '';
  if (/^(?:ان(?:ه|ها|هم)?|الي|علي|عن|التي|الذي)$/.test(first)) return false;
  return TELLING_VERBS.has(first) || (first !== '' && tokens(place).length === 1);
}

/** What has its name shortened in brackets and is no place. */
const BODIES = new Set(
  'وكاله شبكه قناه صحيفه موقع مراسل مراسله تلفزيون اذاعه هييه تنظيم حزب حركه جماعه شركه منظمه مجموعه مكتب برنامج'.split(
    ' ',
  ),
);

const NAME = '(?!ـ)[\\p{L}\\p{M}]+';
const PLACE = `(?<place>${NAME}(?:\\s${NAME}){0,3}(?:\\s*[،,]\\s*${NAME}(?:\\s${NAME}){0,3}){0,2})`;
const DATE =
  '(?<date>\\s*[،,/]?\\s+(?:في\\s+)?(?:\\d{1,2}|اول)\\s+\\p{L}+(?:\\s?/\\s?\\p{L}+|\\s(?:الثاني|الاول|الاخر|الاخره)(?:\\s?/\\s?\\p{L}+)?)?(?:\\s+\\d{4})?\\s?م?|\\s*[،,/]?\\s+\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}|\\s*-\\s*\\d{1,2}\\s*-\\s*\\d{1,2})';
/** Before a day, and no age: «محمد – 20 عاماً: قال …». */
const IS_DAY =
  '(?=\\D{0,6}\\d{1,2}(?:[-/.]\\d|\\s+(?:يناير|فبراير|مارس|ابريل|مايو|يوني[وه]|يولي[وه]|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت|محرم|صفر|ربيع|جمادي|رجب|شعبان|رمضان|شوال|ذو|ذي)(?!\\p{L})))';
const AGENCY =
  '(?:رويترز|ا ?\\.? ?ف ?\\.? ?ب\\.?|فرانس برس|وكاله فرانس برس|اسوشييتد برس|اسوشيتد برس|ا ?\\.? ?ب|د ?\\.? ?ب ?\\.? ?ا|ا ?\\.? ?ش ?\\.? ?ا|و ?\\.? ?م ?\\.? ?ع|الاناضول|وكاله الاناضول|سبوتنيك|سانا|واس|وام|قنا|كونا|بترا|وفا|معا|صفا|واع|وات|واج|وال|بنا|وكالات|الوكالات|شينخوا|تاس|خاص|الجزيره نت|سكاي نيوز عربيه|العربيه نت|مراسل[^:،.-]{0,25}|سي ?ان ?ان|بي ?بي ?سي|CNN|AFP|AP|DPA|BBC|EFE|UPI|DW|RT|WAM|SPA|KUNA|QNA|NNA|SANA|MAP|TAP|APS|WAFA)';
const DASH = '\\s*[-–—ـ:/]{1,3}\\s*';

const FORMS = [
  // «القاهرة (أ ف ب) - », «دبي، الإمارات العربية المتحدة - (CNN) », «الكويت - 12 - 3 (كونا) -- »
  `^\\s*${PLACE}${DATE}?(?<before>${DASH})?\\s*\\(\\s*${AGENCY}\\s*\\)(?:${DATE.replace('date', 'day')}(?=\\s*[-–—ـ:]))?(?<after>${DASH})?\\s*`,
  // «(CNN)-- », «DW: »
  `^\\s*(?:\\(\\s*${AGENCY}\\s*\\)|${AGENCY})(?<after>${DASH})`,
  // «بيروت ـ رويترز: », «غزة / الأناضول / », «أبوظبي في 12 مارس / وام / »
  `^\\s*${PLACE}${DATE}?\\s*[-–—ـ/،,]{1,2}\\s*${AGENCY}(?<after>${DASH})`,
  // «بغداد/ نينا/ »: whatever the agency
  `^\\s*${PLACE}\\s?/\\s?${NAME}(?:\\s${NAME})?(?<after>\\s?/\\s)`,
  // «رام الله 12-3-2018 وفا- »
  `^\\s*${PLACE}${DATE}\\s*${AGENCY}(?<after>${DASH})`,
  // «عمان 19 كانون الثاني (و ا و)- »: whatever the agency, with a day before it and a dash behind
  `^\\s*${PLACE}${IS_DAY}${DATE}\\s*\\(\\s*${NAME}(?:\\s${NAME}){0,3}\\s*\\)(?<after>${DASH})`,
  // «لندن – «الشرق الأوسط»: »
  `^\\s*${PLACE}\\s*[-–—ـ/]{1,2}\\s*[«"“](?:${NAME}\\s?){1,3}[»"”](?<after>\\s*[-–—ـ:]{1,2}\\s*)`,
  // «وطنية - طرابلس - »
  `^\\s*وطنيه\\s*(?<after>[-–—ـ])\\s*(?:${NAME}(?:\\s${NAME})?\\s*[-–—ـ]\\s*)?`,
  // «14:30 - »
  '^\\s*\\d{1,2}[:.]\\d{2}\\s*(?:GMT|ت\\.?\\s?غ|بتوقيت \\S+)?\\s*(?<after>[-–—|:])\\s*',
  // «14:30 قالت الوزارة …», and no time of day that the sentence tells: «14:30 بتوقيت غرينتش»
  '^\\s*\\d{1,2}[:.]\\d{2}(?<after>\\s+)(?=\\p{L})(?!(?:ص|م|صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|بتوقيت|بالتوقيت|ت|من|الي|حتي|علي|في|دقيقه|ساعه)(?!\\p{L}))',
  // «عاجل | », «بالفيديو.. »
  '^\\s*(?:عاجل|بالفيديو(?: والصور)?|بالصور|فيديو|شاهد|محدث|تحديث|حصري|حصريا|خاص|متابعه|متابعات|تقرير|ترجمه خاصه)\\s*(?<after>\\.\\.|…|[-–—|:])\\s*',
].map((form) => new RegExp(form, 'u'));

/** Forms that make a dateline only before a sentence's verb: any newsroom's name, or none. */
const BEFORE_VERB = [
  // «عمان - الرأي - », «عمان ــ المدن: », «مسقط (العُمانية) - », and no apposition: «سعاد – طبيبة – قالت»
  `^\\s*(?:(?!ال)|(?=ال(?:قاهره|رياض|دوحه|رباط|جزاير|خرطوم|كويت|منامه|قدس|موصل|بصره|اسكندريه|دار البيضاء)))${PLACE}\\s*(?:[-–—ـ/]{1,3}\\s*ال${NAME}(?:\\s${NAME}){0,2}|\\(${NAME}(?:\\s${NAME}){0,2}\\))(?<after>${DASH})`,
  // «(ليبيا برقية) طرابلس – »
  `^\\s*\\(\\s*${NAME}(?:\\s${NAME}){0,2}\\s*\\)\\s*${PLACE}(?<after>\\s*[-–—ـ:])\\s*`,
  // «الرياض، المملكة العربية السعودية – 2 يونيو 2026: »
  `^\\s*${PLACE}\\s*[-–—ـ،]?${IS_DAY}${DATE}(?<after>\\s*[-–—ـ:]{1,2})\\s*`,
  // «إيلاف من لندن: »
  `^\\s*${NAME}(?:\\s${NAME})? من ${NAME}(?:\\s${NAME})?(?<after>\\s*:)\\s*`,
  // «شفق نيوز/ »
  `^\\s*${NAME}(?:\\s${NAME})?(?<after>\\s?/\\s)`,
  // «عمان، الأردن — », «الأردن.. »
  `^\\s*${PLACE}(?<after>\\s*(?:\\.\\.|[—–]))\\s*`,
].map((form) => new RegExp(form, 'u'));

const CAUTIOUS: ReadonlySet<RegExp> = new Set(BEFORE_VERB);

const ALONE = new RegExp(
  `^${PLACE}${DATE}?(?:\\s*[-–—ـ/:|،]{1,2}\\s*(?:${NAME}(?:\\s${NAME}){0,3}\\s*[-–—ـ/:|،]{1,2}\\s*)?(?:\\(?\\s*${AGENCY}\\s*\\)?|[«"“](?:${NAME}\\s?){1,3}[»"”])|\\s*\\(\\s*${AGENCY}\\s*\\))\\s*[-–—ـ:/.]{0,3}$`,
  'u',
);
