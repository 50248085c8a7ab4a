import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import type { AddressBook } from './addresses.ts';

/** One person as they leave or enter the record: the one form in which an address stands in clear. */
export const personSchema = z.strictObject({
  channel: z.enum(['telegram', 'whatsapp']),
  /** Telegram: the chat's number. WhatsApp: a telephone number, or an address of WhatsApp's own. */
  address: z.union([z.string(), z.int().transform(String)]),
  state: z.enum(['active', 'left', 'gone']).default('active'),
  language: z.enum(['ar', 'en']).default('ar'),
  /** Null means all. */
  topics: z.array(z.string()).nullable().default(null),
  /** Absent means those that new readers get. */
  editions: z.array(z.string()).optional(),
  /** When the person agreed to be written to. Nobody is taken in without. */
  consentedAt: z.iso.datetime({ offset: true }),
});
export type Person = z.infer<typeof personSchema>;

/** An address as the channel's far end writes it; null when it is none. */
export function addressOf({ channel, address }: Pick<Person, 'channel' | 'address'>): string | null {
  const bare = address.trim();
  if (channel === 'telegram') return /^[1-9]\d{0,15}$/.test(bare) ? bare : null;
  if (/^\d{5,20}@(c\.us|lid)$/.test(bare)) return bare;
  const digits = bare.replace(/^(\+|00)/, '').replace(/[\s().-]/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `${digits}@c.us` : null;
}

/** People read from the record in one go. */
const page = 1_000;

/** Everybody in the record, in the order they joined; the newsroom's own channels and groups are not people. */
export async function* exportPeople(db: Db, addresses: AddressBook): AsyncGenerator<Person> {
  for (let after = 0; ; ) {
    const { rows } = await sql<Omit<Person, 'address' | 'consentedAt'> & { id: number; sealed: Buffer; at: Date }>`
      select s.id, s.channel, s.address_sealed as sealed, s.state, s.language, s.topics,
             coalesce(s.consented_at, s.joined_at) as at,
             array(select n.edition from subscription n where n.subscriber_id = s.id order by 1) as editions
      from subscriber s where s.id > ${after} and not s.destination order by s.id limit ${page}`.execute(db);
    for (const { id, sealed, at, channel, ...rest } of rows) {
      after = id;
      yield { channel, address: addresses.open(channel, sealed), ...rest, consentedAt: at.toISOString() };
    }
    if (rows.length < page) return;
  }
}

/** Somebody to be taken in, with the editions settled. */
export interface Entry {
  readonly person: Person & { readonly editions: string[] };
  readonly address: string;
  readonly laneId: number;
}

/**
 * Takes people in, all of them or none. Who is in the record already stays as they are: above all, who left is not
 * brought back. May be run again with the same people.
 *
 * @returns how many were new
 */
export async function importPeople(db: Db, addresses: AddressBook, entries: readonly Entry[]): Promise<number> {
  if (entries.length === 0) return 0;
  const people = entries.map(({ person, address, laneId }) => ({
    lane_id: laneId,
    channel: person.channel,
    hash: addresses.hash(person.channel, address).toString('hex'),
    sealed: addresses.seal(person.channel, address).toString('hex'),
    state: person.state,
    language: person.language,
    topics: person.topics,
    consented_at: person.consentedAt,
    editions: person.editions,
  }));
  const { rows } = await sql<{ count: number }>`
    with given as (
      select distinct on (channel, hash) *
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as t (
        lane_id smallint, channel text, hash text, sealed text, state subscriber_state, language text, topics text[],
        consented_at timestamptz, editions text[])
    ), added as (
      insert into subscriber (lane_id, channel, address_hash, address_sealed, state, language, topics, consented_at)
      select lane_id, channel, decode(hash, 'hex'), decode(sealed, 'hex'), state, language, topics, consented_at from given
      -- Known by the hidden name that WhatsApp gives, too.
      where not exists (
        select from subscriber_alias a where a.channel = given.channel and a.alias_hash = decode(given.hash, 'hex'))
      on conflict (channel, address_hash) do nothing
      returning id, channel, address_hash
    ), chosen as (
      insert into subscription (edition, subscriber_id)
      select distinct edition, added.id
      from added join given on given.channel = added.channel and decode(given.hash, 'hex') = added.address_hash,
           unnest(given.editions) as edition
    )
    select count(*)::integer as count from added`.execute(db);
  return rows[0]?.count ?? 0;
}
