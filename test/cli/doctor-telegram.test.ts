import { expect, test } from 'vitest';
import { examineTelegram } from '../../src/cli/doctor-telegram.ts';
import { startTelegramApi } from '../../src/sandbox/telegram/index.ts';
import { atEnd } from '../setup/cleanup.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { freePort } from '../setup/ports.ts';

const channel = -1_009_000_000_001;
const newsroom = testNewsroom({
  channels: { telegram: { destinations: [{ chat: channel, editions: ['breaking'] }] } },
});

async function startApi() {
  const api = await startTelegramApi();
  atEnd(() => api.close());
  return api;
}

test('doctor says whose the token is, and whether the bot may post in the newsroom’s channels', async () => {
  const api = await startApi();
  const account = { token: api.token, apiRoot: api.url };
  const examine = () => examineTelegram({ telegram: account, mode: 'live' }, newsroom);
  const [token, before] = await examine();
  expect(token).toMatchObject({ ok: true, detail: expect.stringContaining('that of @') as string });
  expect(before).toMatchObject({ part: `destination ${channel}`, ok: false });
  api.phones.group({ id: channel, title: 'قناة', type: 'channel', members: [], bot: 'administrator' });
  expect((await examine())[1]).toEqual({
    part: `destination ${channel}`,
    ok: true,
    detail: 'the bot may post there',
  });
});

test('doctor knows what stands in front of the Bot API from the Bot API, and tells no token', async () => {
  const api = await startApi();
  api.behaviours.set([
    { chats: { kind: 'all' }, methods: ['getMe'], behaviour: { kind: 'gateway', status: 502, when: 'before' } },
  ]);
  const account = { token: api.token, apiRoot: api.url };
  const [finding] = await examineTelegram({ telegram: account, mode: 'live' }, null);
  expect(finding).toMatchObject({
    ok: false,
    detail: 'the Bot API answered 502 with something that is not its own',
    mend: expect.stringContaining('TELEGRAM_API_ROOT') as string,
  });
});

test('doctor says of a Bot API to which there is no way that there is none', async () => {
  const account = { token: '1:secret', apiRoot: `http://127.0.0.1:${await freePort()}` };
  const findings = await examineTelegram({ telegram: account, mode: 'live' }, newsroom);
  expect(findings.map(({ detail }) => detail)).toEqual(Array(2).fill('could not connect (ECONNREFUSED)'));
});
