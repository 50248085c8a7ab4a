import { returnedLiteral } from './script-literal.ts';

/** What is read of a page's scripts: characters of them all, pieces of data, and of one script beginnings of data that have no end. */
const MOST = { characters: 4_000_000, objects: 30, open: 4 } as const;
/** Characters of data that may hold an article. */
const SHORTEST = 400;

/**
 * The data that a page hands to its own scripts (Next, Nuxt, Angular, Apollo, Fusion and their like): JSON in a script of its own,
 * given to a name, or in Next's stream. Nothing is run; what is no strict JSON is left out. JSON-LD is not among it.
 */
export function scriptData(html: string): readonly unknown[] {
  const found: unknown[] = [];
  const stream: string[] = [];
  let left = MOST.characters;
  for (const { attributes, text } of scriptsOf(html)) {
    left -= text.length;
    if (left < 0 || found.length >= MOST.objects) break;
    if (/\bsrc\s*=|ld\+json/i.test(attributes)) continue;
    stream.push(...pushed(text));
    if (text.length < SHORTEST) continue;
    if (/^\s*[{[]/.test(text)) found.push(...read(plainJson(text)));
    else {
      found.push(...given(text, MOST.objects - found.length));
      const literal = returnedLiteral(text);
      if (literal !== null) found.push(literal);
    }
  }
  return [...found.map(resolved), ...rowsOf(stream.join(''))];
}

function* scriptsOf(html: string): Generator<{ readonly attributes: string; readonly text: string }> {
  const opening = /<script\b([^>]*)>/gi;
  const closing = /<\/script/gi;
  for (let open = opening.exec(html); open !== null; open = opening.exec(html)) {
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(html);
    if (close === null) return;
    yield { attributes: open[1] ?? '', text: html.slice(opening.lastIndex, close.index) };
    opening.lastIndex = closing.lastIndex;
  }
}

function read(json: string | null, put?: (name: string, value: unknown) => unknown): unknown[] {
  try {
    return json === null ? [] : [JSON.parse(json, put)];
  } catch {
    return [];
  }
}

/** Angular writes JSON in a script with marks of its own for what HTML might misread. */
function plainJson(text: string): string {
  const marks: Readonly<Record<string, string>> = { q: '"', s: "'", l: '<', g: '>', a: '&' };
  return /^\s*[{[]\s*&q;/.test(text) ? text.replace(/&([qslga]);/g, (_, mark: string) => marks[mark] ?? '') : text;
}

/** A name that is given data: «window.__STATE__ = {"…», «Fusion.globalContent={"…», «__DATA__=JSON.parse("…». */
const GIVEN = /[\w$\]]\s*=\s*(?:(?=[{[]\s*(?:["[{]))|JSON\.parse\(\s*(?:decodeURIComponent\(\s*)?(?="))/g;

function given(script: string, most: number): unknown[] {
  const found: unknown[] = [];
  const names = new RegExp(GIVEN);
  let open = 0;
  for (let name = names.exec(script); name !== null && found.length < most; name = names.exec(script)) {
    const from = names.lastIndex;
    const data = script[from] === '"' ? quoted(script, from, name[0]) : sliced(script, from);
    if (data === null && ++open > MOST.open) break;
    if (data === null || data.length < SHORTEST) continue;
    found.push(...read(data));
    if (script[from] !== '"') names.lastIndex = from + data.length;
  }
  return found;
}

/** The JSON that a string in a script holds. */
function quoted(script: string, from: number, before: string): string | null {
  const [text] = read(/"[^"\\]*(?:\\.[^"\\]*)*"/sy.exec(script.slice(from))?.[0] ?? null);
  if (typeof text !== 'string') return null;
  if (!before.includes('decodeURIComponent')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * From an opening bracket to the one that closes it, brackets in strings not counted; null where none does. A string that nothing closes goes
 * on to the end, so that no end is sought again from every quote in it.
 */
function sliced(script: string, from: number): string | null {
  const marks = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\]]/gs;
  marks.lastIndex = from;
  let depth = 0;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    if (mark[0] === '{' || mark[0] === '[') depth += 1;
    else if (mark[0] === '}' || mark[0] === ']') depth -= 1;
    if (depth === 0) return script.slice(from, marks.lastIndex);
  }
  return null;
}

/** Nuxt lists every value once and names it by its place in the list: {"title": 7}. Values within so many others are left out. */
const DEEPEST = 24;

function resolved(data: unknown): unknown {
  if (!Array.isArray(data) || typeof data[0] === 'string' || !isPlaces(data[0])) return data;
  const list: readonly unknown[] = data;
  let left = 100_000;
  const at = (place: unknown, depth: number): unknown => {
    left -= 1;
    if (typeof place !== 'number' || depth > DEEPEST || left < 0) return null;
    const value = list[place];
    if (Array.isArray(value)) {
      // «["Reactive", 7]»: a value with its kind before it.
      return typeof value[0] === 'string' ? at(value[1], depth + 1) : value.map((one) => at(one, depth + 1));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, at(one, depth + 1)]));
  };
  return at(0, 0);
}

function isPlaces(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const own = Array.isArray(value) ? value.slice(1) : Object.values(value);
  return own.length > 0 && own.every((one) => Number.isInteger(one));
}

/** The pieces of Next's stream: «self.__next_f.push([1,"…"])». */
function pushed(script: string): string[] {
  const pieces = [...script.matchAll(/__next_f\.push\((\[1,\s*"[^"\\]*(?:\\.[^"\\]*)*"\])\)/gs)];
  return pieces.flatMap(([, piece = '']) => read(piece).flatMap((one) => (Array.isArray(one) ? String(one[1]) : [])));
}

/** The rows of that stream, «1a:{"…» or «1b:T4f0,text» by the text's bytes; what a row says of another («$1b») is put in its place. */
function rowsOf(stream: string): unknown[] {
  const bytes = Buffer.from(stream);
  const texts = new Map<string, string>();
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = /^([0-9a-f]{1,6}):(?:T([0-9a-f]{1,6}),)?/.exec(bytes.toString('latin1', at, at + 16));
    const from = at + (head?.[0].length ?? 0);
    const lineEnd = bytes.indexOf(0x0a, from);
    const end =
      head?.[2] !== undefined ? from + Number.parseInt(head[2], 16) : lineEnd < 0 ? bytes.length : lineEnd + 1;
    const text = bytes.toString('utf8', from, end);
    if (head?.[2] !== undefined) texts.set(`$${head[1]}`, text);
    else if (text.length >= SHORTEST || texts.size > 0) rows.push(text);
    at = end;
  }
  const put = (_: string, value: unknown): unknown => (typeof value === 'string' ? (texts.get(value) ?? value) : value);
  return rows.slice(0, MOST.objects * 10).flatMap((row) => read(row, put));
}
