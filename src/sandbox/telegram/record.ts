/** How much the server keeps of what it accepted: every message in a few bytes, or only how many each chat got. */
export type RecordDetail = 'messages' | 'counts';

export interface AcceptedMessage {
  readonly chat: number;
  readonly messageId: number;
  /** Milliseconds of the epoch. */
  readonly at: number;
  /** FNV-1a of the text as the bot sent it: the same text has the same hash. */
  readonly textHash: number;
  readonly state: 'there' | 'deleted';
}

const accepted = 1;
const deleted = 2;

/**
 * The server's own account of accepted messages, to be compared with the ledger: nobody missed, nobody doubled.
 * Columns instead of objects: 21 bytes a message, so that a million take 21 MB.
 */
export class AcceptanceRecord {
  readonly #detail: RecordDetail;
  readonly #firstId: number;
  #chats = new Float64Array(1_024);
  #times = new Float64Array(1_024);
  #hashes = new Uint32Array(1_024);
  #flags = new Uint8Array(1_024);
  #end = 0;
  readonly #counts = new Map<number, number>();
  #total = 0;
  #firstAt: number | null = null;
  #lastAt: number | null = null;

  constructor(detail: RecordDetail, firstId: number) {
    this.#detail = detail;
    this.#firstId = firstId;
  }

  get total(): number {
    return this.#total;
  }

  /** Epoch milliseconds of the first and the last accepted message. */
  get span(): { readonly firstAt: number | null; readonly lastAt: number | null } {
    return { firstAt: this.#firstAt, lastAt: this.#lastAt };
  }

  accept(chat: number, messageId: number, at: number, text: string): void {
    this.#total++;
    this.#firstAt ??= at;
    this.#lastAt = at;
    if (this.#detail === 'counts') {
      this.#counts.set(chat, (this.#counts.get(chat) ?? 0) + 1);
      return;
    }
    const row = messageId - this.#firstId;
    while (row >= this.#chats.length) this.#grow();
    this.#chats[row] = chat;
    this.#times[row] = at;
    this.#hashes[row] = hashText(text);
    this.#flags[row] = accepted;
    this.#end = Math.max(this.#end, row + 1);
  }

  markDeleted(messageId: number): void {
    const row = messageId - this.#firstId;
    if (this.#flags[row] === accepted) this.#flags[row] = deleted;
  }

  /** Whether the message was accepted in that chat and is still there. With counts only, any id given out passes. */
  has(chat: number, messageId: number): boolean {
    const row = messageId - this.#firstId;
    if (this.#detail === 'counts') return row >= 0 && this.#counts.has(chat);
    return this.#flags[row] === accepted && this.#chats[row] === chat;
  }

  /** Every accepted message in the order of ids; empty when only counts are kept. */
  *messages(): Generator<AcceptedMessage> {
    for (let row = 0; row < this.#end; row++) {
      const flag = this.#flags[row];
      if (flag === 0) continue;
      yield {
        chat: this.#chats[row] ?? 0,
        messageId: this.#firstId + row,
        at: this.#times[row] ?? 0,
        textHash: this.#hashes[row] ?? 0,
        state: flag === deleted ? 'deleted' : 'there',
      };
    }
  }

  /** How many messages each chat got. */
  counts(): ReadonlyMap<number, number> {
    if (this.#detail === 'counts') return this.#counts;
    const counts = new Map<number, number>();
    for (let row = 0; row < this.#end; row++) {
      const chat = this.#chats[row] ?? 0;
      if (this.#flags[row] !== 0) counts.set(chat, (counts.get(chat) ?? 0) + 1);
    }
    return counts;
  }

  clear(): void {
    this.#flags.fill(0);
    this.#counts.clear();
    this.#total = 0;
    this.#firstAt = null;
    this.#lastAt = null;
  }

  #grow(): void {
    const size = this.#chats.length * 2;
    const wider = <T extends Float64Array | Uint32Array | Uint8Array>(wide: T, old: T): T => {
      wide.set(old);
      return wide;
    };
    this.#chats = wider(new Float64Array(size), this.#chats);
    this.#times = wider(new Float64Array(size), this.#times);
    this.#hashes = wider(new Uint32Array(size), this.#hashes);
    this.#flags = wider(new Uint8Array(size), this.#flags);
  }
}

/** FNV-1a over UTF-16 code units, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
