import { expect, test } from 'vitest';
import { abilitiesOf } from '../../../src/channels/abilities.ts';
import { changesFirst, wayToChange, whyTooLate, windowOf } from '../../../src/delivery/changes/change.ts';

const { telegram, whatsapp, 'whatsapp-cloud': cloud } = abilitiesOf;
const minute = 60_000;
const hour = 60 * minute;

test('a correction edits the message as long as the channel lets it', () => {
  expect(wayToChange('correction', telegram, 1_000 * hour)).toBe('edit');
  expect(wayToChange('correction', whatsapp, 15 * minute)).toBe('edit');
  expect(wayToChange('correction', whatsapp, 15 * minute + 1)).toBe('too late');
  expect(wayToChange('correction', cloud, 0)).toBe('too late');
});

test('a retraction deletes the message, and where it is too late for that says so in its place', () => {
  expect(wayToChange('retraction', telegram, 48 * hour)).toBe('delete');
  expect(wayToChange('retraction', telegram, 48 * hour + 1)).toBe('edit');
  expect(wayToChange('retraction', whatsapp, 60 * hour)).toBe('delete');
  expect(wayToChange('retraction', whatsapp, 60 * hour + 1)).toBe('too late');
  expect(wayToChange('retraction', cloud, 0)).toBe('too late');
});

test('a message can be changed until the last of its ways is closed', () => {
  expect(windowOf('correction', whatsapp)).toBe(15 * minute);
  expect(windowOf('retraction', whatsapp)).toBe(60 * hour);
  expect(windowOf('retraction', telegram)).toBe(Number.POSITIVE_INFINITY);
  expect(windowOf('retraction', cloud)).toBeNull();
});

test('why it is too late tells a channel that never could from one that could', () => {
  expect(whyTooLate(cloud)).toBe('this channel cannot change what was sent');
  expect(whyTooLate(whatsapp)).toBe('sent too long ago for this channel to change it');
});

test('changes go before every push only where they are possible for less than an hour', () => {
  expect([telegram, whatsapp, cloud].map(changesFirst)).toEqual(['in turn', 'first', 'in turn']);
});
