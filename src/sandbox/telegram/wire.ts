import { STATUS_CODES } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type RequestHead, readChunks, readHead } from './wire-reading.ts';

/**
 * HTTP/1.1 for the stand-in, on bare sockets: keep-alive, pipelining, bodies with a length or in chunks. `node:http`
 * costs several times as much CPU a request, and a benchmark's far end must cost less than what is measured.
 */
export interface WireServer {
  readonly port: number;
  readonly connections: () => number;
  /** Cuts all connections. */
  readonly close: () => Promise<void>;
}

export interface WireResponse {
  readonly status: number;
  readonly contentType: string;
  /** Long ones in parts. */
  readonly body: string | readonly Buffer[];
  /** Seconds. */
  readonly retryAfter?: number;
}

const maxHeadBytes = 64 * 1_024;
const maxBodyBytes = 50 * 1_024 * 1_024;

/** Listens on 127.0.0.1. Throws when the port is taken. */
export async function serveWire(port: number, handle: (exchange: Exchange) => void): Promise<WireServer> {
  const open = new Set<Connection>();
  const server = createServer({ noDelay: true }, (socket) => {
    const connection = new Connection(socket, handle);
    open.add(connection);
    socket.once('close', () => open.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', backlog: 4_096 }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => open.size,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of open) connection.socket.destroy();
      await closed;
    },
  };
}

/** One request and its answer. */
export class Exchange {
  readonly head: RequestHead;
  readonly body: Buffer;
  readonly #connection: Connection;
  #response: readonly Buffer[] | null = null;
  #onGone: (() => void) | null = null;

  constructor(head: RequestHead, body: Buffer, connection: Connection) {
    this.head = head;
    this.body = body;
    this.#connection = connection;
  }

  get client(): 'there' | 'gone' {
    return this.#connection.socket.destroyed ? 'gone' : 'there';
  }

  /** What goes out when its turn comes. */
  get response(): readonly Buffer[] | null {
    return this.#response;
  }

  answer({ status, contentType, body, retryAfter }: WireResponse): void {
    const whole = typeof body === 'string';
    const length = whole ? Buffer.byteLength(body) : body.reduce((sum, part) => sum + part.length, 0);
    const extra = retryAfter === undefined ? '' : `retry-after: ${retryAfter}\r\n`;
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: ${contentType}\r\n${extra}connection: keep-alive\r\ncontent-length: ${length}\r\n\r\n`;
    this.#response = whole ? [Buffer.from(head + body)] : [Buffer.from(head), ...body];
    this.#onGone = null;
    this.#connection.flush();
  }

  /** Resets the connection, with all that waits on it. */
  reset(): void {
    this.#connection.socket.resetAndDestroy();
  }

  /** Calls back once, when the client leaves before it was answered. */
  onGone(listener: () => void): void {
    if (this.client === 'gone') listener();
    else this.#onGone = listener;
  }

  /** The client has left. */
  end(): void {
    this.#onGone?.();
    this.#onGone = null;
  }
}

/** A client's connection: requests are carried out as they come, answers leave in the order of their requests. */
class Connection {
  readonly socket: Socket;
  readonly #handle: (exchange: Exchange) => void;
  #unread: Buffer = Buffer.alloc(0);
  #head: RequestHead | null = null;
  readonly #open: Exchange[] = [];

  constructor(socket: Socket, handle: (exchange: Exchange) => void) {
    this.socket = socket;
    this.#handle = handle;
    socket.on('data', (data: Buffer) => this.#read(data));
    // A reset by the client: `close` follows.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const exchange of this.#open.splice(0)) exchange.end();
    });
  }

  /** Sends the answers whose turn has come. */
  flush(): void {
    for (let first = this.#open[0]; first; first = this.#open[0]) {
      const { response, head } = first;
      if (!response) return;
      this.#open.shift();
      for (const part of response) this.socket.write(part);
      if (head.persistence === 'closed') this.socket.end();
    }
  }

  #read(data: Buffer): void {
    this.#unread = this.#unread.length === 0 ? data : Buffer.concat([this.#unread, data]);
    // Answers to requests that came together leave together.
    this.socket.cork();
    while (this.#unread.length > 0 || this.#head) {
      this.#head ??= this.#takeHead();
      const head = this.#head;
      const body = head ? this.#takeBody(head) : null;
      if (!head || !body) break;
      this.#head = null;
      const exchange = new Exchange(head, body, this);
      this.#open.push(exchange);
      this.#handle(exchange);
    }
    this.socket.uncork();
  }

  #takeHead(): RequestHead | null {
    const end = this.#unread.indexOf('\r\n\r\n');
    if (end < 0) {
      if (this.#unread.length > maxHeadBytes) this.#refuse(431);
      return null;
    }
    const head = readHead(this.#unread.toString('latin1', 0, end));
    if (!head) {
      this.#refuse(400);
      return null;
    }
    this.#unread = this.#unread.subarray(end + 4);
    if (head.expects === 'continue') this.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    return head;
  }

  #takeBody(head: RequestHead): Buffer | null {
    const size = head.length === 'chunked' ? this.#unread.length : head.length;
    if (size > maxBodyBytes) {
      this.#refuse(413);
      return null;
    }
    if (head.length !== 'chunked') {
      if (this.#unread.length < size) return null;
      const body = this.#unread.subarray(0, size);
      this.#unread = this.#unread.subarray(size);
      return body;
    }
    const read = readChunks(this.#unread);
    if (read.kind === 'broken') this.#refuse(400);
    if (read.kind !== 'body') return null;
    this.#unread = this.#unread.subarray(read.end);
    return read.body;
  }

  #refuse(status: number): void {
    this.#unread = Buffer.alloc(0);
    this.socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
  }
}
