import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.ts';
import { type Certificate, selfSigned } from './certificate.ts';

/** How the page is served: as it should be, or as a broken network does. */
export type HttpMode = 'well' | 'unavailable' | 'hangs' | 'body hangs';

export interface PageServerParts {
  readonly settings: () => object;
  /** A page opened its stream. */
  readonly opened: (page: string, session: string) => void;
  readonly closed: (page: string) => void;
  /** The page said something. */
  readonly said: (page: string, message: unknown) => void;
}

/** Kept for one page that is away. */
const mostMissed = 100;
const folder = join(packageRoot, 'src/sandbox/whatsapp/page');

/**
 * Serves the page that stands in for web.whatsapp.com under that very name, over TLS on 127.0.0.1. What happens goes to
 * a page on an event stream; what a page says comes by POST.
 */
export class PageServer {
  http: HttpMode = 'well';
  readonly #parts: PageServerParts;
  readonly #certificate: Certificate = selfSigned('web.whatsapp.com');
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Map<string, ServerResponse>();
  readonly #missed = new Map<string, string[]>();
  #port = 0;

  constructor(parts: PageServerParts) {
    this.#parts = parts;
    this.#server = createServer(this.#certificate, (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Makes Chromium find this server, and nothing else, under WhatsApp's name. */
  get chromiumArguments(): readonly string[] {
    return [
      `--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:${this.#port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${this.#certificate.spki}`,
    ];
  }

  get pages(): readonly string[] {
    return [...this.#streams.keys()];
  }

  /** What a page cannot hear now it hears when it is back: WhatsApp keeps answers and receipts for it. */
  send(page: string, message: object): void {
    const line = `data: ${JSON.stringify(message)}\n\n`;
    const stream = this.#streams.get(page);
    if (stream && !stream.destroyed) stream.write(line);
    else this.#missed.set(page, [...(this.#missed.get(page) ?? []), line].slice(-mostMissed));
  }

  /** Breaks every connection, as a network that goes away does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'https://web.whatsapp.com');
    const page = url.searchParams.get('page') ?? '';
    if (this.http === 'hangs') return;
    if (this.http === 'unavailable') {
      response.writeHead(503).end('unavailable');
      return;
    }
    if (url.pathname === '/standin/stream') {
      this.#stream(page, url.searchParams.get('session') ?? '', response);
    } else if (url.pathname === '/standin/say') {
      const message: unknown = JSON.parse(await text(request));
      response.writeHead(204).end();
      this.#parts.said(page, message);
    } else if (/^\/standin\/[a-z]+\.js$/.test(url.pathname)) {
      const script = await readFile(join(folder, url.pathname.slice('/standin/'.length)), 'utf8');
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' });
      response.end(script);
    } else if (url.pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      if (this.http === 'body hangs') response.write('<!doctype html><title>…</title>');
      else response.end(this.#html());
    } else {
      response.writeHead(404).end();
    }
  }

  #stream(page: string, session: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': open\n\n');
    this.#streams.set(page, response);
    response.on('close', () => {
      if (this.#streams.get(page) === response) this.#streams.delete(page);
      this.#parts.closed(page);
    });
    this.#parts.opened(page, session);
    for (const line of this.#missed.get(page) ?? []) response.write(line);
    this.#missed.delete(page);
  }

  #html(): string {
    const settings = JSON.stringify(this.#parts.settings()).replace(/</g, '\\u003c');
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>WhatsApp (stand-in)</title>
<script>window.__settings = ${settings};</script>
<script type="module" src="/standin/main.js"></script><body></body></html>`;
  }
}

async function text(request: IncomingMessage): Promise<string> {
  let whole = '';
  for await (const part of request) whole += part;
  return whole;
}
