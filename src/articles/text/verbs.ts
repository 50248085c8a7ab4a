import { firstKey } from './tokens.ts';
import { unjoined } from './waw.ts';

/** Verbs by which a sentence of news is known. Everything here is written as `normalise` leaves it. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter((word) => word !== ''));

/** Both genders and numbers of a past verb: قال → قال، قالت، قالا، قالوا. */
function pastForms(verb: string): string[] {
  const open = verb.endsWith('ي') && verb.length > 2 ? `${verb.slice(0, -1)}` : verb.replace(/ا$/, '');
  const bare = /[اي]$/.test(verb) && verb.length > 2 ? open : verb;
  return [verb, `${bare}ت`, `${bare}وا`, `${verb}ا`, `${bare}تا`];
}

const TELLING = `قال ذكر اكد اوضح اشار افاد اعلن صرح لفت نوه كشف زعم ادعي اعتبر راي شدد حذر اتهم نفي رفض طالب دعا حث وعد تعهد هدد توقع رجح
  اعرب عبر ابدي انتقد وصف دان ادان ندد استنكر رحب اشاد امتدح اثني اقر اعترف اعتقد كتب غرد نشر تساءل تسايل سال رد اجاب علق خلص اورد نقل
  افصح اعاد استبعد جدد ابلغ اخبر شكر عزا ارجع برر شرح روي حكي استشهد استدل جزم لمح المح طمان ناشد اوصي نصح حدد ابرز
  ذهب وافق قرر اصر عارض اقترح اتفق`;

const CONTINUING_VERBS = words(
  [
    'اضاف',
    'تابع',
    'اردف',
    'استطرد',
    'استدرك',
    'مضي',
    'زاد',
    'اكمل',
    'ختم',
    'اختتم',
    'استرسل',
    'عقب',
    'واصل',
    'اسهب',
    'انهي',
  ]
    .flatMap(pastForms)
    .concat([
      'يضيف',
      'تضيف',
      'يضيفون',
      'يتابع',
      'تتابع',
      'يستطرد',
      'تستطرد',
      'يستدرك',
      'يردف',
      'يمضي',
      'يكمل',
      'تكمل',
      'يختم',
      'تختم',
    ])
    .join(' '),
);

const TELLING_VERBS: ReadonlySet<string> = new Set([
  ...TELLING.split(/\s+/).flatMap(pastForms),
  ...words(`يقول تقول يقولون يذكر تذكر يوكد توكد يوكدون يوضح توضح يشير تشير يشيرون يفيد تفيد يعلن تعلن يصرح تصرح يلفت تلفت يري تري يرون
    يعتبر تعتبر يعتبرون يشدد تشدد يحذر تحذر يتهم تتهم ينفي تنفي يرفض ترفض يطالب تطالب يدعو تدعو يعتقد تعتقد يعتقدون يزعم تزعم يصف تصف
    يكشف تكشف يتوقع تتوقع يرجح ترجح يعرب تعرب يعبر تعبر يشرح تشرح يروي تروي يحكي تحكي يكتب تكتب يجيب تجيب يسال تسال يتساءل تتساءل
    يعترف تعترف يقر تقر يجزم تجزم يعلق تعلق يخلص تخلص يبين تبين يستذكر تستذكر يتذكر تتذكر`),
]);

/** The verbs, and each with what may be joined to it, see `unjoined`: looked up for every word. */
function withJoined(verbs: ReadonlySet<string>): ReadonlySet<string> {
  const joined = [...verbs].flatMap((verb) => [`و${verb}`, `ف${verb}`]);
  return new Set([...verbs, ...joined.filter((verb) => unjoined(verb) !== verb)]);
}

const TELLING_JOINED = withJoined(TELLING_VERBS);
const CONTINUING_JOINED = withJoined(CONTINUING_VERBS);

/** Whether a normalised word is a verb of saying, claiming or judging, past or present, also behind a «و» or «ف». */
export function isTelling(key: string): boolean {
  return TELLING_JOINED.has(key);
}

