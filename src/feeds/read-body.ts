import type { Dispatcher } from 'undici';
import { FeedError } from './error.ts';
import { unpack } from './unpack.ts';

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
  if (Number(headers.get('content-length') ?? 0) > maxBytes) {
    response.body.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let complete = true;
  try {
    for await (const chunk of response.body) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof FeedError || !endedEarly(error) || size === 0) throw error;
    complete = false;
  }
  try {
    const unpacked = await unpack(Buffer.concat(chunks, size), headers.get('content-encoding') ?? '', maxBytes);
    return { body: unpacked.body, complete: complete && unpacked.complete };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw error;
  }
}

function endedEarly(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return /^(?:UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_ABORTED|HPE_\w+)$/.test(
    code,
  );
}
