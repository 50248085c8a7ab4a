import type { Token } from '../../../articles/text/index.ts';
import { meansSame } from './meanings.ts';
import { linesOf, stands, type Told, telling } from './told.ts';

/** «جميع اللقاحات», «أول مرة»: what is said of all, of none but one or of the first must be the article's, of the same things. */
export function wrongClaims(text: string, told: Told): string[] {
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((word, at) => {
      if (STRONG.test(word.key) && !stands(word, told) && !told.stems.has(word.stem))
        return [`تعميم ليس في النص: ${word.text}`];
      const kind = KINDS.find((one) => one.test(word.key));
      const next = words[at + 1];
      if (kind === undefined || next === undefined || (kind === ALL && !isOfAll(word, next, words[at + 2]))) return [];
      const ever = kind === ALL ? null : everBehind(words, at);
      if (ever !== null && !told.lines.some((line) => hasEver(line.words, kind))) return [`تعميم ليس في النص: ${ever}`];
      const behind = telling(words.slice(at + 1)).slice(0, 2);
      const isBehind = kind !== ALL && /^[وفبل]?ال/.test(word.key);
      const things =
        kind === ALL
          ? telling([next])
          : isBehind
            ? telling([...words.slice(Math.max(0, at - 2), at), ...behind])
            : behind;
      return things.length === 0 || told.lines.some((line) => claims(line.words, kind, things))
        ? []
        : [`تعميم ليس في النص: ${word.text} ${next.text}`];
    }),
  );
}

/** What makes a thing certain, whole or unheard of. */
const STRONG =
  /^[وفبل]?(?:ال)?(?:تماما|نهاييا|نهاييه?|كليا|كامله?|مسبوقه?|استثناء|قاطبه|حتما|حتميه?|قطعا|قاطعه?|اجماع|مطلقه?|دايما|ابدا|الابد|فورا|كارثيه?|تاريخيه?|قياسيه?)$/;
const ALL = /^[وفبل]?(?:جميع|كافه|ساير|كل)$/;
const KINDS = [
  ALL,
  /^[وفبل]?(?:ال)?(?:اول|اولي)$/,
  /^[وفبل]?(?:ال)?وحيده?$/,
  /^[وفبل]?(?:ال)?(?:اكبر|كبري|اضخم)$/,
  /^[وفبل]?(?:ال)?(?:اعلي|عليا)$/,
  /^[وفبل]?(?:ال)?(?:اقدم|اطول|اسرع|اغني|اقوي|اخطر|اسوا|افضل|احدث|اعرق)$/,
  /^[وفبل]?(?:دايما|ابدا|مطلقا|قط|اطلاقا)$/,
];
/** «جميع الدول», «كلها», «جميع دول العالم»; and no «كل دولة» (each). */
function isOfAll(word: Token, next: Token, third: Token | undefined): boolean {
  if (/^[وفبك]?ال|^لل|(?:ها|هم)$/.test(next.key)) return true;
  return !/كل$/.test(word.key) && third !== undefined && /^ال/.test(third.key);
}

/** «أول لقاء على الإطلاق», «أول فوز في تاريخ …»: of all times. Where a claim says so, as it is written; null where it does not. */
function everBehind(words: readonly Token[], at: number): string | null {
  const end = Math.min(words.length, at + EVER_REACH);
  for (let i = at + 1; i < end; i++) {
    const [first, second] = [words[i], words[i + 1]];
    if (first === undefined || second === undefined) return null;
    if (
      /^(?:علي الاطلاق|في (?:ال)?تاريخ(?:ه|ها|هم|هما)?|عبر التاريخ|من نوعه|من نوعها)$/.test(
        `${first.key} ${second.key}`,
      )
    )
      return `${words[at]?.text ?? ''} … ${first.text} ${second.text}`;
  }
  return null;
}

/** Words behind a claim within which stands for how long it holds. */
const EVER_REACH = 8;

function hasEver(words: readonly Token[], kind: RegExp): boolean {
  return words.some((word, at) => kind.test(word.key) && everBehind(words, at) !== null);
}

/** Words around a claim within which stands what it is of. */
const NEAR = 4;

function claims(words: readonly Token[], kind: RegExp, things: readonly Token[]): boolean {
  return words.some(
    (word, at) =>
      kind.test(word.key) &&
      (kind === ALL ? words.slice(at + 1, at + 3) : words.slice(Math.max(0, at - NEAR - 1), at + NEAR + 2)).some(
        (other) => things.some((thing) => meansSame(other, thing)),
      ),
  );
}
