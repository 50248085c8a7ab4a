import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { signatureHeader, signBody } from '../../../src/channels/whatsapp-cloud/signature.ts';
import { checkRequest, type Refusal, type Template } from './rules.ts';

/** A message that the server took, as its records have it. */
export interface Taken {
  readonly wamid: string;
  /** What was written into `to` or `recipient`. */
  readonly to: string;
  readonly field: 'to' | 'recipient';
  readonly kind: 'text' | 'interactive' | 'template';
  /** The words of a text or a question; of a template its variables, line by line. */
  readonly text: string;
  /** Ids of buttons or rows. */
  readonly choices: readonly string[];
  readonly titles: readonly string[];
  readonly template: string | null;
  readonly previewUrl: boolean;
  readonly reference: string | null;
  readonly at: number;
  readonly request: Record<string, unknown>;
}

/** What the server does with a request that breaks no rule. */
export type Behaviour =
  | { readonly kind: 'accept'; readonly statuses?: readonly StatusName[] }
  /** Takes it, and tells later that it failed. */
  | { readonly kind: 'fail later'; readonly code: number }
  | { readonly kind: 'refuse'; readonly http: number; readonly code: number; readonly retryAfter?: number }
  | { readonly kind: 'page'; readonly http: number }
  /** Takes it, and closes the connection without an answer; statuses follow when they are asked for. */
  | { readonly kind: 'take and break' }
  | { readonly kind: 'take and hang' }
  /** Closes the connection, or keeps it open without a word, without having taken it. */
  | { readonly kind: 'break' }
  | { readonly kind: 'hang' };

export type StatusName = 'sent' | 'delivered' | 'read' | 'failed';

export interface GraphServerOptions {
  readonly phoneId?: string;
  readonly token?: string;
  readonly appSecret?: string;
  readonly templates?: readonly Template[];
  /** Messages a second; more are refused with 130429. */
  readonly throughput?: number;
  /** What a closed window says: at once, or as Meta mostly does, by a status. */
  readonly closedWindow?: 'refused' | 'fails later';
  /** The port; any free one without. A server that comes back takes its old one. */
  readonly port?: number;
}

export interface Person {
  readonly number: string;
  readonly userId?: string;
  /** Hides the number: webhooks name the id alone. */
  readonly hides?: 'number';
}

const day = 24 * 3_600_000;

/**
 * Stands in for the Graph API as far as WhatsApp's Cloud API goes: a real HTTP server that keeps Meta's rules, counts
 * windows of 24 hours by what people wrote, and tells by signed webhooks what became of messages, again and again until
 * it is answered with 200.
 */
export class GraphServer {
  readonly phoneId: string;
  readonly token: string;
  readonly appSecret: string;
  readonly taken: Taken[] = [];
  readonly refused: { readonly code: number; readonly at: number }[] = [];
  /** Webhooks that were answered with 200, and all tries. */
  readonly webhooks = { delivered: 0, tries: 0 };
  /** For each request that breaks no rule; the usual: accept, sent and delivered. */
  onSend: (request: Record<string, unknown>, count: number) => Behaviour = () => ({ kind: 'accept' });
  /** Added to the server's clock, milliseconds. */
  ahead = 0;
  webhookUrl: string | null = null;
  readonly #options: GraphServerOptions;
  readonly #wrote = new Map<string, number>();
  readonly #server: Server;
  readonly #sentAt: number[] = [];
  readonly #closing = new AbortController();
  readonly #posting = new Set<Promise<void>>();
  #count = 0;

  constructor(options: GraphServerOptions = {}) {
    this.#options = options;
    this.phoneId = options.phoneId ?? '106540352242922';
    this.token = options.token ?? 'EAAG-stand-in-token-that-opens-nothing';
    this.appSecret = options.appSecret ?? '0123456789abcdef0123456789abcdef';
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#options.port ?? 0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all(this.#posting);
  }

  now(): number {
    return Date.now() + this.ahead;
  }

  /** What one person got, in order. */
  to(person: Person): Taken[] {
    return this.taken.filter(({ to }) => to === person.number || to === person.userId);
  }

  /** The window of a person as if they had written then. */
  wroteAt(person: Person, at: number): void {
    this.#wrote.set(person.number, at);
  }

  write(person: Person, body: string): string {
    return this.message(person, { type: 'text', text: { body } });
  }

  /** Presses a button, or chooses a row, of something they got. */
  press(person: Person, id: string, title = id): string {
    const [kind, reply] = id.startsWith('row:') ? ['list_reply', id.slice(4)] : ['button_reply', id];
    return this.message(person, { type: 'interactive', interactive: { type: kind, [kind]: { id: reply, title } } });
  }

