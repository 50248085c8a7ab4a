import type { Context } from 'hono';

interface Asked {
  readonly req: { header(name: string): string | undefined };
}

/**
 * Whether the request comes from this machine. The Host header must name it too, so that a page elsewhere cannot reach it
 * through a browser here (DNS rebinding).
 */
export function isLocalRequest(c: Asked & Pick<Context, 'env'>): boolean {
  const isHandedOn = handedOn.some((name) => c.req.header(name) !== undefined);
  return isLoopback(remoteAddress(c.env)) && namesThisMachine(c) && !isHandedOn;
}

/** A web server of this machine hands on what comes from anywhere. */
const handedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Whether the browser calls it by a name of this machine, as also through a tunnel. */
export function namesThisMachine(c: Asked): boolean {
  const host = (c.req.header('host') ?? '').replace(/:\d+$/, '');
  return ['127.0.0.1', 'localhost', '[::1]'].includes(host);
}

function remoteAddress(env: unknown): string {
  const incoming = (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return incoming?.socket?.remoteAddress ?? '';
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
