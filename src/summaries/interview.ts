import { countCharacters, isStopWord, normalise, quotations, type Token } from '../articles/text/index.ts';
import { isEverydayWord } from './everyday-words.ts';
import { type ChosenSentence, finished } from './forms.ts';
import { BARE_ROLES } from './rules/lexicon.ts';
import type { Fault } from './rules/soundness.ts';
import type { SourceSentence } from './source.ts';

/** Answers in the first person are somebody else's words, all of them: nothing in one says who speaks. */
export function isInterview(sentences: readonly SourceSentence[]): boolean {
  const answers = sentences.filter((one) => one.answers);
  const paragraphs = new Set(answers.map(({ paragraph }) => paragraph));
  return paragraphs.size >= 3 && answers.filter(({ faults }) => faults.includes('first-person')).length >= 2;
}

export function asAnswered(sentence: SourceSentence): SourceSentence {
  return sentence.answers ? { ...sentence, faults: [...sentence.faults, 'first-person'] } : sentence;
}

/**
 * What an interviewed person says of the title's matter, in quotation marks («وتقول الحمادي: «الدولة خسرت …».»), for a summary that
 * has only the interviewer's introduction; null where the introduction does not say whose the answers are, where none says at least three
 * words of the title, or in `room` characters.
 */
export function ownStatement(
  sentences: readonly SourceSentence[],
  chosen: readonly ChosenSentence[],
  titleStems: ReadonlySet<string>,
  room: number,
): ChosenSentence | null {
  if (!isInterview(sentences) || chosen.some(({ source }) => source.answers)) return null;
  const asked = sentences.findIndex(({ faults }) => faults.includes('question'));
  const saying = interviewee(sentences.slice(0, Math.max(0, asked)), chosen);
  if (saying === null) return null;
  const told = (source: SourceSentence): number => [...titleStems].filter((stem) => source.stems.has(stem)).length;
  const statements = sentences
    .filter((source) => source.answers && told(source) >= SPEAKS_OF_TITLE && standsAlone(source))
    .map((source): ChosenSentence => {
      const dropped = (DASH.exec(source.text)?.[0].length ?? 0) + source.opening.droppable;
      const words = finished(source.text.slice(dropped)).replace(/\.$/, '');
      return { source, text: `و${saying}: «${words}».`, dropped, extent: 'whole' };
    })
    .filter(({ text }) => countCharacters(text) <= room);
  return statements.toSorted((a, b) => told(b.source) - told(a.source))[0] ?? null;
}

/** Words of the title. */
const SPEAKS_OF_TITLE = 3;

/** The dash before an answer. */
const DASH = /^\s*[-–—•*]\s*/;

/** What an answer may be beside sound: the first person and the dash are what it is told by. */
const OF_ANSWERS: ReadonlySet<Fault> = new Set<Fault>(['first-person', 'all-of-us', 'list', 'paused']);

/** Whether an answer is understood without its question, and may be put in quotation marks as a whole. */
function standsAlone({ text, faults, opening, words }: SourceSentence): boolean {
  if (opening.tie !== null || words.length < 8 || !faults.every((fault) => OF_ANSWERS.has(fault))) return false;
  const { spans } = quotations(text);
  return spans.length === 0 && !/[()[\]«»"“”]/.test(text);
}

/** Who is interviewed and the verb for it, as the introduction writes it: «في هذا الحوار تتحدث الحمادي عن …», where the summary's opening has introduced her. */
function interviewee(introduction: readonly SourceSentence[], chosen: readonly ChosenSentence[]): string | null {
  for (const { text, words } of introduction) {
    if (!INTERVIEW.test(normalise(text))) continue;
    const verb = words.findIndex(({ key }) => SPEAKS.test(key));
    const name = nameFrom(words.slice(verb + 1));
    if (verb < 0 || name.length === 0) continue;
    const last = name.at(-1)?.key;
    const introduced = chosen.some(
      ({ source }) => source.text !== text && source.words.some(({ key }) => key === last),
    );
    if (introduced)
      return [words[verb]?.key.startsWith('ت') ? 'تقول' : 'يقول', ...name.map((word) => word.text)].join(' ');
  }
  return null;
}

const INTERVIEW = /(?:^| )(?:في|خلال) (?:هذا|هذه) (?:ال)?(?:حوار|مقابله|لقاء|حديث)(?= )/;

/** Told by its first letter whether a man or a woman speaks. */
const SPEAKS = /^[يت](?:تحدث|روي|كشف|شرح|جيب|قول|ستعيد|ستعرض)$/;

/** The words of a name, up to the preposition behind it. */
function nameFrom(words: readonly Token[]): readonly Token[] {
  const end = words.findIndex(({ key }) => isStopWord(key));
  const name = words.slice(0, end);
  const isName = end > 0 && end <= 3 && name.every(({ key }) => !BARE_ROLES.has(key) && !isEverydayWord(key));
  return isName ? name : [];
}
