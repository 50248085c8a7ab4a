import type { ChannelAbilities } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import { changesFirst, isChanging } from '../changes/change.ts';
import { readOriginals } from '../changes/read-originals.ts';
import { type Claimed, type NextPush, nextPush, readPending } from './claim.ts';

/** Recipients of one push, or what there is instead. */
export type Batch =
  | { readonly kind: 'recipients'; readonly pushId: number; readonly recipients: readonly Claimed[] }
  /** All that is due was read already and is about to be marked. */
  | { readonly kind: 'underway' }
  | { readonly kind: 'nothing' };

/**
 * Reads a lane's recipients, always of the most urgent push, a batch after the other. What was read stays pending until
 * it is marked, so what is not marked yet is remembered here and not read twice. (Were it read twice nevertheless, the
 * second mark would be refused: `markSending` decides, this only saves the work.)
 */
export class PendingReader {
  readonly #db: Db;
  readonly #laneId: number;
  readonly #changes: 'first' | 'in turn';
  /** By push: who was read and is not marked yet. */
  readonly #unmarked = new Map<number, Set<number>>();
  /** How far each push was read; from the start again when the end is reached, for those due again. */
  readonly #cursors = new Map<number, number>();

  constructor(db: Db, laneId: number, abilities: ChannelAbilities) {
    this.#db = db;
    this.#laneId = laneId;
    this.#changes = changesFirst(abilities);
  }

  /** Recipients of the push that is most urgent now, at most as many as `limitOf` gives for it. */
  async next(limitOf: (push: NextPush) => number): Promise<Batch> {
    const push = await nextPush(this.#db, this.#laneId, this.#changes);
    if (push === undefined) return { kind: 'nothing' };
    const pushId = push.id;
    const limit = limitOf(push);
    const after = this.#cursors.get(pushId) ?? 0;
    const begun = after > 0 ? this.#notReadYet(pushId, await this.#readBegun(push, limit)) : [];
    if (begun.length > 0) return { kind: 'recipients', pushId, recipients: begun };
    const rows = await this.#read(push, after, limit);
    const last = rows.at(-1)?.subscriberId;
    if (last === undefined) this.#cursors.delete(pushId);
    else this.#cursors.set(pushId, last);
    const recipients = this.#notReadYet(pushId, rows);
    if (recipients.length > 0) return { kind: 'recipients', pushId, recipients };
    // At the end of the list, the next call begins anew; there, nothing new means that all of it is underway.
    return after > 0 ? this.next(limitOf) : { kind: 'underway' };
  }

  /** Leaves out who was read before and is not marked yet; the others count as read from now on. */
  #notReadYet(pushId: number, rows: readonly Claimed[]): Claimed[] {
    const unmarked = this.#unmarked.get(pushId) ?? new Set();
    const fresh = rows.filter((row) => !unmarked.has(row.subscriberId));
    if (fresh.length === 0) return fresh;
    for (const row of fresh) unmarked.add(row.subscriberId);
    this.#unmarked.set(pushId, unmarked);
    return fresh;
  }

  /** Who has the beginning of a push is not to wait for its end until everybody else had their turn. */
  async #readBegun({ id: pushId, kind }: NextPush, limit: number): Promise<Claimed[]> {
    if (isChanging(kind)) return [];
    return readPending(this.#db, { pushId, laneId: this.#laneId, after: 0, limit, only: 'begun' });
  }

  #read({ id: pushId, kind }: NextPush, after: number, limit: number): Promise<Claimed[]> {
    const where = { pushId, laneId: this.#laneId, after, limit };
    return isChanging(kind) ? readOriginals(this.#db, kind, where) : readPending(this.#db, where);
  }

  /** It was marked, or will not be sent now. */
  settled({ pushId, subscriberId }: Claimed): void {
    const unmarked = this.#unmarked.get(pushId);
    unmarked?.delete(subscriberId);
    if (unmarked?.size === 0) this.#unmarked.delete(pushId);
  }
}
