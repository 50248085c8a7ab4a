import { writeFile } from 'node:fs/promises';
import { command } from '../bench/command.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { contentStems, tokens } from '../src/articles/text/index.ts';
import { GENRE_FEATURES, genreFeatures } from '../src/summaries/genre.ts';
import { readSource } from '../src/summaries/source.ts';
import { readCorpora, type Sample } from './corpus.ts';
import { fitLogistic, type Observation } from './logistic.ts';
import { readHard, readPoints } from './own.ts';

/**
 * Fits the model of what is no news. News of the corpora and of the invented sets, and encyclopaedia, whose definition opens it, against
 * opinions, analyses, features, interviews and their like.
 */
const { data, out } = command('node dist/eval/train-genre.js', 'Fits the model of genre on the tune part.')
  .requiredOption('--data <dir>', 'folder with the *-tune.jsonl files')
  .option('--out <file>', 'where the weights are written', 'src/summaries/genre-weights.ts')
  .parse()
  .opts<{ data: string; out: string }>();

/** How much more an invented article counts than one of the corpora, which are five times as many. */
const INVENTED = 4;

/** Kinds of the invented sets that open with their point. */
const NEWS = /^(?:news|sports|match|economy|obituary|statement|science|encyclopedic)/;

const corpora = await readCorpora(data, 'tune');
const invented = [...(await readHard('tune')), ...(await readPoints())];
const observations = [
  ...[...corpora.values()].flat().map((sample) => observe(sample, 0, 1)),
  ...invented.map((sample) => observe(sample, NEWS.test(sample.id) ? 0 : 1, INVENTED)),
];
const weights = fitLogistic(observations, 1);
const lines = weights.map((weight, at) => `  ${weight.toFixed(2)}, // ${GENRE_FEATURES[at]}`);
await writeFile(
  out,
  `/** Weights of the model of genre, one for each of \`GENRE_FEATURES\`; written by \`eval/train-genre.ts\`. */
export const GENRE_WEIGHTS: readonly number[] = [\n${lines.join('\n')}\n];\n`,
);

function observe(sample: Sample, share: number, weight: number): Observation {
  const { kept } = cleanParagraphs(sample.paragraphs, { title: sample.title });
  const sentences = readSource(
    kept.map((block) => ({ ...block, start: 0 })),
    tokens(sample.title),
  );
  return { features: genreFeatures(sentences, new Set(contentStems(sample.title))), share, weight };
}
