import { lightStem, type Token } from '../../../articles/text/index.ts';
import { bareOf, ungrouped } from './joined.ts';
import { peopleIn } from './people.ts';
import { isOfPeople, placeOf } from './places.ts';
import { linesOf, type Told } from './told.ts';

/** An office before the name of somebody who has another, and a people put for another: «الجيش الفرنسي» of «الجيش الألماني». */
export function wrongOffices(text: string, told: Told): string[] {
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((word, at) => {
      const before = words[at - 1];
      if (isOfPeople(word.key) && before !== undefined)
        return isOtherPeople(before, word, told) ? [`نسبة ليست في النص: ${before.text} ${word.text}`] : [];
      // «وزير» begins with a letter that joins on to others.
      if (!OFFICES.has(word.key) && !OFFICES.has(bare(word.key))) return [];
      const [named] = peopleIn(words.slice(at + 1, at + REACH), told);
      if (named === undefined || words.slice(at + 1, at + 1 + named.at).some(({ key }) => APART.test(key))) return [];
      if (together(told, word, named.surname, REACH)) return [];
      return [`صفة لغير صاحبها: ${word.text} … ${named.surname.text}`];
    }),
  );
}

/** Behind these stands another than the holder of the office. */
const APART = /^[وف]?(?:بعد|قبل|مع|ضد|بين|من|عن|علي|الي|خلفا|منذ|ان|انه|حول|لدي|امام|عبر)$/;

/** Words behind an office within which the name stands. */
const REACH = 6;

/** The noun stands beside another people in the article, and nowhere beside this. */
function isOtherPeople(noun: Token, people: Token, told: Told): boolean {
  if (noun.key.length < 4) return false;
  const own = placeOf(people.key);
  let isOthers = false;
  for (const { words } of told.lines)
    for (const [at, word] of words.entries()) {
      if (!same(word, noun)) continue;
      const near = words.slice(at + 1, at + 4).map(({ key }) => placeOf(key));
      if (near.includes(own)) return false;
      const next = words[at + 1];
      isOthers ||= next !== undefined && isOfPeople(next.key);
    }
  return isOthers;
}

function together(told: Told, a: Token, b: Token, reach: number): boolean {
  return told.lines.some(({ words }) =>
    words.some(
      (one, at) => same(one, a) && words.slice(Math.max(0, at - reach), at + reach + 1).some((other) => same(other, b)),
    ),
  );
}

/** Without the letters that join on. */
export function bare(key: string): string {
  return bareOf(key).replace(/^ال(?=\p{L}{3})/u, '');
}

/** The same word but for its ending and what joins on to it; «مقتل» and «قتل», «سيرسل» and «أرسل» too. */
export function same(a: Token, b: Token): boolean {
  const left = core(a.key);
  const right = core(b.key);
  return left === right || (left.length > 2 && right.length > 2 && (left.endsWith(right) || right.endsWith(left)));
}

function core(key: string): string {
  return lightStem(ungrouped(bare(key))).replace(/ا$/, '');
}

const OFFICES: ReadonlySet<string> = new Set(
  'رييس رييسه وزير وزيره ملك امير اميره سفير سفيره قايد زعيم نايب متحدث متحدثه ناطق مدير مديره حاكم محافظ قاضي مبعوث مفوض مفوضه مستشار مستشاره مهندس مهندسه ناشط ناشطه طبيب طبيبه محامي محاميه صحافي صحافيه صحفي صحفيه باحث باحثه استاذ استاذه خبير خبيره لواء عميد عقيد نقيب شيخ'.split(
    ' ',
  ),
);
