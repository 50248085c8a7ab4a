import type { Token } from '../../articles/text/index.ts';
import { meansSame } from './meanings.ts';
import { linesOf, type Told, telling } from './told.ts';

/** «جميع اللقاحات», «أول مرة»: what is said of all, of none but one or of the first must be the article's, of the same things. */
export function wrongClaims(text: string, told: Told): string[] {
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((word, at) => {
      const kind = KINDS.find((one) => one.test(word.key));
      const next = words[at + 1];
      if (kind === undefined || next === undefined || (kind === ALL && !/^[وفبك]?ال|^لل|(?:ها|هم)$/.test(next.key)))
        return [];
      const things = telling(kind === ALL ? [next] : words.slice(Math.max(0, at - NEAR), at + NEAR + 1)).filter(
        (one) => one !== word,
      );
      return things.length === 0 || told.lines.some((line) => claims(line.words, kind, things))
        ? []
        : [`تعميم ليس في النص: ${word.text} ${next.text}`];
    }),
  );
}

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
