import type { Language } from '../config/newsroom.ts';
import { inLanguage, isolateRuns, startRight } from './bidi.ts';
import { plainText } from './plain-text.ts';

/** A message that is being put together: Telegram HTML, and its length as Telegram counts it. */
export interface Html {
  readonly html: string;
  /** UTF-16 units after the markup is read, the unit of Telegram's limits. */
  readonly length: number;
}

export const nothing: Html = { html: '', length: 0 };

/** Text of any source, escaped; https://core.telegram.org/bots/api#html-style */
export function text(source: string): Html {
  return escaped(startRight(isolateRuns(plainText(source))));
}

/**
 * A story's own words. Telegram would make «@name» a link to whoever has that name there, who need not be the one meant, and «/stop» a command at a touch: a
 * mark that cannot be seen stands behind their signs. https://core.telegram.org/api/entities
 */
export function storyWords(source: string): Html {
  return escaped(startRight(isolateRuns(plainText(source)).replace(TOUCHABLE, `$&${LEFT_TO_RIGHT_MARK}`)));
}

const TOUCHABLE = /(?<![\p{L}\p{N}_/:])[@/](?=[A-Za-z0-9_])/gu;
const LEFT_TO_RIGHT_MARK = '\u200E';

/** What is said in the reader's language, with what stands in it in another. */
export function ownWords(source: string, language: Language): Html {
  return escaped(inLanguage(plainText(source), language));
}

function escaped(shown: string): Html {
  return { html: escapeHtml(shown), length: shown.length };
}

export function bold(inner: Html): Html {
  return { html: `<b>${inner.html}</b>`, length: inner.length };
}

export function struck(inner: Html): Html {
  return { html: `<s>${inner.html}</s>`, length: inner.length };
}

export function underlined(inner: Html): Html {
  return { html: `<u>${inner.html}</u>`, length: inner.length };
}

/** A link when the address is one that a reader may open, else the words alone. */
export function link(inner: Html, address: string): Html {
  if (!URL.canParse(address)) return inner;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return inner;
  return { html: `<a href="${escapeHtml(url.href.toWellFormed())}">${inner.html}</a>`, length: inner.length };
}

/** Parts with something between them; empty parts are left out with it. */
export function join(parts: readonly Html[], between: string): Html {
  const kept = parts.filter((part) => part.length > 0);
  return {
    html: kept.map((part) => part.html).join(between),
    length: kept.reduce((sum, part) => sum + part.length, 0) + Math.max(0, kept.length - 1) * between.length,
  };
}

export function escapeHtml(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
