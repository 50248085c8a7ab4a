import { expect, test } from 'vitest';
import { clockTime, longDate } from '../../src/messages/dates.ts';

const noon = (month: number) => new Date(Date.UTC(2026, month, 9, 12));

test('in the Levant and Iraq a month has both its names, each once', () => {
  const months = Array.from({ length: 12 }, (_, month) => longDate(noon(month), 'ar', 'Asia/Beirut'));
  expect(months).toMatchInlineSnapshot(`
    [
      "9 كانون الثاني/ يناير 2026",
      "9 شباط/ فبراير 2026",
      "9 آذار/ مارس 2026",
      "9 نيسان/ أبريل 2026",
      "9 أيار/ مايو 2026",
      "9 حزيران/ يونيو 2026",
      "9 تموز/ يوليو 2026",
      "9 آب/ أغسطس 2026",
      "9 أيلول/ سبتمبر 2026",
      "9 تشرين الأول/ أكتوبر 2026",
      "9 تشرين الثاني/ نوفمبر 2026",
      "9 كانون الأول/ ديسمبر 2026",
    ]
  `);
  expect(longDate(noon(0), 'ar', 'Asia/Baghdad')).toBe('9 كانون الثاني/ يناير 2026');
});

test('elsewhere one, as Egypt says it, with the digits of the messages', () => {
  expect(longDate(noon(0), 'ar', 'Africa/Cairo')).toBe('9 يناير 2026');
  expect(longDate(noon(6), 'ar', 'Europe/Berlin')).toBe('9 يوليو 2026');
  expect(longDate(noon(6), 'en', 'Asia/Beirut')).toBe('9 July 2026');
});

test('the day and the hour are those of the newsroom’s place, summer time included', () => {
  const evening = new Date('2026-12-31T22:30:00Z');
  expect(longDate(evening, 'ar', 'Asia/Beirut')).toBe('1 كانون الثاني/ يناير 2027');
  expect(longDate(evening, 'ar', 'Europe/London')).toBe('31 ديسمبر 2026');
  expect(clockTime(evening, 'Asia/Beirut')).toBe('00:30');
  expect(clockTime(new Date('2026-07-01T06:00:00Z'), 'Asia/Beirut')).toBe('09:00');
});
