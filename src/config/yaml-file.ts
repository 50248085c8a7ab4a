import { readFile } from 'node:fs/promises';
import { type Document, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';

/** What a YAML file says, or the one line that says what is wrong with it. */
export type YamlFile =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'wrong'; readonly problem: string };

export interface YamlOptions {
  /** Said of a file that cannot be read. */
  readonly hint: string;
  /** All its values are texts for people: what YAML would take out of them is a mistake. */
  readonly ofTexts?: true;
}

const quote = 'put the text in quotes: "…"';

/** Said of mistakes that people make who write texts and not YAML. */
const advice: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: `; where a text has «: » in it, ${quote}`,
  MISSING_CHAR: `; a quote that is opened has to be closed; where a text begins with a mark, ${quote}`,
  BAD_SCALAR_START: `; where a text begins with a mark, ${quote}`,
  UNEXPECTED_TOKEN: `; where a text begins with a mark, ${quote}`,
  TAB_AS_INDENT: '; indent with spaces',
};

/** Reads a YAML file. Of several mistakes the first is told: what follows is mostly its consequence. */
export async function readYaml(file: string, { hint, ofTexts }: YamlOptions): Promise<YamlFile> {
  let source: string;
  try {
    source = await readFile(file, 'utf8');
  } catch (error) {
    return {
      kind: 'wrong',
      problem: `${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); ${hint}`,
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const wrong = (at: number, what: string): YamlFile => ({
    kind: 'wrong',
    problem: `${file}:${lines.linePos(at).line}: ${what}`,
  });
  const mistake = [...document.errors, ...document.warnings][0];
  if (mistake) return wrong(mistake.pos[0], `not valid YAML: ${mistake.message}${advice[mistake.code] ?? ''}`);
  const mark = strayMark(document, source, ofTexts === true);
  if (mark !== null) return wrong(mark.at, `YAML does not take ${mark.what} as text; ${quote}`);
  return { kind: 'read', value: document.toJS() };
}

/** The first mark that YAML has a use for and a text has not: «*عاجل*», «{name} كتب», «تابعوا #لبنان». */
function strayMark(
  document: Document,
  source: string,
  ofTexts: boolean,
): { readonly at: number; readonly what: string } | null {
  let found: { at: number; what: string } | null = null;
  const note = (node: Node, what: string): symbol => {
    found = { at: node.range?.[0] ?? 0, what };
    return visit.BREAK;
  };
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined) return note(alias, `«*${alias.source}»`);
      return undefined;
    },
    Node(_, node) {
      if (!ofTexts || node.range == null) return undefined;
      if (!isScalar(node)) {
        const first = source[node.range[0]] ?? '';
        return /[[{]/.test(first) ? note(node, `«${first}» at a beginning`) : undefined;
      }
      if (node.anchor !== undefined) return note(node, `«&${node.anchor}»`);
      const hashtag = /^[ \t]+(#[^\s#]\S*)/.exec(source.slice(node.range[1], node.range[2]))?.[1];
      return hashtag === undefined ? undefined : note(node, `what follows «${hashtag}»`);
    },
  });
  return found;
}
