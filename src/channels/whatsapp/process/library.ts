import { once } from 'node:events';
import type { Browser } from 'puppeteer';
import whatsapp from 'whatsapp-web.js';
import { reasonOf, withDeadline } from './deadline.ts';
import { giveIdsTheirOldName } from './page-scripts.ts';
import type { ProcessEvent, Request } from './protocol.ts';

type StartRequest = Extract<Request, { op: 'start' }>;

/**
 * LocalAuth that leaves the profile alone at a logout: the library would remove it under the running browser, and a new
 * pairing would be lost at the next start. The supervisor removes it when the browser is gone.
 */
class KeptAuth extends whatsapp.LocalAuth {
  onBrowser: () => void = () => {};

  override afterBrowserInitialized = async (): Promise<void> => this.onBrowser();

  override logout = async (): Promise<void> => {};
}

/**
 * A client that leaves its browser open: at a conflict or a block the library would close it at once, and a pairing of
 * that moment is lost with it. The supervisor ends it when the pairing is kept.
 */
export class KeptClient extends whatsapp.Client {
  override async destroy(): Promise<void> {}

  async close(): Promise<void> {
    await super.destroy();
  }
}

/** The library's client as we use it: one browser, one account, no surprises in this process. */
export function createClient(start: StartRequest, emit: (event: ProcessEvent) => void): KeptClient {
  const auth = new KeptAuth({ dataPath: start.sessionFolder });
  const client = new KeptClient({
    authStrategy: auth,
    // What web.whatsapp.com serves now; no copy of it is kept.
    webVersionCache: { type: 'none' },
    authTimeoutMs: 30_000,
    qrMaxRetries: 0,
    evalOnNewDoc: giveIdsTheirOldName as never,
    ...(start.pairingNumber === null
      ? {}
      : { pairWithPhoneNumber: { phoneNumber: start.pairingNumber, showNotification: true, intervalMs: 170_000 } }),
    puppeteer: {
      headless: true,
      executablePath: start.chromium,
      // The browser ends with the pipe, so also when this process is killed.
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      protocolTimeout: start.protocolTimeoutMs,
      timeout: 20_000,
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // What drops down from the address bar is a page in a process of its own, loaded whether anybody types or not: half
        // of the work of a start and 50 MB. puppeteer adds its own to what is named here.
        '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
        ...start.chromiumArguments,
      ],
    },
  });
  let hooked: Browser | null = null;
  auth.onBrowser = () => {
    const { pupBrowser, pupPage } = client;
    // Called again after a logout, for the same browser.
    if (!pupBrowser || !pupPage || pupBrowser === hooked) return;
    hooked = pupBrowser;
    const pid = pupBrowser.process()?.pid;
    if (pid !== undefined) emit({ event: 'browser', pid });
    pupBrowser.on('disconnected', () => emit({ event: 'broken', reason: 'the browser is gone' }));
    pupPage.on('close', () => emit({ event: 'broken', reason: 'the page was closed' }));
    pupPage.on('error', (error) => emit({ event: 'broken', reason: reasonOf(error) }));
  };
  watchLogout(client, () => emit({ event: 'loggedOut' }));
  return client;
}

/**
 * The library tells of a logout only when the page has gone elsewhere, which may be never; until then all looks well and
 * messages go nowhere. It does note the logout at once, in a field of its own.
 */
function watchLogout(client: whatsapp.Client, onLogout: () => void): void {
  let out = false;
  Object.defineProperty(client, 'lastLoggedOut', {
    get: () => out,
    set: (value: boolean) => {
      if (value && !out) onLogout();
      out = value;
    },
  });
}

/** Closes the browser so that it writes its profile, until it is gone. Gives up after `ms`, the supervisor then kills it. */
export async function closeClient(client: KeptClient, ms: number): Promise<void> {
  const browser = client.pupBrowser?.process();
  const gone = browser && browser.exitCode === null && browser.signalCode === null ? once(browser, 'exit') : null;
  await withDeadline(Promise.allSettled([client.close(), gone]), ms, 'closing the browser').catch(() => {});
}
