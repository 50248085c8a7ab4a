import type { Rule } from './behaviours.ts';
import type { GroupDetails, PersonDetails, Standing, StoredMessage } from './chats.ts';
import type { Limits } from './limits.ts';
import type { Latency } from './options.ts';
import type { AcceptedMessage } from './record.ts';
import type { Statistics } from './statistics.ts';

/** Reads and changes a Bot API server that runs in another process, over its `/_control` routes. */
export class TelegramApiControl {
  readonly #url: string;

  /** `url`: the server's own address. */
  constructor(url: string) {
    this.#url = url;
  }

  statistics(): Promise<Statistics> {
    return this.#get('statistics');
  }

  /** Forgets the account and the statistics; conversations, rules and limits stay. */
  async reset(): Promise<void> {
    await this.#post('reset', {});
  }

  async setLimits(limits: Limits): Promise<void> {
    await this.#post('limits', limits);
  }

  async setLatency(latency: Latency): Promise<void> {
    await this.#post('latency', latency);
  }

  /** Replaces all rules. */
  async setRules(rules: readonly Rule[]): Promise<void> {
    await this.#post('rules', rules);
  }

  async addRules(rules: readonly Rule[]): Promise<void> {
    await this.#post('rules/add', rules);
  }

  async join(people: readonly (PersonDetails & { readonly standing?: Standing })[]): Promise<void> {
    await this.#post('people', people);
  }

  async addGroup(group: GroupDetails): Promise<void> {
    await this.#post('group', group);
  }

  async setStanding(people: readonly number[], standing: Standing): Promise<void> {
    await this.#post('standing', { people, standing });
  }

  /** `chat`: a group; absent: the private chat. Returns the message's id. */
  async say(from: number, text: string, chat?: number): Promise<number> {
    const said = await this.#post<{ messageId: number }>('say', {
      from,
      text,
      ...(chat === undefined ? {} : { chat }),
    });
    return said.messageId;
  }

  async press(from: number, message: number, button: string, chat?: number): Promise<void> {
    await this.#post('press', { from, message, button, ...(chat === undefined ? {} : { chat }) });
  }

  messages(chat: number): Promise<readonly StoredMessage[]> {
    return this.#get(`messages?chat=${chat}`);
  }

  /** How many messages each chat got. */
  async counts(): Promise<ReadonlyMap<number, number>> {
    const lines = await this.#lines('counts');
    return new Map(lines.map((line) => line.split(',').map(Number) as [number, number]));
  }

  /** Every accepted message in the order of ids. About 50 bytes each on the way. */
  async accepted(): Promise<AcceptedMessage[]> {
    const lines = await this.#lines('accepted');
    return lines.map((line) => {
      const [chat, messageId, at, textHash, state] = line.split(',');
      return {
        chat: Number(chat),
        messageId: Number(messageId),
        at: Number(at),
        textHash: Number(textHash),
        state: state === 'deleted' ? 'deleted' : 'there',
      };
    });
  }

  /** Accepted messages in each interval since the first one (`from`, epoch milliseconds). */
  timeline(bucketMs: number): Promise<{ readonly from: number | null; readonly accepted: readonly number[] }> {
    return this.#get(`timeline?bucketMs=${bucketMs}`);
  }

  async #lines(route: string): Promise<string[]> {
    const response = await fetch(`${this.#url}/_control/${route}`);
    return (await checked(response).then((good) => good.text())).split('\n').filter((line) => line !== '');
  }

  async #get<T>(route: string): Promise<T> {
    const response = await fetch(`${this.#url}/_control/${route}`);
    return checked(response).then((good) => good.json()) as Promise<T>;
  }

  async #post<T>(route: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.#url}/_control/${route}`, { method: 'POST', body: JSON.stringify(body) });
    return checked(response).then((good) => good.json()) as Promise<T>;
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`the Bot API server's control refused: ${response.status} ${await response.text()}`);
}
