import type { GrammyError } from 'grammy';
import type { FarEnd, Sent } from './far-end.ts';
import { isMarkupError } from './outcome.ts';

type Markup = { readonly parse_mode?: 'HTML' };

/**
 * Once more without markup when Telegram cannot read it, and that is noted. `call` gives the message's id; what else it
 * throws is thrown.
 */
export async function plainlyIfNeeded<Options extends Markup>(
  { refused }: Pick<FarEnd, 'refused'>,
  options: Options,
  text: string,
  call: (text: string, options: Omit<Options, 'parse_mode'> & Markup) => Promise<string>,
): Promise<Sent> {
  const plainly = async (note: string): Promise<Sent> => {
    const { parse_mode: _, ...plain } = options;
    return { kind: 'sent', messageId: await call(withoutMarkup(text), plain), note };
  };
  const known = options.parse_mode === undefined ? null : refused.why(text);
  if (known !== null) return plainly(known);
  try {
    return { kind: 'sent', messageId: await call(text, options) };
  } catch (error) {
    if (!isMarkupError(error)) throw error;
    const note = `sent as plain text: ${(error as GrammyError).description}`;
    const sent = await plainly(note);
    refused.add(text, note);
    return sent;
  }
}

/** The words of a message whose markup Telegram would not read; links stay as bare addresses. */
function withoutMarkup(html: string): string {
  return html
    .replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, '$2\n$1')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
