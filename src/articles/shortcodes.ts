/**
 * Attributes as an editor's typographer may have left them: straight, curly or prime quotes, or none. Each can be read in one way alone, and
 * no code reaches over the next one's bracket: what nothing closes would else be tried in every way.
 */
const value = String.raw`(?:"[^"[\]]*"|'[^'[\]]*'|[“”″‘’′«»][^“”″‘’′«»[\]]*[“”″‘’′«»]|[^\s"'“”″‘’′«»[\]][^\s[\]]*)`;
const withAttributes = new RegExp(String.raw`\[\/?[a-z][\w-]*(?:\s+[a-z_][\w-]*\s*=\s*${value})+\s*\/?\]`, 'gi');
const known =
  /\[\/?(?:[a-z]+(?:_[a-z0-9]+)+|vc_\w+|et_pb_\w+|embed|caption|gallery|video|audio|playlist|tptn\w*|contact-form-7|button|quote|toc|ads?\d*)(?:\s[^[\]]*)?\/?\]/gi;
const embedded = /\[embed\](?:(?!\[embed\])[\s\S])*?\[\/embed\]/gi;

/**
 * Text without WordPress shortcodes that nobody replaced (`[tptn_list limit="5"]`). A pair leaves what it encloses,
 * except `[embed]`, which encloses an address. Notes such as `[1]`, `[…]` and words in brackets stay.
 */
export function stripShortcodes(text: string): string {
  if (!text.includes('[')) return text;
  return withoutPairs(text.replace(embedded, ' ').replace(withAttributes, ' ').replace(known, ' '));
}

/** Of a name in brackets that is closed further down, neither mark. */
function withoutPairs(text: string): string {
  const closed = new Set([...text.matchAll(/\[\/([a-z][\w-]{2,})\]/gi)].map(([, name = '']) => name.toLowerCase()));
  if (closed.size === 0) return text;
  const opened = new Set<string>();
  return text.replace(/\[(\/?)([a-z][\w-]{2,})\]/gi, (mark, closing: string, name: string) => {
    const key = name.toLowerCase();
    if (closing === '' && closed.has(key)) opened.add(key);
    return opened.has(key) ? '' : mark;
  });
}
