import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, gunzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { FeedError } from './error.ts';

/**
 * The body of an answer, decompressed, of at most `maxBytes`; `complete` is false where the connection ended before it did.
 *
 * @throws FeedError `too-large`, and what the connection or the decompression fails with before anything came.
 */
export async function readBody(
  response: Dispatcher.ResponseData,
  headers: ReadonlyMap<string, string>,
  { maxBytes, source }: { readonly maxBytes: number; readonly source: string },
): Promise<{ body: Uint8Array; complete: boolean }> {
  const tooLarge = () =>
    new FeedError({
      reason: 'too-large',
      source,
      what: `larger than ${Math.floor(maxBytes / 1_048_576)} MB, the most that is read`,
    });
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  const decoder = decompressor(encoding);
  if (decoder === null && Number(headers.get('content-length') ?? 0) > maxBytes) {
    response.body.destroy();
    throw tooLarge();
  }
  // `pipeline` ends both sides when either fails; the error is met where the result is read.
  const stream: Readable = decoder === null ? response.body : pipeline(response.body, decoder, () => undefined);
  const chunks: Buffer[] = [];
  let size = 0;
  let complete = true;
  try {
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof FeedError || !endedEarly(error) || size === 0) throw error;
    complete = false;
  }
  const body = Buffer.concat(chunks, size);
  // A `.xml.gz` served as a file, or compressed twice.
  if (complete && body[0] === 0x1f && body[1] === 0x8b) {
    try {
      return { body: gunzipSync(body, { maxOutputLength: maxBytes }), complete };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      throw error;
    }
  }
  return { body, complete };
}

function decompressor(encoding: string): Transform | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

function endedEarly(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return /^(?:UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|Z_BUF_ERROR|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_ABORTED|HPE_\w+)$/.test(
    code,
  );
}
