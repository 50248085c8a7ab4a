import { segmentSentences } from '../src/articles/text/index.ts';
import type { Sample } from './corpus.ts';
import { excerpt } from './dirt.ts';
import { clausesOf } from './house-pages.ts';
import { dateIn, isDateForm } from './layout-dates.ts';

/** Wordings by name, each with its alternatives. */
export type Alternatives = ReadonlyMap<string, readonly string[]>;

/** A piece's text with its `{…}` filled in, several lines where a whole story stands; null where the article has no words for it. */
export type Fill = (text: string) => string | null;

/**
 * What one page says for each `{name}`. A page is of one house, so a name says the same wherever it stands; `{name2}` says another.
 * `{title}` begins another story; `{lead}`, `{excerpt-cut}`, `{story}` … are of the one begun last. `{own.…}` are the article's own words.
 */
export function filler(sample: Sample, others: readonly Sample[], wordings: Alternatives, random: () => number): Fill {
  const pick = <T>(list: readonly T[]): T => {
    const chosen = list[Math.floor(random() * list.length)];
    if (chosen === undefined) throw new Error('a layout is filled from an empty list');
    return chosen;
  };
  const said = new Map<string, string>();
  const own = ownWords(sample);
  const region = Math.floor(random() * 3);
  let story = pick(others);

  const fromStory = (name: string): string | null => {
    if (name === 'title') {
      story = pick(others);
      return story.title;
    }
    if (name === 'title-again') return story.title;
    if (name === 'title-beside') return pick(others).title;
    if (name === 'sentence') return firstSentence(pick(others));
    if (name === 'lead') return firstSentence(story);
    if (name === 'excerpt-cut') return cut(story, 110, ' …');
    if (name === 'cut') return cut(story, 140, '');
    const half = Math.ceil(story.paragraphs.length / 2);
    if (name === 'story') return story.paragraphs.slice(0, LONGEST_STORY).join('\n');
    if (name === 'story-half') return story.paragraphs.slice(0, half).join('\n');
    return name === 'story-rest' ? story.paragraphs.slice(half, half + LONGEST_STORY).join('\n') || null : null;
  };
  /** What is said once and then the same. */
  const made = (name: string, number: string): string | null => {
    const alternatives = wordings.get(name);
    if (alternatives !== undefined) {
      const taken = [...said].filter(([key]) => key.replace(/\d$/, '') === name).map(([, text]) => text);
      const left = alternatives.map((text) => fill(text) ?? '').filter((text) => text !== '' && !taken.includes(text));
      return pick(left.length > 0 ? left : alternatives);
    }
    if (isDateForm(name)) return dateIn(name, region, dayOf(number));
    if (name === 'tag')
      return pick(
        pick(others)
          .title.split(/\s+/)
          .filter((word) => /^\p{L}{3,}$/u.test(word)),
      );
    return oneOf(name);
  };
  const days = new Map<string, number>();
  const dayOf = (number: string): number => {
    const day = days.get(number) ?? Math.floor(random() * 3000);
    days.set(number, day);
    return day;
  };
  const oneOf = (name: string): string | null => {
    const digits = (count: number, radix = 10): string =>
      Array.from({ length: count }, () => Math.floor(random() * radix).toString(radix)).join('');
    if (name === 'house') return fill('{dateline}');
    if (name === 'surname') return fill('{author}')?.split(' ').at(-1) ?? null;
    if (name === 'domain') return `${pick(['marsa', 'sada', 'baydar', 'midar'])}.example`;
    if (name === 'handle') return `${pick(['marsa', 'sada', 'khaled', 'rana'])}_${digits(2)}`;
    if (name === 'latin-name') return pick(['Nabil Haddad', 'Rana Khoury', 'Salim Kassem']);
    if (name === 'code') return digits(7, 36);
    if (name === 'n') return String(1 + Math.floor(random() * 9000));
    if (name === 'guid')
      return [8, 4, 4, 4, 12]
        .map((count) => digits(count, 16))
        .join('-')
        .toUpperCase();
    if (name === 'picture') return `${digits(3)}_${digits(15)}_${digits(10)}_n`;
    if (name === 'other-caption')
      return others.map(() => clausesOf(pick(others))[0]).find((clause) => clause !== undefined) ?? pick(others).title;
    return name === 'other-caption-again' ? fill('{other-caption}') : null;
  };
  const word = (name: string): string | null => {
    if (name.startsWith('own.')) return own(name.slice('own.'.length));
    if (STORY.has(name)) return fromStory(name);
    const known = said.get(name);
    if (known !== undefined) return known;
    const text = made(name.replace(/\d$/, ''), /\d$/.exec(name)?.[0] ?? '');
    if (text === null) throw new Error(`layouts: nothing fills «{${name}}»`);
    const filled = fill(text) ?? '';
    said.set(name, filled);
    return filled;
  };
  const fill: Fill = (text) => {
    let lacking = false;
    const filled = text.replace(/\{([a-z][\w.-]*)\}/g, (_, name: string) => {
      const found = word(name);
      if (found === null) lacking = true;
      return found ?? '';
    });
    return lacking ? null : filled;
  };
  return fill;
}

const STORY = new Set(
  'title title-again title-beside sentence lead excerpt-cut cut story story-half story-rest'.split(' '),
);

/** Paragraphs of another's story. */
const LONGEST_STORY = 8;

function firstSentence(story: Sample): string {
  const opening = story.paragraphs[0] ?? story.title;
  return segmentSentences(opening)[0]?.text ?? opening;
}

/** The first words of a story, at most `chars` characters of them. */
function cut(story: Sample, chars: number, end: string): string {
  const opening = excerpt(story.paragraphs[0] ?? story.title);
  return opening.length <= chars ? opening : `${opening.slice(0, opening.lastIndexOf(' ', chars))}${end}`;
}

/** What opens a remark, speaks to readers, or breaks off. */
const NO_HEADING = /^(?:يذكر|يأتي|جاء|سجل ل|يمكن)|إشعار|(?:^|\s)[أإ]ن(?:ه|ها|هم)?\s+\S+(?:\s\S+)?$/u;

function ownWords(sample: Sample): (name: string) => string | null {
  const clauses = clausesOf(sample).filter((clause) => clause.length <= 90 && !NO_HEADING.test(clause));
  const first = sample.paragraphs[0] ?? sample.title;
  return (name) => {
    const number = Number(/\d$/.exec(name)?.[0] ?? 1);
    if (name.startsWith('clause')) return clauses[number - 1] ?? null;
    // Not those that stand as headings.
    if (name.startsWith('machine')) return clauses.slice(3).at(-number) ?? null;
    if (name === 'title') return sample.title;
    if (name === 'first') return first;
    if (name === 'lead-clause') return /^.{25,120}?(?=[،.؛])/u.exec(first)?.[0] ?? null;
    if (name === 'lead-cut') return first.length < 200 ? first : first.slice(0, first.lastIndexOf(' ', 200));
    if (name === 'word') return sample.title.match(/\p{L}{4,}/u)?.[0] ?? null;
    throw new Error(`layouts: an article has no «own.${name}»`);
  };
}
