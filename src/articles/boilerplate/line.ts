import { normalise, tokens } from '../text/index.ts';

/** What a paragraph is when it can be told from the paragraph alone. */
export type LineKind =
  | 'separator'
  | 'shortcode'
  | 'script'
  | 'link'
  | 'byline'
  | 'call-to-action'
  | 'label'
  | 'inline-related'
  | 'empty-list'
  | 'credit'
  | 'notice'
  | 'chrome'
  | 'text';

/**
 * Reads one paragraph as a newsroom's page furniture or as text. The rules are about form and vocabulary, none knows a
 * particular site. A paragraph in doubt is text: losing a reporter's words is worse than one line too many, and what
 * stays is judged again by its neighbours.
 */
export function lineKind(paragraph: string): LineKind {
  const text = paragraph.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return 'separator';
  if (isShortcode(text)) return 'shortcode';
  if (isScript(text)) return 'script';
  if (isLink(text)) return 'link';
  const plain = normalise(text).replace(/\s+/g, ' ').trim();
  if (LABEL.test(plain)) return 'label';
  if (EMPTY_LIST.test(plain)) return 'empty-list';
  if (isChrome(plain)) return 'chrome';
  if (isByline(text, plain)) return 'byline';
  if (plain.length < 320 && INLINE_RELATED.test(plain) && !/[.!]\s+\S+\s+\S+\s+\S+/.test(plain))
    return 'inline-related';
  if (isCredit(text, plain)) return 'credit';
  if (isNotice(plain)) return 'notice';
  if (isCallToAction(plain)) return 'call-to-action';
  return 'text';
}

/** Takes shortcodes out of a paragraph that has words of its own: `[caption id="1"]`, `[/caption]`, `[tptn_list …]`. */
export function withoutShortcodes(text: string): string {
  return text.replace(SHORTCODES, (code) => (isCode(code) ? ' ' : code));
}

const SHORTCODES = /\[\/?[a-zA-Z][\w-]*(?:\s[^\]]*)?\/?\]/g;

