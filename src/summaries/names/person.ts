import { isInside, type QuotationSpan, quotations, type Token, tokens } from '../../articles/text/index.ts';
import { stripPrefix } from './token.ts';
import { GIVEN_NAMES } from './words.ts';

/** A person whom the article names in full once and by surname afterwards. */
export interface Person {
  /** The surname's normalised words: «توكاييف», «ابو الفتوح». */
  readonly surname: readonly string[];
  /** What stands before the surname in the full name, as the author wrote it: «قاسم جومارت». */
  readonly given: string;
  /** Normalised words of `given`. */
  readonly givenKeys: readonly string[];
  /** `sure`: a person, whose given name may be put in; `perhaps`: two rare words that may be a name, so never touched. */
  readonly reading: 'sure' | 'perhaps';
}

/** A mention of a person in a text; offsets are of the surname, the prefix letters (و، ل، ب …) included. */
export interface Mention {
  readonly person: Person;
  readonly start: number;
  readonly end: number;
  readonly full: boolean;
  readonly quoted: boolean;
  /** Letters joined to the front of the surname: «ل» in «لتوكاييف». */
  readonly prefix: string;
}

/** Every mention of `people` in `text`, in order. */
export function mentionsOf(people: readonly Person[], text: string): Mention[] {
  if (people.length === 0) return [];
  const list = tokens(text);
  const spans = quotations(text).spans;
  const mentions: Mention[] = [];
  for (let at = 0; at < list.length; at++) {
    for (const person of people) {
      const mention = mentionAt(person, list, at, spans);
      if (mention !== null) mentions.push(mention);
    }
  }
  return mentions;
}

/** `text` with the given name put before a surname mentioned alone; null where that would not be sound. */
export function withGivenName(text: string, mention: Mention): string | null {
  if (mention.quoted || mention.full || mention.person.reading === 'perhaps') return null;
  if (mention.prefix !== '' && mention.person.given.startsWith('ال')) return null;
  const surname = text.slice(mention.start + mention.prefix.length, mention.end);
  return `${text.slice(0, mention.start)}${mention.prefix}${mention.person.given} ${surname}${text.slice(mention.end)}`;
}

function mentionAt(
  person: Person,
  list: readonly Token[],
  at: number,
  spans: readonly QuotationSpan[],
): Mention | null {
  const token = list[at];
  const [head] = person.surname;
  if (token === undefined || head === undefined) return null;
  let prefix = '';
  if (token.key !== head) {
    const joined = token.key.endsWith(head) ? token.key.slice(0, token.key.length - head.length) : '';
    if (!/^(?:[وف]?[لبك]?)$/.test(joined) || joined === '' || head.startsWith('ال')) return null;
    prefix = token.text.slice(0, joined.length);
  }
  for (let i = 1; i < person.surname.length; i++) if (list[at + i]?.key !== person.surname[i]) return null;
  const last = list[at + person.surname.length - 1] ?? token;
  const givenBefore = list[at - 1]?.key ?? '';
  const lastGiven = person.givenKeys.at(-1) ?? '';
  const full =
    prefix === '' &&
    (givenBefore === lastGiven ||
      stripPrefix(givenBefore) === lastGiven ||
      GIVEN_NAMES.has(givenBefore) ||
      person.givenKeys.includes(givenBefore));
  return { person, start: token.start, end: last.end, full, quoted: isInside(spans, token.start), prefix };
}
