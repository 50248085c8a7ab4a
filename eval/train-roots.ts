import { writeFile } from 'node:fs/promises';
import { command } from '../bench/command.ts';
import { tokens } from '../src/articles/text/index.ts';
import { rootsOf } from '../src/summaries/writer/check/morphology.ts';
import { readCorpora } from './corpus.ts';

/**
 * Counts the roots of the tune part's words: a root that stands in several patterns is one of the language's, where a name comes in one form alone.
 */
const { data, out } = command('node dist/eval/train-roots.js', 'Counts the roots of common words on the tune part.')
  .requiredOption('--data <dir>', 'folder with the *-tune.jsonl files')
  .option('--out <file>', 'where the roots are written', 'src/summaries/writer/check/root-counts.ts')
  .parse()
  .opts<{ data: string; out: string }>();

/** In how many patterns, different words and texts a root has to stand. */
const [PATTERNS, WORDS, TEXTS] = [3, 5, 8];

const texts = new Map<string, number>();
for (const sample of [...(await readCorpora(data, 'tune')).values()].flat()) {
  const words = new Set([sample.title, ...sample.paragraphs].flatMap((text) => tokens(text).map(({ key }) => key)));
  for (const key of words) texts.set(key, (texts.get(key) ?? 0) + 1);
}
const roots = new Map<string, { patterns: Set<string>; words: Set<string>; texts: number }>();
for (const [key, count] of texts) {
  // «ونفى» is «نفى», and no word of «ونف».
  if (/^[وفبلك]/.test(key) && (texts.get(key.slice(1)) ?? 0) > count) continue;
  for (const { root, pattern } of rootsOf(key)) {
    const known = roots.get(root) ?? { patterns: new Set(), words: new Set(), texts: 0 };
    known.patterns.add(pattern);
    if (!known.words.has(key)) known.texts += count;
    known.words.add(key);
    roots.set(root, known);
  }
}
const frequent = [...roots]
  .filter(([, one]) => one.patterns.size >= PATTERNS && one.words.size >= WORDS && one.texts >= TEXTS)
  .map(([root]) => root)
  .sort();
const lines: string[] = [];
for (let at = 0; at < frequent.length; at += 40) lines.push(`  ${frequent.slice(at, at + 40).join(' ')}`);
await writeFile(
  out,
  `/** Roots that the tune part of the corpora uses in several patterns, weak letters as «و»; written by \`eval/train-roots.ts\`. */
export const FREQUENT_ROOTS: ReadonlySet<string> = new Set(
  \`\n${lines.join('\n')}\`.trim().split(/\\s+/),
);\n`,
);
