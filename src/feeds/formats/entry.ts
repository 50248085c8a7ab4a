/** One entry as its format has it: strings nobody has cleaned, resolved or believed yet. */
export interface RawEntry {
  readonly id: string | null;
  readonly link: string | null;
  readonly title: string | null;
  readonly content: string | null;
  readonly summary: string | null;
  readonly authors: readonly string[];
  readonly published: string | null;
  readonly updated: string | null;
  readonly tags: readonly string[];
  readonly image: { readonly url: string; readonly alt: string | null } | null;
  /** What relative links are relative to, when the entry or its feed says so itself. */
  readonly base: string | null;
  /** The same of what stands in `content`, where that is another (`xml:base` of its own). */
  readonly contentBase?: string | null;
}

export interface RawFeed {
  readonly title: string | null;
  /** The site the source belongs to. */
  readonly link: string | null;
  readonly entries: readonly RawEntry[];
  readonly warnings: readonly string[];
}

/** The base that holds inside of `inner`, which may be relative to the one around it (XML Base, 4). */
export function joinBases(outer: string | null, inner: string | null): string | null {
  if (inner === null || outer === null) return inner ?? outer;
  return URL.canParse(inner, outer) ? new URL(inner, outer).href : outer;
}

/** The first that is there and says something. */
export function firstText(...candidates: readonly (string | null | undefined)[]): string | null {
  for (const candidate of candidates) {
    if (typeof candidate === 'string' && candidate.trim() !== '') return candidate;
  }
  return null;
}
