import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../setup/database.ts';
import { startRedis } from '../setup/redis.ts';

it('gives each caller a database of its own', async () => {
  const one = await createTestDatabase();
  const other = await createTestDatabase();
  const client = new pg.Client({ connectionString: one.url });
  await client.connect();
  await client.query('create table t (a int)');
  await client.end();
  const client2 = new pg.Client({ connectionString: other.url });
  await client2.connect();
  await expect(client2.query('select * from t')).rejects.toThrow('does not exist');
  await client2.end();
});

it('starts a killed Redis again on the same port', async () => {
  const redis = await startRedis({ appendOnly: true });
  const { pid } = redis;
  await redis.kill();
  await redis.restart();
  expect(redis.pid).not.toBe(pid);
});
