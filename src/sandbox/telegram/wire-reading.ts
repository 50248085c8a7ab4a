/** The head of an HTTP/1.1 request, as far as the stand-in needs it. */
export interface RequestHead {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly contentType: string;
  /** Of the body, in bytes. */
  readonly length: number | 'chunked';
  /** Whether the client keeps the connection for further requests. */
  readonly persistence: 'kept' | 'closed';
  /** Whether it waits to be told that its body is welcome. */
  readonly expects: 'continue' | 'nothing';
}

const requestLine = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/;

/** Null when it is no HTTP. `text` without the empty line at its end. */
export function readHead(text: string): RequestHead | null {
  const lineEnd = text.indexOf('\r\n');
  const line = requestLine.exec(lineEnd < 0 ? text : text.slice(0, lineEnd));
  if (!line) return null;
  const [, method = '', target = '', version] = line;
  const header = (name: string) => headerOf(text, name);
  const connection = header('connection').toLowerCase();
  const length = Number(header('content-length') || 0);
  if (!Number.isSafeInteger(length) || length < 0) return null;
  return {
    method,
    target,
    contentType: header('content-type'),
    length: header('transfer-encoding').toLowerCase() === 'chunked' ? 'chunked' : length,
    persistence: connection === 'close' || (version === '0' && connection !== 'keep-alive') ? 'closed' : 'kept',
    expects: header('expect').toLowerCase() === '100-continue' ? 'continue' : 'nothing',
  };
}

const patterns = new Map<string, RegExp>();

function headerOf(head: string, name: string): string {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\r\\n${name}:[ \\t]*([^\\r]*)`, 'i');
    patterns.set(name, pattern);
  }
  return pattern.exec(head)?.[1]?.trimEnd() ?? '';
}

export type ReadChunks =
  | { readonly kind: 'body'; readonly body: Buffer; readonly end: number }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'broken' };

/** A body in chunks at the start of `data`; `end` is where the next request begins. */
export function readChunks(data: Buffer): ReadChunks {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = data.indexOf('\r\n', at);
    if (lineEnd < 0) return { kind: 'unfinished' };
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(data.toString('latin1', at, lineEnd))?.[1];
    if (size === undefined) return { kind: 'broken' };
    const length = Number.parseInt(size, 16);
    const start = lineEnd + 2;
    if (length === 0) {
      // Trailers, if any, end with an empty line.
      const end = data.indexOf('\r\n', start) === start ? start + 2 : data.indexOf('\r\n\r\n', start) + 4;
      return end < start + 2 ? { kind: 'unfinished' } : { kind: 'body', body: Buffer.concat(chunks), end };
    }
    if (data.length < start + length + 2) return { kind: 'unfinished' };
    if (data[start + length] !== 0x0d || data[start + length + 1] !== 0x0a) return { kind: 'broken' };
    chunks.push(data.subarray(start, start + length));
    at = start + length + 2;
  }
}
