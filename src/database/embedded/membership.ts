import type pg from 'pg';
import { type Address, connect } from './connection.ts';

/** "nash": every process that uses the server holds this lock shared, for as long as it lives. */
const usersLock = 0x6e617368;

/** Part of pg's clients, but not of their types. */
type KeepsAlive = pg.Client & { ref(): void; unref(): void };

/** One process's place among the users of a server. The server itself forgets it when the process dies. */
export interface Membership {
  /** Whether the connection that carries it still stands. */
  readonly holds: () => boolean;
  /** Gives it up. Says whether nobody else is left. */
  readonly leave: () => Promise<'last' | 'others-remain'>;
  readonly close: () => Promise<void>;
}

/** @param onLost Called once when the connection breaks, which is how one hears first that the server is gone. */
export async function join(address: Address, onLost: () => void): Promise<Membership> {
  const client = await connect(address, 'nashra user of the embedded server');
  let holds = true;
  const lose = () => {
    if (!holds) return;
    holds = false;
    onLost();
  };
  client.on('end', lose);
  client.on('error', lose);
  await client.query('select pg_advisory_lock_shared($1)', [usersLock]);
  // A program that is done must be able to end without waiting for us.
  (client as KeepsAlive).unref();
  return { holds: () => holds, leave: () => leave(client), close: () => close(client) };
}

async function leave(client: pg.Client): Promise<'last' | 'others-remain'> {
  // Now there is something to wait for.
  (client as KeepsAlive).ref();
  await client.query('select pg_advisory_unlock_shared($1)', [usersLock]);
  const result = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [usersLock]);
  return result.rows[0]?.last === true ? 'last' : 'others-remain';
}

async function close(client: pg.Client): Promise<void> {
  await client.end().catch(() => undefined);
}
