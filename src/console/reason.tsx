import { reasonWords } from './reason-words.ts';

/** A reason of the record in the editors' language, with what a far end said in its own. */
export function Reason({ reason }: { readonly reason: string | null }) {
  const { words, said } = reasonWords(reason);
  return (
    <>
      {words}
      {said !== null && (
        <>
          {words !== '' && ' '}
          <bdi dir="auto" class="code">
            {said}
          </bdi>
        </>
      )}
    </>
  );
}
