/** What a map or a set of this process remembers, in the order in which it was put in. */
interface Remembered<Key> {
  readonly size: number;
  keys(): IterableIterator<Key>;
  delete(key: Key): boolean;
}

/**
 * Drops what was put in longest ago until no more than `most` entries stay. A key that is set again keeps its old place: delete
 * it first where that makes it new.
 */
export function keepNewest<Key>(remembered: Remembered<Key>, most: number): void {
  for (const oldest of remembered.keys()) {
    if (remembered.size <= most) return;
    remembered.delete(oldest);
  }
}
