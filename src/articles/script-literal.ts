/** Characters between a function's head and what it returns: what is set on values that stand twice. */
const MOST_BEFORE = 20_000;
/** Characters that come of a literal when its names are filled in: each may stand for a long text, and stand often. */
const MOST_FILLED = 8_000_000;
/** «(function(a,b){return {layout:…}}(null,"…"))», as Nuxt writes its state. */
const CALLED = /=\s*\(function\(([\w$,\s]*)\)\{/;

/** A string that nothing closes goes on to the end, so that no end is sought again from every quote in it. */
const TOKEN =
  /"[^"\\]*(?:\\.[^"\\]*)*"?|'[^'\\]*(?:\\.[^'\\]*)*'?|[A-Za-z_$][\w$]*(?:\s*:)?|-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[{}[\],:]|\s+|./gsy;

/**
 * The data that a script gives by a function which is called at once, read without running it: the object literal that it returns, with
 * what it is called with in the places of its names. Null where a script has none.
 */
export function returnedLiteral(script: string): unknown {
  const head = CALLED.exec(script);
  if (head === null) return null;
  const body = head.index + head[0].length;
  const at = script.slice(body, body + MOST_BEFORE).search(/return\s*\{/);
  if (at < 0) return null;
  const from = script.indexOf('{', body + at);
  const end = endOf(script, from);
  const call = end === null ? null : /^\s*;?\s*\}\s*\(/.exec(script.slice(end, end + 100));
  if (end === null || call === null) return null;
  const names = (head[1] ?? '').split(',').map((name) => name.trim());
  const args = parse(
    `[${json(script.slice(end + call[0].length, endOfCall(script, end + call[0].length)), new Map())}]`,
  );
  const given = Array.isArray(args) ? args : [];
  return parse(
    json(script.slice(from, end), new Map(names.map((name, place) => [name, JSON.stringify(given[place] ?? null)]))),
  );
}

/** Where the bracket that opens at a place is closed. */
function endOf(script: string, from: number): number | null {
  const marks = /"[^"\\]*(?:\\.[^"\\]*)*"?|'[^'\\]*(?:\\.[^'\\]*)*'?|[{}[\]]/gs;
  marks.lastIndex = from;
  let depth = 0;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    if (/^[{[]/.test(mark[0])) depth += 1;
    else if (/^[}\]]/.test(mark[0])) depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
  return null;
}

/** Where the list of what a function is called with ends. */
function endOfCall(script: string, from: number): number {
  const marks = /"[^"\\]*(?:\\.[^"\\]*)*"?|'[^'\\]*(?:\\.[^'\\]*)*'?|[()]/gs;
  marks.lastIndex = from;
  let depth = 1;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    depth += mark[0] === '(' ? 1 : mark[0] === ')' ? -1 : 0;
    if (depth === 0) return mark.index;
  }
  return script.length;
}

/** An object literal of a script as JSON: its keys in quotes, names as what they stand for, null for what is neither; empty where it grows too long. */
function json(literal: string, names: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  let left = MOST_FILLED;
  for (const [token] of literal.matchAll(TOKEN)) {
    const part = jsonOf(token, names);
    left -= part.length;
    if (left < 0) return '';
    parts.push(part);
  }
  return parts.join('');
}

function jsonOf(token: string, names: ReadonlyMap<string, string>): string {
  if (token.startsWith('"')) return token.replace(/\\x([\da-f]{2})/gi, '\\u00$1').replace(/\\(?=[^"\\/bfnrtu])/g, '');
  if (token.startsWith("'")) return JSON.stringify(token.slice(1, -1).replace(/\\(.)/gs, '$1'));
  if (/^[A-Za-z_$]/.test(token)) {
    if (token.endsWith(':')) return `${JSON.stringify(token.slice(0, -1).trim())}:`;
    return /^(?:true|false|null)$/.test(token) ? token : (names.get(token) ?? 'null');
  }
  if (/^-?\./.test(token)) return token.replace('.', '0.');
  if (/^-?\d+\.$/.test(token)) return token.slice(0, -1);
  return /^(?:[{}[\],:]|\s+|-?\d.*)$/.test(token) ? token : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
