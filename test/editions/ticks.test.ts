import { beforeEach, describe, expect, test } from 'vitest';
import { nextTicks } from '../../src/editions/next-ticks.ts';
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

  // In Beirut the clocks go forward at 00:00 of 29 March 2026, and back at 00:00 of 25 October.
  test.each([
    ['30 0 * * *', '2026-03-28', ['2026-03-27T22:30:00.000Z', '2026-03-28T22:00:00.000Z', '2026-03-29T21:30:00.000Z']],
    ['0,30 0 * * 0', '2026-03-29', ['2026-03-28T22:00:00.000Z']],
    ['0 1 * * *', '2026-03-29', ['2026-03-28T22:00:00.000Z', '2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z']],
    ['30 23 * * *', '2026-10-24', ['2026-10-23T20:30:00.000Z', '2026-10-24T20:30:00.000Z', '2026-10-25T21:30:00.000Z']],
  ] as const)('«%s» ticks once a day also when the clocks change (%s)', (cron, day, expected) => {
    const noon = at(`${day}T12:00:00Z`).getTime();
    const [before, after] = [new Date(noon - 86_400_000), new Date(noon + 1.5 * 86_400_000)];
    expect(utc(ticksBetween(cron, 'Asia/Beirut', before, after))).toEqual(expected);
    // Asked minute by minute, as a running desk asks, it is the same.
    const minutes = Array.from({ length: 36 * 60 }, (_, index) => noon - 86_400_000 + index * 60_000);
    const asked = minutes.flatMap((from) => ticksBetween(cron, 'Asia/Beirut', new Date(from), new Date(from + 60_000)));
    expect(utc(asked)).toEqual(expected.filter((instant) => at(instant).getTime() <= noon + 12 * 3_600_000));
  });

  test('a rule for every hour ticks in every hour when the clocks change', () => {
    const ticks = (from: string, until: string) =>
      utc(ticksBetween('30 * * * *', 'Asia/Beirut', at(from), at(until))).map((instant) => instant.slice(11, 16));
    expect(ticks('2026-03-28T21:00:00Z', '2026-03-28T23:00:00Z')).toEqual(['21:30', '22:30']);
    expect(ticks('2026-10-24T20:00:00Z', '2026-10-24T22:00:00Z')).toEqual(['20:30', '21:30']);
  });

  test('the first instant is left out and the last is in, so that windows that follow each other give each tick once', () => {
    const [a, b, c] = [at('2026-01-10T05:00:00Z'), at('2026-01-10T06:00:00Z'), at('2026-01-10T07:00:00Z')];
    expect(ticksBetween('0 8 * * *', 'Asia/Beirut', a, b)).toHaveLength(1);
    expect(ticksBetween('0 8 * * *', 'Asia/Beirut', b, c)).toHaveLength(0);
  });
});

describe('the next ticks', () => {
  // Over both changes of the clocks in Beirut, and in a zone that is not whole hours from UTC.
  test.each(['0 8 * * *', '30 0 * * *', '15 */6 * * *', '30 23 * * 6,0'])(
    '«%s» ticks next as it will be recorded',
    (cron) => {
      for (const [zone, from] of [
        ['Asia/Beirut', '2026-03-27T12:10:00Z'],
        ['Asia/Beirut', '2026-10-23T12:10:00Z'],
        ['Asia/Kathmandu', '2026-05-30T03:07:30Z'],
      ] as const) {
        const next = nextTicks(cron, zone, at(from), 3);
        expect(next).toHaveLength(3);
        const days = 2.5 * 86_400_000;
        const until = at(from).getTime() + days;
        expect(utc(next.filter((one) => one.getTime() <= until))).toEqual(
          utc(ticksBetween(cron, zone, at(from), new Date(until)).slice(0, 3)),
        );
      }
    },
  );

  test('what ticks once a year is found, and what never ticks is not', () => {
    expect(utc(nextTicks('0 8 1 1 *', 'Asia/Beirut', at('2026-03-01T00:00:00Z'), 3))).toEqual([
      '2027-01-01T06:00:00.000Z',
    ]);
    expect(nextTicks('0 8 29 2 *', 'Asia/Beirut', at('2026-03-01T00:00:00Z'), 3)).toEqual([]);
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
