import { isContinuing, isSpeaking, type Token } from '../articles/text/index.ts';
import { isEverydayWord } from './everyday-words.ts';
import { AFTER_SUBJECTLESS_VERB, BARE_ROLES, isFeminine, WEEKDAYS } from './rules/lexicon.ts';
import type { SourceSentence } from './source.ts';

/** Sentences back to which it is looked for who speaks. */
const BACK = 5;
/** Words of a speaker: «المدير الفني لنادي روما، إيزيبيو دي فرانشيسكو». */
const WORDS = 8;

/**
 * A sentence that goes on with what somebody says («وأضاف: "…"», «وتابع أن …», «وأشار إلى …») with the speaker put in, as he is named where his
 * words begin: «وقال المدير الفني: "…"». Null where that cannot be told, or the sentence opens otherwise.
 */
export function withSpeaker(
  sentences: readonly SourceSentence[],
  { order, text, words, followsOn }: SourceSentence,
): string | null {
  const [first] = words;
  if (first === undefined || first.start > 0) return null;
  const verb = spoken(first);
  if (verb === null) return null;
  const goesOn = isContinuing(verb);
  const rest = text.slice(first.end);
  const named = goesOn ? subjectOf(text, words) : null;
  const speaker = named ?? (followsOn && SPEECH.test(rest) ? speakerBefore(sentences, order, isFeminine(verb)) : null);
  if (speaker === null) return null;
  const said = rest.slice(named === null ? 0 : rest.indexOf(named) + named.length).replace(SAYING, '');
  if (!goesOn) return `${first.text} ${speaker}${said}`;
  if (named !== null && !SPEECH.test(said)) return null;
  const that = said.replace(THAT, '$1إن');
  const beside = speaker.includes('،') && /^\s+إن/.test(that) ? '،' : '';
  return `${isFeminine(verb) ? 'وقالت' : 'وقال'} ${speaker}${beside}${that}`;
}

/** The verb of saying that a sentence opens with, without its «و»; null where it opens with none, or with a dual or plural. */
function spoken({ key }: Token): string | null {
  const verb = key.replace(/^و(?=\p{L}{3})/u, '');
  return /ا$/.test(verb) || !isSpeaking(verb) ? null : verb;
}

/** What is said right behind the verb: «: "…"», « في بيان "…"», « أن …», « إلى أن …». */
const SPEECH =
  /^(?:\s+(?:في\s+\p{L}+|قائل[اة]))?\s*[:،]?\s*["“«](?=(?:[^"”»\s]+\s+){3})|^\s+(?:إلى\s+)?[أإ]ن(?:ه|ها|هم)?\s/u;
const SAYING = /^\s+قائل[اة](?=\s*[:،]?\s*["“«])/u;
/** «أن» behind what becomes «قال». */
const THAT = /^(\s+)أن(?=(?:ه|ها|هم)?\s)/u;

/** Who says what the sentences before `order` go on with, where the one with which his words begin names him. */
function speakerBefore(sentences: readonly SourceSentence[], order: number, feminine: boolean): string | null {
  for (let at = order - 1; at >= Math.max(0, order - BACK); at--) {
    const before = sentences[at];
    const first = before?.words[0];
    const verb = first === undefined ? null : spoken(first);
    if (before === undefined || verb === null || isFeminine(verb) !== feminine) return null;
    const speaker = subjectOf(before.text, before.words);
    if (speaker !== null) return speaker;
    if (before.opening.tie !== 'speaker' || !before.followsOn) return null;
  }
  return null;
}

/** The subject behind a sentence's first word, as its author wrote it; null where none stands there, or it does not say who that is. */
function subjectOf(text: string, words: readonly Token[]): string | null {
  const commas: number[] = [];
  let end = 1;
  for (; end <= WORDS + 1; end++) {
    const [before, word] = [words[end - 1], words[end]];
    if (before === undefined || word === undefined) return null;
    const between = text.slice(before.end, word.start);
    if (between.includes('،')) commas.push(end);
    if (!/^\s*،?\s+$/.test(between) || commas.length > 2 || isOver(word, before)) break;
  }
  // «تشارلوت واتس، كبير المستشارين العلميين في …, إن»: what stands beside a name is not parted.
  const comma = commas[0] ?? end;
  const last = end > comma && commas.at(-1) !== end && !ENDS_NAME.test(words[end]?.key ?? '') ? comma : end;
  const [first, ...others] = words.slice(1, last);
  if (first === undefined || others.length >= WORDS || spoken(first) !== null) return null;
  const closing = others.at(-1) ?? first;
  if (others.length === 0 && (BARE_ROLES.has(first.key) || !/^(?!ال)\p{L}{3,}$/u.test(first.key))) return null;
  const behind = words[last]?.key ?? '';
  if (/(?:ه|ها|هم|هما)$/.test(first.text) || LEANS.test(closing.key) || TAKEN_ON.test(behind)) return null;
  return text.slice(first.start, closing.end);
}

/** What follows a name and what stands beside it: «إن», «قائلا». */
const ENDS_NAME = /^(?:ان|انه|انها|انهم|بان|قايلا|قايله)$/;
/** Behind these the words before may be an object too: «رفض فلان الاعتذار عن …». */
const TAKEN_ON = /^(?:عن|من|علي|مع|بين)$/;
/** What needs a noun behind it. */
const LEANS = /^(?:باسم|احد|احدي|بعض|ممثلي|اعضاء|عضو|رييس|مدير|وزير|متحدث)$/;

/** Whether a subject is over before `word`: «إن», «الاثنين», «للصحافيين», «الذي». */
function isOver({ key }: Token, before: Token): boolean {
  if (AFTER_SUBJECTLESS_VERB.has(key) || WEEKDAYS.has(key) || /^ال(?:ذي|تي|ذين)$/.test(key)) return true;
  if (/^ب(?:ان|شان|شكل|حق|شده|وضوح|حسب)$|^لل[صم]\p{L}+ين$/u.test(key)) return true;
  return !/^و?ال/.test(before.key) && (/^لل/.test(key) || (/^ل\p{L}{2,}/u.test(key) && isEverydayWord(key.slice(1))));
}
