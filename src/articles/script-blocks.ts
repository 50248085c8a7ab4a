import { plainTitle } from '../feeds/plain.ts';
import type { Block } from './article.ts';
import { htmlBlocks } from './html-blocks.ts';
import { wordKeys } from './text/index.ts';

/** Characters below which a field is no article's text, and an item of a list no story. */
const SHORTEST = { text: 300, story: 150 } as const;
/** How far within others the pieces of a block are looked for. */
const DEEPEST = 24;
/** How far within an item of a list a story is looked for. */
const STORY_DEPTH = 3;
/** Words of a title. */
export const FEWEST_WORDS = 3;

type Fields = Readonly<Record<string, unknown>>;

/** Fields that hold words about a text or a picture, not a text. */
export const NO_TEXT =
  /caption|credit|title|headline|author|byline|seo|meta|keyword|url|link|href|src|slug|css|style|script|schema|query|copyright|policy/i;
/** Fields that hold what is another's than the text's under whose title they stand: readers' remarks, lives, other stories, the site's own words. */
export const OTHERS =
  /^(?:bio(?:graphy)?|about|(?:co_?)?(?:author|writer|editor|user)s?|prev(?:ious)?|next|more|latest|i18n|locales?|messages|strings|labels|settings|config|footer|sidebar)$|comment|repl(?:y|ies)|related|recommend|trending|popular|recirc|translation|cookie|consent|^most/i;
/** Fields of a block that hold words besides its text. */
const ABOUT =
  /^(?:alt|summary|excerpt|description|intro|teaser|label|name|role|id|lang|source|tags?)$|caption|credit|title|headline|author|byline|url|href/i;
/** Blocks of an editor's that are no text: pictures, posts, other stories. */
const NO_BLOCK =
  /image|photo|gallery|video|audio|podcast|embed|social|tweet|related|interstitial|promo|recirc|newsletter|advert|button|poll|widget/i;
const HEADING = /head(?:er|ing|line)|^h[2-6]$/i;
/** Fields that hold a title: «headline», «post_title», «articleTitle». */
export const TITLE = /^(?:\w*[_-])?(?:headlines?|title)$|(?:Title|Headline)$/;

/** What a field of text holds where that is data again: «"{\"blocks\":[…"». */
export function insideText(text: string): unknown {
  if (text.length < SHORTEST.text || !/^\s*(?:\{\s*"|\[\s*\{)/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The blocks of a field of text, HTML or lines; none where it is short or no Arabic. */
export function blocksOfText(text: string): readonly Block[] {
  if (text.length < SHORTEST.text || !/[ء-ي] [ء-ي]/.test(text)) return [];
  const lines = /<(?:p|br|div|h\d|li)\b/i.test(text) ? [text] : text.split(/\s*\n\s*/);
  return lines.flatMap((line) => htmlBlocks(line, null).blocks);
}

/**
 * The blocks of an editor's list of them: «[{"type":"text","content":"<p>…"}, {"type":"image", …}]», «[{"children":[{"text":"…"}]}]».
 * None where it lists stories.
 */
export function blocksOfList(list: readonly unknown[]): readonly Block[] {
  if (listsStories(list)) return [];
  if (list.flatMap((item) => linesOf(item, 0)).join('').length < SHORTEST.text) return [];
  return list.flatMap((item) =>
    linesOf(item, 0)
      .filter((line) => /[ء-ي]/.test(line))
      .flatMap((line): readonly Block[] =>
        HEADING.test(kindOf(item)) ? [{ kind: 'heading', text: plainTitle(line) }] : htmlBlocks(line, null).blocks,
      ),
  );
}

function kindOf(item: unknown): string {
  if (!isFields(item)) return '';
  const { type, _type, style, tag, blockType, __typename } = item;
  return [type, _type, style, tag, blockType, __typename].filter((one) => typeof one === 'string').join(' ');
}

/** Whether a list is of stories: of titles, or with a title and its text anywhere in it. */
function listsStories(list: readonly unknown[]): boolean {
  return list.filter(hasTitle).length > 1 || list.some((item) => isStory(item, 0));
}

function isStory(item: unknown, depth: number): boolean {
  if (Array.isArray(item)) return depth < STORY_DEPTH && item.some((one) => isStory(one, depth + 1));
  if (!isFields(item)) return false;
  if (hasTitle(item) && linesOf(item, 0).join('').length >= SHORTEST.story) return true;
  return depth < STORY_DEPTH && Object.values(item).some((value) => isStory(value, depth + 1));
}

function hasTitle(item: unknown): boolean {
  return (
    isFields(item) &&
    !NO_BLOCK.test(kindOf(item)) &&
    Object.entries(item).some(([name, value]) => TITLE.test(name) && isTitle(value))
  );
}

export function isTitle(value: unknown): value is string {
  return typeof value === 'string' && wordKeys(value).length >= FEWEST_WORDS;
}

/** What was found in a piece of data: lists within lists ask again and again. */
const known = new WeakMap<object, readonly string[]>();

/** The lines of one block: its field of text, else what the pieces within it are together. */
function linesOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  const lines = known.get(value) ?? linesWithin(value, depth);
  known.set(value, lines);
  return lines;
}

function linesWithin(value: object, depth: number): readonly string[] {
  if (Array.isArray(value)) return joined(value.flatMap((one) => linesOf(one, depth + 1)));
  if (!isFields(value) || NO_BLOCK.test(kindOf(value))) return [];
  const own = Object.entries(value).filter(([name]) => !ABOUT.test(name));
  const [text] = own.flatMap(([name, one]) => (isTextField(name, one) ? [one] : []));
  return text === undefined ? own.flatMap(([, one]) => (isWithin(one) ? linesOf(one, depth + 1) : [])) : [text];
}

/** A piece may be a number or a mark alone: «2026», «.». */
function isTextField(name: string, value: unknown): value is string {
  return (
    typeof value === 'string' &&
    (/^(?:text|content|value)$/i.test(name) ? !/^https?:/.test(value) : /[ء-ي]/.test(value))
  );
}

/** A piece goes on with the one before it unless that ends a sentence or either is HTML. */
function joined(pieces: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last === undefined || /(?:[.؟!:»”>])\s*$/.test(last) || piece.startsWith('<')) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}

function isWithin(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isFields(value: unknown): value is Fields {
  return isWithin(value) && !Array.isArray(value);
}
