import { pino } from 'pino';
import { findChromium } from '../../../src/channels/whatsapp/chromium.ts';
import { Supervisor, type SupervisorOptions } from '../../../src/channels/whatsapp/supervisor.ts';
import { type Person, type StandInOptions, WhatsAppStandIn } from '../../../src/sandbox/whatsapp/index.ts';
import { atEnd } from '../../setup/cleanup.ts';
import { temporaryFolder } from '../../setup/temporary.ts';
import { waitFor } from '../../setup/wait.ts';

export const salma: Person = { number: '96171000001@c.us', lid: '810000000001@lid', name: 'سلمى' };
export const karim: Person = { number: '96171000002@c.us', lid: '810000000002@lid', name: 'كريم' };

export interface OpenWhatsApp {
  readonly standIn: WhatsAppStandIn;
  readonly supervisor: Supervisor;
  readonly options: SupervisorOptions;
  /** Waits for a state; milliseconds it took. */
  until(kind: string, timeoutMs?: number): Promise<number>;
  stop(): Promise<void>;
}

/** The real library in the real Chromium under our supervisor, with the stand-in for WhatsApp. Ends with the test file. */
export async function openWhatsApp(
  standInOptions: StandInOptions = {},
  supervisorOptions: Partial<SupervisorOptions> = {},
): Promise<OpenWhatsApp> {
  const standIn = await new WhatsAppStandIn({ people: [salma, karim], ...standInOptions }).start();
  atEnd(() => standIn.close());
  const chromium = findChromium(process.env.CHROMIUM_PATH ?? null);
  if (chromium.kind === 'missing') throw new Error(chromium.advice);
  const options: SupervisorOptions = {
    chromium: chromium.path,
    sessionFolder: await temporaryFolder(),
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    probeEvery: 500,
    probeDeadline: 1_500,
    ...supervisorOptions,
    chromiumArguments: [...standIn.chromiumArguments, ...(supervisorOptions.chromiumArguments ?? [])],
  };
  return superviseIn(standIn, options);
}

export function superviseIn(standIn: WhatsAppStandIn, options: SupervisorOptions): OpenWhatsApp {
  const supervisor = new Supervisor(options);
  const stopping = new AbortController();
  const running = supervisor.run(stopping.signal);
  const stop = async () => {
    stopping.abort();
    await running;
  };
  atEnd(stop);
  return {
    standIn,
    supervisor,
    options,
    stop,
    async until(kind, timeoutMs = 60_000) {
      const began = performance.now();
      await waitFor(() => supervisor.status.state.kind === kind, {
        timeoutMs,
        message: () => `WhatsApp did not become ${kind} (${JSON.stringify(supervisor.status)})`,
      });
      return Math.round(performance.now() - began);
    },
  };
}

/** Pairs and waits until messages can be sent. */
export async function openPaired(
  standInOptions: StandInOptions = {},
  supervisorOptions: Partial<SupervisorOptions> = {},
): Promise<OpenWhatsApp> {
  const open = await openWhatsApp(standInOptions, supervisorOptions);
  await open.until('pairing');
  open.standIn.scan();
  await open.until('ready');
  return open;
}
