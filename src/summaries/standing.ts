import { goesOn, lightStem } from '../articles/text/index.ts';
import { COSTS } from './costs.ts';
import type { Person } from './names/index.ts';
import { saidAgain } from './repetition.ts';
import { NO_ANSWER } from './rules/trifles.ts';
import type { SourceSentence } from './source.ts';

/** A sentence that may be placed in a summary. */
export interface Placed {
  readonly source: SourceSentence;
  /** Stems of what it tells, see `matterOf`. */
  readonly matter: ReadonlySet<string>;
}

export interface Surroundings {
  readonly sentences: readonly SourceSentence[];
  readonly people: readonly Person[];
  readonly titleStems: ReadonlySet<string>;
}

/** What «the statement said» needs even from its neighbour: that it was named there. */
const DOCUMENTS: ReadonlySet<string> = new Set('البيان المصدر المصادر التقرير الدراسه الصحيفه الوكاله'.split(' '));

/** Share of its meaning words met elsewhere in the article, from which a sentence is at home in it. */
const AT_HOME = 0.5;

/** What it costs that a sentence stands behind `chosen`: what it leans on is not there, or it adds too little. */
export function standingCost(placed: Placed, chosen: readonly Placed[], context: Surroundings): number {
  const { source } = placed;
  const before = chosen.at(-1)?.source;
  const adjacent = before !== undefined && before.order === source.order - 1;
  let cost = leaningCost(source, chosen, adjacent, context) + strangeness(source, context) * COSTS.stranger;
  if (before === undefined) return cost;
  cost += littleAdded(placed, chosen);
  // Whoever has not answered was asked about all of it.
  if (!adjacent && !NO_ANSWER.test(source.plain)) {
    cost += COSTS.gap;
    if (!source.denies && isLoose(source, chosen, context)) cost += COSTS.loose;
  }
  return cost;
}

/** What it costs that a further sentence says again what was said, or only lets somebody say it in his own words. */
function littleAdded({ source, matter }: Placed, chosen: readonly Placed[]): number {
  const said = saidAgain(
    matter,
    chosen.map((one) => one.matter),
  );
  return (said ? COSTS.saidAgain : 0) + (source.quotes ? COSTS.quotes : 0);
}

/** What it costs that something a sentence takes for known was not told. */
function leaningCost(
  source: SourceSentence,
  chosen: readonly Placed[],
  adjacent: boolean,
  context: Surroundings,
): number {
  let cost = 0;
  const before = chosen.at(-1)?.source;
  if (source.opening.background && chosen.length === 0) cost += COSTS.backgroundFirst;
  const role = source.opening.bareRole;
  // One who is named in the sentence's place stands there in those words.
  const isNamed = !adjacent && chosen.length > 0 && source.opening.tie === null && source.voiced !== null;
  // One whose name is put in pays where it is not, see `formsOf`.
  const isBody = source.body !== null && role === `ال${source.body.noun}`;
  if (role !== null && !isBody && (!adjacent || DOCUMENTS.has(role)) && !isNamed && !isRoleTold(role, chosen))
    cost += chosen.length === 0 ? COSTS.bareRoleFirst : COSTS.bareRole;
  const known = (stem: string): boolean =>
    context.titleStems.has(stem) || chosen.some(({ source: other }) => other.stems.has(stem));
  const { pointsBack, spokenOf, strangeName } = source;
  if (pointsBack !== null && !adjacent && !chosen.some(({ source: other }) => other.stems.has(pointsBack)))
    cost += COSTS.pointsBack;
  if (spokenOf !== null && !known(spokenOf)) cost += COSTS.spokenOf;
  if (!adjacent && before !== undefined && hangs(source, before, known, context)) cost += COSTS.hangs;
  if (strangeName !== null && !known(strangeName) && !isPerson(strangeName, context)) cost += COSTS.unnamed;
  if (source.lateNoun !== null && !adjacent && !known(source.lateNoun)) cost += COSTS.lateNoun;
  if (source.lateSource !== null && source.body === null && !adjacent && !known(source.lateSource))
    cost += COSTS.lateSource;
  if (source.ranks && !adjacent && !(isSecond(source) && chosen.some(tellsWhoWon))) cost += COSTS.ranked;
  const inMidAnswer = source.answers && context.sentences[source.order - 1]?.paragraph === source.paragraph;
  if (inMidAnswer && chosen.length > 0 && !adjacent) cost += COSTS.answer;
  return cost;
}

/**
 * Whether a sentence points to the one right above it, which is not told: «سيتنافس المنتخبان …» of another two than those named before, and «كان الطيران
 * يحلق …», which tells what went on while that happened.
 */
function hangs(
  { meanwhile, bothOf, order, paragraph }: SourceSentence,
  before: SourceSentence,
  known: (stem: string) => boolean,
  { sentences }: Surroundings,
): boolean {
  const above = sentences[order - 1];
  if (bothOf && above !== undefined && above.paragraph === paragraph && above.order !== before.order) return true;
  return meanwhile !== null && !known(meanwhile);
}

/** Whether one of `chosen` has the noun of «المصدر», «الشركة»: who that is stands there. */
export function isRoleTold(role: string, chosen: readonly Placed[]): boolean {
  const stem = role.replace(/^ال/, '');
  return chosen.some(({ source }) => source.words.some((word) => word.key.includes(stem)));
}

/** «وجاءت هندرسون في المركز الثاني» behind who came first. */
function isSecond({ words }: SourceSentence): boolean {
  return words.some(({ key }) => /^الثاني(?:ه)?$/.test(key));
}

function tellsWhoWon({ source: { words } }: Placed): boolean {
  return words.some(({ key }) =>
    /^(?:[وفب]?فازت?|[يت]فوز|ب?فوز(?:ه|ها)?|تصدرت?|[يت]تصدر|صداره|الصداره|توجت?|الاولي?)$/.test(key),
  );
}

/** Whose given name is put in where it lacks. */
function isPerson(stem: string, { people }: Surroundings): boolean {
  return people.some(({ reading, surname }) => reading === 'sure' && lightStem(surname[0] ?? '') === stem);
}

/**
 * How little (0–1) a paragraph of one sentence has to do with the article around it: an advertisement that cleaning left
 * stands by itself, and none of its words is met again.
 */
function strangeness(
  { order, paragraph, stems, kinship, followsOn, text }: SourceSentence,
  { sentences, titleStems }: Surroundings,
): number {
  const neighbours = [sentences[order - 1], sentences[order + 1]];
  if (order === 0 || neighbours.some((one) => one?.paragraph === paragraph)) return 0;
  // «وقال محاميه إنه سيستأنف الحكم»: no advertisement opens so.
  if (followsOn && goesOn(text)) return 0;
  if ([...stems].some((stem) => titleStems.has(stem))) return 0;
  return Math.max(0, 1 - kinship / AT_HOME);
}

/** Whether a sentence has nothing in common with the title and with what stands before it in the summary. */
function isLoose({ stems }: SourceSentence, chosen: readonly Placed[], { titleStems }: Surroundings): boolean {
  return ![...stems].some((stem) => titleStems.has(stem) || chosen.some(({ source }) => source.stems.has(stem)));
}
