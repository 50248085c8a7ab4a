import { expect, test } from 'vitest';
import { timeToCome } from '../../src/console/local-time.ts';

const now = new Date('2026-02-20T10:00:00Z');
const asked = (date: string, time: string) => timeToCome(date, time, 'Asia/Beirut', now);

test('a day and an hour are read by the newsroom’s clocks', () => {
  expect(asked('2026-02-20', '12:30')).toEqual({ kind: 'at', at: new Date('2026-02-20T10:30:00Z') });
  expect(asked('2026-07-01', '08:00:00')).toEqual({ kind: 'at', at: new Date('2026-07-01T05:00:00Z') });
});

test('what is no day, no hour, past or far away is refused, and why', () => {
  const cases = [
    ['2026-02-31', '08:00', 'في التقويم'],
    ['2026-03-01', '24:00', 'في التقويم'],
    ['2026-13-01', '08:00', 'في التقويم'],
    ['غداً', '08:00', 'يوم الموعد'],
    ['2026-03-01', '', 'ساعة الموعد'],
    ['2026-02-20', '12:00', 'مضى'],
    ['2027-06-01', '12:00', 'أكثر من سنة'],
  ];
  for (const [date = '', time = '', why = ''] of cases) {
    expect(asked(date, time), `${date} ${time}`).toEqual({
      kind: 'wrong',
      why: expect.stringContaining(why) as string,
    });
  }
});
