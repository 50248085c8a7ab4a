import { type Token, tokens } from '../src/articles/text/index.ts';

/**
 * A surname in `summary` that the summary never introduces, or null. People are found by counting alone, with no list of
 * names: the word before a surname's first mention, which is no verb of saying, stands nowhere in the article but before it, both words are rare in
 * the collection, and later the surname stands by itself beside a verb of saying or after «قال».
 */
export function surnameOnly(
  summary: string,
  sentences: readonly string[],
  collection: { documents: ReadonlyMap<string, number>; size: number },
): string | null {
  const article = sentences.map((sentence) => ({ text: sentence, words: tokens(sentence) }));
  const counts = new Map<string, number>();
  for (const { words } of article) for (const word of words) counts.set(word.key, (counts.get(word.key) ?? 0) + 1);
  const rare = (key: string, share: number): boolean =>
    (collection.documents.get(key) ?? 0) <= Math.max(2, collection.size * share);

  const seen = new Set<string>();
  const people = new Map<string, Set<string>>();
  for (const { text, words } of article) {
    words.forEach((word, index) => {
      const before = words[index - 1];
      if (seen.has(word.key)) return;
      seen.add(word.key);
      if (before === undefined || text.slice(before.end, word.start).trim() !== '') return;
      if (!isNameLike(word.key) || !isNameLike(before.key) || SAYING.test(before.key)) return;
      if (isGiven(article, word.key)) return;
      if (!rare(word.key, 0.02) || !rare(before.key, 0.04)) return;
      const pairs = countPairs(article, before.key, word.key);
      const alone = (counts.get(word.key) ?? 0) - pairs;
      const elsewhere = (counts.get(before.key) ?? 0) - pairs;
      if (alone >= 1 && elsewhere === 0 && speaksAlone(article, word.key, before.key))
        people.set(word.key, new Set([before.key]));
    });
  }
  const own = tokens(summary);
  const introduced = new Set<string>();
  for (let index = 0; index < own.length; index++) {
    const word = own[index];
    if (word === undefined) continue;
    const given = people.get(word.key);
    if (given === undefined || introduced.has(word.key)) continue;
    const near = [own[index - 1], own[index - 2]];
    if (near.some((one) => one !== undefined && [...given].some((name) => one.key.endsWith(name))))
      introduced.add(word.key);
    else return word.text;
  }
  return null;
}

type Text = { readonly text: string; readonly words: readonly Token[] };

function isNameLike(key: string): boolean {
  return /^[\u0621-\u064A]{3,}$/.test(key) && !/^[وفبلك]?ال/.test(key) && !/ه$|ات$/.test(key);
}

/** «كارتر بيج»: one and the same name follows wherever it stands, so it is no surname. */
function isGiven(article: readonly Text[], key: string): boolean {
  const behind = article.flatMap(({ words }) =>
    words.flatMap((word, at) => (word.key === key ? [words[at + 1]?.key ?? ''] : [])),
  );
  return behind.length > 1 && new Set(behind).size === 1 && isNameLike(behind[0] ?? '');
}

function countPairs(article: readonly Text[], first: string, second: string): number {
  let count = 0;
  for (const { words } of article)
    words.forEach((word, index) => {
      if (word.key === second && words[index - 1]?.key === first) count++;
    });
  return count;
}

const SAYING =
  /^[وف]?(?:قال|قالت|اضاف|اضافت|اكد|اكدت|اوضح|اوضحت|اعلن|اعلنت|ذكر|ذكرت|صرح|يقول|تقول|يضيف|تضيف|اشار|اشارت|تابع|تابعت|كتب|كتبت|وصف|وصفت|اعتبر|شدد|حذر|راي|اتهم|نفي|طالب|دعا|كان|كانت|بحسب)$/;

function speaksAlone(article: readonly Text[], surname: string, given: string): boolean {
  return article.some(({ words }) =>
    words.some(
      (word, index) =>
        word.key === surname && words[index - 1]?.key !== given && SAYING.test(words[index - 1]?.key ?? ''),
    ),
  );
}

/** In how many of the articles each word stands. */
export function documentCounts(articles: readonly { paragraphs: readonly string[] }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { paragraphs } of articles) {
    const words = new Set(paragraphs.flatMap((paragraph) => tokens(paragraph).map((token) => token.key)));
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
