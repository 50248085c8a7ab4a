import { isSpeaking, isStopWord, type Token } from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { type Candidate, isAnothersName, readPair } from './pair.ts';
import type { Person } from './person.ts';
import { adjacent, isNameWord, isSurnameWord, stripPrefix } from './token.ts';
import { ALSO_WORDS, GIVEN_NAMES, NOT_SURNAME, STATESMEN } from './words.ts';

/** A sentence and its words. */
interface Told {
  readonly text: string;
  readonly words: readonly Token[];
}

/**
 * Learns from one article who is called by a surname alone. A person is a pair «given surname» such that the surname
 * returns alone, the given name never comes without it, and something tells that it is a person: a known given name, an
 * office before the name, or a verb of speaking beside the surname. Surnames that two given names share are left out.
 */
export function learnPeople(sentences: readonly Told[]): Person[] {
  const texts = sentences.map(({ words }) => words);
  const occurrences = new Map<string, number>();
  for (const list of texts) for (const token of list) occurrences.set(token.key, (occurrences.get(token.key) ?? 0) + 1);

  const found = new Map<string, Candidate>();
  texts.forEach((list, index) => {
    const text = sentences[index]?.text ?? '';
    for (let at = 1; at < list.length; at++) {
      const candidate = readPair(list, at, text);
      if (candidate === null) continue;
      const key = `${candidate.givenKeys.at(-1)} ${candidate.surname.join(' ')}`;
      const known = found.get(key);
      found.set(
        key,
        known === undefined
          ? candidate
          : {
              ...known,
              count: known.count + 1,
              office: known.office || candidate.office,
              title: known.title ?? candidate.title,
            },
      );
    }
  });

  const bySurname = new Map<string, Candidate[]>();
  const doubtful: Person[] = [];
  const surnames = new Set([...found.values()].filter((one) => one.count > 1).map((one) => one.surname.join(' ')));
  for (const candidate of found.values()) {
    const last = candidate.givenKeys.at(-1) ?? '';
    const head = candidate.surname[0] ?? '';
    const alone = (occurrences.get(head) ?? 0) - candidate.count;
    if (alone < 1 || surnames.has(last)) continue;
    const known = GIVEN_NAMES.has(last) && !ALSO_WORDS.has(last);
    const speaking = speaks(candidate.surname, texts);
    if (known) {
      // «محمود عباس» is a name; «عمر الساعة» and «محمد جواد (ظريف)» are not.
      const unsure = head.startsWith('ال') || GIVEN_NAMES.has(head);
      if (unsure && !speaking && alone < 2) continue;
      if (isEverydayWord(head) && !speaking) continue;
    } else {
      // A name nobody has heard of must be in office, speak, and stand nowhere else.
      const elsewhere = (occurrences.get(last) ?? 0) - candidate.count;
      if (elsewhere > 0 || !candidate.office || !speaking || isEverydayWord(last)) continue;
      // «أشرف القدرة» may be one, «كتلة المستقبل» is none: not to be put together, but missed where it stands alone.
      if (head.startsWith('ال')) {
        doubtful.push({
          surname: candidate.surname,
          given: candidate.given,
          givenKeys: candidate.givenKeys,
          reading: 'perhaps',
          office: null,
        });
        continue;
      }
    }
    const key = candidate.surname.join(' ');
    bySurname.set(key, [...(bySurname.get(key) ?? []), candidate]);
  }
  const people: Person[] = [...doubtful];
  for (const sharing of bySurname.values()) {
    const only = fullest(sharing);
    if (only === null) continue;
    if (!isWhoTheSurnameMeans(only, texts) || hasNamesake(only, texts, sentences, bySurname)) continue;
    const title = only.title ?? sharing.find(({ title }) => title !== null)?.title ?? null;
    const office = title !== null && hasLeft(only, texts) && !FORMER.test(title) ? null : title;
    people.push({ surname: only.surname, given: only.given, givenKeys: only.givenKeys, reading: 'sure', office });
  }
  const sure = new Set(people.map((person) => person.surname.join(' ')));
  const others = strangers(texts, sentences).filter((one) => !sure.has(one.surname.join(' ')));
  return [
    ...people,
    ...others,
    ...officials([...found.values()], new Set([...sure, ...others.map(({ surname }) => surname.join(' '))])),
  ];
}

/** Who is named with his office somewhere, and by his surname alone nowhere. */
function officials(found: readonly Candidate[], known: ReadonlySet<string>): Person[] {
  return found.flatMap(({ surname, given, givenKeys, title }) =>
    title === null || known.has(surname.join(' '))
      ? []
      : [{ surname, given, givenKeys, reading: 'in full', office: title }],
  );
}

/** The one person whom candidates of one surname name, some in fewer words («قاسم توكاييف»); null when they are several. */
function fullest(sharing: readonly Candidate[]): Candidate | null {
  const [longest] = sharing.toSorted((a, b) => b.givenKeys.length - a.givenKeys.length);
  if (longest === undefined) return null;
  const same = sharing.every((one) => one.givenKeys.every((key) => longest.givenKeys.includes(key)));
  return same ? longest : null;
}

