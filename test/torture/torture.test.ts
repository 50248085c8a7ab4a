import { expect, test } from 'vitest';
import { torture } from './torture.ts';

/** The short form; `npm run torture` plays twenty seeds for longer. */
test.each([
  ['postgresql', 101],
  ['redis', 102],
] as const)(
  'with the queue on %s nobody is missed and nobody doubled whatever breaks',
  { timeout: 150_000 },
  async (queue, seed) => {
    const said: string[] = [];
    const verdict = await torture({ seed, queue, readers: 200, pushes: 3, seconds: 8, say: (text) => said.push(text) });
    expect(verdict.faults, said.join('\n')).toEqual([]);
    expect(verdict).toMatchObject({ pushes: 3, deliveries: 606 });
    expect(verdict.kills).toBeGreaterThan(0);
  },
);
