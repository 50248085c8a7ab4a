import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answer {
  readonly status?: number;
  /** The message's text, or a whole body that is not what it should be. */
  readonly text?: string;
  readonly body?: string;
  /** Billed in all, and of these for the answer where it says so. */
  readonly tokens?: number;
  readonly tokensOut?: number;
  /** Never answers. */
  readonly silent?: true;
}

export interface LyingEndpoint {
  readonly baseUrl: string;
  /** Bodies of the requests so far. */
  readonly asked: {
    authorization: string | undefined;
    body: { model: string; messages: { role: string; content: string }[] };
  }[];
  /** What it answers next; the last one is repeated. */
  answers: Answer[];
  close(): Promise<void>;
}

/** An OpenAI-compatible endpoint on 127.0.0.1 that says what it is told to say. */
export async function startLyingEndpoint(): Promise<LyingEndpoint> {
  const asked: LyingEndpoint['asked'] = [];
  const server = createServer(async (incoming, response) => {
    const body = JSON.parse(await textOf(incoming));
    asked.push({ authorization: incoming.headers.authorization, body });
    const answer = endpoint.answers.length > 1 ? endpoint.answers.shift() : endpoint.answers[0];
    if (answer === undefined || answer.silent) return;
    response.writeHead(incoming.url === '/v1/chat/completions' ? (answer.status ?? 200) : 404, {
      'content-type': 'application/json',
    });
    const message = { choices: [{ message: { role: 'assistant', content: answer.text ?? '' } }] };
    response.end(
      answer.body ??
        JSON.stringify({
          ...message,
          ...(answer.tokens ? { usage: { total_tokens: answer.tokens, completion_tokens: answer.tokensOut } } : {}),
        }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint: LyingEndpoint = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    answers: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
