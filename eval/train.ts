import { writeFile } from 'node:fs/promises';
import { command } from '../bench/command.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { tokens } from '../src/articles/text/index.ts';
import { CONCEPT_FEATURES, conceptFeatures, conceptNames } from '../src/summaries/concepts.ts';
import { readSource } from '../src/summaries/source.ts';
import { readCorpora, type Sample } from './corpus.ts';
import { fitLogistic, type Observation } from './logistic.ts';

/** Fits the concept model on the tune part. Every article counts the same, whatever its length. */
const { data, out } = command('node dist/eval/train.js', 'Fits the concept model on the tune part.')
  .requiredOption('--data <dir>', 'folder with the *-tune.jsonl files')
  .option('--out <file>', 'where the weights are written', 'src/summaries/weights.ts')
  .parse()
  .opts<{ data: string; out: string }>();

const corpora = await readCorpora(data, 'tune');
const words: Observation[] = [];
const pairs: Observation[] = [];
for (const samples of corpora.values()) for (const sample of samples) observe(sample);

const text = `/** Weights of the concept model, one for each of \`CONCEPT_FEATURES\`; written by \`eval/train.ts\`. */
export const WORD_WEIGHTS: readonly number[] = ${print(fitLogistic(words, 1))};
export const PAIR_WEIGHTS: readonly number[] = ${print(fitLogistic(pairs, 1))};
`;
await writeFile(out, text);

function observe(sample: Sample): void {
  const { kept } = cleanParagraphs(sample.paragraphs, { title: sample.title });
  const sentences = readSource(kept.map((block) => ({ ...block, start: 0 })));
  const references = sample.references.map((reference) => conceptNames({ words: tokens(reference) }));
  const features = conceptFeatures(sentences, tokens(sample.title));
  const weight = 100 / Math.max(1, features.size);
  for (const [name, vector] of features) {
    const share = references.filter((reference) => reference.has(name)).length / references.length;
    (name.includes(' ') ? pairs : words).push({ features: vector, share, weight });
  }
}

function print(weights: readonly number[]): string {
  return `[\n${weights.map((weight, index) => `  ${weight.toFixed(3)}, // ${CONCEPT_FEATURES[index]}`).join('\n')}\n]`;
}
