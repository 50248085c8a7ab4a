const isolateFirstStrong = '\u2068';
const isolateLeftToRight = '\u2066';
const popIsolate = '\u2069';

/**
 * Runs that read from left to right inside Arabic: Latin words with what belongs to them (digits, dots, slashes, @, #),
 * also several in a row. Arabic digits and lone numbers keep the order the algorithm gives them.
 */
const latinRun =
  /[@#$€£]?\p{Script=Latin}[\p{Script=Latin}\p{M}\p{Nd}]*(?:[\p{Script=Latin}\p{M}\p{Nd} .,:;/@#&+'’_%-]*[\p{Script=Latin}\p{Nd}])?[+%]?/gu;
/** Numbers whose parts would change places beside Arabic: ranges, dates, scores, phone numbers, with a sign or unit. */
const numberRun = /[+\-−$€£]?\p{Nd}+(?:\s?[-–−/:.,]\s?\p{Nd}+)+%?|[+\-−]\p{Nd}+%?|\p{Nd}+\+/gu;

/**
 * Wraps what reads from left to right in isolates, so that names, numbers and links inside Arabic stand in order on every
 * phone. Text without Arabic letters is left alone. The isolates are invisible and always closed.
 */
export function isolateRuns(text: string): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  let result = '';
  let end = 0;
  for (const [start, run] of runs(text)) {
    result += `${text.slice(end, start)}${isolateLeftToRight}${run}${popIsolate}`;
    end = start + run.length;
  }
  return result + text.slice(end);
}

/** A text of unknown language inside a sentence of ours: it keeps its own direction and does not disturb the rest. */
export function isolate(text: string): string {
  return `${isolateFirstStrong}${text}${popIsolate}`;
}

function runs(text: string): [number, string][] {
  const found: [number, string][] = [];
  let end = 0;
  const both = new RegExp(`${latinRun.source}|${numberRun.source}`, 'gu');
  for (const match of text.matchAll(both)) {
    if (match.index < end) continue;
    found.push([match.index, match[0]]);
    end = match.index + match[0].length;
  }
  return found;
}
