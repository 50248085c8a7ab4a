import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import type { ServedChannel } from './served-channel.ts';
import { type WhatsAppParts, whatsappRunner } from './whatsapp.ts';
import { sessionsFolder } from './whatsapp-plan.ts';

/** WhatsApp through the one instance that holds the browser: it talks, and sends in the lane, as nobody else can. */
export function serveWhatsApp(
  environment: Pick<Environment, 'dataDir' | 'chromiumArguments'>,
  chromium: string,
  /** Where the stand-in is that the sandbox has in place of WhatsApp. */
  standIn: { readonly chromiumArguments: readonly string[] } | null,
  parts: Omit<WhatsAppParts, 'browser' | 'pace'>,
): ServedChannel {
  const sessionFolder = join(environment.dataDir, sessionsFolder, parts.newsroom.channels.whatsapp.account);
  const runner = whatsappRunner({
    ...parts,
    browser: {
      chromium,
      chromiumArguments: [...environment.chromiumArguments, ...(standIn?.chromiumArguments ?? [])],
      sessionFolder,
    },
  });
  return {
    role: 'whatsapp',
    lock: 'whatsapp',
    lane: null,
    async run(signal) {
      await ownFolder(join(environment.dataDir, sessionsFolder));
      await ownFolder(sessionFolder);
      await runner.run(signal);
    },
  };
}

/** Whoever reads a session is the account: nobody else may. */
async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}
