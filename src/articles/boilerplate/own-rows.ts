import { AUTHOR } from './byline.ts';
import { RATE } from './chrome.ts';
import { isFinished } from './kind.ts';
import { isProse, type Page, plainOf } from './page.ts';

/**
 * Lines in the forms of a page's that the article itself sets in a row: the towns of a forecast and the indices of a day's trade, in the text of a story
 * that is of such things or that announces them with a colon; who wrote and who translated the books of a list, who was charged in a court, who speaks.
 */
export function ownRows(page: Page): number[] {
  return [...rates(page), ...people(page)];
}

/** What titles of weather and of markets have. */
const MEASURED =
  /(?<![ء-ي])[وبل]?(?:ال)?(?:طقس|حراره|درجات|اجواء|امطار|ارصاد|برد|صقيع|موجه|اسهم|بورصه|بورصات|موشر|موشرات|سوق|اسواق|تداول|تداولات|تعاملات|عملات|اسعار|صرف|ذهب)(?![ء-ي])/;

function rates(page: Page): number[] {
  const { texts, reasons, title } = page;
  const isRow = (at: number): boolean => RATE.test(plainOf(texts[at] ?? ''));
  const rows: number[] = [];
  for (let from = 1; from < texts.length; from++) {
    let end = from;
    while (isRow(end)) end++;
    if (end === from) continue;
    const above = texts[from - 1] ?? '';
    const isAnnounced = reasons[from - 1] === null && /:\s*$/.test(above);
    const isWithin =
      texts.slice(0, from).some((text, at) => isTextAt(at, text, page)) &&
      texts.some((text, at) => at >= end && isTextAt(at, text, page));
    if (isAnnounced || (isWithin && MEASURED.test(plainOf(title)))) for (let at = from; at < end; at++) rows.push(at);
    from = end;
  }
  return rows;
}

function isTextAt(at: number, text: string, { reasons }: Page): boolean {
  return reasons[at] === null && isProse(text);
}

/** «الناشر: دار الجسر», and whatever else is told in two or three words with a colon. */
const FIELD = /^\p{L}+(?: \p{L}+){0,2} ?: ?\S/u;
const FIELDS = { characters: 90, others: 2 } as const;

function people({ texts, reasons }: Page): number[] {
  const isPerson = (at: number): boolean => reasons[at] === 'byline' && AUTHOR.test(plainOf(texts[at] ?? ''));
  const isField = (at: number): boolean => {
    const text = texts[at];
    if (text === undefined || reasons[at] !== null || text.length > FIELDS.characters || isFinished(text)) return false;
    return FIELD.test(plainOf(text));
  };
  const persons = texts.flatMap((_, at) => (isPerson(at) ? [at] : []));
  const roleOf = (at: number): string => /^[^ :|]+?(?=ه?[ :|])/.exec(plainOf(texts[at] ?? ''))?.[0] ?? '';
  // Cards of other stories have their writers too, below a label.
  const own = persons.filter((at) => !reasons.slice(0, at).includes('label'));
  const isRepeated = own.some((at) => own.some((one) => roleOf(one) === roleOf(at) && texts[one] !== texts[at]));
  return [
    ...(isRepeated || areParted(own, { texts, reasons }) ? own : []),
    ...persons.filter((at) => {
      let from = at;
      let end = at + 1;
      while (isPerson(from - 1) || isField(from - 1)) from--;
      while (isPerson(end) || isField(end)) end++;
      const row = Array.from({ length: end - from }, (_, i) => from + i);
      const isAnnounced = row.length > 1 && reasons[from - 1] === null && /:\s*$/.test(texts[from - 1] ?? '');
      return isAnnounced || row.filter(isField).length >= FIELDS.others;
    }),
  ];
}

/** Each in a place of its own amid the text, as those who won under what they won: a page names its writers together. */
function areParted(persons: readonly number[], { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): boolean {
  const isText = (at: number): boolean => reasons[at] === null && isProse(texts[at] ?? '');
  return (
    persons.length > 1 &&
    persons.every((at, i) => reasons[at - 1] === null && at - 1 !== persons[i - 1]) &&
    texts.some((_, at) => at < (persons[0] ?? 0) && isText(at)) &&
    texts.some((_, at) => at > (persons.at(-1) ?? 0) && isText(at))
  );
}
