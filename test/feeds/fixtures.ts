import { readFileSync } from 'node:fs';
import { type ParseContext, parseFeed } from '../../src/feeds/parse.ts';

/** The present in these tests. */
export const now = new Date('2024-03-05T12:00:00Z');

export function fixture(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url));
}

export function parseFixture(name: string, context: ParseContext = {}) {
  return parseFeed(fixture(name), { url: 'https://example.org/feed/', now, ...context });
}
