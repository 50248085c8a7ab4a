import { beginningsOf, isProse, type Page, plainOf } from './page.ts';

/** Ranks with their points and what names them, headings that a sign each marks, and the days of a horoscope's signs. */
export function ownTables(page: Page): number[] {
  return [...ranks(page), ...signed(page), ...signDays(page)].filter((at) => page.reasons[at] === null);
}

/** «1- الاتحاد 34 نقطة»: its rank, its name and a figure. */
const RANK = /^\s*(\d{1,2})\s*[-–.)]\s*\p{L}[^\d.؟!]{2,40}\s\d{1,4}(?:\s\p{L}{2,6})?\s*$/u;
/** Fewest ranks of a table, and fewest headings or days. */
const FEWEST = { ranks: 3, heads: 2 } as const;

/** Ranks in a row from the first on, one of which the running text names, and a line without figures right over them. */
function ranks({ texts, reasons }: Page): number[] {
  const rankOf = (at: number): number => (reasons[at] === null ? Number(RANK.exec(texts[at] ?? '')?.[1] ?? 0) : 0);
  const starts = texts.flatMap((_, at) => (rankOf(at) === 1 ? [at] : []));
  if (starts.length === 0) return [];
  const told = beginningsOf(texts.filter((text, at) => reasons[at] === null && isProse(text)));
  return starts.flatMap((from) => {
    let end = from + 1;
    while (rankOf(end) === end - from + 1) end++;
    const rows = Array.from({ length: end - from }, (_, i) => from + i);
    const names = beginningsOf(rows.map((at) => texts[at] ?? ''));
    const isTold = [...names].some((word) => !/\d/.test(word) && told.has(word));
    if (rows.length < FEWEST.ranks || !isTold) return [];
    const over = texts[from - 1] ?? '';
    return reasons[from - 1] === null && !isProse(over) && !/\d/.test(over) ? [from - 1, ...rows] : rows;
  });
}

/** «🔹 في الحي القديم»: short lines that a sign marks, each between paragraphs of the article. */
function signed({ texts, reasons }: Page): number[] {
  const isText = (at: number): boolean => reasons[at] === null && isProse(texts[at] ?? '');
  const heads = texts.flatMap((text, at) =>
    reasons[at] === null && SIGNED.test(text) && !isProse(text) && isText(at + 1) && isText(at - 1) ? [at] : [],
  );
  return heads.length >= FEWEST.heads ? heads : [];
}

const SIGNED = /^\s*\p{Extended_Pictographic}\uFE0F?\s*\p{L}/u;

/** «من 21/3 إلى 20/4» under one sign of a horoscope after another: by their form alone they are controls. */
export function signDays({ texts }: Pick<Page, 'texts'>): number[] {
  const found = texts.flatMap((text, at) => (text.length < 30 && DAYS.test(plainOf(text)) ? [at] : []));
  return found.length >= FEWEST.heads ? found : [];
}

const DAYS = /^من ?\d{1,2} ?[/-] ?\d{1,2} (?:الي|حتي) ?\d{1,2} ?[/-] ?\d{1,2}$/;
