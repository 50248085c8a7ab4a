import type { ChannelAbilities } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import { keepNewest } from '../../keep-newest.ts';
import { changesFirst, isChanging } from '../changes/change.ts';
import { readOriginals } from '../changes/read-originals.ts';
import { type Claimed, type NextPush, nextPush, postpone, readPending } from './claim.ts';
import { RestingReaders } from './resting-readers.ts';

/** Readers of one push who are remembered to come first; those dropped have their turn at the end of the list. */
const mostFirst = 10_000;

/** Recipients of one push, or what there is instead. */
export type Batch =
  | { readonly kind: 'recipients'; readonly push: NextPush; readonly recipients: readonly Claimed[] }
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
  /** By push: whose message is tried again before those of readers who had no turn yet. */
  readonly #first = new Map<number, Set<number>>();
  /** How far each push was read; from the start again when the end is reached, for those due again. */
  readonly #cursors = new Map<number, number>();
  readonly #resting = new RestingReaders();

  constructor(db: Db, laneId: number, abilities: ChannelAbilities) {
    this.#db = db;
    this.#laneId = laneId;
    this.#changes = changesFirst(abilities);
  }

  /** Recipients of the push that is most urgent now, at most as many as `limitOf` gives for it. */
  async next(limitOf: (push: NextPush) => number): Promise<Batch> {
    const push = await nextPush(this.#db, this.#laneId, this.#changes, this.#resting.ids);
    if (push === undefined) return { kind: 'nothing' };
    const pushId = push.id;
    const limit = limitOf(push);
    const after = this.#cursors.get(pushId) ?? 0;
    const first = after > 0 ? this.#notReadYet(pushId, await this.#readFirst(push, limit)) : [];
    if (first.length > 0) return { kind: 'recipients', push, recipients: first };
    const rows = await this.#read(push, after, limit);
    const last = rows.at(-1)?.subscriberId;
    if (last === undefined) this.#cursors.delete(pushId);
    else this.#cursors.set(pushId, last);
    const recipients = this.#notReadYet(pushId, rows);
    if (recipients.length > 0) return { kind: 'recipients', push, recipients };
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

  /**
   * Who is not to wait until everybody else had their turn: who has the beginning of a push and lacks its end, and whose
   * message is to go in another form.
   */
  async #readFirst({ id: pushId, kind }: NextPush, limit: number): Promise<Claimed[]> {
    const where = { pushId, laneId: this.#laneId, after: 0, limit, resting: this.#resting.ids };
    const named = [...(this.#first.get(pushId) ?? [])];
    if (isChanging(kind)) return named.length === 0 ? [] : readOriginals(this.#db, kind, { ...where, only: named });
    const begun = await readPending(this.#db, { ...where, only: 'begun' });
    if (named.length === 0) return begun;
    const others = await readPending(this.#db, { ...where, only: named });
    return [...begun, ...others.filter(({ begun }) => begun === null)];
  }

  #read({ id: pushId, kind }: NextPush, after: number, limit: number): Promise<Claimed[]> {
    const where = { pushId, laneId: this.#laneId, after, limit, resting: this.#resting.ids };
    return isChanging(kind) ? readOriginals(this.#db, kind, where) : readPending(this.#db, where);
  }

  /** Its message is tried again at once, before those who had no turn yet. */
  first({ pushId, subscriberId }: Claimed): void {
    const first = this.#first.get(pushId) ?? new Set();
    this.#first.set(pushId, first.add(subscriberId));
    keepNewest(first, mostFirst);
  }

  /** It was marked, or will not be sent now. */
  settled(claimed: Claimed): void {
    take(this.#first, claimed);
    take(this.#unmarked, claimed);
  }

  /** Its reader's chat can take nothing for so many milliseconds; who was to be first still is. */
  async postpone(claimed: Claimed, ms: number): Promise<void> {
    if (!this.#resting.add(claimed.subscriberId, ms)) await postpone(this.#db, claimed, ms);
    take(this.#unmarked, claimed);
  }

  /** Milliseconds until a reader who rests may be due; null when none does. */
  get restMs(): number | null {
    return this.#resting.endInMs;
  }
}

function take(readers: Map<number, Set<number>>, { pushId, subscriberId }: Claimed): void {
  const ofPush = readers.get(pushId);
  ofPush?.delete(subscriberId);
  if (ofPush?.size === 0) readers.delete(pushId);
}
