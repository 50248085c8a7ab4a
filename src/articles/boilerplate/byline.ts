import { AGENCY } from '../dateline/words.ts';
import { HIJRI_MONTH, isStopWord, MONTH, tokens, WEEKDAY } from '../text/index.ts';

const ANY_MONTH = `(?:${MONTH}|jan\\w*|feb\\w*|mar\\w*|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*)`;
const DATE = new RegExp(
  `\\d{1,2}\\s+${HIJRI_MONTH}[\\s,،]+1[34]\\d{2}\\s*ه?|\\d{1,4}\\s?[./-]\\s?\\d{1,2}\\s?[./-]\\s?\\d{2,4}|\\d{1,2}\\s+${ANY_MONTH}(?:\\s*/\\s*${ANY_MONTH})?[\\s,،]+(?:19|20)\\d{2}|\\d{1,2}\\s?([/-])\\s?${ANY_MONTH}\\s?\\1\\s?(?:19|20)\\d{2}|${ANY_MONTH}\\s+\\d{1,2}[\\s,،]+(?:19|20)\\d{2}`,
);

const DATES = new RegExp(DATE, 'g');
/** «الثلاثاء 3 فبراير 2026 مـ 08:30 مـ 15 شعبان 1447 هـ»: what is left of a day in two calendars and its hour. */
const CALENDARS = /(?<!\p{L})(?:[مصه]|الموافق)(?!\p{L})/gu;

/** «منذ ساعتين», «قبل 3 أيام», «2 days ago», «14:05 بتوقيت غرينتش»: when an item of a list was printed. */
const AGO =
  /^(?:(?:منذ|قبل) (?:حوالي |نحو |اكثر من )?(?:\d+ ?)?(?:ثانيه|ثوان|ثواني|دقيقه|دقيقتين|دقايق|ساعه|ساعتين|ساعات|يوم|يوما|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|سنه|سنتين|سنوات)(?: واحده?)?|\d+ ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|[mhdw]) ago|(?:الساعه )?\d{1,2}:\d{2} ?(?:ص|م|am|pm|gmt|ت\.?غ|بتوقيت \S+))$/;

/** Whether a short line carries a date or says how long ago, as bylines and the items of lists do. Takes normalised text. */
export function hasDate(plain: string): boolean {
  return DATE.test(plain) || AGO.test(plain);
}

/** Whether a line is a time of day or says how long ago, as over the posts of a live page. Takes normalised text. */
export function isTimeStamp(plain: string): boolean {
  return plain.length <= 40 && (AGO.test(plain) || /(?<!\d)\d{1,2}:\d{2}(?!\d)/.test(plain));
}

/** Whether a line is nothing but a time of day or how long ago, as over the posts of a page that is told by them. Takes normalised text. */
export function isPostStamp(plain: string): boolean {
  return AGO.test(plain) || /^(?:الساعه )?\d{1,2}:\d{2}$/.test(plain);
}

/** Whether a line has day, month and year. Takes normalised text. */
export function hasFullDate(plain: string): boolean {
  return DATE.test(plain);
}

/** Whether a line is a full date and nothing else but its weekday, its hour and a word or two on it («آخر تحديث»). Takes normalised text. */
export function isDateAlone(plain: string): boolean {
  if (!DATE.test(plain)) return false;
  const rest = plain.replace(DATES, ' ').replace(ON_A_DATE, ' ');
  return !/\p{L}{2}|\d/u.test(rest);
}

const ON_A_DATE = new RegExp(
  String.raw`(?<![\p{L}\d])(?:t?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:\d{2})?|${WEEKDAY}|نشرت?|تم النشر|في|يوم|بتاريخ|(?:ال)?تاريخ(?: النشر)?|(?:اخر )?تحديث|صباحا|مساء|ظهرا|عصرا|الموافق|الساعه|am|pm|(?:gmt|utc)?[+-]\d{4}|gmt|utc|بتوقيت \S+(?: \S+)?)(?![\p{L}\d])`,
  'gu',
);

/** «رنا المصري - صحافية لبنانية»: a name, and behind a dash a trade. */
const NAME_AND_TRADE =
  /^\p{L}+(?: \p{L}+){1,3} ?[-–—|،] ?(?:كاتبه?|صح[فا]+يه?|باحثه?|محرره?|مراسله?|مدونه?|ناشطه?|محلله?|اكاديميه?|روايي?ه?)(?: و?\p{L}+){0,3}$/u;

/** «Author, سمر الحداد», «Role, مراسلة في عمّان»: what those who listen to a page are told of its author. */
const NAMED_ROLE = /^(?:author|role|reporting from), \p{L}/u;

/** «هيئة التحرير», «قسم الأخبار»: a desk in its author's place. */
const DESK = /^(?:هييه|فريق|اسره|قسم) (?:التحرير|الاخبار)$/;

