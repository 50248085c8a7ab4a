import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';
import type { SubscriberState } from '../database/schema.ts';

/** A person as staff see them: a number that means nothing outside the record, and choices. Never an address. */
export interface SubscriberRow {
  readonly id: number;
  readonly channel: ChannelName;
  readonly state: SubscriberState;
  readonly language: string;
  /** Null means all. */
  readonly topics: readonly string[] | null;
  readonly editions: readonly string[];
  readonly joinedAt: Date;
}

export interface SubscriberFilter {
  readonly channel?: ChannelName | undefined;
  readonly state?: SubscriberState | undefined;
  readonly edition?: string | undefined;
}

/** The next people after `after`, in the order they joined. */
export async function listSubscribers(
  db: Db,
  { channel, state, edition, after, limit }: SubscriberFilter & { readonly after: number; readonly limit: number },
): Promise<SubscriberRow[]> {
  const { rows } = await sql<SubscriberRow>`
    select s.id, s.channel, s.state, s.language, s.topics, s.joined_at as "joinedAt",
           array(select n.edition from subscription n where n.subscriber_id = s.id order by 1) as editions
    from subscriber s
    where s.id > ${after} and not s.destination
      and (${channel ?? null}::text is null or s.channel = ${channel ?? null})
      and (${state ?? null}::subscriber_state is null or s.state = ${state ?? null}::subscriber_state)
      and (${edition ?? null}::text is null or exists (
        select from subscription n where n.subscriber_id = s.id and n.edition = ${edition ?? null}))
    order by s.id limit ${limit}`.execute(db);
  return rows;
}

export interface SubscriberCounts {
  readonly total: number;
  readonly byChannel: readonly {
    readonly channel: ChannelName;
    readonly state: SubscriberState;
    readonly language: string;
    readonly count: number;
  }[];
  /** Active readers of each edition. */
  readonly byEdition: readonly { readonly edition: string; readonly count: number }[];
}

export async function countSubscribers(db: Db): Promise<SubscriberCounts> {
  const byChannel = await sql<SubscriberCounts['byChannel'][number]>`
    select channel, state, language, count(*)::integer as count from subscriber
    where not destination group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  const byEdition = await sql<SubscriberCounts['byEdition'][number]>`
    select n.edition, count(*)::integer as count
    from subscription n join subscriber s on s.id = n.subscriber_id
    where s.state = 'active' and not s.destination group by 1 order by 1`.execute(db);
  const total = byChannel.rows.reduce((sum, { count }) => sum + count, 0);
  return { total, byChannel: byChannel.rows, byEdition: byEdition.rows };
}

/** Active readers of each edition by channel. */
export interface EditionReaders {
  readonly edition: string;
  readonly channel: ChannelName;
  readonly count: number;
}

export async function countEditionReaders(db: Db): Promise<EditionReaders[]> {
  const { rows } = await sql<EditionReaders>`
    select n.edition, s.channel, count(*)::integer as count
    from subscription n join subscriber s on s.id = n.subscriber_id
    where s.state = 'active' and not s.destination group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** What active readers chose: `all`, or how many have each topic among theirs. */
export interface TopicChoices {
  readonly all: number;
  readonly byTopic: readonly { readonly topic: string; readonly count: number }[];
}

export async function countTopicChoices(db: Db): Promise<TopicChoices> {
  const { rows } = await sql<{ topic: string | null; count: number }>`
    select t.topic, count(*)::integer as count
    from subscriber s left join lateral unnest(s.topics) as t (topic) on true
    where s.state = 'active' and not s.destination and (s.topics is null or t.topic is not null)
    group by 1 order by 2 desc, 1`.execute(db);
  return {
    all: rows.find(({ topic }) => topic === null)?.count ?? 0,
    byTopic: rows.flatMap(({ topic, count }) => (topic === null ? [] : [{ topic, count }])),
  };
}

/** Who came and who went since; whoever was erased is in none of it. */
export interface Movement {
  readonly joined: number;
  /** Who said so. */
  readonly left: number;
  /** Who cannot be reached any more. */
  readonly gone: number;
}

export async function countMovement(db: Db, since: Date): Promise<Movement> {
  const { rows } = await sql<Movement>`
    select count(*) filter (where consented_at > ${since})::integer as joined,
           count(*) filter (where state = 'left' and changed_at > ${since})::integer as left,
           count(*) filter (where state = 'gone' and changed_at > ${since})::integer as gone
    from subscriber where not destination and (consented_at > ${since} or changed_at > ${since})`.execute(db);
  return rows[0] ?? { joined: 0, left: 0, gone: 0 };
}
