import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import type { CDPSession } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { IncomingMessage } from '../../src/channels/whatsapp/process/protocol.ts';
import { browserMemory } from '../../src/channels/whatsapp/profile.ts';
import { WhatsAppChannel } from '../../src/channels/whatsapp/send.ts';
import { descendantsOf, isAlive } from '../setup/process-family.ts';
import { waitFor } from '../setup/wait.ts';
import { type OpenWhatsApp, openPaired, openWhatsApp, salma, superviseIn } from '../standins/whatsapp-web/open.ts';
import { devtools, withDevtools } from './devtools.ts';

const times = { connection: 20_000, call: 3_000, ack: 1_500, restriction: 60_000 };
const story = { text: 'قصة\n\nhttps://e.example/1', markup: 'whatsapp', linkPreview: true } as const;
/** How long each fault kept us from sending, milliseconds; printed at the end. */
const recovery: Record<string, number> = {};
afterAll(() => console.log(`recovery in ms: ${JSON.stringify(recovery)}`));

function channelOf({ supervisor }: OpenWhatsApp): WhatsAppChannel {
  return new WhatsAppChannel({ supervisor, log: pino({ level: 'silent' }), account: 'test', times });
}

/** A kill in the first seconds after a pairing loses it: it is not on the disk yet. */
async function settled(): Promise<void> {
  await delay(5_200);
}

function children(open: OpenWhatsApp): { process: number; browser: number } {
  const { process, browser } = open.supervisor.pids;
  if (process === null || browser === null) throw new Error('nothing runs');
  return { process, browser };
}

function copies(open: OpenWhatsApp, text: string): number {
  return open.standIn.history.of(salma.number).filter(({ body }) => body === text).length;
}

/** So long a killed browser may keep us from sending; generous, for slow machines. Milliseconds. */
const longest = 20_000;

function renderersOf(open: OpenWhatsApp): number[] {
  const found = descendantsOf(children(open).browser).filter(({ command }) => command.includes('--type=renderer'));
  if (found.length === 0) throw new Error('no renderer was found');
  return found.map(({ pid }) => pid);
}

/** Breaks something while WhatsApp is ready, and waits until a message goes through again, once. */
async function recovers(open: OpenWhatsApp, name: string, breaks: () => void | Promise<void>): Promise<void> {
  const { supervisor } = open;
  const channel = channelOf(open);
  const began = performance.now();
  await breaks();
  const text = `بعد ${name}`;
  await waitFor(async () => (await channel.send(salma.number, { ...story, text })).kind === 'sent', {
    timeoutMs: 30_000,
    message: `no message went through after: ${name}`,
  });
  recovery[name] = Math.round(performance.now() - began);
  // A message may still go through in the moment before the trouble shows.
  await waitFor(() => supervisor.status.state.kind === 'ready', {
    timeoutMs: 30_000,
    message: `not ready after: ${name}`,
  });
  expect(copies(open, text)).toBe(1);
}

