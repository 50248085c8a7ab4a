import { expect, test } from 'vitest';
import { Menus } from '../../src/conversation/whatsapp.ts';

test('a number answers the choices shown last, for an hour', () => {
  const clock = { ms: 0 };
  const menus = new Menus(() => clock.ms);
  menus.show('a', ['topics', 'editions', 'stop']);
  expect(menus.of('a')).toEqual(['topics', 'editions', 'stop']);
  expect(menus.of('b')).toEqual([]);
  clock.ms = 60 * 60_000 - 1;
  menus.show('b', ['start']);
  expect(menus.of('a')).toHaveLength(3);
  // A «3» that comes with the next morning's digest is its third story, and takes nobody out.
  clock.ms += 1;
  expect([menus.of('a'), menus.of('b')]).toEqual([[], ['start']]);
});
