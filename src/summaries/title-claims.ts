import { isInside, isStopWord, quotations, type Token } from '../articles/text/index.ts';
import { isEverydayWord } from './everyday-words.ts';
import { rootOf, rootOfWord } from './root.ts';
import type { SourceSentence } from './source.ts';

/** What a title promises, as the words of it that the article has. */
export interface TitleClaims {
  /** Which of them stand among `words`, a bit each. */
  readonly toldBy: (words: readonly Token[]) => number;
  /** What share (0–1) of the title those of `told` are: rare words and quoted ones count more, everyday ones less. */
  readonly share: (told: number) => number;
}

/** Share (0–1) of the title's claims that a sentence must be the first to tell, to keep what the title promises. */
export const CLEARLY_TOLD = 0.4;

/** Words of a title that are looked at: a bit each. */
const MOST = 30;
/** A title of fewer words that the article has promises nothing that could be told apart. */
const FEWEST = 3;
const EVERYDAY = 0.6;
const QUOTED = 1.5;

/** Verbs that only tell that something is told, normalised; «يرفض», «يتهم» tell something themselves. */
const SAYS =
  /^[وف]?[يت]?(?:قال|قول|اعلن|علن|اكد|[وء]كد|ذكر|اوضح|وضح|اشار|شير|افاد|فيد|صرح|كشف|راي|ري|اعتبر|عتبر|بحث|تعرف|عرف)(?:ت|وا|ون)?$/;

/** The claims of `title`; null where too little of it stands in the article. A word is the same in all its forms («إنقاذ», «أنقذت»). */
export function titleClaims(
  title: string,
  titleWords: readonly Token[],
  sentences: readonly SourceSentence[],
): TitleClaims | null {
  const { spans } = quotations(title);
  const forces = new Map<string, number>();
  for (const { key, stem, start } of titleWords) {
    if (isStopWord(key) || stem.length < 2 || SAYS.test(key)) continue;
    const force = (isEverydayWord(key) ? EVERYDAY : 1) * (isInside(spans, start) ? QUOTED : 1);
    const root = rootOf(key);
    forces.set(root, Math.max(force, forces.get(root) ?? 0));
  }
  const holders = new Map<string, number>();
  for (const { words } of sentences) {
    const held = new Set<string>();
    for (const word of words) if (forces.has(rootOfWord(word))) held.add(rootOfWord(word));
    for (const root of held) holders.set(root, (holders.get(root) ?? 0) + 1);
  }
  const weights: number[] = [];
  const bits = new Map<string, number>();
  for (const [root, force] of forces) {
    const count = holders.get(root) ?? 0;
    if (count === 0 || weights.length === MOST) continue;
    bits.set(root, 1 << weights.length);
    weights.push(force / Math.sqrt(count));
  }
  if (weights.length < FEWEST) return null;
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const told = new WeakMap<readonly Token[], number>();
  return {
    toldBy: (words) => {
      const known = told.get(words) ?? words.reduce((sum, word) => sum | (bits.get(rootOfWord(word)) ?? 0), 0);
      told.set(words, known);
      return known;
    },
    share: (told) => weights.reduce((sum, weight, at) => sum + ((told >> at) & 1 ? weight : 0), 0) / whole,
  };
}

/** Whether a sentence tells what the title promises and the opening does not. */
export function keepsPromise(
  { toldBy, share }: TitleClaims,
  [opening]: readonly SourceSentence[],
  { words }: SourceSentence,
): boolean {
  return share(toldBy(words) & ~toldBy(opening?.words ?? [])) >= CLEARLY_TOLD;
}

/**
 * Whether somebody's words of himself are what the title tells («ندفع ثمن مشترياتنا»): much of it stands in them, some of that not in the opening, which
 * tells who he is. «قررت الاستقالة» behind the news that he resigned says it again.
 */
export function isTitlesOwnWord(
  claims: TitleClaims,
  sentences: readonly SourceSentence[],
  sentence: SourceSentence,
): boolean {
  const speaker = sentence.words.slice(1, SPEAKER_WITHIN).find(({ key }) => !isStopWord(key) && key.length > 1);
  const known = sentences[0]?.words.some(({ key }) => key === speaker?.key) === true;
  const told = claims.toldBy(sentence.words);
  const fresh = claims.share(told & ~claims.toldBy(sentences[0]?.words ?? []));
  return known && claims.share(told) >= CLEARLY_TOLD && fresh >= SOME_FRESH;
}

/** Share of the title: half of what must be told. */
const SOME_FRESH = CLEARLY_TOLD / 2;

/** Words within which a sentence comes to who speaks. */
const SPEAKER_WITHIN = 4;
