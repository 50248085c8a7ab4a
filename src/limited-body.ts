import type { MiddlewareHandler } from 'hono';

/** Of a body that is too large this much is read and thrown away, so that its sender hears the answer. */
const mostDrained = 64 * 1024 * 1024;

/**
 * Reads a request's body of at most `maxSize` bytes; a larger one is answered with 413. Its rest is read first: a connection
 * with an unread rest is cut off, and the request that its sender makes next on it with it. From a body that does not end
 * within reason the connection is closed, and that is said.
 */
export function limitedBody(maxSize: number): MiddlewareHandler {
  return async (context, next) => {
    const { body } = context.req.raw;
    if (body === null) return next();
    const chunks: Uint8Array[] = [];
    let size = 0;
    const reader = body.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length;
      if (size <= maxSize) chunks.push(read.value);
      if (size > mostDrained) return context.text(tooLarge, 413, { connection: 'close' });
    }
    if (size > maxSize) return context.text(tooLarge, 413);
    context.req.raw = new Request(context.req.raw, { body: Buffer.concat(chunks) });
    return next();
  };
}

const tooLarge = 'The body is too large.\n';
