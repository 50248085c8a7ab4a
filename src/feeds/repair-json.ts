/** Beginnings that are tried behind what a program printed before its JSON. */
const MOST_STARTS = 5;

export interface RepairedJson {
  readonly value: unknown;
  readonly warnings: readonly string[];
}

/**
 * JSON as servers send it: behind what a plugin printed («<br /><b>Warning</b>: …»), with line ends inside of strings, a comma before a
 * bracket, or cut off, where what stands before the unfinished entry is kept. Null where none can be read.
 */
export function repairJson(text: string): RepairedJson | null {
  const whole = parse(text);
  if (whole !== undefined) return { value: whole, warnings: [] };
  for (const start of startsOf(text)) {
    const cut = start === 0 ? [] : [`${start} characters before the document were cut`];
    const { json, isCut } = mended(text.slice(start));
    const value = parse(json);
    if (typeof value !== 'object' || value === null) continue;
    const told = isCut ? 'the source is cut off; the last, unfinished entry was left out' : 'broken JSON was mended';
    return { value, warnings: [...cut, ...(isCut || parse(text.slice(start).trim()) === undefined ? [told] : [])] };
  }
  return null;
}

function startsOf(text: string): readonly number[] {
  return [...text.matchAll(/\[\s*\{\s*"|\{\s*"/g)].slice(0, MOST_STARTS).map(({ index }) => index);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Depth of a list of entries: `[{…}]` of posts, `{"items": [{…}]}` of a feed. */
const ENTRIES_DEPTH = 2;

/** JSON up to where its first bracket closes, or, where nothing closes it, up to the last entry that is whole. */
function mended(text: string): { readonly json: string; readonly isCut: boolean } {
  const parts: string[] = [];
  const open: string[] = [];
  let whole: { readonly parts: number; readonly open: readonly string[] } | null = null;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\[\s\S][^"\\]*)*"|[{}[\],]|[^"{}[\],]+|"/g)) {
    if (token === '"') break;
    if (token === '}' || token === ']') {
      if (parts.at(-1) === ',') parts.pop();
      open.pop();
    } else if (token === '{' || token === '[') open.push(token === '{' ? '}' : ']');
    const isSpace = token.trim() === '';
    if (!isSpace) parts.push(token.startsWith('"') ? token.replace(CONTROLS, escaped) : token);
    if (open.length === 0 && !isSpace) return { json: parts.join(''), isCut: false };
    if (token === '}' && open.at(-1) === ']' && open.length <= ENTRIES_DEPTH)
      whole = { parts: parts.length, open: [...open] };
  }
  if (whole === null) return { json: '', isCut: true };
  return { json: parts.slice(0, whole.parts).join('') + whole.open.toReversed().join(''), isCut: true };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids these in strings, hand-made feeds have them
const CONTROLS = /[\u0000-\u001f]/g;

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
