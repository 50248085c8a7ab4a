/** Most answers kept: several long pages' lines. */
const MOST = 4_000;

/** `ask` with up to `most` answers kept for a while: the same lines of a page are asked about by many rules. */
export function remembered<T>(ask: (text: string) => T, most = MOST): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const answer = ask(text);
    if (known.size >= most) known.clear();
    known.set(text, answer);
    return answer;
  };
}
