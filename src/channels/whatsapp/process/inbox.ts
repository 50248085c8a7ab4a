import type whatsapp from 'whatsapp-web.js';
import { z } from 'zod';
import { keepNewest } from '../../../keep-newest.ts';
import { withDeadline } from './deadline.ts';
import { messageIdOf } from './ids.ts';
import { inPage } from './page-scripts.ts';
import type { IncomingMessage } from './protocol.ts';

/** Kinds that a person wrote or made; all others are notes of WhatsApp itself. */
const made = new Set([
  'image',
  'video',
  'audio',
  'ptt',
  'sticker',
  'document',
  'location',
  'vcard',
  'multi_vcard',
  'ptv',
]);
const remembered = 5_000;
const unreadSchema = z.array(
  z.object({ id: z.string(), from: z.string(), body: z.string(), type: z.string(), t: z.number() }),
);

/** Messages of people, each once, with who they are. The library may tell of one twice, and misses what came before it listened. */
export class Inbox {
  readonly #client: whatsapp.Client;
  readonly #emit: (message: IncomingMessage) => void;
  readonly #seen = new Set<string>();

  constructor(client: whatsapp.Client, emit: (message: IncomingMessage) => void) {
    this.#client = client;
    this.#emit = emit;
  }

  received(message: whatsapp.Message): void {
    const id = messageIdOf(message.id);
    if (id === null || message.fromMe) return;
    void this.#take({ id, from: message.from, body: message.body, type: message.type, t: message.timestamp });
  }

  async catchUp(): Promise<void> {
    const { pupPage } = this.#client;
    if (!pupPage) return;
    const waiting = unreadSchema.parse(await withDeadline(inPage(pupPage, 'unread'), 5_000, 'reading what is unread'));
    for (const message of waiting) await this.#take(message);
  }

  async #take(message: z.infer<typeof unreadSchema>[number]): Promise<void> {
    if (!/@(c\.us|lid)$/.test(message.from) || this.#seen.has(message.id)) return;
    if (message.type !== 'chat' && !made.has(message.type)) return;
    this.#seen.add(message.id);
    keepNewest(this.#seen, remembered);
    this.#emit({
      messageId: message.id,
      chat: message.from,
      ...(await this.#whoIs(message.from)),
      text: message.type === 'chat' ? message.body : null,
      at: message.t * 1_000,
    });
  }

  /** Both names of a person; what WhatsApp does not tell in time is null. */
  async #whoIs(address: string): Promise<{ number: string | null; lid: string | null }> {
    const own = address.endsWith('@lid') ? { number: null, lid: address } : { number: address, lid: null };
    try {
      const [both] = await withDeadline(this.#client.getContactLidAndPhone([address]), 3_000, 'looking somebody up');
      return { number: both?.pn ?? own.number, lid: both?.lid ?? own.lid };
    } catch {
      return own;
    }
  }
}
