import {
  isInside,
  isSpeaking,
  isTelling,
  type QuotationSpan,
  quotations,
  type Token,
  tokens,
  unjoined,
} from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { isFeminine } from '../rules/lexicon.ts';
import { isToldBehind } from './office.ts';
import { hasOffice, isAnothersName, namesGoOn } from './pair.ts';
import { adjacent, isRareName, stripPrefix } from './token.ts';

/** A person whom the article names in full once and by surname afterwards. */
export interface Person {
  /** The surname's normalised words: «توكاييف», «ابو الفتوح». */
  readonly surname: readonly string[];
  /** What stands before the surname in the full name, as the author wrote it: «قاسم جومارت». */
  readonly given: string;
  /** Normalised words of `given`. */
  readonly givenKeys: readonly string[];
  /**
   * `sure`: a person, whose given name may be put in; `perhaps`: two rare words that may be a name, so never touched; `in full`: one in office whom
   * the article calls by his full name only.
   */
  readonly reading: 'sure' | 'perhaps' | 'in full';
  /** The office that the article puts beside the name: «رئيس كازاخستان»; null where it puts none there. */
  readonly office: string | null;
}

/** A mention of a person in a text; offsets are of the surname, the prefix letters (و، ل، ب …) included. */
export interface Mention {
  readonly person: Person;
  readonly start: number;
  readonly end: number;
  readonly full: boolean;
  /** Stands in a quotation, or behind what may be another's name: nothing is put before it. */
  readonly fixed: boolean;
  /** Letters joined to the front of the surname: «ل» in «لتوكاييف». */
  readonly prefix: string;
}

/** Every mention of `people` in `text`, in order. */
export function mentionsOf(people: readonly Person[], text: string): Mention[] {
  if (people.length === 0) return [];
  const list = tokens(text);
  const spans = quotations(text).spans;
  const byHead = headsOf(people);
  const mentions: Mention[] = [];
  for (let at = 0; at < list.length; at++) {
    const key = list[at]?.key ?? '';
    for (let joined = 0; joined <= 2; joined++) {
      for (const person of byHead.get(key.slice(joined)) ?? []) {
        const mention = mentionAt(person, list, at, text, spans);
        if (mention !== null) mentions.push(mention);
      }
    }
  }
  return mentions;
}

/** People by the first word of their surname, kept as long as the list: it is asked for each form of each sentence. */
const heads = new WeakMap<readonly Person[], ReadonlyMap<string, readonly Person[]>>();

function headsOf(people: readonly Person[]): ReadonlyMap<string, readonly Person[]> {
  const known = heads.get(people);
  if (known !== undefined) return known;
  const byHead = new Map<string, Person[]>();
  for (const person of people) {
    const head = person.surname[0] ?? '';
    byHead.set(head, [...(byHead.get(head) ?? []), person]);
  }
  heads.set(people, byHead);
  return byHead;
}

/** `text` with the given name put before a surname mentioned alone; null where that would not be sound. */
export function withGivenName(text: string, mention: Mention): string | null {
  return mention.full ? null : putBefore(text, mention, mention.person.given);
}

/**
 * `text` with the office put before a name that nothing introduces: before a surname alone together with the given name, and before a full name that
 * stands right behind a verb of saying. Null where the article puts no office beside the name, or the sentence tells it already.
 */
export function withOffice(text: string, mention: Mention): string | null {
  const { given, office } = mention.person;
  if (office === null || isToldBehind(mention.end, text)) return null;
  const words = tokens(text);
  const at = words.findIndex(({ start }) => start === mention.start);
  const before = words[at - (mention.full ? given.split(' ').length : 0) - 1];
  if (before !== undefined && isTelling(before.key) && isFeminine(unjoined(before.key)) !== isWomans(office))
    return null;
  if (!mention.full) {
    const name = words[at];
    if (name === undefined || hasOffice(words, at, text, name)) return null;
    // «اللورد فلان», «القس فلان»
    if (before !== undefined && /^[وف]?(?:ال|لل|[بك]ال)/.test(before.key) && adjacent(text, before, name)) return null;
    return putBefore(text, mention, `${office} ${given}`);
  }
  const start = mention.start - given.length - 1;
  const speaks = words.find(({ end }) => end === start - 1);
  if (mention.fixed || speaks === undefined || !text.startsWith(`${given} `, start)) return null;
  return isTelling(speaks.key) ? `${text.slice(0, start)}${office} ${text.slice(start)}` : null;
}

/** «رئيسة الوزراء», «المتحدثة باسم …» */
function isWomans(office: string): boolean {
  return /^\S+ة(?=\s|$)/.test(office);
}

/** `text` with `words` before a surname, behind what is joined to its front. */
function putBefore(text: string, { person, prefix, fixed, start, end }: Mention, words: string): string | null {
  if (fixed || person.reading !== 'sure') return null;
  if (/[لبك]$/.test(prefix) && words.startsWith('ال')) return null;
  return `${text.slice(0, start)}${prefix}${words} ${text.slice(start + prefix.length, end)}${text.slice(end)}`;
}

function mentionAt(
  person: Person,
  list: readonly Token[],
  at: number,
  text: string,
  spans: readonly QuotationSpan[],
): Mention | null {
  const token = list[at];
  const [head] = person.surname;
  if (token === undefined || head === undefined || namesGoOn(list, at, text)) return null;
  let prefix = '';
  if (token.key !== head) {
    const joined = token.key.endsWith(head) ? token.key.slice(0, token.key.length - head.length) : '';
    if (!/^(?:[وف]?[لبك]?)$/.test(joined) || joined === '' || head.startsWith('ال')) return null;
    prefix = token.text.slice(0, joined.length);
  }
  for (let i = 1; i < person.surname.length; i++) if (list[at + i]?.key !== person.surname[i]) return null;
  const last = list[at + person.surname.length - 1] ?? token;
  const before = list[at - 1];
  const near = prefix === '' && before !== undefined && adjacent(text, before, token);
  const full = near && [before.key, stripPrefix(before.key)].some((key) => person.givenKeys.includes(key));
  if (near && !full && isAnothersName(list, at, text)) return null;
  // «وأشار القدرة إلى …» is he, «القدرة على …» is not.
  if (!full && isEverydayWord(head) && !(near && isSpeaking(before.key))) return null;
  // Behind a rare word it may be another's too («وعرف فلان» opens with a verb, «إنه أطلع فلان» has one), and a title's is not his: «عنوان كومي الكاذب».
  const verb = (at === 1 && before?.key.startsWith('و') === true) || VERB_BEHIND.test(list[at - 2]?.key ?? '');
  const fixed =
    isInside(spans, token.start) || (near && !full && ((isRareName(before) && !verb) || TITLED.test(before.key)));
  return { person, start: token.start, end: last.end, full, fixed, prefix };
}

/** Behind these stands a verb. */
const VERB_BEHIND = /^[وفب]?(?:ان(?:ه|ها|هم)|ل?قد|لم|لن|سوف)$/;
/** Behind these a name is a title's. */
const TITLED = /^[وبفل]?(?:عنوان|اسم|شعار|وسم|لقب|هاشتاغ)$/;
