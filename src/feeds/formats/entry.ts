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
  /** What relative links are relative to, when the entry says so itself. */
  readonly base: string | null;
}

export interface RawFeed {
  readonly title: string | null;
  /** The site the source belongs to. */
  readonly link: string | null;
  readonly entries: readonly RawEntry[];
  readonly warnings: readonly string[];
}

/** The first that is there and says something. */
export function firstText(...candidates: readonly (string | null | undefined)[]): string | null {
  for (const candidate of candidates) {
    if (typeof candidate === 'string' && candidate.trim() !== '') return candidate;
  }
  return null;
}
