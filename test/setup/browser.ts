import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** A browser for the tests of one file that look at pages; call it at the top of the file or of a `describe`. */
export function useBrowser(): Pick<Browser, 'newPage'> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
  });
  afterAll(() => browser.close());
  return {
    newPage: (options) => browser.newPage(options),
  };
}