describe('what breaks is mended, without a message lost or doubled', () => {
  test('the browser, the process and the page are killed; the page hangs; it goes elsewhere', async () => {
    const open = await openPaired({}, { goodLife: 1_000 });
    await settled();
    await recovers(open, 'browser killed', () => void process.kill(children(open).browser, 'SIGKILL'));
    await recovers(open, 'process killed', () => void process.kill(children(open).process, 'SIGKILL'));
    await recovers(open, 'browser stopped', () => void process.kill(-children(open).browser, 'SIGSTOP'));
    await recovers(open, 'page blocked', () => open.standIn.disturb({ blockMs: 20_000 }));
    await recovers(open, 'page reloaded', () => open.standIn.disturb('reload'));
    for (const what of ['frame', 'pushState'] as const) await recovers(open, what, () => open.standIn.disturb(what));
    await recovers(open, 'network cut', () => open.standIn.cutNetwork());
    await recovers(open, 'reloaded while the server is down', async () => {
      open.standIn.http = 'unavailable';
      open.standIn.disturb('reload');
      await waitFor(() => open.supervisor.status.state.kind !== 'ready', { message: 'nobody noticed' });
      open.standIn.http = 'well';
    });
    await recovers(open, 'conflict', () => open.standIn.setState('CONFLICT'));
    await recovers(open, 'five reloads', async () => {
      for (let index = 0; index < 5; index += 1) {
        open.standIn.disturb('reload');
        await delay(60);
      }
    });
    expect(open.supervisor.status.restarts).toBeGreaterThanOrEqual(4);
    expect(recovery['browser killed']).toBeLessThan(longest);
    expect(recovery['process killed']).toBeLessThan(longest);
  }, 240_000);

  test('the page crashes, is closed, goes elsewhere; its renderer is killed or frozen; the process is frozen', async () => {
    const open = await openPaired({}, { goodLife: 1_000, chromiumArguments: withDevtools });
    await settled();
    const inPage = async (act: (page: CDPSession) => Promise<unknown>) => {
      const page = await devtools(open.options.sessionFolder);
      // A page that crashes does not answer.
      act(page).catch(() => {});
      await waitFor(() => open.supervisor.status.state.kind !== 'ready', { message: 'it was not noticed' });
      await page.done().catch(() => {});
    };
    await recovers(open, 'page crashed', () => inPage((page) => page.send('Page.crash')));
    await recovers(open, 'page closed', () => inPage((page) => page.send('Page.close')));
    await recovers(open, 'page elsewhere', () => inPage((page) => page.send('Page.navigate', { url: 'about:blank' })));
    await recovers(open, 'renderer killed', () => {
      for (const pid of renderersOf(open)) process.kill(pid, 'SIGKILL');
    });
    await recovers(open, 'renderer frozen', () => {
      for (const pid of renderersOf(open)) process.kill(pid, 'SIGSTOP');
    });
    await recovers(open, 'process frozen', () => void process.kill(children(open).process, 'SIGSTOP'));
    expect(recovery['page crashed']).toBeLessThan(longest);
    expect(recovery['renderer killed']).toBeLessThan(longest);
  }, 240_000);

  test('the process that holds the library dies with its browser, whoever is killed', async () => {
    const open = await openPaired();
    await settled();
    const { process: holder, browser } = children(open);
    const family = [browser, ...descendantsOf(browser).map(({ pid }) => pid)];
    process.kill(holder, 'SIGKILL');
    await waitFor(() => !family.some(isAlive), { message: 'Chromium outlived its parent' });
    await open.until('ready');
    expect(children(open).browser).not.toBe(browser);
  }, 180_000);

  test('a message is heard once, and «ready» taken once, however often the page is gone through', async () => {
    const open = await openPaired();
    const heard: IncomingMessage[] = [];
    const states: string[] = [];
    open.supervisor.listen({
      message: (message) => heard.push(message),
      state: ({ state }) => states.push(state.kind),
    });
    for (const what of ['pushState', 'frame', 'frame', 'pushState'] as const) {
      open.standIn.disturb(what);
      await delay(120);
    }
    open.standIn.write(salma, 'مرة واحدة');
    await waitFor(() => heard.length > 0, { message: 'the message did not come' });
    await delay(600);
    expect(heard).toHaveLength(1);
    expect(states.filter((state) => state !== 'ready')).toEqual([]);
  }, 180_000);

  test('a browser that has grown is renewed between pushes, not in one, and nothing is lost', async () => {
    const often = { memoryEvery: 200, probeEvery: 200 };
    const large = await openPaired({}, { ...often, largestBrowser: 10_000, quietBefore: 0 });
    const kept = children(large).browser;
    // Larger than its limit, but not twice as large: that would be renewed between two messages of a push, too.
    const largestBrowser = Math.round((browserMemory(kept) ?? 0) * 0.7);
    const open = await openPaired({}, { ...often, largestBrowser, quietBefore: 3_000 });
    const first = open.supervisor.pids.browser;
    const renewed = () => {
      const { browser } = open.supervisor.pids;
      return browser !== null && browser !== first && open.supervisor.status.state.kind === 'ready';
    };
    await waitFor(renewed, { timeoutMs: 60_000, message: 'it was not renewed' });
    expect(open.supervisor.status.restarts).toBe(0);
    expect(await channelOf(open).send(salma.number, { ...story, text: 'بعد التجديد' })).toMatchObject({ kind: 'sent' });
    expect(children(large).browser).toBe(kept);
  }, 180_000);

  test('the browser dies while a message is on its way: it is looked for in the chat', async () => {
    const open = await openPaired();
    await settled();
    const channel = channelOf(open);
    // It arrived, and the answer is lost with the browser.
    open.standIn.onSend = (message) => {
      setImmediate(() => process.kill(children(open).browser, 'SIGKILL'));
      open.standIn.onSend = () => ({ kind: 'accept' });
      return message.body === 'وصلت' ? { kind: 'silent' } : { kind: 'drop' };
    };
    expect(await channel.send(salma.number, { ...story, text: 'وصلت' })).toMatchObject({ kind: 'sent' });
    expect(copies(open, 'وصلت')).toBe(1);
    // It never arrived: nothing stands in the chat, so it may be sent again.
    open.standIn.onSend = () => {
      setImmediate(() => process.kill(children(open).browser, 'SIGKILL'));
      open.standIn.onSend = () => ({ kind: 'accept' });
      return { kind: 'drop' };
    };
    await waitFor(() => open.supervisor.status.state.kind === 'ready', { message: 'not ready again' });
    expect(await channel.send(salma.number, { ...story, text: 'ضاعت' })).toMatchObject({ kind: 'transient' });
    expect(await channel.send(salma.number, { ...story, text: 'ضاعت' })).toMatchObject({ kind: 'sent' });
    expect(copies(open, 'ضاعت')).toBe(1);
  }, 120_000);
});

