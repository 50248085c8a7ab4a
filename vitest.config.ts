import { configDefaults, defineConfig } from 'vitest/config';

/** Faults that are waited out with real browsers and servers, some five minutes of them: `npm run test:faults`. */
const faults = [
  'test/channels/whatsapp-faults.test.ts',
  'test/channels/whatsapp-start.test.ts',
  'test/database/embedded-crash.test.ts',
];

export default defineConfig(({ mode }) => ({
  test: {
    ...(mode === 'faults'
      ? { include: faults }
      : { include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: [...configDefaults.exclude, ...faults] }),
    globalSetup: ['test/setup/system.ts'],
    // Real servers, browsers and kill -9 take time on a small machine; a hang still ends.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
}));
