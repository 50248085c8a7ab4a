import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { atEnd } from './cleanup.ts';

export interface TestDatabase {
  readonly url: string;
  /** Closes everybody's connections and removes it. Done at the end of the test file anyway. */
  drop(): Promise<void>;
}

/** A fresh empty database on the run's shared server, or a copy of `template` (which nobody may be connected to). */
export async function createTestDatabase(options: { readonly template?: string } = {}): Promise<TestDatabase> {
  const adminUrl = inject('adminUrl');
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const from = options.template === undefined ? '' : ` template ${pg.escapeIdentifier(options.template)}`;
  await asAdmin(adminUrl, `create database ${name}${from}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const drop = () => asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
  atEnd(drop);
  return { url: url.href, drop };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
