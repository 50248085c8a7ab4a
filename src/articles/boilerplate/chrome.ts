import { isStopWord, screened, tokens } from '../text/index.ts';

/**
 * Buttons, menus, players, counts and lists of tags. Takes normalised text. A line of a few words is a page's control when
 * every one of them is a word that controls are made of: «قبول الكل», «عرض كل المقالات», «فيسبوك تويتر واتساب».
 */
export function isChrome(plain: string): boolean {
  if (plain.length > 160) return false;
  return (
    isCounter(plain) ||
    isControl(plain) ||
    isTrail(plain) ||
    TAGS.test(plain) ||
    CITED.test(plain) ||
    SKIP.test(plain) ||
    SPONSORED.test(plain) ||
    END_OF_BOX.test(plain) ||
    FIXTURE.test(plain) ||
    OFFICE.test(plain) ||
    PLAYER.test(plain) ||
    RATE.test(plain) ||
    isTagged(plain)
  );
}

/** «نسور الساحل 2 - 1 الصقر انتهت», «الواحة 17:24 الهضبة لم تبدأ»: a match and how it stands, as over every page of a sports site. */
const FIXTURE = screened(
  /^\p{L}[\p{L} ]{1,30} (?:\d{1,2} ?[-–:] ?\d{1,2}|\d{1,2}:\d{2}) \p{L}[\p{L} ]{1,30} (?:انتهت|لم تبدا|جاريه|قريبا|تاجلت|نهايه المباراه|الشوط (?:الاول|الثاني)|استراحه)$/u,
);

/** «العنوان: شارع الجامعة، ص.ب 1042 هاتف: 0770… البريد: …»: an office's two or more fields on one line. */
const OFFICE =
  /^(?:(?:ال)?(?:عنوان|هاتف|تليفون|تلفون|جوال|فاكس|بريد(?: الالكتروني)?|ايميل)|للتواصل|للاتصال|ص\.? ?ب)\s*:? .*(?:(?:ال)?(?:هاتف|تليفون|تلفون|جوال|فاكس|بريد(?: الالكتروني)?|ايميل)|ص\.? ?ب)\s*:?\s*[\d+(]|^(?:للتواصل|للاتصال|(?:ال)?(?:بريد|عنوان))\s*: ?.{0,60}\S+@\S+\.\w+$/;

/** «تشغيل الفيديو. المدة 2 دقائق 15 ثواني»: what a player is to those who listen to the page. */
const PLAYER = /^(?:تشغيل|شغل) (?:ال)?(?:فيديو|صوت|مقطع)\S*[.،,:]? ?(?:المده|مده|طول) /;

/** «الدار البيضاء 22°», «تاسي 12,341.20 +0.45%»: a place and how warm it is, an index and how it moved. */
export const RATE = /^(?=[^°%]*[°%])\p{L}[\p{L} ]{1,25}:? (?:-?\d{1,2} ?°(?: ?[cم])?|[\d.,]+ [+-] ?[\d.,]+ ?%)$/u;

/** «وسوم السفارة المرفأ الميزانية»: tags behind their label, which no colon parts from them. */
const TAGGED = /^(?:(?:ال)?وسوم|كلمات مفتاحيه|tags) (?:[^\s.؟!،:]+\s?){1,10}$/u;

/** A sentence on tags joins its words («وسوم سياسية اختفت من القائمة»); tags stand side by side. */
function isTagged(plain: string): boolean {
  return TAGGED.test(plain) && !tokens(plain).some(({ key }) => isStopWord(key) || COMPARED.test(key));
}

const COMPARED = /^(?:الاكثر|الاقل|مثل|جديده?|سياسيه?|كثيره?)$/;

/** A trail or a menu: «الرئيسية | أخبار | مقالات رأي». */
function isTrail(plain: string): boolean {
  // Numbers between the bars are a table's.
  return (
    FROM_HOME.test(plain) ||
    (!/\d/.test(plain) && /^[^|›»>.؟!،:"]{2,30}(?:\s*[|›»>]\s*[^|›»>.؟!،:"]{2,40}){2,}$/.test(plain))
  );
}

