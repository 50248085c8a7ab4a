/**
 * A page speaking to its readers: subscribe, follow, share, donate, install, buy, accept. Takes normalised text. No one
 * sign tells, for news of an application has its words and an essay says «نحن»; but a story does not call, and name the
 * site's services, and own its readers' mailboxes, in one short paragraph.
 */
export function isCallToAction(plain: string): boolean {
  if (plain.length > 360) return false;
  let worth = 0;
  for (const { sign, weight } of SIGNS) if (sign.test(plain)) worth += weight;
  if (!IMPERATIVE.test(plain) && DOUBTFUL_IMPERATIVE.test(plain)) worth += 1;
  if (plain.length < 120 && !/[.؟]$/.test(plain)) worth += 1;
  return worth >= CALLS;
}

/** Whether a line begins by telling its reader to do something. Takes normalised text. */
export function opensWithCall(plain: string): boolean {
  return IMPERATIVE.test(plain) || DOUBTFUL_IMPERATIVE.test(plain);
}

const CALLS = 4;

// Forms that speak to the reader where a paragraph begins; the doubtful ones are spelt like a past verb («سجل هدفاً»).
const IMPERATIVE =
  /^[\s*•»>!"([–—-]*(?:اشترك(?:وا)?|اشتركي|انضموا|انضمي|تابعونا|تابعوا|تابعنا|اضغط(?:وا)?|انقر(?:وا)?|حملوا|حمل تطبيق\S*|سجلوا|شاركوا|شاركونا|شاركنا|ادعم(?:وا)?|ادعمونا|تبرعوا|ارسلوا|ارسلوا لنا|راسلونا|راسلنا|تواصل(?:وا)?|زور(?:وا)?|كونوا|كن اول|احصل(?:وا)?|فعلوا|اقراوا|استمع(?:وا)? الي الحلقه|استمعوا|شاهدوا|ساهموا|ساعدونا|لا تفوت(?:وا)?|لا تنس(?:وا)?|لا تنس|ابق(?:وا)?|يمكنكم|يمكنك|بامكانك|بامكانكم|تستطيعون|تستطيع|هل (?:اعجبك|اعجبكم|تريد|تريدون|ترغب|ترغبون|لديك|لديكم)|اعجبك|اعجبكم|(?:اذا|ان) (?:كان )?(?:اعجبك|اعجبكم|اعجبتك|اعجبتكم|كنت|كنتم|اردت|اردتم|رغبت|رغبتم)|ما رايك|ما رايكم|اكتب لنا|اكتبوا لنا|للاشتراك|للانضمام|للتواصل|للتبرع|لتلقي|لمتابعه|لمتابعتنا|للمتابعه|للحصول|لتحميل|لدعم|لدعمنا|للاطلاع|للقراءه|لقراءه|للقراءه|subscribe|join|follow|sign up|download|click|get (?:our|the)|support|donate)(?=\s|\(|[:!،؟]|$)/;
const DOUBTFUL_IMPERATIVE =
  /^[\s*•»>!"([–—-]*(?:حمل|سجل|شارك|انضم|تابع|احصل|فعل|ادعم|تبرع|استمع|شاهد|اقرا|ساهم|ارسل|اترك|اكتب|تصفح|كن|ابق)(?=\s|\(|[:!،]|$)/;
/** «اشترك الآن», «تبرّعوا اليوم», wherever it stands. */
const CALL_NOW =
  /(?:^|[\s،:؟])و?ف?(?:اشترك|تبرع|سجل|حمل|انضم|فعل|احجز|اطلب|جرب|ادعم|ساهم|تابع|شارك|تواصل)(?:وا|ي|نا|ونا|ه|ها|وه|وها)? (?:(?:الاشعارات|التنبيهات|الدخول|معنا|معهم|بريدك) ?)?(?:الان|اليوم|مجانا|مع اصدقا\S+|علي الفور)(?=[\s.!،؟]|$)/;
const CHANNEL =
  /واتس ?(?:اب|آب)|whatsapp|تيلي?[غج]رام|تلي?[غج]رام|telegram|في?ا?يسبوك|facebook|تويتر|twitter|انست[غج]رام|instagram|يوتيوب|youtube|منصه اكس|تيك ?توك|نشرت?(?:نا|ها)? (?:البريديه|الاخباريه|الاسبوعيه|اليوميه)|النشره(?: |$)|نشرتنا|newsletter|بريد(?:ك|كم|نا)|بريد(?:ك|كم)? الالكتروني|اشعارات|التنبيهات|تطبيق(?:نا)?|بودكاست|سبوتيفاي|قناه|قناتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|موقعنا|google news|غوغل نيوز|جوجل نيوز|متجر|غوغل بلاي|جوجل بلاي|سجلوا الدخول|app store|التعليقات|وسائل التواصل|مواقع التواصل|الصحافه المستقله|صحافه مستقله|صحافتنا|للمشتركين|حسابا? مجاني\S*|تسجيل الدخول|سجل الدخول|التقرير كاملا|الحلقه كامله|المقال كاملا/;
/** What only the page has: its cookies, its readers' forms, its offers. */
const SERVICE =
  /الكوكيز|كوكيز|cookies|(?:تعريف|ملفات) الارتباط|سياسه الخصوصيه|محتوي (?:الموقع|مدفوع)|هذا الموقع|تصفح(?:ك|كم| الموقع)|خصوصيت(?:ك|كم)|اشتراك(?:ك|كم|اتكم)|الف قاري|العرض سار|خصم \d+|خصومات|اقساط|احجز الان/;
const DONATION =
  /تبرع(?:ك|كم|اتكم)|مساهم(?:تك|تكم|اتكم)|دعم(?:ك|كم)|دعم (?:قراي|القراء|قراء)|(?:مستقله?|حره?) (?:تعتمد|يعتمد|لا)|لا تخضع ل/;
/** The page's own «we»: what it does, has and is. */
const PAGE_WE =
  /(?:^|[\s.،])و?(?:نحن|نستخدم|نرسل|نقدم لك|نعتمد|شركاونا|شركاينا|قراينا|قراونا|قرايها|ممولونا|زوارنا|مشتركينا|رسالتنا|خدماتنا|عروضنا|ساعدنا|يساعدنا|تساعدنا|فريقنا|جديدنا|مستشارنا)(?=[\s.،])/;
const OURS =
  /قناتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|موقعنا|نشرتنا|تطبيقنا|مجموعتنا|تابعونا|تابعنا|راسلونا|راسلنا|شاركونا|شاركنا|ادعمونا|صحافتنا|تقاريرنا|مراسلينا|منصاتنا|محتوانا|لنا علي|لتصلك|ليصلك|ليصلكم|لتصلكم|يصلك|تصلك|هاتفكم|هاتفك|هواتفكم|بريدك|بريدكم|دعمكم|اصدقائك|اصدقاءك|اصدقاءكم|اصدقائكم|اصدقايك|اصدقايكم|رايك|رايكم|اراءكم|ارائكم|ارايكم|تعليقك|تعليقاتكم|تجربتك|our /;
/** Whatever is the reader's: «طريقتك», «تجربتكم», «خياراتك», «جهازك». */
const YOURS =
  /(?:^|[\s.،(])(?:[وفبل]|ال)?\p{L}{3,}(?:تك|تكم|اتك|اتكم)(?=[\s.،!؟)])|(?:^|[\s.،(])[وفبل]?(?:جهازك|اجهزتك|وقتك|منزلك|دعمك|طفلك|راسلك|حسابك|جهازكم|دعمكم|منكم|لكم|لك|اليكم|عليك|فانكم|كنتم)(?=[\s.،!؟)])/u;
const HERE =
  /(?:ا?ضغط(?:\(ي\)|وا|ي)?|انقر(?:\(ي\)|وا|ي)?|الرابط|من) هنا|هنا[\s!.:]*$|الرابط (?:التالي|ادناه|الاتي)|العنوان التالي|التعليقات ادناه|click here|https?:\/\/|\S@\S+\.\w/;
/** Somebody is said to do or say something: the sentence tells, it does not call. */
const TELLING =
  /(?:^|\s)[وف]?(?:قال|قالت|قالوا|يقول|تقول|يقولون|اعلن|اعلنت|اضاف|اضافت|صرخ|صرخت|اوضح|اوضحت|اكد|اكدت|ذكر|ذكرت|كتب|كتبت|دعا|دعت|طالب|طالبت)(?=\s)/;

const SIGNS: readonly { readonly sign: RegExp; readonly weight: number }[] = [
  { sign: IMPERATIVE, weight: 2 },
  { sign: CALL_NOW, weight: 3 },
  { sign: CHANNEL, weight: 1 },
  { sign: SERVICE, weight: 2 },
  { sign: DONATION, weight: 2 },
  { sign: PAGE_WE, weight: 1 },
  { sign: OURS, weight: 2 },
  { sign: YOURS, weight: 1 },
  { sign: HERE, weight: 2 },
  { sign: /!/, weight: 1 },
  { sign: /(?:ا?ضغط|انقر)/, weight: 1 },
  { sign: /مجانا|الان|اليوم فقط|في اي وقت|افضل (?:تجربه|العروض|الاسعار)|علي (?:موقعنا|جميع)/, weight: 1 },
  { sign: /"/, weight: -1 },
  { sign: TELLING, weight: -2 },
];
