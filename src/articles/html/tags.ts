import { Tokenizer } from 'htmlparser2';

/** What is read of a tag: characters of its name, of an attribute's value and of its style, and attributes. A picture within an address («data:») is longer. */
const MOST = { name: 60, value: 10_000, style: 1_000, attributes: 60 } as const;

export type Attribute = readonly [name: string, value: string];

/** Takes the tags and the text of a page as they follow each other. */
export interface TagReader {
  start(name: string, attributes: readonly Attribute[], isSelfClosing: boolean): void;
  end(name: string): void;
  text(text: string): void;
}

/**
 * Hands the tags and the text of HTML to a reader, in one scan: names in small letters, entities decoded, comments and declarations left
 * out, the text of scripts, styles and titles as it stands. Attributes too long or too many for a reader of articles are left out.
 */
export function readTags(page: string, reader: TagReader): void {
  // So a comment ends too, in browsers.
  const html = page.replaceAll('--!>', '-->');
  let name = '';
  let attributes: Attribute[] = [];
  let attribute = '';
  let value = '';
  const start = (isSelfClosing: boolean): void => {
    if (name.length <= MOST.name) reader.start(name, attributes, isSelfClosing);
    attributes = [];
  };
  const ignore = (): void => undefined;
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname: (from, end) => {
        name = html.slice(from, Math.min(end, from + MOST.name + 1)).toLowerCase();
      },
      onattribname: (from, end) => {
        attribute = html.slice(from, Math.min(end, from + MOST.name)).toLowerCase();
        value = '';
      },
      onattribdata: (from, end) => {
        if (value.length <= MOST.value) value += html.slice(from, Math.min(end, from + MOST.value + 1));
      },
      onattribentity: (code) => {
        if (value.length <= MOST.value) value += String.fromCodePoint(code);
      },
      onattribend: () => {
        const isRead =
          value.length <= (attribute === 'style' ? MOST.style : MOST.value) && attributes.length < MOST.attributes;
        if (isRead && !attributes.some(([other]) => other === attribute)) attributes.push([attribute, value]);
      },
      onopentagend: () => start(false),
      onselfclosingtag: () => start(true),
      onclosetag: (from, end) => reader.end(html.slice(from, Math.min(end, from + MOST.name + 1)).toLowerCase()),
      ontext: (from, end) => reader.text(html.slice(from, end)),
      ontextentity: (code) => reader.text(String.fromCodePoint(code)),
      oncomment: ignore,
      oncdata: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