/** «الرئيسية » محليات»: the mark between its parts is a closing quotation mark elsewhere. */
const FROM_HOME = /^(?:الصفحه )?الرييسيه(?: ?(?:["/\\›>«»|]|>>) ?[^"/\\›>«»|.؟!]{2,40}){1,5}$/;

const TAGS =
  /^(?:(?:الوسوم|وسوم|الكلمات (?:المفتاحيه|الداله|الدلاليه|الرييسيه)|كلمات (?:مفتاحيه|داله|دلاليه)|العلامات|تاغات|التصنيفات?|تصنيفات|(?:ال)?تسميات|القسم|مواضيع|tags?|keywords|categories)\s*(?:[:：|].*)?$)|^(?:#[\p{L}\d_]+\s*){1,12}$/u;

/** What readers of a screen are told: «نهاية تويتر مشاركة», «قصص مقترحة نهاية», «التتمة ص 14». */
const END_OF_BOX =
  /^(?:نهايه (?:\S+ ){0,2}(?:تويتر|فيسبوك|يوتيوب|انستغرام|القايمه|الاعلان|المشاركه|مشاركه)(?: \S+)?|(?:\S+ ){1,3}نهايه|(?:التتمه|تتمه)(?: علي| في)? (?:ص|صفحه|الصفحه) ?\d+)$/;

/** «2. تخطي إلى القائمة الرئيسية», «انتقل إلى خريطة الموقع»: for those who listen to a page. */
const SKIP =
  /^(?:\d{1,2}[.)]? ?)?(?:تخطي?|تجاوز|انتقل|انتقال|اذهب) الي (?:\S+ ){0,3}(?:ال)?(?:محتوي|قايمه|صفح(?:ه|ات)|خريطه|موقع|قسم|بحث|جزء|مزيد)(?: [^\s.؟!]+){0,6}$/;

/** «للاقتباس: …»: how a study asks to be quoted. */
const CITED = /^(?:للاقتباس|للاستشهاد|(?:طريقه|كيفيه|صيغه) (?:ال)?(?:اقتباس|استشهاد)|(?:ال)?اقتباس المقترح)\s*:\s*\S/;

/** What an advertisement is marked with, run together with its words: «محتوى ترويجيتعرّف على …». */
const SPONSORED =
  /^(?:محتوي|ماده|مقال) (?:ترويجي|ممول|اعلاني|مدفوع)(?=[ء-ي])|[ء-ي](?:sponsored|promoted|advertisement)(?![a-z])/;

/** «00:00 / 04:32», «5$», «1,245 صوتاً»: players, prices and counts; a year may be a heading. */
function isCounter(plain: string): boolean {
  if (/^(?:19|20)\d{2}$/.test(plain)) return false;
  return /^[\d\s:./,%$€£+×x|-]+$/i.test(plain) || COUNTED.test(plain);
}

const COUNTED =
  /^(?:[\d.,]+k? (?:retweets?|likes?|shares?|views?|صوتا?|اصوات|مشاهدات?|مشاهده|مشاركات?|مشاركه|اعجابا?|د|دقيقه|دقايق|ثانيه|ثواني)\s*)+$/;

const LONGEST_CONTROL = 8;

function isControl(plain: string): boolean {
  // «شاركها.», «إشهار.»
  if (/[.؟][^\p{L}]*$/u.test(plain) && !/^(?:شارك\S{0,2}|اعلان|اشهار)\.$/.test(plain)) return false;
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return (
    words.length > 0 &&
    words.length <= LONGEST_CONTROL &&
    words.every((word) => CONTROL_WORDS.has(word) || /^\d+$/.test(word))
  );
}

const CONTROL_WORDS: ReadonlySet<string> = new Set(
  `في لمعرفه لديك حساب حسابا حسابك دخولك الملف ملف mp3 mp4 pdf kbps مباشر مباشره شاهد شاهدوا شاهدي الاسفل الاعلي اعلاني الاعلاني اشهار اشهاريه التدوينه تدوينه اعجبك موافق موافقه اوافق قبول اقبل رفض ارفض السماح اسمح للجميع الكل كل جميع الجميع اداره التفضيلات تفضيلات الاعدادات اعدادات خياراتي اغلاق اغلق الغاء الامر لاحقا نعم لا اعرف ادري
  غرد غردي غردوا ي الاقتباس اقتباس صوت صوتوا تصويت استطلاع استفتاء النتايج نتايج عرض اعرض اظهار اخفاء المزيد اكثر اقل التفاصيل اكتشف احجز احجزوا اطلب اشتر تسوق جرب جربوا ابدا الان مجانا معنا
  اشترك اشتركوا سجل تسجيل الدخول دخول النشره القائمه نشره البريديه الاخباريه البريد بريد بريدك بريدكم الالكتروني ادخل ادخلوا اكتب اكتبوا ارسل ارسلوا ارسال تاكيد تم بنجاح التسجيل الاشتراك
  النسخ نسخ انسخ نسخه الرابط رابط المختصر رد الرد اعجبني لم يعجبني اعجاب تعليق تعليقا تعليقك تعليقات التعليقات اضف اضافه اترك ردا ابلاغ
  مشاركه شارك شاركوا شاركها شاركه انشر علي عبر من او و هذا المقال المقاله الخبر القصه الموضوع المقالات الاخبار الرييسيه التحديثات
  تنزيل الرسم البياني مدفوع الاجر تشغيل ايقاف استمع استمعوا الاستماع للمقال للخبر الي صوتيا الصوت الفيديو كتم تحميل حمل حملوا التطبيق متوفر متجر التطبيقات تكبير تصغير حجم النص الخط الوضع الليلي طباعه للطباعه اطبع حفظ
  بحث ابحث القائمه الصفحه الاولي للاعلي العربيه عربي تبرع تبرعوا ادعم ادعمنا ادعمونا ادعموا الصحافه الاعلام المستقله المستقل قدم دعمك دعمكم مبلغ اخر كن عضوا انضم انضموا الينا ابق ابقوا اطلاع تواصل
  التالي السابق نحن اتصل بنا اعلن الخصوصيه شروط الاستخدام الوظايف اعلان اعلانات ممول تخطي المحتوي اكمل متابعه القراءه ادناه مساحه اعلانيه
  فيسبوك فايسبوك تويتر اكس واتساب واتس اب تلغرام تليغرام تيليغرام تلجرام انستغرام انستجرام يوتيوب لينكدان لينكد ان ماسنجر بينترست تيك توك غوغل
  facebook twitter whatsapp telegram instagram youtube linkedin pinterest messenger email e mail tiktok x tweet pin share shares print copy link like this loading google play app store
  اقرا اقراوا اقراي قراءه لقراءه تابع تابعنا تابعونا ساهم ساهموا انقر اضغط هنا عبر لل للمزيد مزيد رايج راديو نشرات نشرتنا تطبيق تطبيقنا
  menu search login sign in up subscribe follow us next previous more load show skip to main content comments comment leave a reply cancel advertisement ad ads sponsored home privacy policy
  terms of use contact about accept all reject got it`.split(/\s+/),
);
