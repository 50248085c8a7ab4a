import type { Db } from '../../src/database/database.ts';
import type { DeliveryState } from '../../src/database/schema.ts';
import type { PushContent } from '../../src/editions/push.ts';
import type { StoredMessage, TelegramApiControl } from '../../src/sandbox/telegram/index.ts';
import type { AddressBook } from '../../src/subscribers/addresses.ts';
import { albumSize } from './stories.ts';

export interface Evidence {
  readonly db: Db;
  readonly addresses: AddressBook;
  readonly telegram: TelegramApiControl;
  readonly chats: readonly number[];
  readonly ambiguous: number;
  readonly inFlightAtKills: number;
  readonly kills: number;
}

export interface Verdict {
  readonly pushes: number;
  readonly deliveries: number;
  /** Corrections and retractions that began, and messages that they changed. */
  readonly changes: number;
  readonly changed: number;
  readonly kills: number;
  readonly inFlightAtKills: number;
  /** Answers of the far end that told nothing. */
  readonly ambiguous: number;
  readonly uncertain: number;
  /** Readers who got a push twice, all with the policy `resend` and a second try in the ledger. */
  readonly doubled: number;
  /** What must not be; empty when all is well. */
  readonly faults: readonly string[];
}

/** Compares what the Bot API server accepted, and what readers see in the end, with what the ledger says. */
export async function verdictOn(evidence: Evidence): Promise<Verdict> {
  const { db, addresses, telegram } = evidence;
  const faults: string[] = [];
  const pushes = await db
    .selectFrom('push')
    .select([
      'id',
      'key',
      'kind',
      'state',
      'audience',
      'uncertain_policy',
      'content',
      'corrects',
      'started_at',
      'retracted_at',
    ])
    .orderBy('started_at')
    .execute();
  const received = await receivedBy(telegram, evidence.chats);
  const parts = partsOf(received);
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('subscriber as s', 's.id', 'd.subscriber_id')
    .select(['d.push_id', 'd.subscriber_id', 'd.state', 'd.attempts', 'd.rest', 's.address_sealed'])
    .execute();
  const stateOf = new Map(rows.map((row) => [`${row.push_id}/${row.subscriber_id}`, row.state]));
  let uncertain = 0;
  let doubled = 0;
  let changed = 0;
  let deliveries = 0;
  const perPush = new Map<number, number>();
  for (const row of rows) {
    const push = pushes.find(({ id }) => id === row.push_id);
    if (!push) continue;
    perPush.set(push.id, (perPush.get(push.id) ?? 0) + 1);
    if (row.state === 'pending' || row.state === 'sending') faults.push(`push ${push.id}: a delivery is ${row.state}`);
    if (push.corrects !== null) {
      if (row.state === 'sent') changed += 1;
      continue;
    }
    deliveries += 1;
    const chat = Number(addresses.open('telegram', row.address_sealed));
    const messages = received.get(chat)?.get(push.key) ?? [];
    const copiesOf = countBy(messages, ({ part }) => part);
    const copies = Math.max(0, ...copiesOf.values());
    const said = `push ${push.id} (${push.state}, ${push.uncertain_policy}), ${row.state} after ${row.attempts} tries`;
    // What is known to lack the rest came to that by its push's end, not by a kill.
    if (row.state === 'uncertain' && row.rest !== 'waits') uncertain += 1;
    if (row.state === 'sent' && copiesOf.size < (parts.get(push.key)?.size ?? 0)) faults.push(`${said}: some parts`);
    if (!allowedCopies(row.state).includes(Math.min(copies, 1))) faults.push(`${said}: ${copies} copies`);
    if (messages.some(({ pictures }) => pictures === 'some')) faults.push(`${said}: some pictures of an album`);
    if (copies > 1) {
      doubled += 1;
      if (push.uncertain_policy !== 'resend' || row.attempts < 2) faults.push(`${said}: ${copies} copies`);
    }
    // Of a second copy that nobody knows of, nobody can know which text it carries.
    if (copies !== 1) continue;
    const last = pushes.findLast(({ corrects, started_at }) => corrects === push.id && started_at !== null);
    if (!last) continue;
    const change = stateOf.get(`${last.id}/${row.subscriber_id}`);
    const wanted = push.retracted_at ? null : titleOf(push.content);
    const mayDiffer = change === undefined ? last.state === 'cancelled' || row.state !== 'sent' : change !== 'sent';
    const wrong = messages.find(({ shown }) => shown !== wanted);
    if (wrong && !mayDiffer) {
      faults.push(
        `${said}: shows ${wrong.shown ?? 'nothing'} for ${wanted ?? 'nothing'} (push ${last.id}: ${change ?? 'no row'})`,
      );
    }
  }
  for (const push of pushes) {
    if (push.audience !== (perPush.get(push.id) ?? 0)) {
      faults.push(`push ${push.id}: an audience of ${push.audience}, ${perPush.get(push.id) ?? 0} deliveries`);
    }
    if (push.corrects === null && push.state === 'finished' && push.audience !== evidence.chats.length) {
      faults.push(`push ${push.id} finished with ${push.audience} of ${evidence.chats.length} readers`);
    }
  }
  const most = 1.2 * evidence.inFlightAtKills + evidence.ambiguous;
  if (uncertain + doubled > Math.ceil(most)) {
    faults.push(`${uncertain} uncertain and ${doubled} doubled, more than ${Math.ceil(most)}`);
  }
  return {
    pushes: pushes.filter(({ corrects }) => corrects === null).length,
    deliveries,
    changes: pushes.filter(({ corrects, started_at }) => corrects !== null && started_at !== null).length,
    changed,
    kills: evidence.kills,
    inFlightAtKills: evidence.inFlightAtKills,
    ambiguous: evidence.ambiguous,
    uncertain,
    doubled,
    faults,
  };
}

