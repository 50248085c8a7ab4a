/** Below a list that goes on: to its beginning, and on. `more`: the address of what follows, null at the end. */
export function Older(props: { readonly first: string; readonly isFirst: boolean; readonly more: string | null }) {
  const { first, isFirst, more } = props;
  if (isFirst && more === null) return null;
  return (
    <nav class="choices" aria-label="الصفحات">
      {!isFirst && <a href={first}>الأحدث</a>}
      {more !== null && <a href={more}>الأقدم</a>}
    </nav>
  );
}

/** An address with what is set of `fields`. */
export function addressOf(path: string, fields: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(fields).filter(
    (field): field is [string, string] => field[1] !== undefined && field[1] !== '',
  );
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}
