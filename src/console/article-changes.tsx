import type { ArticleChange } from '../articles/diff.ts';
import type { Texts } from '../config/texts.ts';
import { wordsOfPiece } from '../messages/telegram-changes.ts';

/** What changed between two versions of a story: struck through what is gone, underlined what is new. */
export function Changes({ changes, texts }: { readonly changes: readonly ArticleChange[]; readonly texts: Texts }) {
  return (
    <ul class="changes">
      {changes.map((change) => (
        <li>
          <Change change={change} texts={texts} />
        </li>
      ))}
    </ul>
  );
}

function Change({ change, texts }: { readonly change: ArticleChange; readonly texts: Texts }) {
  if (change.kind !== 'changed') {
    return (
      <>
        <strong>{texts.say(`editors.change.${change.kind}`)}:</strong>{' '}
        {change.kind === 'added' ? <ins>{change.text}</ins> : <del>{change.text}</del>}
      </>
    );
  }
  return (
    <>
      <strong>{texts.say(`editors.change.${change.part}`)}:</strong>
      {change.pieces.map((piece, index) => {
        const words = wordsOfPiece(piece, index, change.pieces.length);
        return (
          <> {piece.kind === 'added' ? <ins>{words}</ins> : piece.kind === 'removed' ? <del>{words}</del> : words}</>
        );
      })}
    </>
  );
}
