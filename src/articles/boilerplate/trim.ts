import { segmentSentences, tokens } from '../text/index.ts';
import { isFinished } from './kind.ts';
import { type LineKind, lineKind } from './line.ts';
import { plainOf, type RemovedText } from './page.ts';
import { isOnSubject, opensWithCall, pageSpeech } from './speech.ts';

/** Characters of a paragraph whose sentences are looked at; a longer one stays as it is. */
const LONGEST = 15_000;

const EDGE_FURNITURE: ReadonlySet<LineKind> = new Set([
  'call-to-action',
  'inline-related',
  'notice',
  'label',
  'shortcode',
  'link',
]);

/** Takes whole sentences that are furniture off the ends of a paragraph: «… عام 2008. اشتركوا في نشرتنا هنا!». `title` is the article's. */
export function withoutEdgeFurniture(text: string, title: string): { text: string; removed: RemovedText[] } {
  const removed: RemovedText[] = [];
  if (text.length > LONGEST) return { text, removed };
  const sentences = segmentSentences(text);
  let from = 0;
  let to = sentences.length;
  while (to - from > 1) {
    const last = sentences[to - 1];
    const kind = last === undefined ? 'text' : kindUnder(title, last.text);
    if (last === undefined || kind === 'text' || !EDGE_FURNITURE.has(kind)) break;
    removed.push({ text: last.text, why: kind });
    to--;
  }
  while (to - from > 1) {
    const first = sentences[from];
    const kind = first === undefined ? 'text' : kindUnder(title, first.text);
    // What asks nothing is how the paragraph opens, whatever it speaks of.
    if (first === undefined || kind !== 'call-to-action' || !opensWithCall(plainOf(first.text))) break;
    removed.push({ text: first.text, why: kind });
    from++;
  }
  if (removed.length === 0) return { text, removed };
  return { text: text.slice(sentences[from]?.start ?? 0, sentences[to - 1]?.end ?? text.length), removed };
}

/** A paragraph that only its last sentences make a call: «… في المرفأ. اضغط هنا لقراءة المادة في موقعها.»; before them nothing speaks to the reader. */
export function isTextBeforeCall(text: string, title: string): boolean {
  const { text: before, removed } = withoutEdgeFurniture(text, title);
  return (
    removed.length > 0 && isFinished(before) && tokens(before).length >= FEWEST && pageSpeech(plainOf(before)) <= 0
  );
}

/** Words of a paragraph that is more than what leads up to a call. */
const FEWEST = 12;

function kindUnder(title: string, sentence: string): LineKind {
  const kind = lineKind(sentence);
  return kind === 'call-to-action' && isOnSubject(plainOf(title), plainOf(sentence)) ? 'text' : kind;
}
