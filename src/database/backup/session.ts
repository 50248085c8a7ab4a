import type pg from 'pg';

/** In this transaction: a whole record takes longer than a server may give one statement, and a pipe may make it wait. As pg_dump does. */
export async function forgetTimeouts(client: pg.ClientBase): Promise<void> {
  await client.query(`
    set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0;
    set local datestyle = 'ISO'`);
}