  /** Anything a person may send. Returns its id. */
  message(person: Person, content: Record<string, unknown>): string {
    const id = this.#newId(person.number);
    this.#wrote.set(person.number, this.now());
    const names = person.hides ? {} : { from: person.number };
    const timestamp = String(Math.floor(this.now() / 1_000));
    this.tell({
      contacts: [
        { profile: { name: 'سلمى' }, ...(person.hides ? {} : { wa_id: person.number }), user_id: person.userId },
      ],
      messages: [{ ...names, from_user_id: person.userId, id, timestamp, ...content }],
    });
    return id;
  }

  /** A status of something taken, as a webhook of its own. */
  status(taken: Taken, status: StatusName, code?: number): void {
    this.tell({ statuses: [this.statusOf(taken, status, code)] });
  }

  statusOf(taken: Taken, status: StatusName, code?: number): Record<string, unknown> {
    return {
      id: taken.wamid,
      status,
      timestamp: String(Math.floor(this.now() / 1_000)),
      recipient_id: taken.to,
      ...(taken.reference === null ? {} : { biz_opaque_callback_data: taken.reference }),
      ...(code === undefined
        ? {}
        : { errors: [{ code, title: titleOf(code), message: titleOf(code), error_data: { details: 'why' } }] }),
    };
  }

  /** Sends a webhook with this value, until it is answered with 200. */
  tell(value: Record<string, unknown>): void {
    this.post(this.envelope(value));
  }

  envelope(...values: Record<string, unknown>[]): Record<string, unknown> {
    const metadata = { display_phone_number: '15550783881', phone_number_id: this.phoneId };
    return {
      object: 'whatsapp_business_account',
      entry: values.map((value) => ({
        id: '102290129340398',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      })),
    };
  }

  post(body: Record<string, unknown>): void {
    const posting = this.#postUntilTaken(JSON.stringify(body)).finally(() => this.#posting.delete(posting));
    this.#posting.add(posting);
  }

