import { isListed } from './kind.ts';
import { type Page, plainOf } from './page.ts';

const MACHINE =
  '(?:بالذكاء الاصطناعي|بواسطه (?:ال)?ذكاء اصطناعي|بواسطه الذكاء الاصطناعي|مولد اليا|ا?لي[ةه]? مولد|بالـ? ?ai)';
/** «ملخص بالذكاء الاصطناعي», «أبرز النقاط (مولّدة بالذكاء الاصطناعي)». */
const LABEL = new RegExp(
  `^[^\\p{L}]*(?:ال)?(?:ملخص|خلاصه|موجز|تلخيص|(?:اهم|ابرز) (?:ال)?نقاط|نقاط|ai summary)(?: [^.:]{0,30}?)?[ (]*(?:مولده? |منتجه? |معده? )?${MACHINE}\\)?(?=$|[\\s:•·–-])`,
  'u',
);
/** «النقاط الرئيسية»: the same without a word of who made it, which a note below the items then says. */
const POINTS =
  /^[^\p{L}]*(?:(?:ال)?(?:ملخص|خلاصه|موجز)(?: (?:ال)?(?:مقال|خبر|تقرير|ماده))?|(?:ال|(?:اهم|ابرز) (?:ال)?)نقاط(?: (?:ال)?\p{L}+)?|في نقاط|باختصار)\s*:?$/u;
/** «هذا الملخص مولّد آلياً وقد يحتوي على أخطاء», «تُنشأ هذه الملخصات آلياً». */
const NOTE =
  /^[^\p{L}]*(?:هذا|هذه|تم (?:انشاء|توليد|اعداد)|انشي|اعد|ولد|[تي](?:نشا|عد|ولد|نتج)).{0,25}(?:ملخص|تلخيص|خلاصه|نقاط).{0,60}(?:(?<!\p{L})اليا|الذكاء الاصطناعي|\bai\b)/u;

/** Lines of such a summary, and characters of one line, or of all of it where the page sets it in one paragraph. */
const MOST = { label: 40, lines: 8, line: 300, together: 900 } as const;

/**
 * A summary that a program made and the page says so: its label, the items under it, and the note that it may be wrong. It is no
 * newsroom's sentence, and says again what the article says. An article about such summaries has no items right under its line.
 */
export function markMachineSummary({ texts, reasons }: Page): void {
  texts.forEach((text, label) => {
    const found = text.length > MOST.together ? null : LABEL.exec(plainOf(text));
    const needsNote = found === null;
    if (needsNote && (text.length > MOST.label || !POINTS.test(plainOf(text)))) return;
    const isAlone = needsNote || plainOf(text).length <= found[0].length + 2;
    if (!isAlone) {
      if (/[•·–-]\s*\p{L}/u.test(plainOf(text).slice(found[0].length))) reasons[label] = 'repeat';
      return;
    }
    const lines = texts.slice(label + 1, label + 1 + MOST.lines);
    const note = lines.findIndex((line) => NOTE.test(plainOf(line)));
    const items = lines.findIndex((line) => !isListed(line) || line.length > MOST.line);
    const noted = note >= 0 && lines.slice(0, note).every((line) => line.length <= MOST.line);
    if (needsNote && !noted) return;
    const end = noted ? note + 1 : items;
    const count = end < 0 ? lines.length : end;
    if (count > 0) for (let at = label; at <= label + count; at++) reasons[at] ??= 'repeat';
  });
}
