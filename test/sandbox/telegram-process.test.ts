import { Bot } from 'grammy';
import { expect, test } from 'vitest';
import { hashText } from '../../src/sandbox/telegram/index.ts';
import { built, startScript } from '../setup/processes.ts';
import { startTelegramProcess } from '../setup/telegram.ts';
import { untilHolds } from '../setup/wait.ts';

test('in a process of its own it is steered and read over its control routes', async () => {
  const api = await startTelegramProcess({ unknownChats: 'accepted' });
  const bot = new Bot(api.token, { client: { apiRoot: api.url } });
  const first = await bot.api.sendMessage(11, 'خبر');
  await bot.api.sendMessage(12, 'خبر');
  await bot.api.sendMessage(12, 'خبر آخر');
  await bot.api.deleteMessage(11, first.message_id);
  expect(await api.control.counts()).toEqual(
    new Map([
      [11, 1],
      [12, 2],
    ]),
  );
  const accepted = await api.control.accepted();
  expect(accepted.map(({ chat, textHash, state }) => ({ chat, textHash, state }))).toEqual([
    { chat: 11, textHash: hashText('خبر'), state: 'deleted' },
    { chat: 12, textHash: hashText('خبر'), state: 'there' },
    { chat: 12, textHash: hashText('خبر آخر'), state: 'there' },
  ]);
  const timeline = await api.control.timeline(60_000);
  expect(timeline.accepted.reduce((sum, count) => sum + count)).toBe(3);

  await api.control.setRules([{ chats: { kind: 'listed', ids: [12] }, behaviour: { kind: 'blocked' } }]);
  await expect(bot.api.sendMessage(12, 'خبر')).rejects.toThrow('bot was blocked by the user');
  await api.control.setLimits({ chat: { messages: 1, perMs: 60_000 } });
  await bot.api.sendMessage(13, 'خبر');
  await expect(bot.api.sendMessage(13, 'خبر')).rejects.toThrow('retry after 60');
  expect(await api.control.statistics()).toMatchObject({ accepted: 4, refusedChat: 1 });
  await api.control.reset();
  expect(await api.control.statistics()).toMatchObject({ accepted: 0, refusedChat: 0 });
});

test('people on it join, speak, press and block', async () => {
  const api = await startTelegramProcess();
  const bot = new Bot(api.token, { client: { apiRoot: api.url } });
  await api.control.join([{ id: 21, firstName: 'سلمى', languageCode: 'ar' }]);
  await api.control.say(21, '/start');
  const [update] = await bot.api.getUpdates();
  expect(update?.message?.from).toMatchObject({ id: 21, language_code: 'ar' });
  const keyboard = { inline_keyboard: [[{ text: 'نعم', callback_data: 'yes' }]] };
  const question = await bot.api.sendMessage(21, 'موافق؟', { reply_markup: keyboard });
  await api.control.press(21, question.message_id, 'نعم');
  await api.control.setStanding([21], 'blocked');
  const later = await bot.api.getUpdates({ offset: (update?.update_id ?? 0) + 1 });
  expect(later.map((one) => one.callback_query?.data ?? one.my_chat_member?.new_chat_member.status)).toEqual([
    'yes',
    'kicked',
  ]);
  expect((await api.control.messages(21)).map((message) => message.formatted.text)).toEqual(['/start', 'موافق؟']);
});

test('a wrong setting is told', async () => {
  const api = await startTelegramProcess();
  await expect(api.control.setLimits({ chat: { messages: -1, perMs: 1 } })).rejects.toThrow('messages');
});

test('it takes its port from the command line, tells what it cannot read, and needs no parent to run', async () => {
  const main = (...args: string[]) =>
    startScript(
      `process.argv.splice(1, 1, 'main', ...${JSON.stringify(args)}); await import('${built('src/sandbox/telegram/main.js')}')`,
    );
  const running = await main('--port', '0', '{"unknownChats":"accepted","record":"counts"}');
  const line = await untilHolds(() => JSON.parse(running.stdout()) as { url: string; token: string });
  const bot = new Bot(line.token, { client: { apiRoot: line.url } });
  expect((await bot.api.sendMessage(31, 'خبر')).text).toBe('خبر');
  expect(await running.kill('SIGTERM')).toBe(0);

  for (const [args, reason] of [
    [['--port', '70000'], 'port'],
    [['{"limits":{"speed":1}}'], 'speed'],
    [['{"port"'], 'JSON'],
    [['--prot', '1'], '--prot'],
  ] as const) {
    const refused = await main(...args);
    expect(await refused.ended).toBe(2);
    expect(refused.stderr()).toContain(reason);
    expect(refused.stdout()).toBe('');
  }
});