function titleOf(content: PushContent): string | null {
  return content.type === 'story' ? content.item.title : null;
}

/** 1 stands for one or more; whether more may be is another question. */
function allowedCopies(state: DeliveryState): readonly number[] {
  switch (state) {
    case 'sent':
      return [1];
    case 'uncertain':
      return [0, 1];
    case 'failed':
    case 'gone':
    case 'excluded':
      return [0];
    case 'pending':
    case 'sending':
      return [];
  }
}

interface Received {
  /** The place of its first story, which tells the messages of a long digest apart. */
  readonly part: number;
  /** The title that stands there now; null when the message was deleted. */
  readonly shown: string | null;
  /** Whether what is there of an album's pictures is all of them, or none. */
  readonly pictures: 'all or none' | 'some';
}

/** For each chat the messages that it got of each push, by the push's key, which stands in the title. */
async function receivedBy(
  telegram: TelegramApiControl,
  chats: readonly number[],
): Promise<Map<number, Map<string, Received[]>>> {
  const received = new Map<number, Map<string, Received[]>>();
  for (const chat of chats) {
    const copies = new Map<string, Received[]>();
    const all = await telegram.messages(chat);
    for (const message of all) {
      const [title, key, place] =
        /(t\d+-)r\d+\.(\d+)/.exec(message.formatted.text.replace(/[\u2066-\u2069]/g, '')) ?? [];
      if (title === undefined || key === undefined) continue;
      const shown = message.deletedAt === null ? title : null;
      copies.set(key, [
        ...(copies.get(key) ?? []),
        { part: Number(place), shown, pictures: picturesWith(message, all) },
      ]);
    }
    received.set(chat, copies);
  }
  return received;
}

/** In which messages each push goes out, by its key: those that anybody got. */
function partsOf(received: ReadonlyMap<number, ReadonlyMap<string, readonly Received[]>>): Map<string, Set<number>> {
  const parts = new Map<string, Set<number>>();
  for (const pushes of received.values()) {
    for (const [key, messages] of pushes) {
      parts.set(key, new Set([...(parts.get(key) ?? []), ...messages.map(({ part }) => part)]));
    }
  }
  return parts;
}

function countBy<T, Key>(all: readonly T[], keyOf: (one: T) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** An album arrives as a message for each picture, and leaves as it came. */
function picturesWith({ album }: StoredMessage, all: readonly StoredMessage[]): Received['pictures'] {
  if (album === null) return 'all or none';
  const there = all.filter((message) => message.album === album).map(({ deletedAt }) => deletedAt === null);
  return there.length === albumSize && new Set(there).size === 1 ? 'all or none' : 'some';
}
