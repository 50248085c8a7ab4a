import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../setup/random.ts';
import { type Storm, secondsUntilBack } from './after-a-storm.ts';

const bursts: readonly [string, Storm][] = [
  ['one refusal in three for ten seconds', { share: 0.3, retryAfterMs: 1_000, seconds: 10 }],
  ['one refusal in three for a minute', { share: 0.3, retryAfterMs: 1_000, seconds: 60 }],
  ['nothing but refusals for half a minute', { share: 1, retryAfterMs: 1_000, seconds: 30 }],
  ['nothing but refusals that ask for fifteen seconds', { share: 1, retryAfterMs: 15_000, seconds: 30 }],
];

/** Such a far end says nothing of its limit: a lane that believed it would creep at a message a second for minutes. */
describe('a far end that refused whatever came, and is well again', () => {
  test.each(bursts)('%s: half of the ceiling is reached again within forty seconds', async (_, storm) => {
    for (const ceiling of [30, 200]) {
      for (const calmSeconds of [0, 5, 60]) {
        for (const seed of [1, 2, 3]) {
          const took = await secondsUntilBack({ ceiling, calmSeconds, storm, sizes: [1], random: seededRandom(seed) });
          expect(took, `${ceiling}/s, after ${calmSeconds} s, seed ${seed}`).toBeLessThanOrEqual(40);
        }
      }
    }
  });
});
