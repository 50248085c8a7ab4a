import { type Page, plainOf } from './page.ts';

/** «المراجع», «المصادر والمراجع:»: over what an article was made from. */
const LABEL = /^(?:(?:ال)?(?:مصادر|مراجع)(?: و?(?:ال)?(?:مصادر|مراجع))?|references|sources)\s*:?$/;

/** «↑ "…", site.example, اطُّلع عليه بتاريخ 4-5-2021», «^ أ ب Name (2021), "…", Retrieved …», «[3] …». */
const CITATION =
  /^\s*(?:[↑^]\s?\S|\[\d{1,3}\]\s?\S)|(?:اطلع عليه|استرجع|تاريخ (?:الوصول|الاطلاع)|retrieved|accessed)(?: (?:في|بتاريخ|on))? ?:?\s?\d/;

/** The sources that a page lists below its article, and the label over them. */
export function markReferences({ texts, reasons }: Page): void {
  const isCitation = (at: number): boolean => CITATION.test(plainOf(texts[at] ?? ''));
  texts.forEach((text, at) => {
    if (isCitation(at) && (isCitation(at - 1) || isCitation(at + 1) || LABEL.test(plainOf(texts[at - 1] ?? ''))))
      reasons[at] ??= 'notice';
    if (text.length <= 30 && LABEL.test(plainOf(text)) && isCitation(at + 1)) reasons[at] ??= 'notice';
  });
}
