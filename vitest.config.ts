import { configDefaults, defineConfig, type TestUserConfig } from 'vitest/config';
import { computing, LongestFirst } from './test/setup/order.ts';

/** Faults that are waited out with real browsers and servers, some five minutes of them: `npm run test:faults`. */
const faults = [
  'test/channels/whatsapp-faults.test.ts',
  'test/channels/whatsapp-start.test.ts',
  'test/database/embedded-crash.test.ts',
];

const common = {
  // Real servers, browsers and kill -9 take time on a small machine; a hang still ends.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  pool: 'forks',
} satisfies TestUserConfig;

const together = computing();

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ['test/setup/system.ts'],
    // Much of what they do is to wait, for what a server, a browser or a clock does: two cores have time for three.
    maxWorkers: mode === 'faults' ? 2 : 3,
    sequence: { sequencer: LongestFirst },
    projects:
      mode === 'faults'
        ? [{ test: { ...common, name: 'faults', include: faults } }]
        : [
            {
              test: {
                ...common,
                name: 'alone',
                include: ['test/**/*.test.{ts,tsx}'],
                exclude: [...configDefaults.exclude, ...faults, ...together],
              },
            },
            { test: { ...common, name: 'together', include: together, isolate: false } },
          ],
  },
}));
