import type { Books } from '../delivery/books.ts';
import { ofReaders } from './push-words.ts';
import { count, counted } from './time.tsx';

/** How far a push is, as a bar and in words. */
export function Progress({ books, label }: { readonly books: Books; readonly label: string }) {
  const { sent, pending, sending, uncertain } = books.byState;
  const settled = books.audience - pending - sending;
  if (books.audience === 0) return <p class="soft">يُعدّ من يصلهم…</p>;
  return (
    <div class="progress">
      <progress max={books.audience} value={settled} aria-label={label} />
      <span>
        وصل <strong>{count(sent)}</strong> من {counted(books.audience, ofReaders)}
        {settled - uncertain > sent && <span class="soft"> · لم يصل {count(settled - uncertain - sent)}</span>}
        {uncertain > 0 && <span class="soft"> · لا يُعرف هل وصل {count(uncertain)}</span>}
      </span>
    </div>
  );
}
