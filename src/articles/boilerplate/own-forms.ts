import { goesOn } from '../text/index.ts';
import { isFinished, isListed } from './kind.ts';
import { isProse, isQuestion, type Page, plainOf } from './page.ts';

/** Short lines that their own form makes the article's: an interview's marked questions, what speaks for and against, notes and footnotes. */
export function ownForms(page: Page): number[] {
  return [...asked(page), ...weighed(page), ...notes(page), ...verse(page)].filter((at) => page.reasons[at] === null);
}

/** «* كيف تقرأون المشهد؟», «■ وماذا بعد؟»: the mark, not a bullet's, that stands before each question of an interview. */
const MARKED = /^\s*([*■●▪◼◆❖])\s*\S/u;

/** Two or more questions behind one mark, each over its answer; what else has that mark is asked, or said, by the same. */
function asked({ texts, reasons }: Page): number[] {
  const markOf = (at: number): string | undefined =>
    reasons[at] === null && (texts[at]?.length ?? 0) <= LONGEST ? MARKED.exec(texts[at] ?? '')?.[1] : undefined;
  const isAnswer = (at: number): boolean =>
    reasons[at] === null && (isProse(texts[at] ?? '') || /^\s*[-–—]\s/.test(texts[at] ?? ''));
  const questions = texts.flatMap((text, at) => (isQuestion(text) && isAnswer(at + 1) ? (markOf(at) ?? []) : []));
  return texts.flatMap((_, at) => (questions.filter((mark) => mark === markOf(at)).length >= 2 ? [at] : []));
}

/** «✔ سهولة التركيب», «✘ لا دليل بالعربية»: two or more in a row. */
const WEIGHED = /^\s*[✓✔✅☑✘✗✕✖❌+]\s*\S/u;

function weighed({ texts, reasons }: Page): number[] {
  const isOne = (at: number): boolean => reasons[at] === null && WEIGHED.test(texts[at] ?? '');
  return texts.flatMap((_, at) => (isOne(at) && (isOne(at - 1) || isOne(at + 1)) ? [at] : []));
}

/** «[… – المترجم]»: what a translator or an editor says inside of the text. */
const NOTE = /^[[(].{8,240}[-–—:،] ?(?:ال)?(?:مترجمه?|محرره?|كاتبه?)[\])]\.?$/;
/** «ـــــــــ», «الهوامش:», and the numbered notes below it. */
const RULE = /^(?:[ـ_*–—-]{5,}|(?:ال)?(?:هوامش|حواشي)\s*:?)$/;
const FOOTNOTE = /^[([]?\d{1,2}[)\]]\s*\S/;

function notes({ texts, reasons }: Page): number[] {
  const found: number[] = [];
  texts.forEach((text, at) => {
    if (text.length <= LONGEST + 60 && NOTE.test(plainOf(text))) found.push(at);
    if (!RULE.test(text.trim()) && !RULE.test(plainOf(text))) return;
    let end = at + 1;
    while (reasons[end] === null && FOOTNOTE.test(plainOf(texts[end] ?? '')) && isFinished(texts[end] ?? '')) end++;
    if (end > at + 1) for (let i = at; i < end; i++) found.push(i);
  });
  return found;
}

/** Lines of a stanza, characters of one, and the share (0–1) of them that go on with the one before. */
const VERSE = { fewest: 5, characters: 60, goesOn: 0.25 } as const;

/** Short lines in a row without a stop, two or more of which go on with the one before («ونافذة …», «كي لا أنسى …»): other stories' titles do not. */
function verse({ texts, reasons }: Page): number[] {
  const isLine = (at: number): boolean => {
    const text = texts[at] ?? '';
    return reasons[at] === null && text.length <= VERSE.characters && !isFinished(text) && !isListed(text);
  };
  const found: number[] = [];
  for (let from = 0; from < texts.length; from++) {
    let end = from;
    while (end < texts.length && isLine(end)) end++;
    const row = Array.from({ length: end - from }, (_, i) => from + i);
    const going = row.slice(1).filter((at) => VERSE_GOES_ON.test(plainOf(texts[at] ?? '')) || goesOn(texts[at] ?? ''));
    if (row.length >= VERSE.fewest && going.length >= Math.max(2, row.length * VERSE.goesOn)) {
      const first = row.findIndex((at) => at >= (going[0] ?? 0)) - 1;
      const last = row.indexOf(going.at(-1) ?? 0);
      found.push(...row.slice(Math.max(0, first), last + 2));
    }
    from = Math.max(from, end);
  }
  return found;
}

const VERSE_GOES_ON = /^(?:ف(?:ال|لا|لم|ما|هل|ي|ت|ن|ا)|كي لا|كي ت?ن?ي?|لكي|حتي|لان|كان|مثل|بينما|حين)/;

/** Characters of a question. */
const LONGEST = 200;
