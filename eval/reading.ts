import { summariseParagraphs } from '../src/summaries/index.ts';
import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';

/** Prints `count` summaries, drawn evenly over the corpora and none twice, with their titles and the article's first lines, for a person to read. */
export function printForReading(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  { count, seed, maxChars }: { readonly count: number; readonly seed: number; readonly maxChars: number },
): void {
  const random = seededRandom(seed);
  const left = [...corpora.values()].map((group) => [...group]);
  const drawn: Sample[] = [];
  while (drawn.length < count && left.some((group) => group.length > 0))
    for (const group of left) drawn.push(...group.splice(Math.floor(random() * group.length), 1));
  for (const [index, sample] of drawn.slice(0, count).entries()) {
    const { summary, chars, warnings } = summariseParagraphs(sample, { maxChars });
    console.log(`#${index + 1} ${sample.source} ${sample.id} (${chars})`);
    console.log(`   ${sample.title}`);
    console.log(`   ${summary}`);
    if (warnings.length > 0) console.log(`   ! ${warnings.join('; ')}`);
    console.log('');
  }
}
