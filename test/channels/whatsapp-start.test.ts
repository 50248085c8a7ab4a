import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { WhatsAppChannel } from '../../src/channels/whatsapp/send.ts';
import type { SupervisorOptions } from '../../src/channels/whatsapp/supervisor.ts';
import type { StandInOptions, WhatsAppStandIn } from '../../src/sandbox/whatsapp/index.ts';
import { waitFor } from '../setup/wait.ts';
import { type OpenWhatsApp, openPaired, openWhatsApp, salma, superviseIn } from '../standins/whatsapp-web/open.ts';

/** How long each trouble at the start kept us, milliseconds; printed at the end. */
const took: Record<string, number> = {};
afterAll(() => console.log(`to ready in ms: ${JSON.stringify(took)}`));

/** An installation that was paired and stopped. */
async function paired(standIn: StandInOptions = {}): Promise<{ standIn: WhatsAppStandIn; options: SupervisorOptions }> {
  const open = await openPaired(standIn);
  await open.stop();
  return { standIn: open.standIn, options: open.options };
}

async function reason(open: OpenWhatsApp, words: RegExp, timeoutMs = 30_000): Promise<void> {
  await waitFor(() => words.test(open.supervisor.status.lastError?.reason ?? ''), {
    timeoutMs,
    message: `nobody said ${words}`,
  });
}

async function sends(open: OpenWhatsApp): Promise<void> {
  const channel = new WhatsAppChannel({ supervisor: open.supervisor, log: pino({ level: 'silent' }), account: 'test' });
  const message = { text: `قصة ${Object.keys(took).length}`, markup: 'whatsapp' } as const;
  expect(await channel.send(salma.number, message)).toMatchObject({ kind: 'sent' });
}

describe('a start that fails is tried again until it succeeds', () => {
  test.each([
    ['unavailable', 'WhatsApp answers 503'],
    ['hangs', 'WhatsApp takes the connection and says nothing'],
    ['body hangs', 'the page’s body never ends'],
  ] as const)(
    '%s: %s',
    async (http, name) => {
      const { standIn, options } = await paired();
      standIn.http = http;
      const open = superviseIn(standIn, { ...options, deadlines: { start: 6_000 } });
      await waitFor(() => open.supervisor.status.restarts > 0, { timeoutMs: 60_000, message: 'it was not noticed' });
      standIn.http = 'well';
      took[name] = await open.until('ready', 60_000);
      await sends(open);
    },
    150_000,
  );

  test('a lock that another host left in a moved profile is taken away', async () => {
    const { standIn, options } = await paired();
    await symlink('otherhost-4242', join(options.sessionFolder, 'session', 'SingletonLock'));
    await symlink('/tmp/nowhere/SingletonSocket', join(options.sessionFolder, 'session', 'SingletonSocket'));
    const open = superviseIn(standIn, options);
    took['a stale lock'] = await open.until('ready');
    expect(open.supervisor.status.restarts).toBe(0);
    await sends(open);
  }, 180_000);

  test('a profile in use is left alone and named; who waits gets it when it is free', async () => {
    const first = await openPaired();
    const second = superviseIn(first.standIn, first.options);
    await reason(second, /another browser uses this profile/);
    expect(first.supervisor.status.state.kind).toBe('ready');
    await first.stop();
    took['a profile in use'] = await second.until('ready', 60_000);
    await sends(second);
  }, 120_000);

  test('a browser that is not there is named, and nothing else breaks', async () => {
    const open = await openWhatsApp({}, { chromium: '/nonexistent/chromium' });
    await reason(open, /browser was not found|nonexistent/i);
    expect(['starting', 'reconnecting']).toContain(open.supervisor.status.state.kind);
  }, 180_000);

  test('connected, but never all there: another browser is tried', async () => {
    const { standIn, options } = await paired();
    standIn.sync = 'never';
    const open = superviseIn(standIn, { ...options, deadlines: { nudge: 60_000, sync: 3_000 } });
    await reason(open, /never all there/, 60_000);
    standIn.sync = 'heard';
    took['never all there'] = await open.until('ready', 60_000);
    await sends(open);
  }, 120_000);

  test('WhatsApp not reached for long: another browser is tried, and goes on when it is back', async () => {
    const open = await openPaired({ reconnectMs: 200 }, { deadlines: { offline: 3_000, start: 6_000 } });
    open.standIn.http = 'hangs';
    open.standIn.cutNetwork();
    await reason(open, /not reached|start failed/, 60_000);
    open.standIn.http = 'well';
    open.standIn.cutNetwork();
    took['offline for long'] = await open.until('ready', 60_000);
    await sends(open);
  }, 150_000);
});

describe('what WhatsApp says of the session', () => {
  test.each(['TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK'])(
    '%s is final until a person says otherwise',
    async (state) => {
      const open = await openPaired();
      open.standIn.setState(state);
      await open.until('banned');
      await waitFor(() => open.standIn.pagesOpen === 0, { message: 'the browser is still there' });
      expect(open.supervisor.status.lastError?.reason).toBe('WhatsApp has blocked this account');
      const channel = new WhatsAppChannel({
        supervisor: open.supervisor,
        log: pino({ level: 'silent' }),
        account: 'test',
        times: { connection: 100 },
      });
      expect(await channel.send(salma.number, { text: 'قصة', markup: 'whatsapp' })).toMatchObject({
        kind: 'rateLimited',
      });
      await delay(1_500);
      expect(open.supervisor.status.state.kind).toBe('banned');
      expect(open.standIn.pagesOpen).toBe(0);
      open.supervisor.resume();
      await open.until('ready');
    },
    180_000,
  );

  test('UNPAIRED asks for a new pairing', async () => {
    const open = await openPaired();
    open.standIn.setState('UNPAIRED');
    await open.until('pairing');
  }, 180_000);

  test('a conflict in the first moments after pairing does not cost the pairing', async () => {
    const open = await openPaired();
    open.standIn.setState('CONFLICT');
    await waitFor(() => open.supervisor.status.restarts > 0, { message: 'the conflict was not noticed' });
    took['conflict right after pairing'] = await open.until('ready', 90_000);
    await sends(open);
  }, 180_000);

  test('a page that hangs in the very moment of the scan does not cost the pairing', async () => {
    const open = await openWhatsApp();
    await open.until('pairing');
    open.standIn.scan();
    open.standIn.disturb({ blockMs: 20_000 });
    await reason(open, /does not answer/);
    took['hanging at the scan'] = await open.until('ready', 90_000);
    await sends(open);
  }, 180_000);

  test('logged out by ops, the next start asks for a pairing, which lasts', async () => {
    const open = await openPaired();
    await open.supervisor.logOut();
    await open.until('pairing');
    expect(open.supervisor.status.lastError).toBeNull();
    open.standIn.scan();
    await open.until('ready');
    await open.stop();
    const again = superviseIn(open.standIn, open.options);
    await again.until('ready');
  }, 180_000);
});