  /** Resolves when every webhook was taken. */
  async told(): Promise<void> {
    while (this.#posting.size > 0) await Promise.all(this.#posting);
  }

  async #postUntilTaken(body: string): Promise<void> {
    const { signal } = this.#closing;
    for (let wait = 20; !signal.aborted; wait = Math.min(wait * 2, 500)) {
      this.webhooks.tries += 1;
      const answer =
        this.webhookUrl === null
          ? null
          : await fetch(this.webhookUrl, {
              method: 'POST',
              headers: { 'content-type': 'application/json', [signatureHeader]: signBody(body, this.appSecret) },
              body,
              signal,
            }).catch(() => null);
      await answer?.arrayBuffer().catch(() => null);
      if (answer?.status === 200) {
        this.webhooks.delivered += 1;
        return;
      }
      await delay(wait, undefined, { signal }).catch(() => {});
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = (http: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(http, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    const refuse = ({ http, code, details }: Refusal, headers: Record<string, string> = {}) => {
      this.refused.push({ code, at: this.now() });
      answer(
        http,
        {
          error: {
            message: `(#${code}) ${titleOf(code)}`,
            type: 'OAuthException',
            code,
            error_data: { messaging_product: 'whatsapp', details },
            fbtrace_id: 'A4',
          },
        },
        headers,
      );
    };
    if (request.headers.authorization !== `Bearer ${this.token}`) {
      refuse({ http: 401, code: 190, details: 'Invalid OAuth access token' });
      return;
    }
    const [, , id, what] = (request.url ?? '').split(/[/?]/);
    if (id !== this.phoneId) {
      refuse({ http: 400, code: 33, details: 'The business phone number does not exist' });
      return;
    }
    if (request.method === 'GET') {
      answer(200, {
        id,
        display_phone_number: '+1 555-078-3881',
        verified_name: 'Daraj',
        quality_rating: 'GREEN',
        whatsapp_business_manager_messaging_limit: 'TIER_250',
      });
      return;
    }
    if (what !== 'messages') {
      refuse({ http: 404, code: 100, details: 'Unknown path' });
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    const broken = checkRequest(body, this.#options.templates ?? []);
    if (broken) {
      refuse(broken);
      return;
    }
    if (!this.#hasRoom()) {
      refuse({ http: 429, code: 130429, details: 'Cloud API message throughput has been reached.' });
      return;
    }
    this.#count += 1;
    const behaviour = this.onSend(body, this.#count);
    switch (behaviour.kind) {
      case 'refuse': {
        const headers = behaviour.retryAfter === undefined ? {} : { 'retry-after': String(behaviour.retryAfter) };
        refuse({ http: behaviour.http, code: behaviour.code, details: 'as the test wants it' }, headers);
        return;
      }
      case 'page':
        response
          .writeHead(behaviour.http, { 'content-type': 'text/html' })
          .end('<h1>Sorry, something went wrong.</h1>');
        return;
      case 'break':
        request.socket.destroy();
        return;
      case 'hang':
        return;
    }
    const closed = body.type !== 'template' && !this.#isOpen(String(body.to ?? body.recipient));
    if (closed && this.#options.closedWindow === 'refused') {
      refuse({ http: 400, code: 131047, details: 'More than 24 hours have passed since the recipient last replied' });
      return;
    }
    const taken = this.#take(body);
    if (behaviour.kind === 'take and break') {
      request.socket.destroy();
      return;
    }
    if (behaviour.kind === 'take and hang') return;
    answer(200, {
      messaging_product: 'whatsapp',
      contacts: [{ input: taken.to, wa_id: taken.to }],
      messages: [{ id: taken.wamid, message_status: 'accepted' }],
    });
    if (closed) this.status(taken, 'failed', 131047);
    else if (behaviour.kind === 'fail later') {
      this.status(taken, 'sent');
      this.status(taken, 'failed', behaviour.code);
    } else for (const status of behaviour.statuses ?? ['sent', 'delivered']) this.status(taken, status);
  }

  #isOpen(recipient: string): boolean {
    const wrote = this.#wrote.get(recipient) ?? this.#wrote.get(this.#numberOf(recipient) ?? '');
    return wrote !== undefined && this.now() - wrote < day;
  }

  /** Numbers behind ids, as far as people wrote by both. */
  readonly ids = new Map<string, string>();
  #numberOf(userId: string): string | undefined {
    return this.ids.get(userId);
  }

  #hasRoom(): boolean {
    const { throughput } = this.#options;
    const now = performance.now();
    while (this.#sentAt.length > 0 && now - (this.#sentAt[0] ?? 0) >= 1_000) this.#sentAt.shift();
    if (throughput !== undefined && this.#sentAt.length >= throughput) return false;
    this.#sentAt.push(now);
    return true;
  }

  #take(request: Record<string, unknown>): Taken {
    const field = request.to === undefined ? 'recipient' : 'to';
    const to = String(request[field]);
    const kind = request.type as Taken['kind'];
    const at = this.now();
    const taken: Taken = {
      wamid: this.#newId(to),
      to,
      field,
      kind,
      ...contentOf(request),
      reference: typeof request.biz_opaque_callback_data === 'string' ? request.biz_opaque_callback_data : null,
      at,
      request,
    };
    this.taken.push(taken);
    return taken;
  }

  /** As Meta's: the number can be read in it. */
  #newId(who: string): string {
    const unique = createHash('sha256').update(`${who} ${this.#count} ${performance.now()}`).digest('hex').slice(0, 20);
    return `wamid.${Buffer.from(`\u001d\u0018\u000b${who}\u0015\u0002${unique}`).toString('base64')}`;
  }
}

function contentOf(
  request: Record<string, unknown>,
): Pick<Taken, 'text' | 'choices' | 'titles' | 'template' | 'previewUrl'> {
  const none = { choices: [], titles: [], template: null, previewUrl: false };
  if (request.type === 'text') {
    const text = request.text as { body: string; preview_url?: boolean };
    return { ...none, text: text.body, previewUrl: text.preview_url ?? false };
  }
  if (request.type === 'template') {
    const template = request.template as {
      name: string;
      language: { code: string };
      components: { parameters: { text: string }[] }[];
    };
    const variables = template.components.flatMap(({ parameters }) => parameters.map(({ text }) => text));
    return { ...none, text: variables.join('\n'), template: `${template.name}/${template.language.code}` };
  }
  const interactive = request.interactive as {
    body: { text: string };
    action: {
      buttons?: { reply: { id: string; title: string } }[];
      sections?: { rows: { id: string; title: string }[] }[];
    };
  };
  const { buttons = [], sections = [] } = interactive.action;
  const choices = [...buttons.map(({ reply }) => reply), ...sections.flatMap(({ rows }) => rows)];
  return {
    ...none,
    text: interactive.body.text,
    choices: choices.map(({ id }) => id),
    titles: choices.map(({ title }) => title),
  };
}

const titles: Record<number, string> = {
  4: 'Application request limit reached',
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131050: 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages.',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  130429: 'Rate limit hit',
  130472: "User's number is part of an experiment",
  131031: 'Business account has been locked',
  132000: 'Template param count mismatch',
  132001: 'Template does not exist in the translation',
  132018: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
  190: 'Invalid OAuth access token.',
};

const titleOf = (code: number): string => titles[code] ?? 'Something went wrong';
