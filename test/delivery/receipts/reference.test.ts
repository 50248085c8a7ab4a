import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveryReferences } from '../../../src/delivery/receipts/reference.ts';

const references = deliveryReferences(Buffer.alloc(32, 1));
const sending = fc.record({
  pushId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  subscriberId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  attempt: fc.integer({ min: 1, max: 60_000 }),
  part: fc.constantFrom('last' as const, 'earlier' as const),
  revision: fc.integer({ min: 0, max: 255 }),
});

test('a reference brings back what it was written for, and fits what a far end carries', () => {
  fc.assert(
    fc.property(sending, (one) => {
      const reference = references.write(one);
      expect(references.read(reference)).toEqual(one);
      expect(reference).toMatch(/^[\w-]{60}$/);
      expect(references.write(one)).not.toBe(reference);
    }),
  );
});

test('what was changed, cut, made with another key or made up is none', () => {
  const one = { pushId: 1, subscriberId: 2, attempt: 1, part: 'last', revision: 0 } as const;
  const reference = references.write(one);
  expect(deliveryReferences(Buffer.alloc(32, 2)).read(reference)).toBeNull();
  expect(references.read(reference.slice(0, -4))).toBeNull();
  expect(references.read('')).toBeNull();
  expect(references.read('AQ'.padEnd(60, 'A'))).toBeNull();
  const bytes = Buffer.from(reference, 'base64url');
  for (let place = 0; place < bytes.length; place += 1) {
    const changed = Buffer.from(bytes);
    changed[place] = (changed[place] ?? 0) ^ 1;
    expect(references.read(changed.toString('base64url'))).toBeNull();
  }
});
