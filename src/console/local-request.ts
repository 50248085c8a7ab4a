import type { Context } from 'hono';

/**
 * Whether the request comes from this machine. The Host header must name it too, so that a page elsewhere cannot reach it
 * through a browser here (DNS rebinding).
 */
export function isLocalRequest(
  c: Pick<Context, 'env'> & { req: { header(name: string): string | undefined } },
): boolean {
  const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
  return isLoopback(remoteAddress(c.env)) && ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}

function remoteAddress(env: unknown): string {
  const incoming = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return incoming?.socket?.remoteAddress ?? '';
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
