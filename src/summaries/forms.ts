import { countCharacters } from '../articles/text/index.ts';
import { asNextAnswer } from './answer-form.ts';
import { shorterForms, withoutNamedClauses } from './compress.ts';
import { COSTS } from './costs.ts';
import { withoutFront, withoutInsertions } from './insertions.ts';
import { mainClause, openingClause } from './main-clause.ts';
import { stopped } from './mend.ts';
import { type Mention, mentionsOf, type Person, withGivenName, withOffice } from './names/index.ts';
import { readOpening } from './rules/opening.ts';
import { withoutPauses } from './rules/soundness.ts';
import type { SourceSentence } from './source.ts';

/** A sentence as it will be printed: whole, or the main clause of one too long. */
export interface ChosenSentence {
  readonly source: SourceSentence;
  readonly text: string;
  /** UTF-16 units taken off the front of the source, which only tied it to what stands before. */
  readonly dropped: number;
  readonly extent: 'whole' | 'main clause';
}

/** A way to print a sentence. */
export interface Form {
  readonly text: string;
  readonly chars: number;
  readonly cost: number;
  readonly mentions: readonly Mention[];
  readonly dropped: number;
  readonly extent: ChosenSentence['extent'];
}

/** What must be known of an article to print its sentences. */
export interface PrintContext {
  /** Whom the article calls by surname after a full name. */
  readonly people: readonly Person[];
  /** A sentence as the page's editors shortened it themselves, in a pull quote; null where they did not. */
  readonly asPulled: (sentence: SourceSentence) => string | null;
  readonly maxChars: number;
  /** Order of the sentence that opens the article's news, see `newsStart`; mostly 0. */
  readonly opens: number;
}

/** The ways in which a sentence may be printed, whole or shortened, by its place in the summary. */
export interface Forms {
  /** As the first sentence of the summary: what only tied it to others is taken off. */
  readonly asFirst: readonly Form[];
  /** Right behind the sentence it follows in the article, as its author wrote it. */
  readonly asWritten: readonly Form[];
  /** Behind another, with «و» for what tied it elsewhere. */
  readonly asNext: readonly Form[];
}

export function formsOf(source: SourceSentence, context: PrintContext): Forms {
  const asFirst = readings(source, '', source.opening.droppable, context);
  const [asWritten, asNext] = source.opening.droppable === 0 ? [asFirst, asFirst] : behind(source, context);
  const { voiced, body } = source;
  if (voiced !== null) return { asFirst, asWritten, asNext: readings({ ...source, text: voiced }, '', 0, context) };
  const turned = source.opening.tie === 'connective' ? asNextAnswer(source.text) : null;
  if (turned !== null)
    return { asFirst, asWritten, asNext: readings({ ...source, text: turned, tight: null }, '', 0, context) };
  if (body === null) return { asFirst, asWritten, asNext };
  const named = { ...source, text: body.text, tight: null };
  const atFront = source.opening.bareRole === `ال${body.noun}`;
  return {
    asFirst: [
      ...readings(named, '', source.opening.droppable, context),
      ...dearer(asFirst, atFront ? COSTS.bareRoleFirst : COSTS.lateSource),
    ],
    asWritten,
    asNext: [...behind(named, context)[1], ...dearer(asNext, atFront ? COSTS.bareRole : COSTS.lateSource)],
  };
}

/** Forms that leave unsaid what body «الوزارة» is. */
function dearer(forms: readonly Form[], by: number): Form[] {
  return forms.map((form) => ({ ...form, cost: form.cost + by }));
}

/** A sentence right behind the one it follows, and behind another: «وأعلن» goes on with either, «من جانبه، أعلن» with its own. */
function behind(source: SourceSentence, context: PrintContext): [Form[], Form[]] {
  const { droppable, tying } = source.opening;
  const joins = tying > 0 || ONLY_JOINS.test(source.text.slice(0, droppable));
  const asWritten = readings(source, '', joins ? 0 : droppable, context);
  return [asWritten, tying > 0 ? readings(source, 'و', droppable, context) : asWritten];
}

const ONLY_JOINS = /^\s*[وف]\p{M}*\s*(?:ل?قد\s+)?$/u;

function readings(source: SourceSentence, joint: string, dropped: number, context: PrintContext): Form[] {
  const full = inRoom(source, joint, dropped, context.maxChars);
  const form = (text: string, cost: number): Form => printedAs(text, cost, dropped, 'whole', context);
  const forms = [form(full, 0)];
  const pulled = dropped === 0 ? context.asPulled(source) : null;
  for (const whole of pulled === null ? [full] : [full, pulled]) {
    if (whole !== full) forms.push(form(whole, 0));
    const shorter = [...shorterForms(whole), ...withoutNamedClauses(whole, context.people)].at(-1);
    if (shorter !== undefined)
      forms.push(form(shorter.text, shorter.lost === 'aside' ? COSTS.withoutAside : COSTS.withoutClause));
  }
  // The news of an opening too long for any summary is still the news.
  const clause = source.order === context.opens ? clauseOf(forms, context.maxChars, context, openingClause) : null;
  return clause === null ? forms : [...forms, clause];
}

