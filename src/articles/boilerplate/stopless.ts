import { goesOn, opensWithVerb } from '../text/index.ts';
import { isFinished } from './kind.ts';
import { isProse, type Page, type RemovalReason } from './page.ts';

/**
 * Whether there is nothing on a page but an article whose writer sets no stops, a line for each sentence as newsrooms of the Gulf and the Maghreb do:
 * half its running text ends without one, half its short lines open with a verb, and no line is the page's. Its short sentences then look like titles beside the long ones, and are none.
 */
export function isStoplessAlone({ texts, reasons }: Page): boolean {
  if (!reasons.every((reason) => reason === null || OF_ARTICLES.has(reason))) return false;
  const open = texts.filter((_, at) => reasons[at] === null);
  const prose = open.filter(isProse);
  const short = open.filter((text) => !isProse(text));
  return (
    prose.length > 0 &&
    prose.filter((text) => !isFinished(text)).length * 2 >= prose.length &&
    short.filter(opensSentence).length * 2 >= short.length
  );
}

function opensSentence(text: string): boolean {
  return !isFinished(text) && (opensWithVerb(text) || goesOn(text) || /^(?:لم|لن|لا) /.test(text));
}

/** What an article that is sent alone may have among its lines. */
const OF_ARTICLES: ReadonlySet<RemovalReason> = new Set(['title', 'repeat', 'byline', 'credit', 'separator', 'embed']);