describe('what the library says of a message is not believed', () => {
  test('only the server’s acknowledgement is sent; refusals, silence, errors and slow previews have outcomes of their own', async () => {
    const open = await openPaired({ newsletters: [{ id: '120363000000000001@newsletter', name: 'درج' }] });
    const channel = channelOf(open);
    const send = (text: string, to = salma.number) => channel.send(to, { ...story, text });

    open.standIn.onSend = () => ({ kind: 'accept', delayMs: 800 });
    expect(await send('بطيئة')).toMatchObject({ kind: 'sent' });
    open.standIn.onSend = () => ({ kind: 'refuse', result: 'ERROR_UNKNOWN' });
    // Once more, then not again: the phone offers that too.
    for (const kind of ['transient', 'rejected']) {
      expect(await send('مرفوضة')).toMatchObject({ kind });
      expect(await send('مرفوضة في القناة', '120363000000000001@newsletter')).toMatchObject({ kind });
    }
    open.standIn.onSend = () => ({ kind: 'drop' });
    expect(await send('بلا جواب')).toMatchObject({ kind: 'uncertain' });
    open.standIn.onSend = () => ({ kind: 'accept' });
    expect(await send('في القناة https://e.example/2', '120363000000000001@newsletter')).toMatchObject({
      kind: 'sent',
    });
    expect(await send('عنوان خاطئ', 'nobody')).toMatchObject({ kind: 'recipientGone' });

    await open.standIn.setFaults({ sendThrows: 'local failure' });
    expect(await send('تعثّرت')).toMatchObject({ kind: 'transient' });
    await open.standIn.setFaults({ noLid: true });
    expect(await send('بلا هوية', '96170999999@c.us')).toMatchObject({ kind: 'recipientGone' });
    await open.standIn.setFaults({ previewFails: true });
    expect(await send('معاينة معطّلة https://e.example/3')).toMatchObject({ kind: 'sent' });
  }, 180_000);

  test('a preview that takes long is left out', async () => {
    const open = await openPaired({}, { previewMs: 300 });
    await open.standIn.setFaults({ previewMs: 60_000 });
    const began = performance.now();
    expect(await channelOf(open).send(salma.number, story)).toMatchObject({ kind: 'sent' });
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(open.standIn.history.of(salma.number).at(-1)?.preview).toBeNull();
  });

  test('a call that hangs ends its browser, and the message is sent afterwards once', async () => {
    const open = await openPaired();
    const channel = channelOf(open);
    await open.standIn.setFaults({ sendHangs: true });
    const outcome = channel.send(salma.number, { ...story, text: 'معلّقة' });
    await waitFor(() => open.supervisor.status.state.kind !== 'ready', { message: 'the hang was not noticed' });
    void open.standIn.setFaults({});
    expect(await outcome).toMatchObject({ kind: 'transient' });
    expect(await channel.send(salma.number, { ...story, text: 'معلّقة' })).toMatchObject({ kind: 'sent' });
    expect(copies(open, 'معلّقة')).toBe(1);
  }, 180_000);

  test('three people refused in a row are a sign of restriction: nothing more is sent, and nobody’s try is used up', async () => {
    const open = await openPaired();
    const channel = channelOf(open);
    open.standIn.onSend = () => ({ kind: 'refuse', result: 'ERROR_UNKNOWN' });
    const kinds: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      const person = open.standIn.join({ ...salma, number: `9617100010${index}@c.us`, lid: `81000000010${index}@lid` });
      kinds.push((await channel.send(person.number, story)).kind);
    }
    expect(kinds).toEqual(['transient', 'transient', 'rateLimited', 'rateLimited']);
    expect(open.standIn.sends).toBe(3);
  });

  test('a restriction that WhatsApp Web knows of stops everything at once, for as long as it says, after a restart too', async () => {
    const open = await openPaired();
    const channel = channelOf(open);
    const until = Date.now() + 3_600_000;
    open.standIn.restrict(until);
    await waitFor(() => channel.restrictedUntil?.getTime() === until, { message: 'the restriction was not seen' });
    expect(await channel.send(salma.number, story)).toMatchObject({ kind: 'rateLimited', scope: 'account' });
    await open.stop();
    const again = superviseIn(open.standIn, open.options);
    await again.until('ready');
    expect(await channelOf(again).send(salma.number, story)).toMatchObject({ kind: 'rateLimited' });
    expect(open.standIn.sends).toBe(0);
    open.standIn.restrict(null);
    await waitFor(() => channelOf(again).restrictedUntil === null, { message: 'the end was not seen' });
    expect(await channelOf(again).send(salma.number, story)).toMatchObject({ kind: 'sent' });
  }, 180_000);

  test('a refusal that comes with a restriction is the account’s: the first one already stops', async () => {
    const open = await openPaired({}, { probeEvery: 60_000 });
    const channel = channelOf(open);
    open.standIn.onSend = () => {
      open.standIn.restrict(Date.now() + 3_600_000);
      return { kind: 'refuse', result: 'ERROR_UNKNOWN' };
    };
    expect(await channel.send(salma.number, story)).toMatchObject({ kind: 'rateLimited' });
    expect(await channel.send(salma.number, story)).toMatchObject({ kind: 'rateLimited' });
    expect(open.standIn.sends).toBe(1);
  });
});

