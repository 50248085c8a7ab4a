import { readFile, writeFile } from 'node:fs/promises';
import { command } from '../bench/command.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { tokens } from '../src/articles/text/index.ts';
import { weighConcepts } from '../src/summaries/concepts.ts';
import { otherSide } from '../src/summaries/other-side.ts';
import { readSource } from '../src/summaries/source.ts';
import { TELLING_FEATURES, tellingFeatures } from '../src/summaries/telling.ts';
import { titleClaims } from '../src/summaries/title-claims.ts';
import { readCorpora, type Sample } from './corpus.ts';
import { fitLogistic, type Observation } from './logistic.ts';
import { readKinds } from './own.ts';

/** Fits how much a further sentence tells, on sentences graded by hand: see `eval/graded/README.md`. */
const { data, out } = command('node dist/eval/train-telling.js', 'Fits how much a further sentence tells.')
  .requiredOption('--data <dir>', 'folder with the *-tune.jsonl files')
  .option('--out <file>', 'where the weights are written', 'src/summaries/telling-weights.ts')
  .parse()
  .opts<{ data: string; out: string }>();

/** The highest grade. */
const HIGHEST = 3;

const samples = new Map(
  [...(await readCorpora(data, 'tune')).values(), await readKinds()].flat().map((sample) => [sample.id, sample]),
);
const graded = await readFile('eval/graded/sentences.txt', 'utf8');
const observations = graded.split('\n').flatMap((line) => {
  const [id = '', before = '', grades = ''] = line.split(' | ');
  const sample = samples.get(id);
  return sample === undefined ? [] : observe(sample, before.split(' ').map(Number), grades.split(' '));
});
const weights = fitLogistic(observations, 3);
const lines = weights.map((weight, at) => `  ${weight.toFixed(2)}, // ${TELLING_FEATURES[at]}`);
await writeFile(
  out,
  `/** Weights of how much a further sentence tells, one for each of \`TELLING_FEATURES\`; written by \`eval/train-telling.ts\`. */
export const TELLING_WEIGHTS: readonly number[] = [\n${lines.join('\n')}\n];\n`,
);

function observe(sample: Sample, before: readonly number[], grades: readonly string[]): Observation[] {
  const { kept } = cleanParagraphs(sample.paragraphs, { title: sample.title });
  const titleWords = tokens(sample.title);
  const sentences = readSource(
    kept.map((block) => ({ ...block, start: 0 })),
    titleWords,
  );
  const { of, weights } = weighConcepts(sentences, titleWords);
  const known = new Set(before.flatMap((order) => of[order] ?? []));
  const claims = titleClaims(sample.title, titleWords, sentences);
  const told = before.reduce((mask, order) => mask | (claims?.toldBy(sentences[order]?.words ?? []) ?? 0), 0);
  const side = otherSide(titleWords, sentences[0], sentences);
  return grades.flatMap((graded) => {
    const [order = -1, grade = 0] = graded.split(':').map(Number);
    const sentence = sentences[order];
    if (sentence === undefined) return [];
    const adds = (of[order] ?? []).reduce((sum, id) => sum + (known.has(id) ? 0 : (weights[id] ?? 0)), 0);
    const ofTitle = claims?.share(claims.toldBy(sentence.words) & ~told) ?? 0;
    const features = tellingFeatures(sentence, { adds, ofTitle, answers: side.has(order) });
    return [{ features, share: grade / HIGHEST, weight: 1 }];
  });
}