/** «[sic]» and «[AFP]» are an editor's brackets; a code has attributes, an underscore, a slash or a known name. */
function isCode(bracketed: string): boolean {
  return /[=_/]|^\[(?:caption|embed|gallery|audio|video|playlist|toc|contact|button|quote|youtube|shortcode)\b/i.test(
    bracketed,
  );
}

function isShortcode(text: string): boolean {
  if (/^\[[a-z][\w-]*\]$/.test(text)) return true;
  return text.includes('[') && withoutShortcodes(text).trim() === '';
}

function isScript(text: string): boolean {
  if (
    /<\/?[a-z][^>]*>|(?:window|document)\.\w|function\s*\(|googletag|adsbygoogle|dataLayer|gtag\(|fbq\(|\bvar\s+\w+\s*=|=>|\{\s*["']?\w+["']?\s*:/.test(
      text,
    )
  ) {
    return letterShare(text) < 0.5;
  }
  // A lone Latin word is a tracker's or widget's leaving («fbpx»); a name in a paragraph of its own is not a story.
  return /^[A-Za-z][\w.-]{1,24}$/.test(text);
}

function letterShare(text: string): number {
  const arabic = text.match(/[\u0621-\u064A]/g)?.length ?? 0;
  return arabic / Math.max(1, text.length);
}

function isLink(text: string): boolean {
  return text
    .split(/\s+/)
    .every((word) =>
      /^(?:https?:\/\/|www\.)\S+$|^[@#]\S+$|^\S+@\S+\.\w+$|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|me|co|info)(?:\/\S*)?$/.test(
        word,
      ),
    );
}

// ---- labels over lists of other stories

const RELATED_WORDS = [
  'الاكثر (?:قراءه|مشاهده|تداولا|شعبيه|تفاعلا|تعليقا|رواجا|مشاركه|زياره|اهتماما)',
  'ا?قرا(?:وا)? (?:ايضا|المزيد|كذلك|في هذا الملف|لل\\S+|ل\\S+ ايضا)',
  'ا?قر[اي]ي? ايضا',
  'طالع(?:وا)? ايضا',
  'شاهد(?:وا)? ايضا',
  'تابع(?:وا)? (?:ايضا|المزيد)',
  'انظر(?:وا)? ايضا',
  '(?:مقالات|مواضيع|موضوعات|اخبار|مواد|قصص|تقارير|روابط|محتوي) (?:ذات|ذي|مرتبطه|متعلقه|مشابهه|مختاره|مقترحه|قد تهمك|اخري)(?: \\S+)?',
  '(?:المقالات|المواضيع|الموضوعات|الاخبار|المواد|القصص|التقارير|الروابط) (?:ذات|المرتبطه|المتعلقه|المشابهه|المقترحه|الاكثر)(?: \\S+)?',
  '(?:قد|ربما) (?:يعجبك|يهمك|تعجبك|تهمك|يهمكم|يعجبكم|ترغب|ينال|تود)(?: \\S+){0,3}',
  'مما قراه (?:الاخرون|قراوكم)',
  'اخترنا (?:لك|لكم)',
  'من (?:نفس|ذات) (?:القسم|الكاتب|الملف)',
  'اخر (?:الاخبار|المقالات|المواضيع)',
  'احدث (?:الاخبار|المقالات|المواضيع)',
  'ذات صله',
  'مواضيع متعلقه',
  'المزيد (?:من|حول|عن) ?(?:\\S+ ?){0,3}',
  '(?:اقرا|قراءه|لقراءه|شاهد|متابعه) (?:المزيد|التقرير كاملا|المقال كاملا|الخبر كاملا|التفاصيل|النص الكامل)',
  'في هذا (?:المقال|الملف|العدد)',
  'للمزيد',
  'للاطلاع(?: علي)?(?: المزيد)?',
  'related (?:posts|articles|stories|topics)',
  'read (?:also|more|next)',
  'most (?:read|popular|viewed)',
  'you (?:may|might) also like',
  'trending(?: now)?',
  'recommended(?: for you)?',
  'see also',
];

const LABEL = new RegExp(`^[\\s\\d*•»«>|–—-]*(?:${RELATED_WORDS.join('|')})[\\s:….!|<>»«–—-]*$`);

const INLINE_RELATED =
  /^[\s*•»«>|([–—-]*(?:ا?قرا(?:وا|ي)? (?:ايضا|المزيد|كذلك)|طالع(?:وا)? ايضا|شاهد(?:وا)? ايضا|تابع(?:وا)? ايضا|انظر ايضا|للمزيد|مواضيع ذات صله|مقالات? ذات صله|ذات صله|لقراءه المزيد|لمشاهده المزيد|المزيد عن|read (?:also|more)|related)\s*[:|–—-]?\s*\S/;

const EMPTY_LIST =
  /^(?:no (?:related )?(?:posts|articles|results|comments)(?: (?:found|yet))?|nothing found|لا (?:توجد|يوجد) (?:مقالات|مواضيع|نتائج|منشورات|تعليقات|اخبار|مواد|موضوعات)(?: \S+){0,2}|لم يتم العثور علي(?: \S+){1,3})[\s.!]*$/;

// ---- buttons, tag lines and other page furniture

const CHROME = new RegExp(
  `^[\\s|•·/،,:–—-]*(?:(?:${[
    'شارك(?:وا|ها|ه)?(?: (?:الخبر|المقال|هذا|الموضوع|عبر|علي))?',
    'مشاركه(?: (?:الخبر|المقال|الموضوع|عبر|علي))?',
    'انشر',
    'طباعه',
    'اطبع',
    'ارسال',
    'حفظ',
    '(?:نسخ|انسخ) الرابط',
    'تم نسخ الرابط',
    'نسخه للطباعه',
    '(?:share|like) this:?',
    'loading',
    '(?:النشره|القائمه) (?:البريديه|الاخباريه)',
    'البريد الالكتروني',
    '(?:اشترك|اشتركوا|سجل|تبرع|تبرعوا|ادعمنا|ادعمونا)(?: (?:الان|مجانا|معنا))?',
    '(?:ابق|ابقوا) علي (?:اطلاع|تواصل)',
    '(?:ادعم|ادعموا) (?:الصحافه|الاعلام)(?: المستقله?)?',
    'استمع(?: (?:الي|للمقال|للخبر))?(?: المقال| الخبر)?',
    'تكبير الخط|تصغير الخط|حجم الخط',
    'فيسبوك|فايسبوك|تويتر|واتساب|واتس اب|تلغرام|تليغرام|تيليغرام|تلجرام|انستغرام|انستجرام|يوتيوب|لينكد ?ان|ماسنجر|بينترست|البريد الالكتروني|بريد الكتروني|تيك توك',
    'facebook|twitter|whatsapp|telegram|instagram|youtube|linkedin|pinterest|messenger|email|e-mail|share|tweet|print|copy link|x|tiktok',
    'الرئيسيه|اعلان|اعلانات|advertisement|ads?|sponsored|ممول',
    'التعليقات|تعليقات|تعليق|اضف تعليقا?|اترك تعليقا?|اترك ردا?|comments?|leave a (?:comment|reply)',
    'التالي|السابق|next|previous|الخبر (?:التالي|السابق)|المقال (?:التالي|السابق)',
    'تحميل المزيد|عرض المزيد|اظهار المزيد|load more|show more|تخطي الي المحتوي|skip to (?:main )?content',
    'menu|search|بحث|القائمه|تسجيل الدخول|login|sign in',
    'علي|عبر|من|او|و',
  ].join('|')})[\\s|•·/،,:!–—-]*)+$`,
);

function isChrome(plain: string): boolean {
  if (plain.length > 160) return false;
  if (CHROME.test(plain)) return true;
  // A trail or a menu: «الرئيسية | أخبار | مقالات رأي».
  if (/^[^|›»>.؟!،:"]{2,30}(?:\s*[|›»>]\s*[^|›»>.؟!،:"]{2,40}){2,}$/.test(plain)) return true;
  return /^(?:الوسوم|وسوم|الكلمات (?:المفتاحيه|الداله|الدلاليه)|كلمات (?:مفتاحيه|داله|دلاليه)|العلامات|تاغات|التصنيفات?|تصنيفات|القسم|tags?|keywords|categories)\s*[:：|]/.test(
    plain,
  );
}

// ---- bylines and dates

const MONTH =
  '(?:يناير|فبراير|مارس|ابريل|نيسان|مايو|ماي|ايار|يونيو|يونيه|حزيران|يوليو|يوليوز|يوليه|تموز|اغسطس|غشت|اوت|اب|سبتمبر|شتنبر|ايلول|اكتوبر|نوفمبر|نونبر|ديسمبر|دجنبر|كانون (?:الاول|الثاني)|تشرين (?:الاول|الثاني)|شباط|اذار|جانفي|فيفري|افريل|جوان|جويليه|jan\\w*|feb\\w*|mar\\w*|apr\\w*|may|june?|july?|aug\\w*|sep\\w*|oct\\w*|nov\\w*|dec\\w*)';
const DATE = new RegExp(
  `\\d{1,4}\\s?[./-]\\s?\\d{1,2}\\s?[./-]\\s?\\d{2,4}|\\d{1,2}\\s+${MONTH}(?:\\s*/\\s*${MONTH})?[\\s,،]+(?:19|20)\\d{2}|${MONTH}\\s+\\d{1,2}[\\s,،]+(?:19|20)\\d{2}`,
);

/** Whether a short line carries a calendar date, as bylines and teasers do. Takes normalised text. */
export function hasDate(plain: string): boolean {
  return DATE.test(plain);
}

function isByline(text: string, plain: string): boolean {
  if (plain.length > 140) return false;
  const words = tokens(text);
  const unfinished = !/[.؟?!»”"]$/.test(text);
  if (unfinished && DATE.test(plain)) {
    const rest = plain.replace(DATE, ' ').replace(/\d{1,2}:\d{2}(?:\s*(?:ص|م|am|pm|gmt))?/g, ' ');
    // The date alone, or with a name beside a bar, a dash or a bullet.
    if (tokens(rest).length <= 2 || (/[|•·–—-]/.test(rest) && tokens(rest).length <= 10)) return true;
    if (/^(?:نشر|تم النشر|تاريخ|اخر تحديث|تحديث|حدث|كتب|بقلم|اعداد|published|updated|posted)/.test(plain)) return true;
  }
  if (
    /^(?:بقلم|كتبت?|كتابه|اعداد|اعده|تحرير|ترجمه|ترجمها|تصوير|متابعه|المصدر|مصدر|المصادر|by|source|written by|translated by)\s*[:/–—|-]\s*\S/.test(
      plain,
    )
  )
    return words.length <= 14 && unfinished;
  if (
    /^(?:اخر تحديث|نشر (?:في|بتاريخ)|تم (?:النشر|التحديث)|تاريخ النشر|وقت القراءه|مده القراءه|زمن القراءه|published|updated)/.test(
      plain,
    )
  )
    return words.length <= 14;
  if (
    /^\d{1,3} (?:دقيقه|دقائق|د) (?:قراءه|للقراءه)|^(?:منذ|قبل) \d* ?(?:دقيقه|دقائق|ساعه|ساعات|يوم|ايام|اسبوع|اسابيع)(?: \S+)?$/.test(
      plain,
    )
  )
    return true;
  if (/^كتبه?ا? (?:بواسطه|من قبل)\s*[:：]?\s*\S/.test(plain)) return words.length <= 14 && unfinished;
  // An author's trade and country under the name: «كاتب وصحفي لبناني».
  if (
    /^(?:كاتبه?|صح[فا]+يه?|باحثه?|محرره?|مراسله?|مدونه?|ناشطه?)(?: و?(?:كاتبه?|صح[فا]+يه?|باحثه?|ناشطه?|محلله?|مترجمه?|مخرجه?|\S{3,}يه?)){0,3}$/.test(
      plain,
    )
  )
    return unfinished && words.length <= 4;
  return unfinished && words.length <= 14 && isAgencies(plain);
}

const AGENCIES =
  /(?:فرانس ?24|فرانس برس|ا ?\.? ?ف ?\.? ?ب\.?|رويترز|اسوشيتد ?برس|ا ?\.? ?ب\.?|د ?\.? ?ب ?\.? ?ا\.?|الاناضول|سبوتنيك|وكالات|الوكالات|مواقع الكترونيه|وكاله الانباء الالمانيه|شينخوا|تاس|العربي الجديد|الجزيره|بي بي سي|سي ان ان|cnn|afp|reuters|ap|bbc|dpa|\+|\/|\(|\)|-|–|،|,|وال|و)/g;

function isAgencies(plain: string): boolean {
  return plain.length < 90 && plain.replace(AGENCIES, '').trim() === '' && /\p{L}{2}/u.test(plain);
}

// ---- credits and captions

function isCredit(text: string, plain: string): boolean {
  if (plain.length > 160) return false;
  if (/^[(\s]*(?:صوره|صور|الصوره) (?:ارشيفيه|من الارشيف|تعبيريه|توضيحيه)[)\s.]*$/.test(plain)) return true;
  if (
    /^(?:مصدر الصوره|صاحب الصوره|حقوق الصوره|image (?:source|caption|credit)|photo(?: credit)?\s*[:|]|getty images?|©)/.test(
      plain,
    )
  )
    return true;
  return (
    /(?:getty images?|shutterstock|unsplash|wikimedia|flickr)[\s)\]/.]*(?:afp|reuters)?[\s)\]]*$/.test(plain) &&
    !/[.؟!]$/.test(text)
  );
}

/** The words of a picture when the line says that it is one («الصورة: …», «تعليق الصورة، …»), else null. */
export function captionText(text: string): string | null {
  const match =
    /^\s*\(?\s*(?:التعليق على الصورة|تعليق الصورة|شرح الصورة|الصورة|صورة|في الصورة|فيديو|شاهد الفيديو|إنفوغراف(?:يك)?)\s*(?:[:،,|–—-]|\((?:أرشيفية|من الأرشيف)\)\s*[:،,]?)\s*(\S.*)$/su.exec(
      text,
    );
  return match?.[1]?.trim() ?? null;
}

// ---- legal and service notices

const NOTICES = [
  'جميع الحقوق محفوظه',
  'كل الحقوق محفوظه',
  'حقوق (?:النشر|الطبع|الملكيه) (?:محفوظه|©)',
  'all rights reserved',
  'copyright',
  '(?:هذا|هذه) (?:المقال|المقاله|الماده|التدوينه|الراي) (?:لا )?(?:ي|ت)عبر',
  '(?:الاراء|المقالات|المواد|الافكار)(?: \\S+){0,6} (?:لا )?(?:تعبر|تعكس|تمثل)(?: \\S+){0,5} (?:راي|اراء|وجهه|سياسه|موقف)',
  'المقال(?:ه|ات)?(?: \\S+){0,4} (?:لا )?(?:تعبر|يعبر) عن (?:راي|وجهه)',
  'ظهرت? (?:المقاله?|المقال|التدوينه|هذا المقال)(?: .*)? (?:اولا|للمره الاولي) (?:علي|في)',
  'the post .* appeared first on',
  'لن يتم نشر عنوان بريدك',
  'الحقول الالزاميه',
  'يستخدم (?:هذا )?الموقع ملفات',
  'نستخدم ملفات (?:تعريف الارتباط|الكوكيز)',
  'ملفات تعريف الارتباط',
  'cookies?',
  'سياسه الخصوصيه',
  'الرجاء (?:تفعيل|تمكين|ادخال)',
  'please enable javascript',
  'انتهت مهله',
  'تم (?:اغلاق|اقفال) (?:التعليقات|باب)',
  '(?:يحظر|يمنع|لا يسمح|لا يجوز)(?: \\S+){0,2} (?:نشر|نسخ|اقتباس|استخدام)(?: \\S+){0,4} (?:الا|دون|بدون|من دون)',
  '(?:ينشر|تنشر|نشر|نشرت|انجز|اعد|انتج|تم (?:انجاز|نشر|انتاج|اعداد)) (?:هذا|هذه) (?:المقال|المقاله|التقرير|التحقيق|العمل|الماده|القصه|البودكاست) (?:بالتعاون|بدعم|ضمن|باشراف|في اطار|بالشراكه|بالاتفاق|بالتزامن)',
  '(?:هذا|هذه) (?:المقال|المحتوي|الماده|المقاله) (?:متاح|متاحه|مخصص|مخصصه|محجوب|للمشتركين)',
];
const NOTICE = new RegExp(`^[\\s*•()©\\d–—-]*(?:${NOTICES.join('|')})`);

function isNotice(plain: string): boolean {
  return plain.length < 330 && NOTICE.test(plain);
}

// ---- calls to subscribe, follow, share, donate, install

// Forms that speak to the reader where a paragraph begins; the doubtful ones are spelt like a past verb («سجل هدفاً»).
const IMPERATIVE =
  /^[\s*•»>!"([–—-]*(?:اشترك(?:وا)?|اشتركي|انضموا|انضمي|تابعونا|تابعوا|تابعنا|اضغط(?:وا)?|انقر(?:وا)?|حملوا|حمل تطبيق\S*|سجلوا|شاركوا|شاركونا|شاركنا|ادعم(?:وا)?|ادعمونا|تبرعوا|ارسلوا|ارسلوا لنا|راسلونا|راسلنا|تواصل(?:وا)?|زور(?:وا)?|كونوا|كن اول|احصل(?:وا)?|فعلوا|اقراوا|استمع(?:وا)? الي الحلقه|استمعوا|شاهدوا|ساهموا|ساعدونا|لا تفوت(?:وا)?|لا تنس(?:وا)?|لا تنس|ابق(?:وا)?|يمكنكم|يمكنك|بامكانك|بامكانكم|تستطيعون|تستطيع|هل (?:اعجبك|اعجبكم|تريد|تريدون|ترغب|ترغبون|لديك|لديكم)|اعجبك|اعجبكم|(?:اذا|ان) (?:كان )?(?:اعجبك|اعجبكم|اعجبتك|اعجبتكم|كنت|كنتم|اردت|اردتم|رغبت|رغبتم)|ما رايك|ما رايكم|اكتب لنا|اكتبوا لنا|للاشتراك|للانضمام|للتواصل|للتبرع|لتلقي|لمتابعه|لمتابعتنا|للمتابعه|للحصول|لتحميل|لدعم|لدعمنا|للاطلاع|للقراءه|لقراءه|للقراءه|subscribe|join|follow|sign up|download|click|get (?:our|the)|support|donate)(?=\s|\(|[:!،؟]|$)/;
const DOUBTFUL_IMPERATIVE =
  /^[\s*•»>!"([–—-]*(?:حمل|سجل|شارك|انضم|تابع|احصل|فعل|ادعم|تبرع|استمع|شاهد|اقرا|ساهم|ارسل|اترك|اكتب|تصفح|كن|ابق)(?=\s|\(|[:!،]|$)/;
/** «اشترك الآن», «تبرّعوا اليوم», wherever it stands. */
const CALL_NOW =
  /(?:^|[\s،:؟])و?ف?(?:اشترك|تبرع|سجل|حمل|انضم|فعل|احجز|اطلب|جرب|ادعم|ساهم|تابع|شارك|تواصل)(?:وا|ي|نا|ونا|ه|ها|وه|وها)? (?:(?:الاشعارات|التنبيهات|الدخول|معنا|معهم|بريدك) ?)?(?:الان|اليوم|مجانا|مع اصدقا\S+|علي الفور)/;
const CHANNEL =
  /واتس ?(?:اب|آب)|whatsapp|تيلي?[غج]رام|تلي?[غج]رام|telegram|في?ا?يسبوك|facebook|تويتر|twitter|انست[غج]رام|instagram|يوتيوب|youtube|منصه اكس|تيك ?توك|نشرت?(?:نا|ها)? (?:البريديه|الاخباريه|الاسبوعيه|اليوميه)|النشره(?: |$)|نشرتنا|newsletter|بريد(?:ك|كم|نا)|بريد(?:ك|كم)? الالكتروني|اشعارات|التنبيهات|تطبيق(?:نا)?|بودكاست|سبوتيفاي|قناه|قناتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|موقعنا|google news|غوغل نيوز|جوجل نيوز|متجر|غوغل بلاي|جوجل بلاي|سجلوا الدخول|app store|التعليقات|وسائل التواصل|مواقع التواصل|الصحافه المستقله|صحافه مستقله|صحافتنا|للمشتركين|حسابا? مجاني\S*|تسجيل الدخول|سجل الدخول|التقرير كاملا|الحلقه كامله|المقال كاملا/;
const OURS =
  /قناتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|موقعنا|نشرتنا|تطبيقنا|مجموعتنا|تابعونا|تابعنا|راسلونا|راسلنا|شاركونا|شاركنا|ادعمونا|صحافتنا|تقاريرنا|مراسلينا|منصاتنا|محتوانا|لنا علي|لتصلك|ليصلك|ليصلكم|لتصلكم|يصلك|تصلك|هاتفكم|هاتفك|هواتفكم|بريدك|بريدكم|دعمكم|اصدقائك|اصدقاءك|اصدقاءكم|اصدقائكم|اصدقايك|اصدقايكم|رايك|رايكم|اراءكم|ارائكم|ارايكم|تعليقك|تعليقاتكم|تجربتك|our /;
const HERE =
  /(?:ا?ضغط(?:\(ي\)|وا|ي)?|انقر(?:\(ي\)|وا|ي)?|الرابط|من) هنا|هنا[\s!.:]*$|الرابط (?:التالي|ادناه|الاتي)|العنوان التالي|التعليقات ادناه|click here|https?:\/\/|\S@\S+\.\w/;
/** Somebody is said to do or say something: the sentence tells, it does not call. */
const TELLING =
  /(?:^|\s)[وف]?(?:قال|قالت|قالوا|يقول|تقول|يقولون|اعلن|اعلنت|اضاف|اضافت|صرخ|صرخت|اوضح|اوضحت|اكد|اكدت|ذكر|ذكرت|كتب|كتبت|دعا|دعت|طالب|طالبت)(?=\s)/;

function isCallToAction(plain: string): boolean {
  if (plain.length > 360) return false;
  let signs = 0;
  if (IMPERATIVE.test(plain)) signs += 2;
  else if (DOUBTFUL_IMPERATIVE.test(plain)) signs += 1;
  if (CALL_NOW.test(plain)) signs += 3;
  if (CHANNEL.test(plain)) signs += 1;
  if (OURS.test(plain)) signs += 2;
  if (HERE.test(plain)) signs += 2;
  if (/!/.test(plain)) signs += 1;
  if (plain.length < 120 && !/[.؟]$/.test(plain)) signs += 1;
  if (/(?:ا?ضغط|انقر)/.test(plain)) signs += 1;
  if (/"/.test(plain)) signs -= 1;
  if (TELLING.test(plain)) signs -= 2;
  // News about an application has its channel words too, but speaks to nobody.
  return signs >= 4;
}
