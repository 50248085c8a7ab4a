import type { Db } from '../../src/database/database.ts';
import type { DeliveryState } from '../../src/database/schema.ts';
import type { TelegramApiControl } from '../../src/sandbox/telegram/index.ts';
import type { AddressBook } from '../../src/subscribers/addresses.ts';

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

/** Compares what the Bot API server accepted with what the ledger says. */
export async function verdictOn(evidence: Evidence): Promise<Verdict> {
  const { db, addresses, telegram } = evidence;
  const faults: string[] = [];
  const pushes = await db.selectFrom('push').select(['id', 'key', 'state', 'audience', 'uncertain_policy']).execute();
  const received = await receivedBy(telegram, evidence.chats);
  const rows = await db
    .selectFrom('delivery as d')
    .innerJoin('subscriber as s', 's.id', 'd.subscriber_id')
    .select(['d.push_id', 'd.state', 'd.attempts', 's.address_sealed'])
    .execute();
  let uncertain = 0;
  let doubled = 0;
  const perPush = new Map<number, number>();
  for (const row of rows) {
    const push = pushes.find(({ id }) => id === row.push_id);
    if (!push) continue;
    perPush.set(push.id, (perPush.get(push.id) ?? 0) + 1);
    const chat = Number(addresses.open('telegram', row.address_sealed));
    const copies = received.get(chat)?.get(push.key) ?? 0;
    const said = `push ${push.id} (${push.state}, ${push.uncertain_policy}), ${row.state} after ${row.attempts} tries`;
    if (row.state === 'uncertain') uncertain += 1;
    if (!allowedCopies(row.state).includes(Math.min(copies, 1))) faults.push(`${said}: ${copies} copies`);
    if (copies > 1) {
      doubled += 1;
      if (push.uncertain_policy !== 'resend' || row.attempts < 2) faults.push(`${said}: ${copies} copies`);
    }
  }
  for (const push of pushes) {
    if (push.audience !== perPush.get(push.id)) {
      faults.push(`push ${push.id}: an audience of ${push.audience}, ${perPush.get(push.id) ?? 0} deliveries`);
    }
    if (push.state === 'finished' && push.audience !== evidence.chats.length) {
      faults.push(`push ${push.id} finished with ${push.audience} of ${evidence.chats.length} readers`);
    }
  }
  const most = 1.2 * evidence.inFlightAtKills + evidence.ambiguous;
  if (uncertain + doubled > Math.ceil(most)) {
    faults.push(`${uncertain} uncertain and ${doubled} doubled, more than ${Math.ceil(most)}`);
  }
  return {
    pushes: pushes.length,
    deliveries: rows.length,
    kills: evidence.kills,
    inFlightAtKills: evidence.inFlightAtKills,
    ambiguous: evidence.ambiguous,
    uncertain,
    doubled,
    faults,
  };
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

/** For each chat how many copies of each push it got; a push's key stands in its message. */
async function receivedBy(
  telegram: TelegramApiControl,
  chats: readonly number[],
): Promise<Map<number, Map<string, number>>> {
  const received = new Map<number, Map<string, number>>();
  for (const chat of chats) {
    const copies = new Map<string, number>();
    for (const message of await telegram.messages(chat)) {
      const key = /t\d+-/.exec(message.formatted.text.replace(/[\u2066-\u2069]/g, ''))?.[0];
      if (key) copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    received.set(chat, copies);
  }
  return received;
}
