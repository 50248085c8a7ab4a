import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Language } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { SubscriberState } from '../database/schema.ts';
import { inTransaction } from '../database/transaction.ts';
import type { AddressBook } from './addresses.ts';

/** Who writes to us, before we know whether we know them. */
export interface Contact {
  readonly channel: ChannelName;
  readonly address: string;
}

export interface Subscriber {
  readonly id: number;
  readonly state: SubscriberState;
  readonly language: Language;
  /** Chosen topics; null means all. */
  readonly topics: readonly string[] | null;
  readonly editions: readonly string[];
}

export interface SubscriberStore {
  find(contact: Contact): Promise<Subscriber | undefined>;
  /**
   * Opts a person in. Who was there is there once; who had left comes back with the choices they had. The lane they come
   * by is the one that sends to them.
   * `joined`: new or back; `already`: nothing changed.
   */
  join(
    contact: Contact,
    choice: { laneId: number; language: Language; editions: readonly string[] },
  ): Promise<'joined' | 'already'>;
  /** Nothing is sent any more from now on, also nothing that is on its way to be sent. */
  leave(contact: Contact, state: Exclude<SubscriberState, 'active'>): Promise<'left' | 'notThere'>;
  setLanguage(contact: Contact, language: Language): Promise<void>;
  setTopics(contact: Contact, topics: readonly string[] | null): Promise<void>;
  setEdition(contact: Contact, edition: string, wish: 'on' | 'off'): Promise<void>;
  /** Forgets a person: address, choices, everything that leads to them. Counts of past pushes stay, without them. */
  forget(contact: Contact): Promise<'forgotten' | 'notThere'>;
}

export function subscriberStore(db: Db, addresses: AddressBook): SubscriberStore {
  const hashOf = (contact: Contact) => addresses.hash(contact.channel, contact.address);
  const change = (contact: Contact, set: { language?: Language; topics?: string[] | null }) =>
    db
      .updateTable('subscriber')
      .set({ ...set, changed_at: new Date() })
      .where('channel', '=', contact.channel)
      .where('address_hash', '=', hashOf(contact))
      .execute()
      .then(() => {});

  return {
    async find(contact) {
      const row = await db
        .selectFrom('subscriber')
        .select(['id', 'state', 'language', 'topics'])
        .where('channel', '=', contact.channel)
        .where('address_hash', '=', hashOf(contact))
        .executeTakeFirst();
      if (!row) return undefined;
      const editions = await db
        .selectFrom('subscription')
        .select('edition')
        .where('subscriber_id', '=', row.id)
        .execute();
      return {
        id: row.id,
        state: row.state,
        language: row.language === 'en' ? 'en' : 'ar',
        topics: row.topics,
        editions: editions.map((entry) => entry.edition),
      };
    },

    join: (contact, choice) =>
      inTransaction(db, async (trx) => {
        const hash = hashOf(contact);
        const inserted = await trx
          .insertInto('subscriber')
          .values({
            lane_id: choice.laneId,
            channel: contact.channel,
            address_hash: hash,
            address_sealed: addresses.seal(contact.channel, contact.address),
            language: choice.language,
            topics: null,
            consented_at: new Date(),
          })
          .onConflict((conflict) => conflict.columns(['channel', 'address_hash']).doNothing())
          .returning('id')
          .executeTakeFirst();
        if (inserted) {
          if (choice.editions.length > 0) {
            await trx
              .insertInto('subscription')
              .values(choice.editions.map((edition) => ({ edition, subscriber_id: inserted.id })))
              .execute();
          }
          return 'joined';
        }
        const back = await trx
          .updateTable('subscriber')
          .set({
            state: 'active',
            wrote_at: sql<Date | null>`case when lane_id = ${choice.laneId} then wrote_at end`,
            lane_id: choice.laneId,
            consented_at: new Date(),
            changed_at: new Date(),
          })
          .where('channel', '=', contact.channel)
          .where('address_hash', '=', hash)
          .where('state', '<>', 'active')
          .executeTakeFirst();
        if (back.numUpdatedRows === 1n) return 'joined';
        // Whoever asks another account of ours is sent to by that one from now on, and still by one alone.
        await trx
          .updateTable('subscriber')
          .set({ lane_id: choice.laneId, wrote_at: null })
          .where('channel', '=', contact.channel)
          .where('address_hash', '=', hash)
          .where('lane_id', '<>', choice.laneId)
          .execute();
        return 'already';
      }),

    async leave(contact, state) {
      const left = await db
        .updateTable('subscriber')
        .set({ state, changed_at: new Date() })
        .where('channel', '=', contact.channel)
        .where('address_hash', '=', hashOf(contact))
        .where('state', '=', 'active')
        .executeTakeFirst();
      return left.numUpdatedRows === 1n ? 'left' : 'notThere';
    },

    setLanguage: (contact, language) => change(contact, { language }),
    setTopics: (contact, topics) => change(contact, { topics: topics === null ? null : [...topics] }),

    async setEdition(contact, edition, wish) {
      const person = db
        .selectFrom('subscriber')
        .where('channel', '=', contact.channel)
        .where('address_hash', '=', hashOf(contact));
      if (wish === 'on') {
        await db
          .insertInto('subscription')
          .columns(['edition', 'subscriber_id'])
          .expression(person.select([sql<string>`${edition}::text`.as('edition'), 'id']))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      } else {
        await db
          .deleteFrom('subscription')
          .where('edition', '=', edition)
          .where('subscriber_id', 'in', person.select('id'))
          .execute();
      }
    },

    // Rows of the ledger keep a number that leads nowhere, so that the books of past pushes still balance.
    async forget(contact) {
      const forgotten = await db
        .deleteFrom('subscriber')
        .where('channel', '=', contact.channel)
        .where('address_hash', '=', hashOf(contact))
        .executeTakeFirst();
      return forgotten.numDeletedRows === 1n ? 'forgotten' : 'notThere';
    },
  };
}

/**
 * A person wrote to an account that may answer freely for some time after that. Nothing is kept of people who have not
 * joined.
 */
export async function recordWrote(db: Db, addresses: AddressBook, contact: Contact, at: Date): Promise<void> {
  await sql`
    update subscriber set wrote_at = greatest(wrote_at, ${at})
    where channel = ${contact.channel} and address_hash = ${addresses.hash(contact.channel, contact.address)}`.execute(
    db,
  );
}

/** They may not be answered freely any more, by the word of the far end (in whole seconds); unless they wrote since. */
export async function forgetWrote(db: Db, subscriberId: number, before: Date): Promise<void> {
  await sql`
    update subscriber set wrote_at = null
    where id = ${subscriberId} and wrote_at < ${before}::timestamptz + interval '1 second'`.execute(db);
}

/**
 * The channel says that this person cannot be reached any more. A channel or group of the newsroom stays on the list: it
 * is in `newsroom.yaml`, and gets what comes next as soon as the account may post there again.
 */
export async function markGone(db: Db, subscriberId: number): Promise<'gone' | 'destination'> {
  const { rows } = await sql<{ destination: boolean }>`
    update subscriber set
      state = case when destination then state else 'gone' end,
      changed_at = case when destination then changed_at else now() end
    where id = ${subscriberId} and state = 'active'
    returning destination`.execute(db);
  return rows[0]?.destination ? 'destination' : 'gone';
}
