import { summariseParagraphs } from '../src/summaries/index.ts';
import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';

/** Prints `count` summaries, drawn evenly over the corpora, with their titles and the article's first lines, for a person to read. */
export function printForReading(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  { count, seed, maxChars }: { readonly count: number; readonly seed: number; readonly maxChars: number },
): void {
  const random = seededRandom(seed);
  const groups = [...corpora.values()].filter((group) => group.length > 0);
  for (let index = 0; index < count; index++) {
    const group = groups[index % groups.length] ?? [];
    const sample = group[Math.floor(random() * group.length)];
    if (sample === undefined) continue;
    const { summary, chars, warnings } = summariseParagraphs(sample, { maxChars });
    console.log(`#${index + 1} ${sample.source} ${sample.id} (${chars})`);
    console.log(`   ${sample.title}`);
    console.log(`   ${summary}`);
    if (warnings.length > 0) console.log(`   ! ${warnings.join('; ')}`);
    console.log('');
  }
}
