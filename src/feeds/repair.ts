import { withoutDoctype } from './doctype.ts';
import { withoutComments } from './plain.ts';

export interface Repaired {
  readonly text: string;
  readonly warnings: readonly string[];
}

const feedStart = /<(?:\?xml[\s?]|(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>])/i;
const feedEnd = /<\/(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>/gi;

/**
 * XML as servers send it, made readable for a strict parser: what a plugin printed before or after the document is cut,
 * control characters and references to them go, a DOCTYPE goes, short texts that it names put in their places (so nothing
 * can expand), CDATA inside of CDATA becomes one, and `<` that opens no tag is escaped. HTML entities and bare `&` are left: the parser reads them as they were meant.
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
    if (withoutComments(text.slice(end)).trim() !== '') {
      warnings.push(`${text.length - end} characters after the document were cut`);
    }
    text = text.slice(0, end);
  }
  const withoutControls = removeControls(text);
  if (withoutControls.length < text.length) warnings.push('control characters were removed');
  text = withoutControls;
  text = withoutDoctype(text);
  const closed = closeCdata(text);
  if (closed.length > text.length) warnings.push('text that nothing ended (CDATA) was ended with its field');
  text = flatCdata(closed);
  return { text: escapeStrayAngles(text), warnings };
}

const cdataOpen = '<![CDATA[';
const cdataEnd = ']]>';

const field = /<([\w:]+)(?:\s[^<>]*)?>\s*<!\[CDATA\[/g;
/** One entry ends and the next begins, or the document ends. */
const nextEntry = /<\/(?:\w+:)?(?:item|entry)\s*>\s*(?:<(?:\w+:)?(?:item|entry)[\s>]|<\/)/i;

/** CDATA that nothing ends takes the entries behind it along: a section with the end of an entry in it ends with the field that it opens. */
function closeCdata(text: string): string {
  const parts: string[] = [];
  let done = 0;
  field.lastIndex = 0;
  for (let open = field.exec(text); open !== null; open = field.exec(text)) {
    const from = field.lastIndex;
    const found = text.indexOf(cdataEnd, from);
    const end = found < 0 ? text.length : found;
    const close = text.indexOf(`</${open[1]}`, from);
    if (close >= 0 && close < end && nextEntry.test(text.slice(close, end))) {
      parts.push(text.slice(done, close), cdataEnd);
      done = close;
      field.lastIndex = close;
    } else field.lastIndex = end;
  }
  return parts.join('') + text.slice(done);
}

/**
 * CDATA with CDATA in it ends, to a parser, where the inner one does, and the rest of the text is lost. What tells of it is
 * an end that no section is open for, which XML forbids: the text up to there is one section.
 */
function flatCdata(text: string): string {
  const parts: string[] = [];
  let done = 0;
  for (let open = text.indexOf(cdataOpen); open >= 0; open = text.indexOf(cdataOpen, done)) {
    const from = open + cdataOpen.length;
    let end = text.indexOf(cdataEnd, from);
    if (end < 0) break;
    for (let inner = text.slice(from, end).split(cdataOpen).length - 1; inner > 0; inner -= 1) {
      const next = text.indexOf(cdataEnd, end + cdataEnd.length);
      const other = text.indexOf(cdataOpen, end);
      if (next < 0 || (other >= 0 && other < next)) break;
      end = next;
    }
    const section = text.slice(from, end);
    const isNested = section.includes(cdataEnd);
    parts.push(text.slice(done, from), isNested ? withoutMarks(section) : section, cdataEnd);
    done = end + cdataEnd.length;
  }
  return parts.join('') + text.slice(done);
}

function withoutMarks(section: string): string {
  return section.replaceAll(cdataOpen, '').replaceAll(cdataEnd, '');
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
  const parts: string[] = [];
  let from = 0;
  for (let open = text.indexOf(cdataOpen); open >= 0; open = text.indexOf(cdataOpen, from)) {
    const end = text.indexOf(cdataEnd, open);
    if (end < 0) break;
    parts.push(escaped(text.slice(from, open)), text.slice(open, end + cdataEnd.length));
    from = end + cdataEnd.length;
  }
  return parts.join('') + escaped(text.slice(from));
}

function escaped(text: string): string {
  // A declaration inside of the document (`<!DOCTYPE`, `<!ENTITY`) is none: only comments and CDATA begin so.
  return text.replace(/<(?!!--|!\[CDATA\[|[a-z_/?])/gi, '&lt;');
}
