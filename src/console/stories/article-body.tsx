import type { Block } from '../../articles/article.ts';
import { type BodyPiece, markSentences } from '../../summaries/in-body.ts';
import type { SummarySentence } from '../../summaries/summary.ts';

/** The cleaned text as readers of the site have it, what the summary took from it marked with its place there. */
export function ArticleBody(props: {
  readonly blocks: readonly Block[];
  readonly sentences: readonly SummarySentence[];
}) {
  return (
    <div class="article">
      {markSentences(props.blocks, props.sentences).map(({ block, pieces }) => (
        <BlockShown block={block} pieces={pieces} />
      ))}
    </div>
  );
}

function BlockShown({ block, pieces }: { readonly block: Block; readonly pieces: readonly BodyPiece[] }) {
  const text = <Pieces pieces={pieces} />;
  if (block.unconfirmed) {
    return (
      <div class="doubted">
        <p class="soft">قد لا يكون هذا من القصة، فلا يدخل الخلاصة:</p>
        <p dir="auto">{text}</p>
      </div>
    );
  }
  switch (block.kind) {
    case 'heading':
      return <h3 dir="auto">{text}</h3>;
    case 'quotation':
      return <blockquote dir="auto">{text}</blockquote>;
    case 'caption':
      return (
        <p class="soft">
          تعليق صورة: <bdi>{text}</bdi>
        </p>
      );
    case 'list':
      return (
        <p class="list" dir="auto">
          {text}
        </p>
      );
    case 'paragraph':
      return <p dir="auto">{text}</p>;
  }
}

function Pieces({ pieces }: { readonly pieces: readonly BodyPiece[] }) {
  return (
    <>
      {pieces.map(({ text, sentence }) =>
        sentence === null ? (
          text
        ) : (
          <mark title={`الجملة ${sentence + 1} من الخلاصة`}>
            <sup>{sentence + 1}</sup>
            {text}
          </mark>
        ),
      )}
    </>
  );
}