/** The sentence with the blanks that its author forgot, or without them where they alone would take its room. */
function inRoom({ text, tight }: SourceSentence, joint: string, dropped: number, room: number): string {
  const full = finished(`${joint}${text.slice(dropped)}`);
  if (tight === null || countCharacters(full) <= room || tight.slice(0, dropped) !== text.slice(0, dropped))
    return full;
  const short = finished(`${joint}${tight.slice(dropped)}`);
  return countCharacters(short) <= room ? short : full;
}

/** The main clause of a sentence of which no form has room; null where one has, or where it cannot be parted. */
export function clauseOf(
  forms: readonly Form[],
  room: number,
  context: PrintContext,
  clause: (sentence: string, maxChars: number) => string | null = mainClause,
): Form | null {
  const [whole] = forms;
  if (whole === undefined || forms.some(({ chars }) => chars <= room)) return null;
  const within = (texts: readonly string[]): string[] =>
    texts
      .flatMap((text) => [text, withoutInsertions(text) ?? []].flat())
      .flatMap((text) => (countCharacters(text) <= room ? text : (clause(text, room) ?? [])));
  const texts = forms.map(({ text }) => text);
  const clauses = within(texts);
  const found = clauses.length > 0 ? clauses : within(texts.flatMap((text) => withoutFront(text, standsAlone) ?? []));
  const fullest = found.toSorted((a, b) => countCharacters(b) - countCharacters(a))[0];
  return fullest === undefined ? null : printedAs(fullest, COSTS.mainClauseOnly, whole.dropped, 'main clause', context);
}

/** Whether a clause can be understood with nothing before it. */
function standsAlone(text: string): boolean {
  const { tie, bareRole } = readOpening(text, new Set(), 'inside');
  return tie === null && bareRole === null;
}

function printedAs(
  text: string,
  cost: number,
  dropped: number,
  extent: Form['extent'],
  { people }: PrintContext,
): Form {
  return { text, chars: countCharacters(text), cost, mentions: mentionsOf(people, text), dropped, extent };
}

/** Characters of sentences as they are printed, with a blank behind each. */
export function charsOf(sentences: readonly ChosenSentence[]): number {
  return sentences.reduce((sum, { text }) => sum + countCharacters(text) + 1, 0);
}

/**
 * A paragraph's last sentence whose stop the author forgot gets one, and none follows a comma, nor does a colon; dots for a comma
 * become one, and no mark stands apart from its word.
 */
export function finished(written: string): string {
  const text = withoutPauses(written);
  return stopped(UNTIDY.test(text) ? tidied(text) : text);
}

/** A mark behind a blank, before another mark or right before a word. */
const UNTIDY = /[،,؛]\s*[.:]|\s[،؛.]|[،؛]\S/;

function tidied(text: string): string {
  return (
    text
      .replace(/\s*[،,؛]\s*\.$/, '.')
      .replace(/\s*[،,]\s*:/g, ':')
      .replace(/\s+(?=[،؛.](?:\s|$))/g, '')
      .replace(/\s+([،؛])(?=\p{L})/gu, '$1 ')
      // A stroke that draws a letter out belongs to a word broken on purpose: «مـ،ـيت».
      .replace(/([،؛])(?<=(?!ـ)\p{L}[\p{M}]?[،؛])(?=(?!ـ)\p{L}{2})/gu, '$1 ')
  );
}

/**
 * Puts the given name to each surname that nothing before it in the summary introduces, and the office that the article gives him, as far as there is
 * room; and the office to one who speaks in a further sentence under his full name.
 */
export function nameAll(
  chosen: readonly { source: SourceSentence; form: Form }[],
  room: number,
): { sentences: ChosenSentence[]; cost: number } {
  const introduced = new Set<string>();
  let cost = 0;
  let left = room;
  const sentences = chosen.map(({ source, form }, index) => {
    let text = form.text;
    // The first mention of each person decides; what is put in moves the offsets behind it.
    let shift = 0;
    const seen = new Set<string>();
    for (const mention of form.mentions) {
      const key = mention.person.surname.join(' ');
      if (introduced.has(key) || seen.has(key)) continue;
      if (mention.person.reading === 'in full' && !mention.full) continue;
      seen.add(key);
      if (mention.full && index === 0) continue;
      const moved = { ...mention, start: mention.start + shift, end: mention.end + shift };
      const ways = introductions(text, moved);
      const repaired = ways.find((one) => countCharacters(one) - countCharacters(text) <= left);
      if (!mention.full) cost += repaired === undefined ? COSTS.unnamed : COSTS.repairedName;
      // An office that the article gives and for which there is no room.
      if (ways.length > 0 && repaired !== ways[0] && mention.person.office !== null) cost += COSTS.unofficed;
      if (repaired === undefined) continue;
      left -= countCharacters(repaired) - countCharacters(text);
      shift += repaired.length - text.length;
      text = repaired;
    }
    for (const key of seen) introduced.add(key);
    return { source, text, dropped: form.dropped, extent: form.extent };
  });
  return { sentences, cost };
}

/** The sentence with a person introduced, the fullest first. */
function introductions(text: string, mention: Mention): string[] {
  return [withOffice(text, mention), withGivenName(text, mention)].filter((one) => one !== null);
}
