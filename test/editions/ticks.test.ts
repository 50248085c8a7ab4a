import { beforeEach, describe, expect, test } from 'vitest';
import { recordTicks, ticksBetween } from '../../src/editions/ticks.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';

const at = (text: string) => new Date(text);
const utc = (dates: readonly Date[]) => dates.map((date) => date.toISOString());

describe('ticks between two instants', () => {
  test('eight in the morning is in the newsroom’s zone, in winter and in summer', () => {
    expect(
      utc(ticksBetween('0 8 * * *', 'Asia/Beirut', at('2026-01-10T00:00:00Z'), at('2026-01-11T00:00:00Z'))),
    ).toEqual(['2026-01-10T06:00:00.000Z']);
    expect(
      utc(ticksBetween('0 8 * * *', 'Asia/Beirut', at('2026-07-10T00:00:00Z'), at('2026-07-11T00:00:00Z'))),
    ).toEqual(['2026-07-10T05:00:00.000Z']);
  });

  test('the first instant is left out and the last is in, so that windows that follow each other give each tick once', () => {
    const [a, b, c] = [at('2026-01-10T05:00:00Z'), at('2026-01-10T06:00:00Z'), at('2026-01-10T07:00:00Z')];
    expect(ticksBetween('0 8 * * *', 'Asia/Beirut', a, b)).toHaveLength(1);
    expect(ticksBetween('0 8 * * *', 'Asia/Beirut', b, c)).toHaveLength(0);
  });
});

describe('recorded ticks', () => {
  const database = useDatabase();
  const config = testNewsroom().editions.morning;
  if (config?.kind !== 'digest') throw new Error('the test newsroom has a digest');
  const edition = { name: 'morning', config, cron: '0 8 * * *', timeZone: 'UTC' };

  beforeEach(async () => {
    await database.db.deleteFrom('edition_tick').execute();
    await database.db.deleteFrom('edition_clock').execute();
    await recordTicks(database.db, edition, at('2026-01-10T07:00:00Z'));
  });

  test('eight instances that tick at once record one', async () => {
    const all = await Promise.all(
      Array.from({ length: 8 }, () => recordTicks(database.db, edition, at('2026-01-10T08:00:00Z'))),
    );
    expect(all.flat()).toEqual([{ instant: at('2026-01-10T08:00:00Z'), state: 'due' }]);
  });

  test('a tick missed while nothing ran is due inside its grace of half an hour', async () => {
    expect(await recordTicks(database.db, edition, at('2026-01-10T08:29:00Z'))).toMatchObject([{ state: 'due' }]);
  });

  test('ticks missed by more are kept as skipped, the newest inside its grace is due', async () => {
    const recorded = await recordTicks(database.db, edition, at('2026-01-12T08:10:00Z'));
    expect(recorded.map((tick) => tick.state)).toEqual(['skipped', 'skipped', 'due']);
  });

  test('a clock that jumps back fires nothing again', async () => {
    await recordTicks(database.db, edition, at('2026-01-10T08:00:00Z'));
    expect(await recordTicks(database.db, edition, at('2026-01-10T07:30:00Z'))).toEqual([]);
    expect(await recordTicks(database.db, edition, at('2026-01-10T08:00:30Z'))).toEqual([]);
  });
});
