export interface Repaired {
  readonly text: string;
  readonly warnings: readonly string[];
}

const feedStart = /<(?:\?xml[\s?]|(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>])/i;
const feedEnd = /<\/(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>/gi;

/**
 * XML as servers send it, made readable for a strict parser: what a plugin printed before or after the document is cut,
 * control characters and references to them go, a DOCTYPE goes with every entity it defines, wherever it stands (so nothing
 * can expand), and `<` that opens no tag is escaped. HTML entities and bare `&` are left: the parser reads them as they were meant.
 */
export function repairXml(source: string): Repaired {
  const warnings: string[] = [];
  let text = source;
  const start = text.search(feedStart);
  if (start > 0) {
    if (text.slice(0, start).trim() !== '') warnings.push(`${start} characters before the document were cut`);
    text = text.slice(start);
  }
  const end = lastEnd(text);
  if (end > 0 && end < text.length) {
    // Comments of a cache at the end are legal and common.
    if (
      text
        .slice(end)
        .replace(/<!--[\s\S]*?-->/g, '')
        .trim() !== ''
    ) {
      warnings.push(`${text.length - end} characters after the document were cut`);
    }
    text = text.slice(0, end);
  }
  const withoutControls = removeControls(text);
  if (withoutControls.length < text.length) warnings.push('control characters were removed');
  text = withoutControls;
  text = withoutDoctype(text);
  return { text: escapeStrayAngles(text), warnings };
}

/** Everything between the XML declaration and the root element goes, when a DOCTYPE is in it. */
function withoutDoctype(text: string): string {
  const root = /<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]/i.exec(text)?.index ?? 0;
  const head = text.slice(0, root);
  if (!/<!doctype/i.test(head)) return text;
  return `${/^<\?xml[^>]*\?>/i.exec(head)?.[0] ?? ''}${text.slice(root)}`;
}

function lastEnd(text: string): number {
  // A document is searched from its end only: 15 MB need not be read twice.
  const tail = Math.max(0, text.length - 100_000);
  let end = 0;
  for (const match of text.slice(tail).matchAll(feedEnd)) end = tail + match.index + match[0].length;
  return end;
}

function removeControls(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids these, real feeds have them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]));/gi, '')
  );
}

function escapeStrayAngles(text: string): string {
  // A declaration inside of the document (`<!DOCTYPE`, `<!ENTITY`) is none: only comments and CDATA begin so.
  return text.replace(/<!\[CDATA\[[\s\S]*?\]\]>|<(?!!--|!\[CDATA\[|[a-z_/?])/gi, (found) =>
    found === '<' ? '&lt;' : found,
  );
}
