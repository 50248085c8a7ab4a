/** Attributes as an editor's typographer may have left them: straight, curly or prime quotes, or none. */
const attribute = String.raw`\s+[a-z_][\w-]*\s*=\s*(?:["“”″'‘’′«»][^\]]*?["“”″'‘’′«»]|[^\s\]]+)`;
const withAttributes = new RegExp(String.raw`\[\/?[a-z][\w-]*(?:${attribute})+\s*\/?\]`, 'gi');
const known =
  /\[\/?(?:[a-z]+(?:_[a-z0-9]+)+|vc_\w+|et_pb_\w+|embed|caption|gallery|video|audio|playlist|tptn\w*|contact-form-7|button|quote|toc|ads?\d*)(?:\s[^\]]*)?\/?\]/gi;
const paired = /\[([a-z][\w-]{2,})\]([\s\S]*?)\[\/\1\]/gi;

/**
 * Text without WordPress shortcodes that nobody replaced (`[tptn_list limit="5"]`). A pair leaves what it encloses,
 * except `[embed]`, which encloses an address. Notes such as `[1]`, `[…]` and words in brackets stay.
 */
export function stripShortcodes(text: string): string {
  if (!text.includes('[')) return text;
  return text
    .replace(/\[embed\][\s\S]*?\[\/embed\]/gi, ' ')
    .replace(withAttributes, ' ')
    .replace(known, ' ')
    .replace(paired, '$2');
}
