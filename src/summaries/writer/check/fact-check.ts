import {
  countCharacters,
  isInside,
  opensWithWaw,
  quotations,
  segmentSentences,
  tokens,
  unjoined,
} from '../../../articles/text/index.ts';
import { readOpening } from '../../rules/opening.ts';
import { faultsOf } from '../../rules/soundness.ts';
import { addressesReaders } from './addresses.ts';
import { wrongClaims } from './claims-of-all.ts';
import { wrongNumbers } from './counts.ts';
import { wrongDeeds } from './deeds.ts';
import { turnedDenials } from './denials.ts';
import { wrongDoers } from './doers.ts';
import { turnedFigures } from './figures.ts';
import { flatAccusations } from './hearsay.ts';
import { wrongQuotations } from './mouths.ts';
import { unknownNames } from './names.ts';
import { wrongObjects } from './objects.ts';
import { wrongOffices } from './offices.ts';
import { misplaced } from './rivals.ts';
import { wrongSubjects } from './subjects.ts';
import { readTold } from './told.ts';

/** The article as the check knows it: title and paragraphs. */
export interface CheckedAgainst {
  readonly title: string;
  readonly body: readonly string[];
}

/** Shortest text, in characters, that tells anything. */
const MIN_CHARS = 60;

/**
 * What stands in `text` that the article does not vouch for; empty when nothing does. Every number, name, place, quotation, sign and Latin word must stand
 * in the article, and with what it stands there with: a number with what it counts, a quotation in its speaker's mouth, an office with its name. What is
 * told in other words is compared by meaning: deeds and who did them to whom, denials, plans, sweeping claims (`meanings.ts`). Besides: Arabic, whole
 * sentences, nobody's «we», no question, no link, within `maxChars` code points. It cannot see every lie made of the article's own words.
 */
export function checkFacts(text: string, article: CheckedAgainst, maxChars: number): string[] {
  const problems: string[] = [];
  const chars = countCharacters(text);
  if (chars < MIN_CHARS) problems.push(`قصير: ${chars} حرفاً`);
  if (chars > maxChars) problems.push(`أطول من الحد: ${chars} حرفاً`);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const arabic = text.match(/[\u0621-\u064A]/g)?.length ?? 0;
  if (arabic < letters * 0.8) problems.push('ليس بالعربية');

  const source = [article.title, ...article.body].join('\n');
  const told = readTold(article.title, article.body);
  problems.push(
    ...unknownNames(text, told),
    ...wrongNumbers(text, told),
    ...wrongQuotations(text, told),
    ...misplaced(text, told),
    ...wrongDeeds(text, told),
    ...wrongDoers(text, told),
    ...wrongSubjects(text, told),
    ...wrongObjects(text, told),
    ...flatAccusations(text, told),
    ...wrongOffices(text, told),
    ...wrongClaims(text, told),
    ...addressesReaders(text, told),
    ...turnedDenials(text, told),
    ...turnedFigures(text, [article.title, ...article.body]),
    ...strangeSigns(text, source),
    ...form(text),
  );
  return problems;
}

/** Pictures and signs of markup that only the writer has: «🔴», «**», «<script>», and quotation marks that nothing else here reads. */
function strangeSigns(text: string, source: string): string[] {
  const signs = new Set(
    text.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}|[*#_`~<>{}[\]|\\^‘’‚‛‹›¼-¾]|(?<!\S)[-−](?=\d)/gu) ??
      [],
  );
  return [...signs].filter((sign) => !source.includes(sign)).map((sign) => `علامة ليست في النص: ${sign}`);
}

function form(text: string): string[] {
  const problems: string[] = [];
  const sentences = segmentSentences(text).map((sentence) => sentence.text);
  for (const [index, sentence] of sentences.entries()) {
    const faults = faultsOf(sentence).filter((fault) => fault !== 'too-short' && fault !== 'abridged');
    if (faults.length > 0) problems.push(`جملة لا تصلح (${faults.join('، ')}): ${sentence}`);
    if (index > 0) continue;
    if (readOpening(sentence, new Set(), 'opens-article').tie !== null || opensWithWaw(sentence))
      problems.push(`بداية معلقة بما قبلها: ${sentence}`);
  }
  const { spans } = quotations(text);
  const ours = tokens(text).find(({ key, start }) => OURS.has(unjoined(key)) && !isInside(spans, start));
  if (ours !== undefined) problems.push(`بضمير المتكلم: ${ours.text}`);
  if (/[\n\r]/.test(text.trim())) problems.push('أكثر من فقرة');
  return problems;
}

/** What a writer says of «us»; an article may say some of them of everybody. */
const OURS = new Set('نري نامل نتمني نوكد نظن نود ندعو نطالب ننصح نوصي نشير نضيف نذكر نرجو نشكر نقدم نلخص'.split(' '));