/**
 * Whether the surname alone means this person: it is not used before the full name is given (there «ترامب» is somebody
 * readers know, and «ميلانيا ترامب» comes later), nor is it a statesman's whose given name is another.
 */
function isWhoTheSurnameMeans(candidate: Candidate, texts: readonly (readonly Token[])[]): boolean {
  const head = candidate.surname[0] ?? '';
  const last = candidate.givenKeys.at(-1) ?? '';
  const known = STATESMEN.get(candidate.surname.join(' '));
  if (known !== undefined) return known === last;
  for (const list of texts) {
    const at = list.findIndex((token) => token.key === head);
    if (at >= 0) return stripPrefix(list[at - 1]?.key ?? '') === stripPrefix(last);
  }
  return false;
}

/**
 * Whether somebody else of that surname is named, a brother or a daughter («رولا القباني», «فردريك دبس»): the surname alone may then mean either.
 * Of a statesman's it means him; before a word that is a surname itself («انتقدت ماي جونسون») another sentence part begins.
 */
function hasNamesake(
  { surname, givenKeys }: Candidate,
  texts: readonly (readonly Token[])[],
  sentences: readonly Told[],
  surnames: ReadonlyMap<string, unknown>,
): boolean {
  if (STATESMEN.has(surname.join(' '))) return false;
  return texts.some((list, index) =>
    list.some((_, at) => {
      if (
        surname.some((key, word) => list[at + word]?.key !== key) ||
        !isAnothersName(list, at, sentences[index]?.text ?? '')
      )
        return false;
      const given = list[at - 1]?.key ?? '';
      return ![given, stripPrefix(given)].some((key) => givenKeys.includes(key)) && !surnames.has(given);
    }),
  );
}

/** Whether the article says of somebody, beside his name, that he has left office: «استقال …», «المستقيل فلان»; he may hold it no more. */
function hasLeft({ surname, givenKeys }: Candidate, texts: readonly (readonly Token[])[]): boolean {
  const [head] = surname;
  const near = (list: readonly Token[], at: number): boolean => {
    const given = list
      .slice(Math.max(0, at - givenKeys.length), at)
      .filter(({ key }) => givenKeys.includes(key)).length;
    const before = list.slice(Math.max(0, at - given - 5), at - given);
    const behind = list.slice(at + 1, at + 3);
    return (
      [...before, ...behind].some(({ key }) => RESIGNED.test(key)) ||
      before.slice(-1).some(({ key }) => IS_OUT.test(key))
    );
  };
  return texts.some((list) => list.some(({ key }, at) => key === head && near(list, at)));
}

const RESIGNED = /^[وف]?(?:استقالت?|اقيلت?|تنحت?|عزلت?)$/;
const IS_OUT = /^(?:ال)?(?:مستقيل|معزول|مقال|سابق|اسبق)ه?$/;
const FORMER = /(?:السابق|الأسبق|الاسبق)ة?(?:\s|$)/;

/** Words that come first behind another rare word, and later alone: likely surnames, though nothing else tells so. */
function strangers(texts: readonly (readonly Token[])[], sentences: readonly Told[]): Person[] {
  const seen = new Set<string>();
  const introduced = new Map<string, { given: string; givenKeys: string[] }>();
  const alone = new Set<string>();
  texts.forEach((list, index) => {
    list.forEach((token, at) => {
      const before = list[at - 1];
      const earlier = introduced.get(token.key);
      if (earlier !== undefined) {
        if (before === undefined || !earlier.givenKeys.includes(before.key)) alone.add(token.key);
        return;
      }
      if (seen.has(token.key)) return;
      seen.add(token.key);
      if (before === undefined || !adjacent(sentences[index]?.text ?? '', before, token)) return;
      const given = stripPrefix(before.key);
      const familiar = GIVEN_NAMES.has(given) && !ALSO_WORDS.has(given);
      if (!familiar && (!isNameWord(before) || !isSurnameWord(token) || isEverydayWord(before.key))) return;
      if (token.key.startsWith('ال') || token.key.length < 3 || NOT_SURNAME.has(token.key) || isStopWord(token.key))
        return;
      introduced.set(token.key, { given: before.text, givenKeys: [before.key] });
    });
  });
  return [...introduced].flatMap(([surname, one]) =>
    alone.has(surname) && isTold(surname, texts)
      ? [{ surname: [surname], ...one, reading: 'perhaps' as const, office: null }]
      : [],
  );
}

/** Whether the word stands beside a verb of saying somewhere: «قال هوك», «توكاييف أعلن». */
function isTold(surname: string, texts: readonly (readonly Token[])[]): boolean {
  return texts.some((list) =>
    list.some(
      ({ key }, at) =>
        key === surname &&
        [list[at - 1], list[at + 1]].some((beside) => beside !== undefined && isSpeaking(beside.key)),
    ),
  );
}

/** Whether he speaks, or something is said of him: «قال هوك», «إن لابيد يعد …». */
function speaks(surname: readonly string[], texts: readonly (readonly Token[])[]): boolean {
  const [head] = surname;
  const leads = (before: Token | undefined): boolean =>
    before !== undefined && (isSpeaking(before.key) || /^[وب]?ان$/.test(before.key));
  return texts.some((list) => list.some(({ key }, at) => key === head && leads(list[at - 1])));
}
