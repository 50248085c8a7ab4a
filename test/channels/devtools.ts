import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CDPSession, chromium } from 'playwright-core';
import { waitFor } from '../setup/wait.ts';

/** Chromium's command line for a browser that `devtools` can reach. */
export const withDevtools = ['--remote-debugging-port=0', '--remote-allow-origins=*'];

/** The browser's own debugging protocol, beside the library's: to do to its page what happens to pages. */
export async function devtools(sessionFolder: string): Promise<CDPSession & { readonly done: () => Promise<void> }> {
  const file = join(sessionFolder, 'session', 'DevToolsActivePort');
  const port = await waitFor(async () => (await readFile(file, 'utf8')).split('\n')[0], {
    message: 'the browser gave no port',
  });
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [context] = browser.contexts();
  const page = context?.pages().find((one) => one.url().startsWith('https://web.whatsapp.com'));
  if (!context || !page) throw new Error('the browser has no page of WhatsApp');
  const session = await context.newCDPSession(page);
  return Object.assign(session, { done: () => browser.close() });
}
