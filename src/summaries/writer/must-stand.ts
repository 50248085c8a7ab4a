import { MONTH, type Token, WEEKDAY } from '../../articles/text/index.ts';
import { DENYING, REFUSING } from '../rules/lexicon.ts';

/**
 * Words that everybody uses and that change what is told: numbers, days, places, directions, money, agencies and denials. They
 * have to stand in the article: `word` as they are, `stem` in whatever ending. Null for all others.
 */
export function mustStand({ key, stem }: Token): 'word' | 'stem' | null {
  const bare = bareOf(key);
  if (NUMBER_WORDS.test(key) || NUMBER_WORDS.test(bare) || DUALS.test(bare) || DAYS.test(bare) || PLACES.has(bare))
    return 'word';
  if (DENIALS.test(key)) return 'word';
  return STEMS.has(stem) || NAMED.has(bare.replace(/^ال/, '')) ? 'stem' : null;
}

/** Without the letters that join on: «لبوتين» and «وبوتين» are «بوتين». */
export function bareOf(key: string): string {
  return key.replace(/^[وف]?[لبك]?(?=\p{L}{3})/u, '');
}

/** «2,314» and «2٬314» are 2314. */
export function ungrouped(key: string): string {
  return key.replace(/(?<=\d)[,٬](?=\d{3}(?!\d))/g, '');
}

/** Whether a normalised word without letters joined on says a number. */
export function isNumberWord(bare: string): boolean {
  return NUMBER_WORDS.test(bare);
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

const NUMBER_WORDS =
  /^(?:ال)?(?:واحده?|اثنان|اثنين|اثنتان|اثنتين|ثلاثه?|اربعه?|خمسه?|سته?|سبعه?|ثماني?ه?|تسعه?|عشره?|عشرات|عشرون|عشرين|ثلاثون|ثلاثين|اربعون|اربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين|ميه|مايه|مءه|ميتان|ميتين|ميتي|ميتا|ميات|(?:ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(?:ميه|مايه)|الف|الفين|الفي|الاف|مليون|مليوني|ملايين|مليار|ملياري|مليارات|نصف|ثلث|ثلثي|ثلثا|ربع|خمس|ثانيه?|ثالثه?|رابعه?|خامسه?|سادسه?|سابعه?|ثامنه?|تاسعه?|عاشره?)$/;
/** Two of something, where no noun of every day ends so in the plural. */
const DUALS = /^(?:مرت|سنت|عام|يوم|شهر|اسبوع|ساعت|دقيقت|قرن|عقد|مليون|مليار|شخص|ضعف)(?:ين|ان|ي|ا)$/;
const DENIALS = new RegExp(`^[وف]?(?:لم|لن|ليست?|لا|${DENYING}|${REFUSING})$`);
const DAYS = new RegExp(`^(?:${WEEKDAY}|${MONTH}|امس|غدا)$`);
const PLACES =
  words(`مصر سوريا لبنان العراق ايران تركيا روسيا فرنسا المانيا بريطانيا ايطاليا اسبانيا اوكرانيا الصين اليابان الهند باكستان افغانستان ليبيا
  تونس الجزاير المغرب السودان اليمن قطر الكويت البحرين عمان الاردن فلسطين اسراييل السعوديه الامارات موريتانيا الصومال كندا المكسيك البرازيل الارجنتين استراليا
  بولندا اليونان قبرص كازاخستان جورجيا ارمينيا كوريا واشنطن موسكو باريس لندن برلين روما مدريد بيروت دمشق بغداد طهران انقره القاهره الرياض غزه القدس عمان
  الدوحه دبي صنعاء الخرطوم طرابلس كييف بكين نيويورك بروكسل جنيف اوروبا امريكا اميركا افريقيا اسيا جده مكه برشلونه`);
/** Directions, money and measures, by their light stems. */
const STEMS = words('شمال جنوب شرق غرب دولار يورو دينار درهم ريال لير جنيه شيكل روبل يوان فرنك متر كيلومتر طن برميل');
/** Names that stand in the news so often that they are words of every day. */
const NAMED = words('رويترز فرانس تويتر فيسبوك حماس حوثي حوثيون حوثيين ناتو');
