import type { Token } from '../articles/text/index.ts';
import type { SourceSentence } from './source.ts';

/**
 * A sentence whose speaker is only «المصدر» or «المصادر», with the source as the article brings it in: «وقال مصدر أمني: …». For where it stands without
 * what it goes on with; null where the article has several such sources, or none with an adjective.
 */
export function withNamedSource(
  sentences: readonly SourceSentence[],
  { order, text, words, opening }: SourceSentence,
): string | null {
  const bare = words.slice(0, 2).find(({ key }) => key === opening.bareRole && /^المص(?:در|ادر)$/.test(key));
  if (bare === undefined) return null;
  const sources = new Map(
    sentences.slice(0, order).flatMap((one) => one.words.flatMap((_, at) => sourceAt(one, at, bare.key.slice(2)))),
  );
  const [source, another] = sources.values();
  return source === undefined || another !== undefined
    ? null
    : `${text.slice(0, bare.start)}${source}${text.slice(bare.end)}`;
}

/** «مصدر أمني», «مصادر محلية» where it stands at `words[at]`: by its normalised words, as the author wrote it. */
function sourceAt({ text, words }: SourceSentence, at: number, noun: string): [string, string][] {
  const [first, second, third] = words.slice(at, at + 3);
  if (first === undefined || second === undefined || first.key.replace(/^[وفبل](?=م)/, '') !== noun) return [];
  const isOne = noun === 'مصدر';
  if (!isAdjective(second, isOne) || text.slice(first.end, second.start).trim() !== '') return [];
  const goesOn = third !== undefined && isAdjective(third, isOne) && text.slice(second.end, third.start).trim() === '';
  const last = goesOn ? third : second;
  const written = `${noun} ${text.slice(second.start, last.end)}`;
  return [[`${second.key} ${goesOn ? third.key : ''}`, written]];
}

/** Indefinite and agreeing with its noun: «أمني», «مسؤول»; «محلية», «مطلعة». */
function isAdjective({ text, key }: Token, isOne: boolean): boolean {
  if (/^ال/.test(key)) return false;
  return isOne
    ? /^\p{L}{2,}ي$/u.test(text) || /^(?:مس[وي]ول|مطلع|موثوق|مقرب|محلي)$/.test(key)
    : /^\p{L}{3,}ة$/u.test(text);
}
