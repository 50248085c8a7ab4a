import { countCharacters } from '../../src/articles/text/index.ts';
import { meanRouge, rougeWords } from '../rouge.ts';

/**
 * The best a choice of whole sentences could do, knowing the references: sentences are added one by one while the sum of
 * ROUGE-1 and ROUGE-2 F1 grows and the budget allows. Greedy, so a shade under the true ceiling.
 */
export function oracle(sentences: readonly string[], references: readonly string[], maxChars: number): string {
  const words = sentences.map(rougeWords);
  const wanted = references.map(rougeWords);
  let taken: number[] = [];
  let best = 0;
  for (;;) {
    let found: number[] | null = null;
    for (let index = 0; index < sentences.length; index++) {
      if (taken.includes(index)) continue;
      const set = [...taken, index].toSorted((a, b) => a - b);
      if (countCharacters(set.map((one) => sentences[one]).join(' ')) > maxChars) continue;
      const score = meanRouge(
        set.flatMap((one) => words[one] ?? []),
        wanted,
      );
      const value = score.r1.f1 + score.r2.f1;
      if (value <= best) continue;
      best = value;
      found = set;
    }
    if (found === null) return taken.map((index) => sentences[index]).join(' ');
    taken = found;
  }
}
