import { expect, test } from 'vitest';
import { interactiveOf } from '../../src/channels/whatsapp-cloud/interactive.ts';
import { checkRequest } from '../standins/whatsapp-cloud/rules.ts';

const choices = (count: number, label = 'خيار') =>
  Array.from({ length: count }, (_, index) => [{ label: `${label} ${index}`, action: `choose:${index}` }]);
const message = (count: number, label?: string, text = 'أيّ واحد؟') => ({
  text,
  markup: 'whatsapp' as const,
  buttons: choices(count, label),
  choicesLabel: 'اختاروا',
});

test.each([
  ['three short ones are buttons', message(3), 'button'],
  ['four are a list', message(4), 'list'],
  ['ten are a list', message(10), 'list'],
  ['eleven are none', message(11), null],
  ['titles of 21 to 24 characters are a list', message(2, 'خ'.repeat(20)), 'list'],
  ['longer titles are none', message(2, 'خ'.repeat(24)), null],
  ['a long text with two choices is a list', message(2, 'خيار', 'س'.repeat(1_025)), 'list'],
  ['a text longer than any is none', message(2, 'خيار', 'س'.repeat(4_097)), null],
])('%s', (_, shown, type) => {
  const interactive = interactiveOf(shown);
  expect(interactive?.type ?? null).toBe(type);
  if (interactive === null) return;
  expect(
    checkRequest({ messaging_product: 'whatsapp', to: '96170123456', type: 'interactive', interactive }, []),
  ).toBeNull();
});

test('two choices that look alike, or one that leads to an address, are not buttons', () => {
  const alike = {
    ...message(1),
    buttons: [
      [
        { label: 'نعم', action: 'a' },
        { label: 'نعم', action: 'b' },
      ],
    ],
  };
  expect(interactiveOf(alike)).toBeNull();
  const link = { ...message(1), buttons: [[{ label: 'الموقع', url: 'https://daraj.media' }]] };
  expect(interactiveOf(link)).toBeNull();
});
