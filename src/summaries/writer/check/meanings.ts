import { lightStem, normalise, ofSpelling, type Token, WAW_WORDS } from '../../../articles/text/index.ts';
import { DEEDS, SYNONYMS } from './meaning-groups.ts';
import { isKnownRoot, type Root, rootsOf } from './morphology.ts';

/** A deed's meaning and, where it has one, the meaning that is against it. */
export interface Deed {
  readonly id: string;
  readonly against: string | null;
  /** What of it an article must tell: its verbs, its nouns too, or neither. */
  readonly must: 'verbs' | 'nouns' | 'nothing';
}

/** What a word may mean, as names of roots and of groups of words that are put for one another. */
export const meaningsOf = ofSpelling(({ key, stem }): ReadonlySet<string> => {
  const found = new Set<string>([stem]);
  for (const one of likelyRoots(key)) {
    found.add(one.root).add(nameOf(one));
    for (const id of GROUPS.get(nameOf(one)) ?? []) found.add(id);
  }
  return found;
});

/** Its deeds, or the roots in the forms it may have where it tells none: what a deed is known by. */
export const deedNamesOf = ofSpelling((word): ReadonlySet<string> => {
  const found = new Set<string>();
  const names = likelyRoots(word.key).map(nameOf);
  for (const name of names) for (const id of GROUPS.get(name) ?? []) if (!id.startsWith('meaning')) found.add(id);
  return found.size > 0 ? found : new Set(names);
});

/** The roots in the forms it may have. */
export const rootNamesOf = ofSpelling(({ key }): ReadonlySet<string> => new Set(likelyRoots(key).map(nameOf)));

/** Whether something else than a deed is put for it: of those that stand in the article. */
export function isPutFor(word: Token, meanings: ReadonlyMap<string, number>): boolean {
  return [...meaningsOf(word)].some((one) => one.startsWith('meaning') && meanings.has(one));
}

/** The deeds that a word may tell. */
export const deedsOf = ofSpelling(({ key }): readonly Deed[] => {
  const found = new Map<string, Deed>();
  for (const one of likelyRoots(key)) for (const deed of DEEDS_BY_ROOT.get(nameOf(one)) ?? []) found.set(deed.id, deed);
  return [...found.values()];
});

/** Whether two words may say the same. */
export function meansSame(a: Token, b: Token): boolean {
  return a.key === b.key || meet(meaningsOf(a), meaningsOf(b));
}

/** Whether two words may tell one deed. */
export function tellsSameDeed(a: Token, b: Token): boolean {
  return meet(deedNamesOf(a), deedNamesOf(b));
}

export function meet(one: ReadonlySet<string>, other: Pick<ReadonlySet<string>, 'has'>): boolean {
  for (const name of one) if (other.has(name)) return true;
  return false;
}

/** Frequent roots of a word: those for which least has to come off its front. */
function likelyRoots(key: string): readonly Root[] {
  const joined = /^و\p{L}{3}/u.test(key) && !WAW_WORDS.test(key);
  const all = rootsOf(key).filter(({ root }) => isKnownRoot(root));
  const behindWaw = all.filter(({ stripped }) => stripped > 0);
  const known = joined && behindWaw.length > 0 ? behindWaw : all;
  const least = Math.min(...known.map(({ stripped }) => stripped));
  const plain = known.filter(({ stripped }) => stripped === least);
  const full = plain.filter(({ pattern }) => !SHORT.has(pattern));
  return full.length > 0 ? full : plain;
}

/** Patterns that leave a root's third letter to guess. */
const SHORT = new Set(['فل', 'فال', 'يفل', 'ادعل', 'اتعل', 'افتل']);

function nameOf({ root, form }: Root): string {
  return `${root}/${form}`;
}

const GROUPS = new Map<string, string[]>();
const DEEDS_BY_ROOT = new Map<string, Deed[]>();

function enter(words: string, id: string, deed: Deed | null): void {
  for (const word of words.trim().split(/\s+/)) {
    const key = normalise(word);
    // «توصّل» is no «تصل».
    const isFifth = /^ت[^ا]{3}$/.test(key);
    const roots = likelyRoots(key).filter(({ form }) => !isFifth || form === 't');
    if (roots.length === 0) GROUPS.set(lightStem(key), [...(GROUPS.get(lightStem(key)) ?? []), id]);
    for (const one of new Set(roots.map(nameOf))) {
      GROUPS.set(one, [...(GROUPS.get(one) ?? []), id]);
      if (deed !== null) DEEDS_BY_ROOT.set(one, [...(DEEDS_BY_ROOT.get(one) ?? []), deed]);
    }
  }
}

for (const [at, line] of DEEDS.trim().split('\n').entries()) {
  const [words = '', against] = line.replace(/^[!~]/, '').split('|');
  const must = line.startsWith('!') ? 'nouns' : line.startsWith('~') ? 'nothing' : 'verbs';
  const [id, other] = [`deed ${at}`, `against ${at}`];
  enter(words, id, { id, must, against: against === undefined ? null : other });
  if (against !== undefined) enter(against, other, { id: other, must, against: id });
}
for (const [at, line] of SYNONYMS.trim().split('\n').entries()) enter(line, `meaning ${at}`, null);
