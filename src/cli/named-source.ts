import { existsSync } from 'node:fs';
import { isIP } from 'node:net';

/** «example.org», «درج.شبكة/x», «localhost:8080»: a host as people write it, with a port and a path or without. */
const bareHost = /^(?:localhost|\[[\da-f:]+\]|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)(?::\d{1,5})?(?:[/?#]\S*)?$/iu;

/** A file that is not there is rather that than a host. */
const fileName = /^[^/:]+\.(?:txt|html?|xml|rss|atom|rdf|jsonl?|ndjson|md|csv|pdf|gz|docx?)$/i;

/**
 * What somebody names on the command line as the program reads it: `-` is what comes through a pipe, and a host that is no file
 * is that site's address, by https unless it is this machine or a number.
 */
export function namedSource(source: string): string {
  if (source === '-') return '/dev/stdin';
  if (!bareHost.test(source) || fileName.test(source) || existsSync(source)) return source;
  const host = source.replace(/[:/?#].*$/s, '');
  const isNear = host === 'localhost' || source.startsWith('[') || isIP(host) !== 0;
  return `${isNear ? 'http' : 'https'}://${source}`;
}
