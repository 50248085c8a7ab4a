import { type Pattern, remembered, screened } from '../text/index.ts';
import {
  ASKS,
  ASKS_WITHIN,
  BROUGHT,
  CHANNEL,
  COSTS,
  DIGEST,
  EVERY,
  INSTRUCTS,
  MACHINERY,
  MAY_ASK,
  NARRATING,
  OFFER,
  OURS,
  OWN_MAKING,
  PRESS,
  RATES,
  READER,
  SUPPORT,
  spokenTo,
  TELLING,
  UNPAID,
  WE,
} from './speech-words.ts';

/**
 * How far a paragraph is the page speaking to its readers (subscribe, follow, share, donate, install, buy, accept) or of
 * itself, and not the story told. Takes normalised text. No one sign tells, for news of an application has its words and an essay
 * says «نحن»; but a story does not call, and name the site's services, and own its readers' mailboxes, in one short paragraph.
 */
export const pageSpeech = remembered((text: string): number => {
  if (text.length > LONGEST) return 0;
  // What somebody is quoted with is not the page's.
  const plain = text.replace(/"[^"]{20,}"/g, '""');
  if (INSTRUCTS.test(plain) && !PAGES_OWN.some((sign) => sign.test(plain))) return 0;
  let worth = 0;
  for (const { sign, weight } of SIGNS) if (sign.test(plain)) worth += weight;
  if (!ASKS.test(plain) && MAY_ASK.test(plain)) worth += 1;
  worth += Math.min(2, spokenTo(plain));
  if (new Set(plain.match(RATES)).size > 2 && !TELLING.test(plain) && !NARRATING.test(plain)) worth += 2;
  if (DIGEST.test(plain) && EVERY.test(plain)) worth += 1;
  if (
    PRESS.test(plain) &&
    (SUPPORT.test(plain) || (COSTS.test(plain) && !TELLING.test(plain) && SPEAKS.some((sign) => sign.test(plain))))
  )
    worth += 2;
  if (worth <= 0) return 0;
  worth += TONE.filter((sign) => sign.test(plain)).length;
  if (worth > 1 && plain.includes('!')) worth += 1;
  if (worth > 1 && plain.length < 120 && !/[.؟!…]["\s]*$/.test(plain)) worth += 1;
  if (plain.includes('"')) worth -= 1;
  if (TELLING.test(plain)) worth -= UNPAID.test(plain) ? 4 : 2;
  if (NARRATING.test(plain)) worth -= 1;
  return worth;
});

/**
 * {@link pageSpeech} of a paragraph of an article with this title: what the title is about, cookies or a messenger, is the story's,
 * and none of the page's signs there, nor then is a word to its reader where the title has one («… في هاتفك»). Takes normalised text.
 */
export function pageSpeechUnder(title: string, text: string): number {
  const worth = pageSpeech(text);
  if (worth <= 0) return worth;
  const own = SIGNS.filter(({ sign }) => sign.test(title) && sign.test(text));
  const spoken = own.length > 0 && spokenTo(title) > 0 ? Math.min(2, spokenTo(text)) : 0;
  return worth - own.reduce((sum, { weight }) => sum + weight, spoken);
}

/** Whether what sounds like the page's speech only speaks of what the title is about. Takes normalised text. */
export function isOnSubject(title: string, text: string): boolean {
  const worth = pageSpeechUnder(title, text);
  return worth < PERHAPS && worth < pageSpeech(text);
}

/** Whether a paragraph tells its reader what to do and names nothing of a page's own: advice, instructions, a recipe. */
export const addresses = remembered(
  (plain) =>
    plain.length <= LONGEST &&
    (ASKS.test(plain) || MAY_ASK.test(plain) || ASKS_WITHIN.test(plain) || spokenTo(plain) > 0) &&
    ![CHANNEL, MACHINERY, OFFER, OURS, OWN_MAKING, READER, WE, HERE].some((sign) => sign.test(plain)),
);

/** Whether a paragraph names what only a page has: its channels, its machinery, its readers, itself. */
export function namesPage(plain: string): boolean {
  return [CHANNEL, MACHINERY, OURS, OWN_MAKING, READER, WE].some((sign) => sign.test(plain));
}

/** Whether a title speaks for the newsroom: «إلى قرائنا: لماذا نتوقف عن الصدور». */
export function speaksForNewsroom(title: string): boolean {
  return OURS.test(title) || READER.test(title);
}

/** Longest paragraph, in characters, that pages speak in. */
const LONGEST = 360;

/** From here on a paragraph is the page's, whatever stands around it. */
const SURELY = 4;
/** From here on it is, where it shares nothing with the article. */
export const PERHAPS = 2;

/** Advice in which nothing is a page's is no call by itself: its neighbours tell. */
export function isCallToAction(plain: string): boolean {
  return pageSpeech(plain) >= SURELY && (!addresses(plain) || CALL_NOW.test(plain));
}

/** Whether somebody is spoken to. Takes normalised text. */
export function isAddressed(plain: string): boolean {
  return spokenTo(plain) > 0;
}

/** Whether a line begins by telling its reader to do something. Takes normalised text. */
export function opensWithCall(plain: string): boolean {
  return ASKS.test(plain) || MAY_ASK.test(plain);
}

/** «اشترك الآن», «تبرّعوا اليوم», wherever it stands. */
const CALL_NOW = screened(
  /(?:^|[\s،:؟])و?ف?(?:اشترك|تبرع|سجل|حمل|انضم|فعل|احجز|اطلب|جرب|ادعم|ساهم|تابع|شارك|تواصل)(?:وا|ي|نا|ونا|ه|ها|وه|وها)? (?:(?:الاشعارات|التنبيهات|الدخول|معنا|معهم|بريدك) ?)?(?:الان|اليوم|مجانا|مع اصدقا\S+|علي الفور)(?=[\s.!،؟]|$)/,
);

/** «من هنا» within a clause: where one begins with it («من هنا تبدو الفكرة …»), it is «hence». */
const HERE = screened(
  /(?:ا?ضغط(?:\(ي\)|وا|ي)?|انقر(?:\(ي\)|وا|ي)?|الرابط|(?<=[ء-ي] )من) هنا|هنا[\s!.:]*$|(?:الرابط|العنوان|الرقم|البريد|الخانه) (?:التالي|ادناه|الاتي|التاليه)|التعليقات ادناه|click here|https?:\/\/|\S@\S+\.\w/,
);

/** What tells that an instruction is the page's, and not a tip to its readers on somebody else's site, browser or application. */
const PAGES_OWN: readonly Pattern[] = [
  OURS,
  OWN_MAKING,
  READER,
  WE,
  BROUGHT,
  OFFER,
  HERE,
  CALL_NOW,
  /(?:هذا|هذه) (?:ال)?(?:موقع|صفحه|محتوي|خبر|مقال)/,
];

const SIGNS: readonly { readonly sign: Pattern; readonly weight: number }[] = [
  { sign: ASKS, weight: 2 },
  { sign: ASKS_WITHIN, weight: 2 },
  { sign: CALL_NOW, weight: 2 },
  { sign: BROUGHT, weight: 1 },
  { sign: CHANNEL, weight: 1 },
  { sign: MACHINERY, weight: 2 },
  { sign: OFFER, weight: 2 },
  { sign: OURS, weight: 2 },
  { sign: OWN_MAKING, weight: 2 },
  { sign: READER, weight: 1 },
  { sign: UNPAID, weight: 2 },
  { sign: HERE, weight: 2 },
  { sign: screened(/(?:علي|عبر|في) (?:كل |جميع |كافه )?منصات (?:البودكاست|الاستماع)/), weight: 2 },
  { sign: /(?<!\d)0\d{8,}(?!\d)/, weight: 1 },
  { sign: screened(/(?<!\p{L})(?:ا?ضغط|انقر)/u), weight: 1 },
];

/** Somebody speaking of himself, or to his readers. */
const SPEAKS: readonly Pattern[] = [WE, OURS, READER, ASKS, ASKS_WITHIN, MAY_ASK];

/** What anybody's speech has, a minister's answer too: it adds to other signs and is none itself. One is worth 1. */
const TONE: readonly Pattern[] = [
  WE,
  /(?<!\p{L})(?:مجانا|مجاني|الان|اليوم فقط|في اي وقت|اينما كنت|لحظه بلحظه|علي مدار الساعه|اولا باول|افضل (?:تجربه|العروض|الاسعار)|علي جميع)(?!\p{L})/u,
];