describe('pairing', () => {
  test('a logout on the phone, also one whose page never goes away, leads to a new pairing that lasts', async () => {
    const open = await openPaired();
    open.standIn.logOut(60_000);
    await open.until('pairing');
    open.standIn.scan();
    await open.until('ready');
    await open.stop();
    const again = superviseIn(open.standIn, open.options);
    const took = await again.until('ready');
    expect(again.supervisor.status.lastError).toBeNull();
    recovery['restart of a paired program'] = took;
  }, 180_000);

  test('an idle QR is renewed; a page that is all there before the library listens becomes ready', async () => {
    const open = await openWhatsApp({ sync: 'early' });
    await open.until('pairing');
    const before = open.supervisor.status.state;
    open.standIn.setState('UNPAIRED_IDLE');
    await waitFor(
      () => {
        const now = open.supervisor.status.state;
        return now.kind === 'pairing' && before.kind === 'pairing' && now.qr !== before.qr;
      },
      { message: 'the QR was not renewed' },
    );
    open.standIn.scan();
    await open.until('ready');
    await open.stop();
    const again = superviseIn(open.standIn, open.options);
    await again.until('ready', 30_000);
  }, 180_000);

  test('by a code for a number; a refused code falls back to the QR', async () => {
    const open = await openWhatsApp();
    await open.until('pairing');
    open.supervisor.pairBy('96170000000');
    await waitFor(
      () => {
        const { state } = open.supervisor.status;
        return state.kind === 'pairing' && state.code === 'ABCD1234';
      },
      { message: 'no code came' },
    );
    open.standIn.pairingRefusal = 'rate-overlimit';
    open.supervisor.pairBy('96170000000');
    await waitFor(
      () => {
        const { state } = open.supervisor.status;
        return state.kind === 'pairing' && state.qr !== null;
      },
      { message: 'no QR came' },
    );
    open.standIn.scan();
    await open.until('ready');
  }, 180_000);
});
