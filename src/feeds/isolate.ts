/** A feed taken apart: what stands before the first entry, and each entry that was closed. */
export interface Isolated {
  /** Root and channel, up to the first entry. */
  readonly head: string;
  readonly entries: readonly string[];
  /** Entries that began and never ended: the last of a cut download. */
  readonly unfinished: number;
}

/**
 * Finds the entries of a feed without parsing it, so that one broken entry or a cut download costs only itself. Tags
 * inside CDATA and comments do not count. An entry that runs into the next one ends where that one starts.
 *
 * @param tag name of the entries in the format.
 */
export function isolateEntries(text: string, tag: 'item' | 'entry' | 'url'): Isolated {
  const marks = new RegExp(
    `<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>|$)|<!--(?:(?!<!--)[\\s\\S])*?-->|<${tag}(?=[\\s>])[^>]*>|</${tag}\\s*>`,
    'gi',
  );
  const entries: string[] = [];
  let open = -1;
  let first = -1;
  for (const mark of text.matchAll(marks)) {
    if (mark[0].startsWith('<!')) continue;
    if (mark[0].startsWith('</')) {
      if (open >= 0) entries.push(text.slice(open, mark.index + mark[0].length));
      open = -1;
      continue;
    }
    if (first < 0) first = mark.index;
    if (open >= 0) entries.push(`${text.slice(open, mark.index)}</${tag}>`);
    open = mark.index;
  }
  return { head: first < 0 ? text : text.slice(0, first), entries, unfinished: open >= 0 ? 1 : 0 };
}

/** Short fields whose closing tag an entry may lack; each holds plain text, so it ends where the next tag starts. */
const leaves = [
  'title',
  'link',
  'guid',
  'id',
  'pubDate',
  'dc:date',
  'published',
  'updated',
  'author',
  'dc:creator',
  'category',
  'comments',
];

/** An entry with the closing tags that its short fields lack. */
export function closeLeaves(entry: string): string {
  return leaves.reduce((text, leaf) => {
    const opened = text.match(new RegExp(`<${leaf}(?:\\s[^<>]*)?(?<!/)>`, 'gi'))?.length ?? 0;
    const closed = text.match(new RegExp(`</${leaf}\\s*>`, 'gi'))?.length ?? 0;
    if (opened <= closed) return text;
    const field = new RegExp(`<${leaf}(?:\\s[^<>]*)?(?<!/)>(?:<!\\[CDATA\\[[\\s\\S]*?\\]\\]>|[^<])*`, 'gi');
    return text.replace(field, (found, offset: number) =>
      text.startsWith(`</${leaf}`, offset + found.length) ? found : `${found}</${leaf}>`,
    );
  }, entry);
}
