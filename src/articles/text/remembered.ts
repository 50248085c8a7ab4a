/** Most answers kept: several long pages' lines. */
const MOST = 4_000;

/**
 * `ask` with up to `most` answers kept for a while: the same lines of a page are asked about by many rules. Of a text longer than `longest`, in
 * UTF-16 units, none is kept.
 */
export function remembered<T>(
  ask: (text: string) => T,
  { most = MOST, longest = Number.POSITIVE_INFINITY }: { readonly most?: number; readonly longest?: number } = {},
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return ask(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = ask(text);
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}
