/** Texts that a DOCTYPE names, characters of one, and characters that all of them together may add to a document. */
const MOST = { entities: 100, text: 300, added: 1_000_000 } as const;
/** What XML itself names. */
const XMLS_OWN = /^(?:amp|lt|gt|quot|apos)$/;

/**
 * XML without its DOCTYPE, all between the XML declaration and the root element. A short text that it names («<!ENTITY jr "الجزيرة">») stands
 * in place of its name (`&jr;`); what names others, is a file's or stands in CDATA is left as it is, so that nothing can expand.
 */
export function withoutDoctype(text: string): string {
  const root = /<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]/i.exec(text)?.index ?? 0;
  const head = text.slice(0, root);
  if (!/<!doctype/i.test(head)) return text;
  return `${/^<\?xml[^>]*\?>/i.exec(head)?.[0] ?? ''}${withTexts(text.slice(root), textsOf(head))}`;
}

function textsOf(head: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [, name = '', , text = ''] of head.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])([^"'<]*)\2\s*>/g)) {
    const namesOthers = /&(?!#|amp;|lt;|gt;|quot;|apos;)/.test(text);
    if (texts.size >= MOST.entities || texts.has(name) || XMLS_OWN.test(name) || namesOthers) continue;
    if (text.length <= MOST.text) texts.set(name, text);
  }
  return texts;
}

function withTexts(document: string, texts: ReadonlyMap<string, string>): string {
  if (texts.size === 0) return document;
  let left: number = MOST.added;
  return document.replace(/<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&([\w.-]{1,100});/g, (found, name: string | undefined) => {
    const text = name === undefined ? undefined : texts.get(name);
    if (text === undefined || text.length > left) return found;
    left -= text.length;
    return text;
  });
}
