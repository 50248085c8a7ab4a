import { expect, test } from 'vitest';
import { neededWords } from '../../../src/articles/text/needed-words.ts';

test.each([
  [/(?:قال|ذكر)ت? ان/, ['قال ان', 'قالت ان', 'ذكر ان', 'ذكرت ان']],
  [/^[وف]?نشر(?:ت|وا)?$/, ['نشر']],
  [/[يت]علق/, ['يعلق', 'تعلق']],
  [/(?<![ء-ي])(?:ال)?رابط(?![ء-ي])/, ['رابط']],
  [/(?:موقع|صفحه|قناه)(?:نا|ها)/, ['موقعنا', 'موقعها', 'صفحهنا', 'صفحهها', 'قناهنا', 'قناهها']],
  [/\S+ من .{0,60}الحقول/u, ['الحقول']],
  [/(?<name>جديد)+ \k<name>/, ['جديد']],
  [/تحم[ي-]ل|\u0635\u0648\u0631ه/, ['تحميل', 'تحم-ل', 'صوره']],
])('%s matches only where one of its words stands', (pattern, words) => {
  expect(neededWords(pattern)?.toSorted()).toEqual(words.toSorted());
});

test.each([
  ['one of several may be short', /صفحه|هل/],
  ['the word may be left out', /(?:صفحه)?\s*\d+/],
  ['or stands none or more times', /(?:صفحه)*/],
  ['the word is only looked for beside', /(?=صفحه)\S+|(?!صفحه)\d/],
  ['a class may be many letters', /[^صفحه]+[ا-ي]{4}/],
  ['a letter by its kind', /\p{L}{4}\.$/u],
  ['letters of either case', /telegram/i],
  ['a sign is written by its number', /\x41\u{42}\cJ/u],
])('no word is needed where %s', (_, pattern) => {
  expect(neededWords(pattern)).toBeNull();
});

test('a pattern counts the sign before its number alone', () => {
  expect(neededWords(/صفحاتنا?/)).toEqual(['صفحاتن']);
  expect(neededWords(/صفحات{0}نا/)).toEqual(['صفحا']);
  expect(neededWords(/مقال{2,}/)).toEqual(['مقا']);
});
