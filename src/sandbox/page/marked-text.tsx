import type { Child } from 'hono/jsx';
import type { TextMark } from '../phone.ts';

/**
 * A message's text as elements: one paragraph a line, each finding its own direction, so that a Latin line inside an
 * Arabic message reads from the left. What was written only ever becomes text, never markup.
 */
export function MarkedText({ text, marks }: { text: string; marks: readonly TextMark[] }) {
  let from = 0;
  return (
    <>
      {text.split('\n').map((line) => {
        const range = { from, to: from + line.length };
        from = range.to + 1;
        if (line === '') return <p class="gap" />;
        const touching = marks.filter((mark) => mark.from < range.to && mark.to > range.from);
        const block = touching.find((mark) => mark.kind === 'quote' || mark.kind === 'block')?.kind;
        return (
          <p dir="auto" class={block}>
            {spans(
              text,
              range,
              touching.filter((mark) => mark.kind !== 'quote' && mark.kind !== 'block'),
            )}
          </p>
        );
      })}
    </>
  );
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Text of a range with its marks around it, outer ones first; a mark that reaches beyond the range is cut. */
function spans(text: string, range: Range, marks: readonly TextMark[]): Child[] {
  const children: Child[] = [];
  let at = range.from;
  const waiting = [...marks].sort((a, b) => a.from - b.from || b.to - a.to);
  for (let mark = waiting.shift(); mark; mark = waiting.shift()) {
    const inside = { from: Math.max(mark.from, at), to: Math.min(mark.to, range.to) };
    if (inside.to <= inside.from) continue;
    if (inside.from > at) children.push(text.slice(at, inside.from));
    const inner: TextMark[] = [];
    while (waiting[0] !== undefined && waiting[0].from < inside.to) {
      const next = waiting.shift() as TextMark;
      inner.push(next);
      // The part behind this mark gets its turn after it.
      if (next.to > inside.to) waiting.unshift({ ...next, from: inside.to });
      if (next.to > inside.to) break;
    }
    children.push(styled(mark, spans(text, inside, inner)));
    at = inside.to;
  }
  if (at < range.to) children.push(text.slice(at, range.to));
  return children;
}

function styled(mark: TextMark, children: Child[]) {
  switch (mark.kind) {
    case 'bold':
      return <b>{children}</b>;
    case 'italic':
      return <i>{children}</i>;
    case 'underline':
      return <u>{children}</u>;
    case 'strike':
      return <s>{children}</s>;
    case 'code':
      return <code>{children}</code>;
    case 'spoiler':
      return (
        <span class="spoiler" tabindex={0}>
          {children}
        </span>
      );
    case 'command':
      return <bdi class="command">{children}</bdi>;
    case 'link':
      return /^(https?|mailto):/i.test(mark.url) ? (
        <a href={mark.url} target="_blank" rel="noopener noreferrer" title={mark.url}>
          {children}
        </a>
      ) : (
        <span class="link">{children}</span>
      );
    default:
      return <>{children}</>;
  }
}
