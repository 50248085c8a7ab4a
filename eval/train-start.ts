import { writeFile } from 'node:fs/promises';
import { command } from '../bench/command.ts';
import { cleanParagraphs } from '../src/articles/boilerplate.ts';
import { contentStems, tokens } from '../src/articles/text/index.ts';
import { mayOpen, saysWhen, sharesOf } from '../src/summaries/news-start.ts';
import { readSource } from '../src/summaries/source.ts';
import { START_FEATURES, tellingStart } from '../src/summaries/telling-start.ts';
import { readCorpora, type Sample } from './corpus.ts';
import { fitLogistic, type Observation } from './logistic.ts';
import { readHard, readKinds, readOwnSet } from './own.ts';
import { meanRouge, rougeWords } from './rouge.ts';

/**
 * Fits the model of late news: whether an article's most telling sentence has more in common with its reference summary than its opening has.
 * News and encyclopaedia tell it what to leave alone; the hard articles' tune part, counted for more, what to find.
 */
const { data, out } = command('node dist/eval/train-start.js', 'Fits the model of late news on the tune part.')
  .requiredOption('--data <dir>', 'folder with the *-tune.jsonl files')
  .option('--out <file>', 'where the weights are written', 'src/summaries/start-weights.ts')
  .parse()
  .opts<{ data: string; out: string }>();

/** How much more an invented article counts than one of the corpora, which are eight times as many. */
const INVENTED = 4;
/** ROUGE-1 F1 (0–1) by which a sentence must be ahead of the opening to count as better, and the least that any article counts. */
const BETTER = 0.03;
const LEAST = 0.05;

const corpora = await readCorpora(data, 'tune');
const invented = [...(await readHard('tune')), ...(await readOwnSet()), ...(await readKinds())];
const observations = [
  ...[...corpora.values()].flat().flatMap((sample) => observe(sample, 1)),
  ...invented.flatMap((sample) => observe(sample, INVENTED)),
];
const weights = fitLogistic(observations, 1);
const lines = weights.map((weight, at) => `  ${weight.toFixed(2)}, // ${START_FEATURES[at]}`);
await writeFile(
  out,
  `/** Weights of the model of late news, one for each of \`START_FEATURES\`; written by \`eval/train-start.ts\`. */
export const START_WEIGHTS: readonly number[] = [\n${lines.join('\n')}\n];\n`,
);

function observe(sample: Sample, counts: number): Observation[] {
  const { kept } = cleanParagraphs(sample.paragraphs, { title: sample.title });
  const sentences = readSource(
    kept.map((block) => ({ ...block, start: 0 })),
    tokens(sample.title),
  );
  const [opening] = sentences;
  if (opening === undefined || saysWhen(opening)) return [];
  const tells = sharesOf(new Set(contentStems(sample.title)), sentences);
  const telling = tellingStart(
    sentences,
    opening,
    mayOpen(sentences.slice(1, -1), () => true),
    tells,
  );
  if (telling === null) return [];
  const references = sample.references.map(rougeWords);
  const f1 = (text: string): number => meanRouge(rougeWords(text), references).r1.f1;
  const ahead = f1(telling.start.text) - f1(opening.text);
  const share = ahead > BETTER ? 1 : 0;
  return [{ features: telling.features, share, weight: counts * Math.max(LEAST, Math.abs(ahead)) }];
}