/** «ر.ح/م.ن (وكالة المنارة، سواحل برس)», «س.ب/ ن.د»: who wrote and who edited, and whose news it was. */
const INITIALS = /^(?:\p{L}\.\s?){1,2}\p{L}\.?(?:\s?[/–-]\s?(?:\p{L}\.\s?){1,2}\p{L}\.?)*(?:\s*\([^().؟!]{2,60}\))?$/u;

/** «تقرير صوتي من إعداد رنا الحاج:», «كاتب المقال La rédaction», «مرسلة في 10:27 صباحاً». */
const WRITTEN =
  /^(?:(?:تقرير|ماده|حوار|فيديو|بودكاست|حلقه)(?: (?:صوتي|مصور|اذاعي|تلفزيوني)ه?)? (?:من )?(?:اعداد|تقديم|انتاج) ?:? ?\p{L}.{2,40}$|(?:كاتبه?|صاحبه?|محرره?) (?:المقاله?|الخبر|الماده|التقرير) ?:? ?\p{L}.{2,30}$|(?:مرسله|نشرت?|كتبت?) (?:في|الساعه) \d{1,2}:\d{2}(?: \S+)?$)/u;

/** «رئيس مجلس الإدارة : د. خالد المنصوري»: who heads a paper, over each of its pages. */
const MASTHEAD =
  /^(?:رييسه? (?:مجلس الاداره|التحرير)|مديره? (?:عام|التحرير)|المديره? (?:العامه?|المسووله?)|صاحبه? الامتياز(?: ورييسه? التحرير)?)(?: المسووله?)? ?: ?(?:[دم]\. ?)?\p{L}+(?: \p{L}+){1,3}$/u;

/** «أجرى الحوار في صفاقس / نجاة بلقاسم»: who put the questions, and where. */
const INTERVIEWED =
  /^(?:اجر[يت]ا? (?:ال)?(?:حوار|مقابله|لقاء)|حاور(?:ه|ها|ته|تها|هم|تهم)?|التق(?:اه|اها|ته|تها))(?: في \p{L}+(?: \p{L}+)?)? ?[/:|–—-] ?\p{L}/u;

const WORK =
  '(?:و?(?:نص|كتابه|صور|تصوير|خرايط|رسوم|رسم|تصميم|غرافيك|انفوغراف\\S*|اعداد|تقديم|حوار|حاور(?:ه|ها|ته|تها)|تحرير|ترجمه|مونتاج|موسيقي|اخراج|انتاج|بحث|برمجه|سيناريو|هندسه الصوت))';
/** «نص: ريم الخوري صور: جاد نصار», «إعداد وتقديم: رامي حداد. مونتاج: سارة فقيه.»: works and who did them, and nothing else. */
const CREDITS = new RegExp(
  `^(?:${WORK}(?: ${WORK}){0,2}\\s*[:：]\\s*\\p{L}+(?:[ -]\\p{L}+){0,3}?(?:[\\s.،|/–-]+|$)){2,}$`,
  'u',
);
const ONE_CREDIT = /^(?:نص|خرايط|رسوم|غرافيك|مونتاج|اخراج|تقديم|حاور(?:ه|ها|ته|تها))\s*[:：]\s*\p{L}/u;

const THIS =
  '(?:(?:اعداد|كتابه|تحرير|انجاز) )?(?:هذا التقرير|هذا المقال|هذا التحقيق|هذا الخبر|هذه (?:المقاله|القصه|الماده|التغطيه))';
/** «ساهمت الكاتبة ماغدالينا أوسومي في هذا التقرير.», «وأسهم في إعداد هذا التقرير رامي الحداد»: who else worked on it. */
const CONTRIBUTED = new RegExp(
  `^\\(?و?(?:ساهم|اسهم)(?:ت|ا|وا)? (?:(?:\\p{L}+ ){2,5}في ${THIS}|في ${THIS}(?: من \\p{L}+)? ?:? ?(?:\\p{L}+،? ?){2,6})\\.?\\)?$`,
  'u',
);

/** «الكاتب: يوسف الحداد», «المترجمة: رنا صالح». */
export const AUTHOR = /^ال(?:كاتب|مترجم|محرر|مراسل|مصور)ه? ?[:|] ?\p{L}{2,}(?: \p{L}{2,}){1,3}$/u;

