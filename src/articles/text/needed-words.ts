/** What a part of a pattern tells of the texts that it matches. */
interface Told {
  /** All that it may match, where that is few words; else null. */
  readonly whole: readonly string[] | null;
  /** Words of which each text that it matches has one; null where none is known. */
  readonly needs: readonly string[] | null;
}

/** Shorter words stand in nearly every text, and a part that may match more words than this tells nothing. */
const SHORTEST = 3;
const MOST = 64;

const NOTHING: Told = { whole: null, needs: null };
const EMPTY: Told = { whole: [''], needs: null };

/**
 * Words, of three letters or more, of which a text must have one for `pattern` to match: of `(?:قال|ذكر).* ان` they are «قال» and «ذكر». Null where
 * the pattern can match without any. What is not understood tells nothing, so that the words are always needed.
 */
export function neededWords(pattern: RegExp): readonly string[] | null {
  if (pattern.ignoreCase || pattern.flags.includes('v')) return null;
  const { needs } = new Reader(pattern.source).pattern();
  if (needs === null) return null;
  const words = [...new Set(needs)];
  return words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
}

/** Reads a pattern's source from its first sign to its last. */
class Reader {
  private readonly source: string;
  private at = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** One of several, up to a closing bracket or the end. */
  pattern(): Told {
    const several = [this.sequence()];
    while (this.takes('|')) several.push(this.sequence());
    const whole = joined(several.map((one) => one.whole));
    const needs = joined(several.map((one) => one.needs));
    return { whole: whole !== null && whole.length <= MOST ? whole : null, needs };
  }

  private sequence(): Told {
    let run: readonly string[] = [''];
    let whole: readonly string[] | null = [''];
    let needs: readonly string[] | null = null;
    while (this.at < this.source.length && !this.isNext('|') && !this.isNext(')')) {
      const one = this.counted(this.part());
      const longer = one.whole === null ? null : products(run, one.whole);
      if (longer === null) {
        needs = better(better(needs, enough(run)), one.needs);
        run = one.whole ?? [''];
      } else run = longer;
      whole = whole === null || one.whole === null ? null : products(whole, one.whole);
    }
    return { whole, needs: better(needs, enough(run)) };
  }

  /** A sign, a class of signs or a bracket. */
  private part(): Told {
    if (this.takes('(')) return this.bracket();
    if (this.takes('[')) return this.signs();
    if (this.takes('^') || this.takes('$')) return EMPTY;
    if (this.takes('\\')) return this.escaped();
    if (this.takes('.')) return NOTHING;
    return { whole: [this.next()], needs: null };
  }

  private bracket(): Told {
    const looks = ['?=', '?!', '?<=', '?<!'].some((mark) => this.takes(mark));
    if (!looks && !this.takes('?:') && this.takes('?<')) while (!this.takes('>')) this.next();
    const inside = this.pattern();
    this.takes(')');
    // What stands beside is looked at, and is not part of what is matched.
    return looks ? EMPTY : inside;
  }

  /** `[يت]` is one of its signs; ranges and what is left out are too many. */
  private signs(): Told {
    const isOther = this.takes('^');
    const signs: string[] = [];
    let isPlain = !isOther;
    while (!this.takes(']')) {
      if (this.takes('\\')) {
        const { whole } = this.escaped();
        if (whole === null) isPlain = false;
        else signs.push(...whole);
      } else signs.push(this.next());
      if (this.isNext('-') && this.source.charAt(this.at + 1) !== ']') isPlain = false;
    }
    return isPlain && signs.length > 0 ? { whole: signs, needs: null } : NOTHING;
  }

  private escaped(): Told {
    const sign = this.next();
    if (sign === 'b' || sign === 'B') return EMPTY;
    if (sign === 'p' || sign === 'P' || (sign === 'u' && this.isNext('{'))) while (!this.takes('}')) this.next();
    else if (sign === 'u') {
      const code = this.source.slice(this.at, this.at + 4);
      this.at += 4;
      return { whole: [String.fromCharCode(Number.parseInt(code, 16))], needs: null };
    } else if (sign === 'x') this.at += 2;
    else if (sign === 'c') this.at += 1;
    else if (sign === 'k') while (!this.takes('>')) this.next();
    else if (!/[\p{L}\d]/u.test(sign)) return { whole: [sign], needs: null };
    return NOTHING;
  }

  /** The part as often as its sign of number says. */
  private counted(one: Told): Told {
    const count = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(this.source.slice(this.at, this.at + 12))?.[0];
    if (count === undefined) return one;
    this.at += count.length;
    if (count.startsWith('?'))
      return one.whole !== null && one.whole.length < MOST ? { whole: ['', ...one.whole], needs: null } : NOTHING;
    if (count.startsWith('*') || /^\{0/.test(count)) return NOTHING;
    return { whole: null, needs: better(one.needs, one.whole === null ? null : enough(one.whole)) };
  }

  private takes(mark: string): boolean {
    if (!this.isNext(mark)) return false;
    this.at += mark.length;
    return true;
  }

  private isNext(mark: string): boolean {
    return this.source.startsWith(mark, this.at);
  }

  /** The next sign, all of it where it stands outside the basic plane. */
  private next(): string {
    if (this.at >= this.source.length) throw new Error(`A pattern ends too soon: ${this.source}`);
    const sign = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0);
    this.at += sign.length;
    return sign;
  }
}

/** All of several lists; null where one of them is not known. */
function joined(lists: readonly (readonly string[] | null)[]): string[] | null {
  const all: string[] = [];
  for (const list of lists) {
    if (list === null) return null;
    all.push(...list);
  }
  return all;
}

/** Each of `ends` behind each of `fronts`; null where that would be too many. */
function products(fronts: readonly string[], ends: readonly string[]): string[] | null {
  if (fronts.length * ends.length > MOST) return null;
  return fronts.flatMap((front) => ends.map((end) => front + end));
}

/** The words, where all are long enough to tell something. */
function enough(words: readonly string[]): readonly string[] | null {
  return words.every(({ length }) => length >= SHORTEST) ? words : null;
}

/** Of two lists of which a text must have a word each, the one that fewer texts will have: longer words, and not many. */
function better(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null || other === null) return one ?? other;
  const worth = (words: readonly string[]): number =>
    Math.min(...words.map(({ length }) => length)) - Math.log2(words.length) / 4;
  return worth(other) > worth(one) ? other : one;
}