/** Whether it goes on with what somebody was saying («وأضاف»): without what came before nobody knows who speaks. */
export function isContinuing(key: string): boolean {
  return CONTINUING_JOINED.has(key);
}

/** Whether it is either: somebody speaks. */
export function isSpeaking(key: string): boolean {
  return isTelling(key) || isContinuing(key);
}

/** What happens in the news, in the past: of the weak verbs the feminine too, which no shape tells. */
export const PAST_VERBS =
  words(`قتل رضخ اصيب عقد وصل شهد بحث اعتقل اندلع وقع فاز توفي استقبل تم بدا عاد غادر رفع خسر تعرض انتخب التقي تسلم وجه القي اطلق
  منح حصل اجري انطلق افتتح شارك ارتفع انخفض تراجع سجل احتل قضي امر لقي عثر ضبط كان ظهر تظاهر تجمع حقق تمكن رحل نجا
  استقال وضع دخل خرج طلب ارسل سيطر اصدر انهي تصدر صادق دشن وقعت سقط انفجر انهار هاجم قصف تعادل هزم تاهل توج باشر شيع
  احيا نظم اختتم اقام كرم زار تراس ناقش اوقف احبط دمر صادر افرج ولد نشا الغي نفذ طرح احرق اغلق فتح صدر الغت القت التقت
  التحقت التزمت التقطت اثار شن شنت ردت ظلت مدت حلت دعت نفت قضت بدت سعت رست نعت ادت انهت اجتمع ارسي عرض
  حضر اغتال استهدف احرز بلغ هبط صعد ازداد توقف انتهي استمر تواصل جاء ادي تسبب اسفر اصبح بات ظل صار`);

/**
 * Whether a text's first word is a verb, as where news begins: a known one, or one by its shape («تستعد», «أغلقت»). A noun that looks like one
 * («تونس», «يناير») is none; a masculine past verb that is not listed is not seen.
 */
export function opensWithVerb(text: string): boolean {
  const key = firstKey(text);
  const bare = key.replace(/^و?س?(?=[يت]\p{L}{3})/u, '');
  return opensWithPast(text) || [bare, key.replace(/^و/, '')].some((one) => isPresent(one) || NEGATIONS.test(one));
}

/** Whether it is one that tells what has happened: «أقرت», «قُتل», and neither «تقر» nor «لن تقر». */
export function opensWithPast(text: string): boolean {
  const key = firstKey(text);
  return isPast(key) || isPast(unjoined(key));
}

const NEGATIONS = /^(?:لم|لن|لا|ليست?)$/;

function isPresent(key: string): boolean {
  return (
    /^[يت]/.test(key) &&
    (TELLING_VERBS.has(key) || CONTINUING_VERBS.has(key) || (key.length > 3 && !NOT_VERBS.test(key)))
  );
}

function isPast(key: string): boolean {
  return (
    PAST_VERBS.has(key) ||
    (!/^[يت]/.test(key) && (TELLING_VERBS.has(key) || CONTINUING_VERBS.has(key))) ||
    (/^(?!ال)\p{L}{2,}[^ايو]ت$/u.test(key) && !NOT_VERBS.test(key)) ||
    /^ا\p{L}ت\p{L}[^اه]$|^است\p{L}{3}$/u.test(key)
  );
}

/** Nouns that have a verb's shape at their front or end: «يوم», «تونس», «سيارات», «بنت». */
export const NOT_VERBS =
  /^(?:يوم|يوما|يومين|يناير|يوني[وه]|يولي[وه]|يمين|يسار|يهود|يمن$|يمني|يابان|يوسف|يحيي|يوناني|يافا|تحت|تقرير|تونس|تركيا|تحرير|تمور|تموز|تراث|تجار|تاريخ|توزيع|تعليم|تطبيق|تصوير|ترجمه|تطوان|تازه|تبوك|سيطره|سياره|سيارات|سياسه|سينما|سيناء|سيده|سيول|ستين|وقت|بنت|اخت|انترنت|سبت|كويت|بيت|زيت|بيروت|تكريت)/;
