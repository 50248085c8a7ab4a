import { readJson } from './params.ts';
import type { UpdateQueue } from './updates.ts';

export interface WebhookSettings {
  readonly url: string;
  readonly secretToken: string | null;
  readonly maxConnections: number;
}

export interface WebhookInfo {
  readonly url: string;
  readonly has_custom_certificate: boolean;
  readonly pending_update_count: number;
  readonly last_error_date?: number;
  readonly last_error_message?: string;
  readonly max_connections?: number;
  readonly allowed_updates?: readonly string[];
}

/** A call that the bot put into its answer to the webhook. */
export type EmbeddedCall = (method: string, params: Record<string, unknown>) => Promise<unknown>;

/** Carries updates to the bot's address, in order, again and again until each is taken with a 2xx. */
export class Webhook {
  readonly #updates: UpdateQueue;
  readonly #perform: EmbeddedCall;
  readonly #clock: () => number;
  #settings: WebhookSettings | null = null;
  #running: AbortController | null = null;
  #lastError: { readonly date: number; readonly message: string } | null = null;

  constructor(updates: UpdateQueue, perform: EmbeddedCall, clock: () => number) {
    this.#updates = updates;
    this.#perform = perform;
    this.#clock = clock;
  }

  get active(): 'yes' | 'no' {
    return this.#settings ? 'yes' : 'no';
  }

  set(settings: WebhookSettings | null): void {
    this.#running?.abort();
    this.#running = null;
    this.#settings = settings;
    this.#lastError = null;
    this.#updates.onAdded(settings ? () => this.#start() : null);
    if (settings) this.#start();
  }

  info(): WebhookInfo {
    const settings = this.#settings;
    const allowed = this.#updates.allowed;
    return {
      url: settings?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#updates.pendingCount,
      ...(this.#lastError
        ? { last_error_date: Math.floor(this.#lastError.date / 1_000), last_error_message: this.#lastError.message }
        : {}),
      ...(settings ? { max_connections: settings.maxConnections } : {}),
      ...(allowed ? { allowed_updates: allowed } : {}),
    };
  }

  #start(): void {
    if (this.#running || !this.#settings) return;
    const running = new AbortController();
    this.#running = running;
    void this.#carry(this.#settings, running.signal).finally(() => {
      if (this.#running !== running) return;
      this.#running = null;
      if (this.#updates.first()) this.#start();
    });
  }

  async #carry(settings: WebhookSettings, stop: AbortSignal): Promise<void> {
    let failures = 0;
    for (let update = this.#updates.first(); update && !stop.aborted; update = this.#updates.first()) {
      const problem = await this.#post(settings, update, stop);
      if (problem === null) {
        failures = 0;
        this.#updates.confirm(update.update_id + 1);
      } else if (!stop.aborted) {
        this.#lastError = { date: this.#clock(), message: problem };
        failures++;
        await pause(Math.min(100 * 2 ** failures, 10_000), stop);
      }
    }
  }

  async #post(settings: WebhookSettings, update: object, stop: AbortSignal): Promise<string | null> {
    try {
      const response = await fetch(settings.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(settings.secretToken === null ? {} : { 'x-telegram-bot-api-secret-token': settings.secretToken }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([stop, AbortSignal.timeout(60_000)]),
      });
      const body = await response.text();
      if (!response.ok) return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
      if (body.startsWith('{')) await this.#embedded(body);
      return null;
    } catch (error) {
      return `Connection failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  async #embedded(body: string): Promise<void> {
    const read = readJson(body);
    // Telegram ignores an answer that is no call.
    if (read.kind !== 'params') return;
    const { method, ...params } = read.params;
    if (typeof method === 'string') await this.#perform(method, params);
  }
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
