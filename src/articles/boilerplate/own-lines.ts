import { wordKeys } from '../text/index.ts';
import { isFinished } from './kind.ts';
import { isProse, type Page, plainOf } from './page.ts';

/** Gives back what its own form says is the article's, whatever stands around it: an invocation over or under its text or another one; a name under it is who signed. */
export function markOwnLines(page: Page): void {
  const { texts, reasons } = page;
  const isText = (at: number): boolean => reasons[at] === null && isProse(texts[at] ?? '');
  const isInvocation = (at: number): boolean =>
    (texts[at]?.length ?? 99) <= 60 && INVOCATION.test(plainOf(texts[at] ?? ''));
  texts.forEach((_, at) => {
    if (reasons[at] === null || reasons[at] === 'title' || !isInvocation(at)) return;
    if (isText(at + 1) || isText(at - 1) || (reasons[at - 1] === null && isInvocation(at - 1))) reasons[at] = null;
  });
  markSignature(page);
}

/** «بسم الله الرحمن الرحيم», «والله ولي التوفيق», «حفظ الله البلاد …»: with what a statement, a letter or an opinion begins and ends. */
const INVOCATION =
  /^["(\s]*(?:بسم الله الرحمن الرحيم|بسم الله|الحمد لله(?: رب العالمين)?(?: .{0,40})?|(?:و)?الله (?:ولي التوفيق|الموفق|من وراء القصد|المستعان)|السلام عليكم(?: ورحمه الله(?: وبركاته)?)?|انا لله وانا اليه راجعون|(?:نصر|بنصر) من الله .{0,20}|(?:نسال|نساله|سايلين) (?:الله|المولي|تعالي) ?.{0,40}|(?:يا )?(?:ايها|ايتها) .{3,40}|(?:ال)?(?:استاذه?|سيده?|اخ|اخت|دكتوره?) (?:ال)?(?:فاضله?|محترمه?|كريمه?|عزيزه?|مكرمه?)(?: \S+){0,5}|(?:و?(?:حفظ|رحم|حمي|اعان|وفق|سدد|بارك|ادام) الله|و?اللهم) .{3,50})[\s.!،"]*$/;

/**
 * Below the last own paragraph a name in two steps, «الخطيب» and «سامي الخطيب», or a name and an office, «سامي الخطيب، رئيس جمعية …»: it is who wrote
 * the article, and no other story.
 */
function markSignature({ texts, reasons }: Page): void {
  const last = texts.findLastIndex(
    (text, at) => reasons[at] === null && (isFinished(text) || INVOCATION.test(plainOf(text))),
  );
  for (let at = last + 1; at < Math.min(texts.length, last + 4); at++) {
    const text = texts[at] ?? '';
    if (reasons[at] !== 'teaser' || isFinished(text)) continue;
    const words = wordKeys(text);
    const above = wordKeys(texts[at - 1] ?? '');
    const isName = words.length >= 2 && words.length <= 5;
    if (isName && above.length === 1 && above[0] === words.at(-1)) reasons[at] = 'byline';
    const isBelow = at === last + 1;
    if (isBelow && words.length <= 10 && NAME_AND_OFFICE.test(plainOf(text))) reasons[at] = 'byline';
    if (isBelow && isName && NAME.test(text) && FAREWELL.test(plainOf(texts[last] ?? ''))) reasons[at] = 'byline';
  }
}

const NAME = /^[\p{L}\p{M}. ]+$/u;
/** «ودمتم سالمين.», «وللحديث بقية.»: how somebody takes leave of his readers. */
const FAREWELL =
  /^(?:و?دمتم(?: \S+){0,2}|وللحديث (?:بقيه|صله)|و?كل عام وانتم بخير|و?السلام(?: عليكم(?: ورحمه الله(?: وبركاته)?)?)?|والي (?:ال)?لقاء)[\s.!…]*$/;

const NAME_AND_OFFICE =
  /^[*\s]*\p{L}+(?: \p{L}+){1,2} ?[،,|–—-] ?(?:نايب |امين )?(?:رييسه?|مديره?|عضوه?|كاتبه?|باحثه?|استاذه?|خبيره?|وزيره?|سفيره?|نايبه?|امينه?|محام(?:ي|يه)?|طبيبه?|مستشاره?|ناشطه?|محلله?|اكاديميه?|صح[فا]+يه?|مهندسه?|قاضيه?|نقيبه?)(?= |$)/u;