export function isByline(text: string, plain: string): boolean {
  if (plain.length > 140) return false;
  if (AUTHOR.test(plain)) return !tokens(plain).some(({ key }) => isStopWord(key));
  if (CONTRIBUTED.test(plain)) return true;
  const words = tokens(text);
  const unfinished = !/[.؟?!»”"]$/.test(text);
  if (unfinished && DATE.test(plain)) {
    const rest = plain
      .replace(DATES, ' ')
      .replace(CALENDARS, ' ')
      .replace(/\d{1,2}:\d{2}(?:\s*(?:ص|م|am|pm|gmt))?/g, ' ');
    // The date alone, or with a name beside a bar, a dash or a bullet.
    if (tokens(rest).length <= 2 || (/[|•·–—-]/.test(rest) && tokens(rest).length <= 10 && !SCORE.test(rest)))
      return true;
    if (tokens(rest).length <= 10 && PUBLISHED_IN.test(plain)) return true;
    if (/^(?:نشر|تم النشر|تاريخ|اخر تحديث|تحديث|حدث|كتب|بقلم|اعداد|published|updated|posted)/.test(plain)) return true;
  }
  if (
    /^[/(]?(?:بقلم|كتبت?|كتابه|اعداد|اعده|تحرير|ترجمه|ترجمها|تصوير|متابعه|ترجمه عن \S+|المصدر|مصدر|المصادر|by|source|written by|translated by)\s*[:/–—|-]\s*\S/.test(
      plain,
    )
  )
    return words.length <= 14 && (unfinished || SHORTENED.test(text.trim()));
  if (
    /^(?:اخر تحديث|نشر (?:في|بتاريخ)|تم (?:النشر|التحديث)|تاريخ النشر|وقت القراءه|مده القراءه|زمن القراءه|وقت القراءه|published|updated)/.test(
      plain,
    )
  )
    return words.length <= 14 && (unfinished || DATE.test(plain));
  if (CREDITS.test(plain) || (unfinished && words.length <= 5 && ONE_CREDIT.test(plain))) return true;
  if (unfinished && words.length <= 5 && TIME_AND_NAME.test(plain)) return true;
  if (AGO.test(plain) || /^\d{1,3} (?:دقيقه|دقايق|د) (?:قراءه|للقراءه)|^\d{1,2} min(?:ute)?s?(?: read)?$/.test(plain))
    return true;
  if (/^(?:كتبه?ا?|مرسله|نشرت|نشرها) (?:بواسطه|من قبل)\s*[:：]?\s*\S/.test(plain))
    return words.length <= 14 && unfinished;
  if (unfinished && words.length <= 9 && (NAME_AND_TRADE.test(plain) || NAMED_ROLE.test(plain))) return true;
  if (REPRINTED.test(plain)) return true;
  if (DESK.test(plain) || INITIALS.test(text.trim())) return true;
  if (unfinished && words.length <= 10 && (WRITTEN.test(plain) || MASTHEAD.test(plain))) return true;
  if (unfinished && words.length <= 12 && INTERVIEWED.test(plain)) return true;
  // An author's trade and country under the name: «كاتب وصحفي لبناني».
  if (
    /^(?:كاتبه?|صح[فا]+يه?|باحثه?|محرره?|مراسله?|مدونه?|ناشطه?)(?: و?(?:كاتبه?|صح[فا]+يه?|باحثه?|ناشطه?|محلله?|مترجمه?|مخرجه?|\S{3,}يه?)){0,3}(?: من \S+)?$/.test(
      plain,
    )
  )
    return unfinished && words.length <= 4;
  return unfinished && words.length <= 14 && isAgencies(plain);
}

/** «رنا الحاج نشر في سهول نيوز يوم 13/10/2020», «المصدر سهول نيوز بتاريخ 20-08-2024»: where a text that is reprinted stood first. */
const PUBLISHED_IN = /(?:^|\s)نشر(?:ت|ه|ها)? في \p{L}.* (?:يوم|بتاريخ) \d|^(?:ال)?مصدر \p{L}.* (?:يوم|بتاريخ) \d/u;

/** «المصدر: أ.ف.ب.»: its last stop is the abbreviation's. */
const SHORTENED = /[\s:](?:\p{L}\.\s?){2,}$/u;

/** «المصدر وكالة سهول.»: the same, with neither colon nor date. */
const REPRINTED = /^(?:ال)?مصدر (?:وكاله|صحيفه|جريده|موقع|قناه|شبكه|مجله) (?:\p{L}+)(?: \p{L}+){0,3}\.?$/u;

/** «الميناء 2 - القنطرة 1» behind a dateline. */
const SCORE = /\p{L} \d{1,3} ?[-–] ?\p{L}[\p{L} ]* \d{1,3}\s*$/u;

/** «13:05وائل كرم»: when and by whom a post was written, run together. */
const TIME_AND_NAME = /^\d{1,2}:\d{2}[ء-ي]{2,}(?: [ء-ي]{2,}){1,2}$/;

/** Agencies and what else a line of sources has, and what joins them. */
const AGENCIES = new RegExp(
  `(?:${AGENCY})(?!\\p{L})|فرانس ?24|مواقع الكترونيه|وكاله الانباء الالمانيه|العربي الجديد|الجزيره|[+/()–،,-]|وال|و`,
  'giu',
);

function isAgencies(plain: string): boolean {
  // «طرابلس - وكالات»: a town before them.
  const named = plain.replace(/^\p{L}+(?: \p{L}+)? ?[-–—/|] ?(?=(?:ال)?وكالات$)/u, '');
  return plain.length < 90 && named.replace(AGENCIES, '').trim() === '' && /\p{L}{2}/u.test(plain);
}
