import type { ArticleChange, DiffPiece } from '../articles/diff.ts';
import type { RenderedMessage } from '../channels/channel.ts';
import type { Texts } from '../config/texts.ts';
import { firstWords } from './fit.ts';
import { plainText } from './plain-text.ts';
import { bold, type Html, join, link, nothing, struck, text, underlined } from './telegram-html.ts';

/** For the changes together; the head, the title and the buttons' words are besides. UTF-16 units. */
const longestInAll = 3_000;
const longestPassage = 600;
/** Words left of an unchanged passage on each side of what changed. */
const wordsAround = 6;

/** What changed in a story, for an editor to decide: struck through what is gone, underlined what is new. */
export function telegramChanges(
  story: {
    readonly head: string;
    readonly title: string;
    readonly link: string;
    readonly changes: readonly ArticleChange[];
  },
  texts: Texts,
): RenderedMessage {
  const shown: Html[] = [];
  let length = 0;
  for (const change of story.changes) {
    const passage = changed(change, texts);
    if (length + passage.length > longestInAll) break;
    shown.push(passage);
    length += passage.length;
  }
  const left = story.changes.length - shown.length;
  const more = left === 0 ? nothing : text(texts.say('editors.change.more', { count: String(left) }));
  const title = link(text(firstWords(plainText(story.title), 300)), story.link);
  const { html } = join([bold(text(story.head)), title, ...shown, more], '\n\n');
  return { text: html, markup: 'telegram-html', linkPreview: false };
}

function changed(change: ArticleChange, texts: Texts): Html {
  if (change.kind === 'changed') {
    const label = text(`${texts.say(`editors.change.${change.part}`)}:`);
    return join(
      [
        bold(label),
        join(
          change.pieces.map((piece, index) => shownPiece(piece, index, change.pieces.length)),
          ' ',
        ),
      ],
      ' ',
    );
  }
  const words = text(firstWords(plainText(change.text), longestPassage));
  const label = bold(text(`${texts.say(`editors.change.${change.kind}`)}:`));
  return join([label, change.kind === 'added' ? underlined(words) : struck(words)], ' ');
}

function shownPiece(piece: DiffPiece, index: number, count: number): Html {
  const words = text(wordsOfPiece(piece, index, count));
  return piece.kind === 'removed' ? struck(words) : piece.kind === 'added' ? underlined(words) : words;
}

/** The words that are shown of the `index`th of so many pieces of a changed passage. */
export function wordsOfPiece({ kind, text: words }: DiffPiece, index: number, count: number): string {
  if (kind !== 'same') return firstWords(plainText(words), longestPassage);
  return around(words, index === 0 ? 'before' : index === count - 1 ? 'after' : 'between');
}

/** An unchanged passage, shortened to what stands next to the changes. */
function around(passage: string, place: 'before' | 'between' | 'after'): string {
  const words = plainText(passage).split(' ');
  if (place === 'before')
    return words.length <= wordsAround ? words.join(' ') : `… ${words.slice(-wordsAround).join(' ')}`;
  if (place === 'after')
    return words.length <= wordsAround ? words.join(' ') : `${words.slice(0, wordsAround).join(' ')} …`;
  if (words.length <= 2 * wordsAround) return words.join(' ');
  return `${words.slice(0, wordsAround).join(' ')} … ${words.slice(-wordsAround).join(' ')}`;
}
