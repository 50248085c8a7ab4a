import { expect, test } from 'vitest';
import { findChromium } from '../../src/channels/whatsapp/chromium.ts';
import { type Child, startNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';

const hala = '961000000001@c.us';

interface Sent {
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly links: readonly string[];
}

async function start(
  env: Record<string, string>,
): Promise<{ serve: Child; address: string; messages(): Promise<Sent[]> }> {
  const serve = await startNashra(['serve'], { env: { PORT: '0', ...env } });
  const [, address = ''] = await waitFor(() => /nashra is ready: (http:\/\/[^/]+)\/sandbox/.exec(serve.stdout()), {
    message: 'not ready',
    timeoutMs: 45_000,
  });
  return {
    serve,
    address,
    messages: async () => (await fetch(`${address}/sandbox/messages`)).json() as Promise<Sent[]>,
  };
}

async function write(address: string, text: string): Promise<void> {
  const answer = await fetch(`${address}/sandbox/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: hala, text }),
  });
  expect(answer.status).toBe(202);
}

test('the sandbox links itself; its readers on WhatsApp join, choose and get the digest; also after kill -9', async () => {
  const chromium = findChromium(process.env.CHROMIUM_PATH ?? null);
  if (chromium.kind === 'missing') throw new Error(chromium.advice);
  const env = { NASHRA_DATA_DIR: await temporaryFolder(), CHROMIUM_PATH: chromium.path };
  const { serve, address, messages } = await start(env);
  const toHala = async (words: string) =>
    (await messages()).filter(({ to, text }) => to === hala && text.includes(words)).length;
  await waitFor(async () => (await toHala('أهلاً بكم')) === 1, { message: 'Hala did not join', timeoutMs: 60_000 });
  const page = await (await fetch(`${address}/sandbox?second=whatsapp-961000000001`)).text();
  expect(page).toContain('phone whatsapp');
  await write(address, '1');
  await waitFor(async () => (await toHala('أيّ المواضيع تريدون')) === 1, { message: 'no topics were offered' });
  await write(address, '2 و3');
  await waitFor(async () => (await toHala('1. ✓ سياسة')) === 2, { message: 'the choice was not taken' });
  await waitFor(async () => (await messages()).some(({ to, links }) => to === hala && links.length > 0), {
    message: 'no digest came to WhatsApp',
    timeoutMs: 90_000,
  });
  await serve.kill('SIGKILL');

  const again = await start(env);
  await waitFor(
    async () => (await again.messages()).some(({ to, text }) => to === hala && text.includes('أنتم مشتركون')),
    {
      message: 'Hala is not known again',
      timeoutMs: 60_000,
    },
  );
  await write(again.address, 'إلغاء');
  await waitFor(
    async () => (await again.messages()).some(({ to, text }) => to === hala && text.includes('أُلغي اشتراككم')),
    {
      message: 'Hala could not leave',
    },
  );
  expect(await again.serve.kill('SIGTERM')).toBe(0);
}, 240_000);

test('without Chromium the page says so in a line, and everything else works', async () => {
  const { serve, address, messages } = await start({
    NASHRA_DATA_DIR: await temporaryFolder(),
    CHROMIUM_PATH: '/no/such/chromium',
  });
  expect(serve.stderr()).toContain('WhatsApp is off: CHROMIUM_PATH names /no/such/chromium');
  expect(await (await fetch(`${address}/sandbox`)).text()).toContain('apt-get install chromium');
  await waitFor(
    async () => (await messages()).some(({ channel, links }) => channel === 'telegram' && links.length > 0),
    {
      message: 'the first story never came',
      timeoutMs: 60_000,
    },
  );
  expect(await serve.kill('SIGTERM')).toBe(0);
}, 120_000);
