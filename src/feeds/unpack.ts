import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliDecompress,
  constants,
  gunzip,
  inflate,
  inflateRaw,
  type ZlibOptions,
} from 'node:zlib';

type Unpacking = (packed: Buffer, options: ZlibOptions) => Promise<Buffer>;

/** How often a body is unpacked as its header says; each time it may grow to its limit. */
const MOST_LAYERS = 3;

export interface Unpacked {
  readonly body: Buffer;
  /** False where the packed bytes end before what they hold does: `body` is what came. */
  readonly complete: boolean;
}

/**
 * A body unpacked as its `Content-Encoding` says («gzip, gzip» was packed twice), told by its first bytes where those say otherwise:
 * servers send «gzip» that is plain, a packed file without saying so, and «deflate» with its wrapper or bare.
 *
 * @throws an error of zlib's, `ERR_BUFFER_TOO_LARGE` where more than `maxBytes` would come of it.
 */
export async function unpack(packed: Buffer, header: string, maxBytes: number): Promise<Unpacked> {
  let body = packed;
  let complete = true;
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  for (const name of [...names.toReversed().slice(0, MOST_LAYERS), 'gzip']) {
    const by = unpackingOf(name, body);
    if (by === null) continue;
    const read = await unpackedBy(by, name, body, maxBytes);
    body = read.body;
    complete &&= read.complete;
  }
  return { body, complete };
}

function unpackingOf(name: string, body: Buffer): Unpacking | null {
  const [first = 0, second = 0] = body;
  if (/^(?:x-)?gzip$/.test(name))
    return first === 0x1f && second === 0x8b ? promisify<Buffer, ZlibOptions, Buffer>(gunzip) : null;
  if (name === 'br') return promisify<Buffer, BrotliOptions, Buffer>(brotliDecompress);
  if (name === 'deflate')
    return promisify<Buffer, ZlibOptions, Buffer>(isWrapped(first, second) ? inflate : inflateRaw);
  return null;
}

/** RFC 1950: the method, and a check of the first two bytes. */
function isWrapped(first: number, second: number): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

async function unpackedBy(by: Unpacking, name: string, packed: Buffer, maxBytes: number): Promise<Unpacked> {
  try {
    return { body: await by(packed, { maxOutputLength: maxBytes }), complete: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'Z_BUF_ERROR') throw error;
    const finishFlush = name === 'br' ? constants.BROTLI_OPERATION_FLUSH : constants.Z_SYNC_FLUSH;
    return { body: await by(packed, { maxOutputLength: maxBytes, finishFlush }), complete: false };
  }
}
